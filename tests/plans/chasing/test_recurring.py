"""Duties that come again make each period's matter once; resolutions pasted by line become matters once."""

from datetime import date

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.plans.chasing import actions
from zhiheng.plans.chasing.forms import resolutions_in
from zhiheng.plans.models import Matter, Recurring


@pytest.fixture
def school(cast):
    return factories.office(cast.county, "县教育局", 30)


def recurring(cast, school, every="month", **more) -> Recurring:
    since = more.pop("since", date(2026, 1, 10))
    return actions.set_recurring(cast.office, "报送质量工作动态", school, every, cast.clerk, since=since, **more)


def test_each_period_makes_its_matter_once_however_often_it_is_asked(cast, school) -> None:
    recurring(cast, school, due_day=31)
    for day in (date(2026, 1, 10), date(2026, 1, 11), date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)):
        actions.make_occurrences(day)
    made = Matter.objects.order_by("pk")
    assert [one.subject for one in made] == ["报送质量工作动态（2026年1月）", "报送质量工作动态（2026年2月）"]
    assert [one.due_on for one in made] == [date(2026, 1, 31), date(2026, 2, 28)]
    assert {one.state for one in made} == {"待签收"}


def test_a_quarter_is_due_in_its_named_month_and_what_was_ended_makes_no_more(cast, school) -> None:
    one = recurring(cast, school, "quarter", due_month=3, due_day=20)
    (first,) = actions.make_occurrences(date(2026, 2, 1))
    assert first.due_on == date(2026, 3, 20)
    actions.end_recurring(one, cast.clerk, on=date(2026, 3, 31))
    assert actions.make_occurrences(date(2026, 4, 5)) == []


def test_periods_that_are_over_are_not_made_up_for(cast, school) -> None:
    recurring(cast, school)
    assert [one.subject for one in actions.make_occurrences(date(2026, 6, 3))] == ["报送质量工作动态（2026年6月）"]


def test_a_day_or_month_that_no_period_has_is_refused(cast, school) -> None:
    with pytest.raises(Fault, match="P189"):
        recurring(cast, school, "quarter", due_month=4)


def test_lines_name_their_unit_and_day_where_they_can(cast, school) -> None:
    pasted = "1. 开展校服抽检（县教育局牵头，2026年12月31日前）\n\n（二）完善台账\n3、明年再议（2026-13-45）"
    found = resolutions_in(pasted, [cast.office, school])
    assert [(words[:5], str(unit), day) for words, unit, day in found] == [
        ("开展校服抽", "县教育局", date(2026, 12, 31)), ("完善台账", "None", None), ("明年再议（", "None", None),
    ]  # fmt: skip


def test_resolutions_pasted_twice_become_matters_once(cast, clerk, school) -> None:
    lines = "1. 开展校服抽检（县教育局，2026-12-31前）\n2. 完善台账"
    said = {"source": "meeting", "basis": "领导小组会议纪要第3期", "lines": lines}
    for _ in range(2):
        assert clerk.post("/plans/chasing/paste/", said).status_code == 302
    assert Matter.objects.count() == 2
    assert Matter.objects.get(number=1).lead == school
    assert clerk.get("/plans/chasing/paste/").status_code == 200


def test_the_page_sets_and_ends_what_comes_again(cast, clerk, school) -> None:
    said = {"subject": "报送动态", "lead": school.pk, "every": "month", "due_month": 1, "due_day": 25}
    assert clerk.post("/plans/chasing/recurring/set/", said).status_code == 302
    assert Matter.objects.count() == 1
    assert clerk.post("/plans/chasing/recurring/set/", said | {"due_month": 2}).status_code == 422
    assert "报送动态" in clerk.get("/plans/chasing/recurring/").content.decode()
    clerk.post(f"/plans/chasing/recurring/{Recurring.objects.get().pk}/end/")
    assert "已停" in clerk.get("/plans/chasing/recurring/").content.decode()
