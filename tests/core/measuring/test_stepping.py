"""The periods that a figure is compared with, cut off at and gathered from."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring.periods import period_from
from zhiheng.core.measuring.stepping import (
    MONTHS,
    cumulative,
    in_year,
    last_year,
    of_step,
    previous,
    step_of,
    steps_within,
    to_day,
    up_to,
    window,
)
from zhiheng.core.values.faults import Fault

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "periods.toml").read_text("utf-8"))["from"]
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_a_period_is_compared_with(case: dict) -> None:
    period = period_from(case["text"])
    said = {"text": period.text, "step": step_of(period)}
    said |= {each.__name__: each(period).text for each in (last_year, previous, cumulative)}
    assert said == {name: value for name, value in case.items() if name in said}
    for step, text in case.get("window", {}).items():
        assert window(period, step).text == text
    for year, text in case.get("in_year", {}).items():
        assert in_year(period, int(year)).text == text
    for day, text in case.get("to_day", {}).items():
        assert to_day(period, date.fromisoformat(day)).text == text
    if "months" in case:
        assert [one.text for one in steps_within("month", period)] == case["months"]


def test_a_cut_off_before_the_period_begins_is_refused() -> None:
    with pytest.raises(Fault, match="M130"):
        to_day(period_from("2025H2"), date(2025, 6, 30))


@pytest.mark.parametrize("text", ["1000", "1000-01-01..1000-03-05", "A1000"])
def test_a_year_before_the_first_is_no_period(text: str) -> None:
    with pytest.raises(Fault, match=r"M101|M131"):
        last_year(period_from(text))


@given(days, st.sampled_from(list(MONTHS)))
def test_the_last_whole_window_ends_by_the_cut_off_and_the_next_does_not(day: date, step: str) -> None:
    found = window(period_from(f"{day}..{day}"), step)
    assert found.end <= day < of_step(step, found.end + timedelta(1)).end


@given(days, st.sampled_from(list(MONTHS)), st.integers(1, 30))
def test_periods_that_follow_one_another_leave_no_gap(day: date, step: str, count: int) -> None:
    found = up_to(of_step(step, day), count)
    assert len(found) == count
    assert {step_of(one) for one in found} == {step}
    assert all(a.end + timedelta(1) == b.start for a, b in pairwise(found))


@given(days, st.integers(0, 800))
def test_the_period_before_ends_the_day_before(start: date, length: int) -> None:
    period = period_from(f"{start}..{start + timedelta(length)}")
    assert previous(period).end + timedelta(1) == period.start
