"""Which day of a row puts it into a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiheng.core.measuring.periods import Period
from zhiheng.core.values.indicators import Time
from zhiheng.core.values.registers import Register


class Days:
    """The days that rows of a register are placed by."""

    def __init__(self, register: Register, time: Time) -> None:
        self._register, self._time = register, time

    def of(self, row: Mapping[str, Any]) -> Any:
        """The day that the row is placed by; None where it has none."""
        match self._time.how:
            case "active":
                return row.get(self._register.active[0])
            case "due":
                return row.get(f"due.{self._time.field}")
        return row.get(self._time.field or "event_on")

    def of_last(self, row: Mapping[str, Any]) -> Any:
        """The day by which the latest row is told: the one it is placed by, or else its own."""
        return self.of(row) if self._time.how in ("event", "until", "since") else row.get("event_on")

    def puts(self, row: Mapping[str, Any], period: Period) -> bool:
        """Whether the row is in the period; one without a day never is."""
        day = day_of(self.of(row))
        if day is None:
            return False
        match self._time.how:
            case "active":
                ends = [day_of(row.get(name)) for name in self._register.active[1:]]
                return day <= period.end and all(end is None or period.end < end for end in ends)
            case "until":
                return day <= period.end
            case "since":
                return (self._time.since is None or self._time.since <= day) and day <= period.end
        return day in period


def day_of(value: Any) -> date | None:
    """A day kept as ISO text or as a date; None where there is none."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def text_of(value: Any) -> str:
    """A value as text; "" for none."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
