"""Worked cases of 督办: every step, every light; and what must hold of any matter."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.chasing import (
    lacking,
    light_of_month,
    light_on,
    next_feedback,
    possible_acts,
    standing_after,
    standing_on,
)
from zhiheng.core.values.chasing import CYCLES, Said, Standing
from zhiheng.definitions.chasing import chasing

CASES = Path(__file__).parents[2] / "cases" / "chasing"
STEPS = tomllib.loads((CASES / "steps.toml").read_text("utf-8"))["steps"]
LIGHTS = tomllib.loads((CASES / "lights.toml").read_text("utf-8"))
OURS = chasing()
EVE = date(2026, 11, 20)


def begun(cycle: str = "month") -> Standing:
    return Standing(state=OURS.start, cycle=cycle, cycle_day=28)


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case["what"])
def test_each_step_leads_where_its_case_says(case: dict) -> None:
    sent = None if case["state"] == OURS.start else date(2026, 9, 1)
    asked = case.get("asked_on")
    before = Standing(state=case["state"], due_on=date(2026, 11, 30), issued_on=sent, asked_on=asked, cycle="month")
    given = {key: value for key, value in case.items() if key not in ("what", "state", "to", "asked_on", "due_after", "no_due")}
    said = msgspec.convert(given | {"on": EVE}, Said)
    assert not lacking(OURS, before, said, EVE, EVE)
    after = standing_after(OURS, before, said)
    assert after.state == case["to"]
    if "due_after" in case or "no_due" in case:
        assert after.due_on == case.get("due_after")
    for need in next(act for act in OURS.acts if act.id == case["act"]).needs:  # each thing it needs is asked for
        bare = msgspec.structs.replace(said, **{need: None if need == "due" else ""})
        assert lacking(OURS, before, bare, EVE, EVE)


def test_every_step_of_the_definition_has_its_case() -> None:
    assert {(act.id, state) for act in OURS.acts for state in act.start} == {(one["act"], one["state"]) for one in STEPS}


def entries_of(case: dict) -> list[Said]:
    return [msgspec.convert(one, Said) for one in case["entries"]]


@pytest.mark.parametrize("case", LIGHTS["lights"], ids=lambda case: case["what"])
def test_the_light_of_a_day_is_as_counted_by_hand(case: dict) -> None:
    now = standing_on(OURS, begun(), entries_of(case), case["day"])
    assert light_on(OURS.edition_on(case["day"]), now, case["day"]).id == case["light"]


@pytest.mark.parametrize("case", LIGHTS["months"], ids=lambda case: case["what"])
def test_the_light_of_a_month_is_its_gravest(case: dict) -> None:
    assert light_of_month(OURS, begun(), entries_of(case), case["from"], case["to"]).id == case["light"]


def test_what_is_not_handed_down_shows_no_light() -> None:
    assert light_on(OURS.editions[0], begun(), EVE) is None


@st.composite
def histories(draw) -> list[Said]:
    """Entries as they may come, in the order of their days."""
    now, day, made = begun(draw(st.sampled_from(list(CYCLES)))), date(2026, 1, 1), []
    for _ in range(draw(st.integers(1, 12))):
        acts = possible_acts(OURS, now)
        if not acts:
            break
        act, day = draw(st.sampled_from(acts)), day + timedelta(days=draw(st.integers(0, 40)))
        due = day + timedelta(days=draw(st.integers(1, 90))) if "due" in act.needs or act.id == "issue" else None
        made.append(Said(act=act.id, on=day, due=due))
        now = standing_after(OURS, now, made[-1])
    return made


@given(histories(), st.integers(0, 12))
def test_later_entries_never_change_the_record_of_a_month_before(history: list[Said], cut: int) -> None:
    kept = history[:cut]
    rest = history[cut:]
    last = rest[0].on - timedelta(days=1) if rest else date(2027, 12, 31)
    first = last - timedelta(days=30)
    assert light_of_month(OURS, begun(), kept, first, last) == light_of_month(OURS, begun(), history, first, last)


@given(histories(), st.integers(0, 400))
def test_a_month_is_at_least_as_grave_as_any_of_its_days(history: list[Said], after: int) -> None:
    day = date(2026, 1, 1) + timedelta(days=after)
    edition = OURS.edition_on(day)
    shown = light_on(edition, standing_on(OURS, begun(), history, day), day)
    month = light_of_month(OURS, begun(), history, day - timedelta(days=9), day + timedelta(days=9))
    assert shown is None or edition.place(month.id) <= edition.place(shown.id)


@given(histories())
def test_nothing_may_be_done_after_an_end(history: list[Said]) -> None:
    now = standing_on(OURS, begun(), history, date(2030, 1, 1))
    assert (not possible_acts(OURS, now)) == (now.state in OURS.ends) == (now.ended_on is not None)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.sampled_from(["week", "month", "quarter", "year"]), st.integers(1, 31))
def test_the_next_day_of_feedback_lies_ahead_and_feedback_moves_it_on(issued: date, cycle: str, day: int) -> None:
    now = Standing(issued_on=issued, cycle=cycle, cycle_day=day)
    first = next_feedback(now)
    assert issued < first <= issued + timedelta(days=2 * 366)
    again = next_feedback(msgspec.structs.replace(now, covered_on=first))
    assert again > first
    assert (again - first).days <= {"week": 7, "month": 31, "quarter": 92, "year": 366}[cycle]
