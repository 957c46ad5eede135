"""The worked cases of registers: what is given, what must come of it, read from `tests/cases/registers/*.toml`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from zhiheng.core.checking import checked_row
from zhiheng.core.scheduling import clocks_of, in_force_on, status_on, step_to, taken_step
from zhiheng.core.values.lifecycles import AskedStep, Passage
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import CheckedRow, Register, usable
from zhiheng.definitions.calendars import calendar

FOLDER = Path(__file__).parents[1] / "cases" / "registers"
KNOWN = {"source", "other", "row", "figure"}
KNOWN_OF_ROWS = {"id", "cells", "units", "kept", "marks", "begun", "walk", "state", "clocks", "problems", "warns", "times"}
KNOWN_OF_STEPS = {"to", "on", "who", "fill", "reason", "evidence", "approved_by", "document", "refused"}
LAST_DAY = date(2100, 1, 1)  # no step of a case lies after today


class AnyName(dict):
    """Areas of a case: every name is its own code."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return name


class Enterprises:
    """Enterprises of a case: numbered as they come."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def __call__(self, name: str) -> int:
        return self.ids.setdefault(name, len(self.ids) + 1)


class Case:
    """One worked case of one register."""

    def __init__(self, path: Path, said: dict[str, Any] | None = None) -> None:
        self.slug = path.stem
        self.said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal) if said is None else said
        assert set(self.said) <= KNOWN, f"{path.name}: {set(self.said) - KNOWN}"
        for row in self.rows:
            assert set(row) <= KNOWN_OF_ROWS, f"{path.name}: {set(row) - KNOWN_OF_ROWS}"
        self.known = Lookups(areas=AnyName(), enterprise=Enterprises())

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows; one with `times = n` comes n times, {n} in its cells counting them."""
        return [one for row in self.said.get("row", []) for one in _repeated(row)]

    @property
    def figures(self) -> list[dict[str, Any]]:
        return self.said.get("figure", [])

    def checked(self, register: Register, row: dict[str, Any], cells: dict[str, Any] | None = None, **moved: Any) -> CheckedRow:
        """The row's cells, or others in their place, as the register checks them; `moved` is where the row stands."""
        cells = row["cells"] if cells is None else cells
        unknown = set(cells) - set(register.fields)
        assert not unknown, f"{self.slug}: no such fields {unknown}"
        units = dict.fromkeys(register.of_type("money"), "元") | row.get("units", {})
        beside = self.beside(register, cells) | moved
        return checked_row(register, cells, known=self.known, units=units, beside=beside)

    def beside(self, register: Register, values: dict[str, Any]) -> dict[str, Any]:
        """What `a.b` asks: the fields of the other rows that this one refers to."""
        others = {(one["register"], str(one["key"])): one["cells"] for one in self.said.get("other", [])}
        return {
            f"{key}.{name}": _plain(value)
            for key, field in register.fields.items()
            if field.to and (cells := others.get((field.to, str(values.get(key)))))
            for name, value in cells.items()
        }


def _repeated(row: dict[str, Any]) -> list[dict[str, Any]]:
    if "times" not in row:
        return [row]
    cells = row["cells"].items()
    return [
        row | {"cells": {key: cell.replace("{n}", str(n)) if isinstance(cell, str) else cell for key, cell in cells}}
        for n in range(1, row["times"] + 1)
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@dataclass
class Walked:
    """Where a row of a case has come to."""

    checked: CheckedRow
    passages: tuple[Passage, ...]

    @property
    def state(self) -> str:
        return self.passages[-1].state if self.passages else ""

    @property
    def reached(self) -> dict[str, str]:
        return {f"reached.{passage.state}": passage.on.isoformat() for passage in reversed(self.passages)}


def walked(case: Case, register: Register, row: dict[str, Any]) -> Walked:
    """The row after the steps of its case; a step that the case says is refused leaves it where it was."""
    cells, steps = dict(row["cells"]), row.get("walk", [])
    begun = row.get("begun") or (steps[0]["on"] if steps else None)
    start = (Passage(register.lifecycle.start, begun),) if register.lifecycle and begun else ()
    at = Walked(case.checked(register, row), start)
    for step in steps:
        assert set(step) <= KNOWN_OF_STEPS, f"{case.slug}: {set(step) - KNOWN_OF_STEPS}"
        tried = cells | step.get("fill", {})
        checked = case.checked(register, row, tried, state=at.state, **at.reached)
        asked = AskedStep(
            to=step["to"],
            on=step["on"],
            reason=step.get("reason", ""),
            approver=step.get("approved_by", ""),
            document=step.get("document", ""),
            evidence=int(step.get("evidence", False)),
        )
        taken = taken_step(register, at.state, checked.values, at.passages, asked, LAST_DAY)
        said = [*taken.problems, *(problem.says for problem in checked.problems if problem.level == "block")]
        if "refused" in step:
            assert any(step["refused"] in sentence for sentence in said), f"{row['id']} → {step['to']}: {said}"
            continue
        assert not said, f"{row['id']} → {step['to']}: {said}"
        meant = step_to(register, at.state, step["to"])
        assert meant is not None
        assert step.get("who", meant.who) == meant.who, f"{row['id']} → {step['to']}: {meant.who} may"
        cells, at = tried, Walked(checked, taken.passages)
    return at


def cases() -> Iterator[Case]:
    """Every case, by the id of its register."""
    return (Case(path) for path in sorted(FOLDER.glob("*.toml")))


def seen(case: Case, register: Register, row: dict[str, Any], on: date) -> dict[str, Any]:
    """A row as conditions look at it on a day."""
    at = walked(case, register, row)
    clocks = clocks_of(register, at.checked.values, at.passages, calendar())
    statuses = {f"clock.{id}": status_on(days, on) for id, days in clocks.items()}
    beside = case.beside(register, at.checked.values)
    standing = {**statuses, **at.reached, "state": at.state, "active": in_force_on(register, at.checked.values, on)}
    return {**beside, **standing, **usable(register, at.checked.values)}

