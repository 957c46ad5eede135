"""A clock is dates kept in the row; what it says on a day is a comparison."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scheduling.making import case_register, went_through
from zhiheng.core.scheduling.clocks import (
    clocks_from,
    clocks_of,
    earliest_due,
    end_of_force,
    kept_clocks,
)
from zhiheng.core.scheduling.days import working_day_after, working_days_between
from zhiheng.core.values.clocks import status_on
from zhiheng.core.values.lifecycles import ClockDays
from zhiheng.definitions.calendars import calendar
from zhiheng.definitions.registers import registers

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "scheduling.toml").read_text("utf-8"))["clock"]
REGISTER, OURS = case_register(), calendar()
DAYS = st.dates(date(2007, 1, 1), date(2026, 6, 30))


def clocks(values: dict, *passages: tuple[str, date], signed: frozenset[str] = frozenset()) -> dict[str, ClockDays]:
    kept = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return clocks_of(REGISTER, kept, went_through(*passages), OURS, signed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_clock_of_a_worked_case(case: dict) -> None:
    passages = [(state, on) for state, on in case.get("passages", [])]
    found = clocks(case.get("values", {}), *passages)[case["clock"]]
    assert {key: getattr(found, key) or False for key in case["dates"]} == case["dates"]
    assert {day: status_on(found, date.fromisoformat(day)) for day in case.get("says", {})} == case.get("says", {})


def test_what_was_found_in_law_stands_until_somebody_signs_it() -> None:
    given = {"found_on": date(2025, 3, 3)}
    assert "law" not in clocks(given)
    assert clocks(given, signed=frozenset({"case.law"}))["law"].due == date(2025, 3, 18)


def test_a_count_over_a_year_nobody_arranged_is_provisional() -> None:
    assert clocks({}, ("线索", date(2026, 12, 28)))["file"].provisional
    assert not clocks({}, ("线索", date(2025, 12, 29)))["file"].provisional
    assert not clocks({"filed_on": date(2026, 12, 28)}, ("立案", date(2026, 12, 28)))["decide"].provisional, "calendar days"


def test_the_row_is_due_with_its_first_open_clock_and_not_once_it_has_ended() -> None:
    given = {"found_on": date(2025, 3, 3), "filed_on": date(2025, 3, 4)}
    open_ones = clocks(given, ("线索", date(2025, 3, 3)), ("立案", date(2025, 3, 4)))
    assert earliest_due(open_ones) == open_ones["work"].due
    ended = clocks(given, ("线索", date(2025, 3, 3)), ("立案", date(2025, 3, 4)), ("结案", date(2025, 3, 5)))
    assert earliest_due(ended) is None


def test_a_row_ends_being_in_force_with_the_first_of_its_ends() -> None:
    values = {"valid_to": "2027-01-01", "withdrawn_on": "2026-02-01", "granted_on": "2024-01-01"}
    assert end_of_force(REGISTER, values) == date(2026, 2, 1)
    assert end_of_force(REGISTER, values | {"withdrawn_on": None}) == date(2027, 1, 1)
    assert end_of_force(REGISTER, {}) is None


def test_time_that_others_may_use_ends_in_time_and_nobody_is_late() -> None:
    unused = clocks({"found_on": date(2025, 3, 3)})["object"]
    assert [status_on(unused, date(2025, 3, day)) for day in (17, 18, 19)] == ["在限", "按时", "按时"]
    assert earliest_due({"object": unused}) is None
    used = clocks({"found_on": date(2025, 3, 3), "filed_on": date(2025, 3, 5)})["object"]
    assert status_on(used, date(2025, 3, 5)) == "按时"
    assert status_on(clocks({"found_on": date(2025, 3, 3), "filed_on": date(2025, 3, 20)})["object"], date(2025, 3, 20)) == "迟"
    ended = clocks({"found_on": date(2025, 3, 3)}, ("线索", date(2025, 3, 3)), ("结案", date(2025, 3, 5)))["object"]
    assert status_on(ended, date(2025, 4, 1)) == "按时"


def test_a_limit_may_differ_from_row_to_row_and_a_clock_runs_only_in_the_rows_it_is_for() -> None:
    found = {"found_on": date(2025, 3, 3)}
    assert clocks(found | {"party": "大厂"})["graded"].due == date(2025, 3, 4)
    assert clocks(found | {"party": "小店"})["graded"].due == date(2025, 3, 6)
    assert clocks(found)["joint"] == ClockDays()
    assert clocks(found | {"lead": ["甲局"]})["joint"].due == date(2025, 3, 8)


@given(DAYS, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS), st.booleans())
def test_what_a_row_keeps_of_a_clock_gives_it_back(start: date, due: date | None, paused: date | None, guess: bool) -> None:
    one = {"file": ClockDays(start=start, due=due, paused=paused, provisional=guess)}
    assert clocks_from(kept_clocks(one)) == one
    assert None not in kept_clocks(one)["file"].values()


@given(DAYS, st.integers(0, 120), st.integers(0, 60), st.integers(0, 60))
def test_a_pause_gives_back_exactly_the_time_it_took(filed: date, before: int, first: int, gap: int) -> None:
    """Working days outside the pauses, up to the due date, are the limit; a pause begun too late changes nothing."""
    entered = filed + timedelta(days=before)
    left = entered + timedelta(days=first)
    found = clocks({"filed_on": filed}, ("立案", filed), ("听证", entered), ("立案", left))["work"]
    plain = working_day_after(OURS, filed, 20)
    if entered > plain:
        assert found.due == plain
    else:
        paused = working_days_between(OURS, entered, left)
        assert working_days_between(OURS, filed, found.due) - paused == 20
    assert found.due >= plain


@given(DAYS, st.integers(-20, 60), st.one_of(st.none(), st.integers(0, 60)))
def test_a_status_never_goes_back_as_days_pass(start: date, limit: int, taken: int | None) -> None:
    due = start + timedelta(days=max(0, limit))
    stop = start + timedelta(days=taken) if taken is not None else None
    order = ["未起", "在限", "逾期"]
    days = ClockDays(start=start, due=due, stop=stop)
    seen = [status_on(days, start + timedelta(days=k)) for k in range(-3, 80)]
    ends = [word for word in seen if word in ("按时", "迟")]
    before = [order.index(word) for word in seen if word in order]
    assert before == sorted(before)
    assert len(set(ends)) <= 1
    assert (ends[-1:] == ["迟"]) == (stop is not None and stop > due)


def test_a_limit_that_goes_by_the_kind_of_thing_is_the_line_of_its_table_and_each_line_is_signed_by_itself() -> None:
    instrument = registers()["measuring-instrument"]
    scale = {"instrument": "汽车衡", "verified_on": "2024-08-31"}
    signed = frozenset({"measuring-instrument.period.truck-scale"})

    def due(values: dict, signed: frozenset[str]) -> date | None:
        return clocks_of(instrument, values, (), OURS, signed)["period"].due

    assert due(scale, frozenset()) is None
    assert due(scale, signed) == date(2025, 8, 31)
    assert due(scale | {"instrument": "压力表"}, signed) is None, "another line, that nobody has signed"
    assert due(scale | {"instrument": "其他"}, signed) is None, "no line"
