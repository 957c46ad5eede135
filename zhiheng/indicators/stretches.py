"""Periods of one kind in a row, for a trend: the quarters up to a quarter, the first halves and second halves up to one."""

import re
from datetime import date

from zhiheng.core.measuring import Period, period_from

COUNTS = {"H": 6, "Q": 8, "-": 13, "": 5}  # how many halves, quarters, months and years are shown
OF_DAYS = 4  # years of the same days


def stretch_up_to(period: Period) -> list[Period]:
    """The periods of the same kind up to this one, the oldest first: 2024Q2 … 2025Q3; of days, the same days of years before."""
    if match := re.fullmatch(r"(A?)(\d{4})(?:([HQ-])(\d{1,2}))?", period.text):
        assessment, year, kind, part = match.groups()
        count = COUNTS[kind or ""]
        if not kind:
            return [period_from(f"{assessment}{int(year) - back}") for back in reversed(range(count))]
        parts = {"H": 2, "Q": 4, "-": 12}[kind]
        last = int(year) * parts + int(part) - 1
        return [period_from(_text(last - back, kind, parts)) for back in reversed(range(count))]
    return [years_before(period, back) for back in reversed(range(OF_DAYS))]


def years_before(period: Period, years: int) -> Period:
    """The same period so many years before: 2024H1 of 2025H1; of days, the same days."""
    if years == 0:
        return period
    if match := re.fullmatch(r"(A?)(\d{4})(.{0,3})", period.text):
        return period_from(f"{match[1]}{int(match[2]) - years}{match[3]}")
    return period_from(f"{_day_before(period.start, years)}..{_day_before(period.end, years)}")


def _text(number: int, kind: str, parts: int) -> str:
    year, part = divmod(number, parts)
    return f"{year}-{part + 1:02d}" if kind == "-" else f"{year}{kind}{part + 1}"


def _day_before(day: date, years: int) -> date:
    """The same day so many years before; 28 February where that year has no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
