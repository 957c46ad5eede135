"""Stages go forward, and back with a reason; two people at once are kept apart."""

from datetime import date

import pytest

import factories
from assessments.building import assessment
from zhiheng.assessments.actions.staging import move_on, set_days
from zhiheng.assessments.models import Assessment
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.cast()


def fault(call, *args, **more) -> str:
    with pytest.raises(Fault) as caught:
        call(*args, **more)
    return caught.value.id


def test_a_stage_follows_with_who_moved_it_and_goes_back_with_a_reason_alone(cast) -> None:
    made = assessment(cast, stage="filing")
    moved = move_on(made, "self", cast.province_clerk, seen=made.version)
    assert fault(move_on, moved, "filing", cast.province_clerk, seen=moved.version) == "S209"
    back = move_on(moved, "filing", cast.province_clerk, seen=moved.version, reason="有两县漏报目标")
    assert back.stage == "filing"
    told = Revision.objects.filter(verb__in=["进入自评与佐证", "退回目标备案"]).order_by("pk")
    assert [(one.by_name, one.reason) for one in told] == [("孙省局", ""), ("孙省局", "有两县漏报目标")]


def test_who_saw_an_older_page_moves_nothing(cast) -> None:
    made = assessment(cast)
    move_on(made, "scoring", cast.province_clerk, seen=made.version)
    assert fault(move_on, made, "visiting", cast.province_clerk, seen=made.version) == "S261"
    assert fault(set_days, made, {"self_until": date(2026, 1, 31)}, cast.province_clerk, seen=made.version, reason="改") == "S261"
    assert Assessment.objects.get().stage == "scoring"


@pytest.mark.parametrize("to", ["approved", "noticed", "closed", "self", "nothing"])
def test_a_result_does_not_come_of_moving_a_stage(cast, to: str) -> None:
    made = assessment(cast, stage="self")
    assert fault(move_on, made, to, cast.province_clerk, seen=made.version) == "S207"


def test_what_is_approved_is_not_moved_back(cast) -> None:
    made = assessment(cast, stage="approved")
    assert fault(move_on, made, "reviewing", cast.province_clerk, seen=made.version, reason="漏项") == "S206"


def test_a_day_that_was_set_is_moved_with_a_reason(cast) -> None:
    made = assessment(cast)
    later = {"self_until": date(2026, 12, 25)}
    assert fault(set_days, made, later, cast.province_clerk, seen=made.version) == "S209"
    moved = set_days(made, later, cast.province_clerk, seen=made.version, reason="系统升级停机两日")
    assert (moved.self_until, moved.version) == (date(2026, 12, 25), made.version + 1)
    assert set_days(moved, later, cast.province_clerk, seen=moved.version).version == moved.version
