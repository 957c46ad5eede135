"""Days are counted as the law says, over the holidays that the State Council has arranged."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.scheduling.days import (
    day_after,
    first_worked,
    months_after,
    working_day_after,
    working_days_between,
    years_not_loaded,
)
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.calendars import calendar

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "scheduling.toml").read_text("utf-8"))
OURS = calendar()
DAYS = st.dates(date(2006, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("case", CASES["working"], ids=lambda case: case["what"])
def test_working_days_are_counted_over_holidays_and_worked_weekends(case: dict) -> None:
    assert working_day_after(OURS, case["from"], case["count"]) == case["due"]


@pytest.mark.parametrize("case", CASES["months"], ids=lambda case: case["what"])
def test_months_end_on_the_same_number_or_on_the_last_day(case: dict) -> None:
    assert months_after(case["from"], case["count"]) == case["due"]


@pytest.mark.parametrize("case", CASES["shifted"], ids=lambda case: case["what"])
def test_a_last_day_off_moves_to_the_next_day_worked(case: dict) -> None:
    assert first_worked(OURS, case["day"]) == case["due"]


@given(DAYS, st.integers(1, 300))
def test_the_nth_working_day_is_worked_and_has_n_working_days_up_to_it(start: date, count: int) -> None:
    after, before = working_day_after(OURS, start, count), working_day_after(OURS, start, -count)
    assert OURS.works(after)
    assert OURS.works(before)
    assert working_days_between(OURS, start, after) == count
    assert working_days_between(OURS, start, before) == -count


@given(DAYS, st.integers(1, 200), st.integers(1, 200))
def test_counting_in_two_goes_ends_on_the_same_day(start: date, first: int, second: int) -> None:
    halfway = working_day_after(OURS, start, first)
    assert working_day_after(OURS, halfway, second) == working_day_after(OURS, start, first + second)


@given(DAYS, st.integers(1, 300))
def test_from_a_working_day_there_and_back_is_the_same_day(start: date, count: int) -> None:
    start = first_worked(OURS, start)
    assert working_day_after(OURS, working_day_after(OURS, start, count), -count) == start


@given(DAYS, st.integers(-200, 200))
def test_months_keep_the_day_unless_the_month_is_shorter(start: date, count: int) -> None:
    due = months_after(start, count)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == count
    assert due.day == start.day or (due + timedelta(1)).day == 1


@given(DAYS, st.integers(-1000, 1000))
def test_calendar_days_are_added(start: date, count: int) -> None:
    assert (day_after(start, count) - start).days == count


def test_no_count_is_no_move() -> None:
    assert working_day_after(OURS, date(2008, 10, 1), 0) == date(2008, 10, 1)


def test_a_year_that_nobody_arranged_is_named() -> None:
    assert years_not_loaded(OURS, date(2026, 12, 30), date(2027, 1, 5)) == (2027,)
    assert years_not_loaded(OURS, date(2008, 1, 1), date(2026, 12, 31)) == ()


@pytest.mark.parametrize("count", [10**9, -(10**9), 3_000_000])
def test_a_count_beyond_the_calendar_is_refused_with_its_remedy(count: int) -> None:
    for counted in (working_day_after, lambda _, start, n: months_after(start, n), lambda _, start, n: day_after(start, n)):
        with pytest.raises(Fault, match="T101"):
            counted(OURS, date(2025, 1, 1), count)
