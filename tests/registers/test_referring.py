"""Checks look at the rows that a row refers to, whichever way it comes in."""

from collections.abc import Sequence

import pytest
from django.utils import timezone

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.registers.actions import Wanted, import_file, take_step
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
CHECKS = "检查编号,地区,检查日期,检查对象（名称）,检查结果,发现的问题"
CASES = "案号,地区,领域,查处日期,来源检查"


def brought_in(cast: factories.Cast, register: str, head: str, *lines: str) -> Sequence[str]:
    """What is wrong with the rows of a file, those without fault being kept."""
    report = import_file(register, "表.csv", "\n".join([head, *lines]).encode(), cast.office, cast.clerk)
    return [problem.says for problem in report.problems]


def checks(cast: factories.Cast) -> None:
    lines = ("检-1,示例县,2025-03-03,甲店,合格,", "检-2,示例县,2025-03-03,乙店,立案,冒用厂名")
    assert not brought_in(cast, "enforcement-check", CHECKS, *lines)


def test_a_case_of_a_check_that_found_nothing_is_refused() -> None:
    cast = factories.cast()
    checks(cast)
    said = brought_in(cast, "enforcement-case", CASES, "案-1,示例县,食品,2025-03-04,检-1")
    assert any("来源检查的结果是合格" in one for one in said)
    assert not brought_in(cast, "enforcement-case", CASES, "案-2,示例县,食品,2025-03-04,检-2")


def test_a_step_is_refused_where_the_row_referred_to_has_changed_since() -> None:
    cast = factories.cast()
    checks(cast)
    brought_in(cast, "enforcement-case", CASES, "案-2,示例县,食品,2025-03-04,检-2")
    check = Row.objects.get(register="enforcement-check", tail="检-2")
    Row.objects.filter(pk=check.pk).update(data=check.data | {"result": "合格"})
    with pytest.raises(Fault, match="来源检查的结果是合格"):
        take_step(Row.objects.get(register="enforcement-case"), Wanted(to="查处", on=timezone.localdate()), cast.clerk)
