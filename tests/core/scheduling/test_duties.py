"""Who was due: every object in every period while it exists, and nobody twice."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.scheduling.duties import DueObject, Turn, due_pairs, missing, turns
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.spans import Span

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def test_twelve_visits_in_one_month_do_not_make_every_month() -> None:
    due = due_pairs([DueObject("卫生院")], turns("month", *YEAR), YEAR[1])
    done = [("卫生院", date(2025, 5, day)) for day in range(1, 13)]
    assert len(due) == 12
    assert [turn.name for _, turn in missing(due, done)] == [f"2025年{month}月" for month in range(1, 13) if month != 5]


def test_an_object_is_due_only_while_it_exists() -> None:
    new, closed = DueObject("新", since=date(2025, 4, 10)), DueObject("旧", until=date(2025, 6, 30))
    due = due_pairs([new, closed], turns("quarter", *YEAR), YEAR[1])
    assert [(key, turn.name) for key, turn in due] == [
        ("旧", "2025年第一季度"), ("新", "2025年第二季度"), ("新", "2025年第三季度"), ("新", "2025年第四季度"),
    ]  # fmt: skip


def test_what_lies_ahead_is_not_missing() -> None:
    due = due_pairs([DueObject("甲")], turns("month", *YEAR), date(2025, 2, 1))
    assert [turn.name for _, turn in due] == ["2025年1月", "2025年2月"]


def test_every_six_months_is_counted_from_its_own_first_day() -> None:
    found = turns(Span(6, "months"), date(2024, 8, 31), date(2025, 8, 30))
    assert found == [Turn(date(2024, 8, 31), date(2025, 2, 27)), Turn(date(2025, 2, 28), date(2025, 8, 30))]


@given(st.sampled_from(["day", "month", "quarter", "half-year", "year"]), DAYS, st.integers(0, 500))
def test_periods_follow_each_other_without_gap_and_cover_what_was_asked(every: str, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    found = turns(every, since, until)
    assert found[0].start <= since <= found[0].end
    assert found[-1].start <= until <= found[-1].end
    assert all(earlier.end + timedelta(days=1) == later.start for earlier, later in pairwise(found))


@given(st.sampled_from(["d", "months", "years"]), st.integers(1, 40), DAYS, st.integers(0, 500))
def test_a_span_repeats_from_its_first_day_without_gap(unit: str, amount: int, since: date, length: int) -> None:
    found = turns(Span(amount, unit), since, since + timedelta(days=length))
    assert found[0].start == since
    assert found[-1].end >= since + timedelta(days=length)
    assert all(earlier.end + timedelta(days=1) == later.start for earlier, later in pairwise(found))


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.dates(*YEAR)), max_size=60))
def test_done_and_missing_are_together_what_was_due(done: list) -> None:
    due = due_pairs([DueObject(key) for key in "甲乙丙"], turns("month", *YEAR), YEAR[1])
    visited = {(key, f"{day.year}年{day.month}月") for key, day in done}
    assert {(key, turn.name) for key, turn in missing(due, done)} | visited == {(key, turn.name) for key, turn in due}
    assert len(missing(due, done)) + len(visited) == len(due)


@pytest.mark.parametrize("every", ["week", "", Span(15, "wd"), Span(0, "d")])
def test_a_frequency_that_is_none_says_which_there_are(every: object) -> None:
    with pytest.raises(Fault, match="T102"):
        turns(every, *YEAR)
