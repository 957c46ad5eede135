"""A row may come in a later state of its lifecycle: the column 状态 says which, columns like 立案日期 since when."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from zhiheng.core.checking.cells import Unreadable, kept_value, nearest
from zhiheng.core.values.lifecycles import Passage
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import Field, Problem, Register

STATE, STATE_HEAD = "state", "状态"
REACHED = "reached."
A_DAY = Field(name="日期", type="date")


class Arrival(NamedTuple):
    """The state that a row comes in, "" where the file says none, and the days on which it entered states."""

    state: str = ""
    reached: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()

    @property
    def beside(self) -> dict[str, Any]:
        """What conditions may ask of it."""
        return {STATE: self.state, **{f"{REACHED}{state}": day for state, day in self.reached.items()}} if self.state else {}

    def passages(self, start: str, otherwise: date) -> list[Passage]:
        """The entries into states after `start`, by day; the state it comes in last. `otherwise`: a day not said."""
        if not self.state or self.state == start:
            return []
        last = date.fromisoformat(self.reached[self.state]) if self.state in self.reached else otherwise
        days = {state: date.fromisoformat(day) for state, day in self.reached.items() if state not in (start, self.state)}
        between = [Passage(state, day) for state, day in days.items() if day <= last]
        return [*sorted(between, key=lambda passage: passage.on), Passage(self.state, last)]

    def why_not_from(self, register: Register, kept: str) -> str:
        """Why a kept row may not get into this state by a file; "" where it may."""
        if not self.state or self.state == kept or self.state in _ahead(register, kept):
            return ""
        return f"台账里这一行已是“{kept}”，不能由表格改为“{self.state}”。请核对状态，或在该行页面上办理。"


AS_IT_BEGINS = Arrival()


def arrival_of(register: Register, cells: Mapping[str, Any], day_zero: date) -> Arrival:
    """How a row arrives, by the cells of a file."""
    if not register.lifecycle or (cells.get(STATE) is None and not any(key.startswith(REACHED) for key in cells)):
        return AS_IT_BEGINS
    state, problems, reached = str(cells.get(STATE) or "").strip(), [], {}
    if state and state not in register.lifecycle.states:
        known = register.lifecycle.states
        says = f"没有“{state}”这个状态{nearest(state, known)}。请改为：{'、'.join(known)}。"
        problems.append(Problem(field=STATE, says=says))
    for key, cell in cells.items():
        if key.startswith(REACHED):
            try:
                day, _ = kept_value(A_DAY, cell, known=Lookups(day_zero=day_zero))
            except Unreadable as problem:
                problems.append(Problem(field=key, says=str(problem)))
                continue
            if day:
                reached[key.removeprefix(REACHED)] = str(day)
    if state and state not in reached and (day := _day_of_entry(register, state, cells, day_zero)):
        reached[state] = day
    return Arrival(state, reached, tuple(problems))


def _day_of_entry(register: Register, state: str, cells: Mapping[str, Any], day_zero: date) -> str:
    """The one date field that every step into the state asks for: 立案 needs 立案日期. "" where there is none."""
    steps = [step for step in register.lifecycle.steps if step.end == state] if register.lifecycle else []
    asked = {key for step in steps for key in step.needs if key in register.of_type("date")}
    if len(asked) != 1:
        return ""
    try:
        day, _ = kept_value(A_DAY, cells.get(asked.pop()), known=Lookups(day_zero=day_zero))
    except Unreadable:
        return ""
    return str(day or "")


def _ahead(register: Register, state: str) -> set[str]:
    """The states that steps lead to, none of them one that a person must approve by name."""
    found: set[str] = set()
    waiting = [state]
    while waiting and register.lifecycle:
        for step in register.lifecycle.steps_from(waiting.pop()):
            if not step.approval and step.end not in found:
                found.add(step.end)
                waiting.append(step.end)
    return found
