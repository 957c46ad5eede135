"""A period is said in six ways, and has a first and a last day."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "periods.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_days_and_the_name_of_a_period(case: dict) -> None:
    period = period_from(case["text"])
    assert [period.start, period.end] == case["days"]
    assert (period.name, period.text) == (case["name"], case["text"])


@pytest.mark.parametrize(
    "text", ["", "25", "2025H3", "2025Q5", "2025-13", "2025Q3H1", "A2025H1", "2025-02-30..2025-03-01",
             "2025-07-25..2025-01-01", "2025-01-01..", "二〇二五", "0000"]
)  # fmt: skip
def test_a_period_that_does_not_exist_says_how_to_write_one(text: str) -> None:
    with pytest.raises(Fault, match="M101"):
        period_from(text)


@given(st.integers(1950, 2100))
def test_halves_quarters_and_months_fill_the_year_without_gap(year: int) -> None:
    whole = period_from(str(year))
    for parts in (["H1", "H2"], ["Q1", "Q2", "Q3", "Q4"], [f"-{month:02}" for month in range(1, 13)]):
        periods = [period_from(f"{year}{part}") for part in parts]
        assert (periods[0].start, periods[-1].end) == (whole.start, whole.end)
        assert all(a.end + timedelta(1) == b.start for a, b in pairwise(periods))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_both_ends_belong_to_a_period(start: date, length: int) -> None:
    end = start + timedelta(length)
    period = period_from(f"{start}..{end}")
    assert start in period
    assert end in period
    assert end + timedelta(1) not in period
