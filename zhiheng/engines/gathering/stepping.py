"""Periods sorted by kind: whole months, quarters, half-years and years are found by a number, others by their days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from zhiheng.core.measuring.periods import Period

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
ANY = ""  # days that are no whole step: rows are compared with their first and last day


def step_of(period: Period) -> str:
    """Which step of the calendar the period is, ANY where it is none."""
    start, after = period.start, period.end + timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return ANY
    length = _months(after) - _months(start)
    return next((step for step, months in MONTHS.items() if months == length and (start.month - 1) % months == 0), ANY)


def number_of(day: date, step: str) -> int:
    """The number of the step that the day lies in: of its first month, counted since the year 0; 0 for ANY.

    >>> number_of(date(2025, 8, 31), "quarter") == number_of(date(2025, 7, 1), "month")
    True
    """
    return _months(day) - (day.month - 1) % MONTHS[step] if step else 0


def by_step(periods: Sequence[Period]) -> Mapping[str, list[Period]]:
    """The periods by the step that they are, each once: those of one step never overlap."""
    found: dict[str, list[Period]] = {}
    for period in dict.fromkeys(periods):
        found.setdefault(step_of(period), []).append(period)
    return found


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1
