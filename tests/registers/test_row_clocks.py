"""What the page of a row says of its clocks: how late one was when it stopped, and that a period for others is no delay."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

import factories
from zhiheng.registers.actions import Typed, Wanted, add_row, take_step
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
ENDED = ("2025-01-02", "2025-03-03")


def typed(cast: factories.Cast, register: str, **words: str) -> Row:
    entered = add_row(known_register(register), Typed({"no": "甲-1", "area": "示例县", **words}), cast.office, cast.clerk)
    assert entered.row, entered.problems
    return entered.row


def clocks(cast: factories.Cast, row: Row) -> dict[str, Any]:
    page = cast.client("clerk").get(f"/registers/{row.register}/{row.pk}/")
    return {clock.name: clock for clock in page.context["clocks"]}


def test_a_row_that_ended_without_the_deed_was_late_until_then_and_no_longer() -> None:
    cast = factories.cast()
    row = typed(cast, "enforcement-case", domain="食品", found_on=ENDED[0])
    row = take_step(row, Wanted(to="查处", on=date.fromisoformat(ENDED[0])), cast.clerk)
    row = take_step(row, Wanted(to="不予立案", on=date.fromisoformat(ENDED[1]), reason="情节轻微"), cast.clerk)
    clock = clocks(cast, row)["立案"]
    late = clock.paused - clock.due
    assert (clock.status.word, clock.paused) == (f"逾期 {late.days} 天", date.fromisoformat(ENDED[1]))
    assert f"{ENDED[1]} 起停计" in cast.client("clerk").get(f"/registers/enforcement-case/{row.pk}/").content.decode()


@pytest.mark.parametrize(("ago", "word"), [(5, "还有 10 天"), (40, "期满")])
def test_the_time_a_firm_has_for_an_objection_runs_out_and_is_never_overdue(ago: int, word: str) -> None:
    cast = factories.cast()
    told = timezone.localdate() - timedelta(days=ago)
    days = {"sampled_on": str(told - timedelta(days=30)), "reported_on": str(told), "notified_on": str(told)}
    row = typed(cast, "product-sampling", level="县", enterprise="示例县光明农资有限公司", product="化肥", **days)
    clock = clocks(cast, row)["企业异议期"]
    assert (clock.status.word, clock.stop) == (word, None)
