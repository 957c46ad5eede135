"""Stretches of days: a year before, the period before, and how commands write them."""

import calendar
from datetime import date, timedelta

from zhiheng.core.values.filling import Days


def days(start: date, end: date) -> Days:
    """The days with their text: 2025, 2025H1, 2025Q3, 2025-07, else both ends."""
    year = start.year
    if year == end.year and start.day == 1 and end == month_end(end.year, end.month):
        parts = {(1, 12): f"{year}", (1, 6): f"{year}H1", (7, 12): f"{year}H2"}
        parts |= {(3 * q - 2, 3 * q): f"{year}Q{q}" for q in range(1, 5)} | {(m, m): f"{year}-{m:02}" for m in range(1, 13)}
        if text := parts.get((start.month, end.month)):
            return Days(start, end, text)
    return Days(start, end, f"{start}..{end}")


def months(year: int, first: int, last: int) -> Days:
    """The days of some months of a year."""
    return days(date(year, first, 1), month_end(year, last))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def years_on(span: Days, years: int) -> Days:
    """The same days in another year; the last of a month stays the last."""
    if years == 0:
        return span
    if span.text.startswith("A"):
        text = f"A{int(span.text[1:]) + years}"
        return Days(_moved(span.start, years), _moved(span.end, years), text)
    return days(_moved(span.start, years), _moved(span.end, years))


def _moved(day: date, years: int) -> date:
    year = day.year + years
    last = month_end(year, day.month)
    return last if day == month_end(day.year, day.month) else date(year, day.month, min(day.day, last.day))


def before(span: Days) -> Days | None:
    """The period of the same kind right before; None where the days are no whole months."""
    if span.start.day != 1 or span.end != month_end(span.end.year, span.end.month):
        return None
    count = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    end = span.start - timedelta(days=1)
    first = end.year * 12 + end.month - count
    return days(date(first // 12, first % 12 + 1, 1), end)


def so_far(span: Days) -> Days:
    """From New Year to the last of the days."""
    start = date(span.end.year, 1, 1)
    return span if span.start == start else days(start, span.end)


def is_month(span: Days) -> bool:
    """Whether the days are one whole month."""
    return span == days(span.start, span.end) and len(span.text) == 7 and span.text[4] == "-"


def is_quarter(span: Days) -> bool:
    """Whether the days are one whole quarter."""
    return "Q" in span.text


def is_year(span: Days) -> bool:
    """Whether the days are one whole year."""
    return span.text.isdecimal()
