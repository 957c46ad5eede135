"""A row as conditions look at it on a day: its fields, its state then, what its clocks say, those of rows it refers to."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zhiheng.core.measuring.dating import day_of
from zhiheng.core.values.clocks import status_on
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.lifecycles import ClockDays
from zhiheng.core.values.registers import Register

DAYS = ("start", "due", "stop", "paused")


class Seen(Mapping[str, Any]):
    """One row on the last day of a period; what nobody looks at is not computed. A name that says nothing is None to `get`."""

    def __init__(
        self,
        row: Mapping[str, Any],
        register: Register,
        references: Mapping[str, Register],
        others: Mapping[str, Mapping[str, Mapping[str, Any]]],
        day: date,
    ) -> None:
        self.row = row
        self._register, self._references, self._others, self._day = register, references, others, day

    def __getitem__(self, name: str) -> Any:
        if name in self._register.fields:
            return self.row.get(name)
        if name == "state":
            return self._state() if self._register.lifecycle else None
        first, dot, rest = name.partition(".")
        if not dot:
            return self.row[name]
        match first:
            case "reached":
                day = day_of(self.row.get(name))
                return day.isoformat() if day else None
            case "clock":
                start, due, stop, paused = (day_of(self.row.get(f"{which}.{rest}")) for which in DAYS)
                return status_on(ClockDays(start=start, due=due, stop=stop, paused=paused), self._day)
            case "check" if rest in self._register.checks:  # or else a reference of that name
                return self._holds(rest)
        there = self._referred(first)
        return there.get(rest) if there is not None else None

    def __iter__(self) -> Iterator[str]:
        return iter(self.row)

    def __len__(self) -> int:
        return len(self.row)

    def _state(self) -> str | None:
        """The state on the day: the present one where no later step was taken, else the one entered last; of a day the later."""
        states = self._register.lifecycle.states if self._register.lifecycle else ()
        reached = {state: day for state in states if (day := day_of(self.row.get(f"reached.{state}")))}
        if all(day <= self._day for day in reached.values()):
            return self.row.get("state") or None
        before = {state: day for state, day in reached.items() if day <= self._day}
        last = max(before.values(), default=None)
        return next((state for state in reversed(states) if before.get(state) == last), None) if last else None

    def _holds(self, id: str) -> bool | None:
        check = self._register.checks.get(id)
        if check is None or not check.expect:
            return None
        return not satisfied(check.when, self) or satisfied(check.expect, self)

    def _referred(self, field: str) -> "Seen | None":
        key, register = self.row.get(field), self._references.get(field)
        row = self._others.get(field, {}).get(str(key)) if key is not None else None
        return Seen(row, register, {}, {}, self._day) if row is not None and register else None
