"""Days of feedback: by the 28th of each month, by Friday of each week; one feedback in a period is the feedback of the period."""

from calendar import monthrange
from datetime import date, timedelta

from zhiheng.core.values.chasing import Cycle, Standing

MONTHS: dict[Cycle, int] = {"month": 1, "quarter": 3, "year": 12}


def next_feedback(standing: Standing) -> date | None:
    """The first day of feedback that nothing covers yet; None where none is asked for or it is not handed down.

    Shape: a month's day that the month lacks is its last; of quarters and years, the day of their last month.

    >>> next_feedback(Standing(issued_on=date(2026, 1, 30), cycle="month", cycle_day=31))
    datetime.date(2026, 1, 31)
    """
    if not standing.cycle or standing.issued_on is None:
        return None
    if standing.covered_on and standing.covered_on >= standing.issued_on:
        return _day_of(standing, _start_after(standing.cycle, standing.covered_on))
    first = _day_of(standing, _start(standing.cycle, standing.issued_on))
    if first > standing.issued_on:
        return first
    return _day_of(standing, _start_after(standing.cycle, standing.issued_on))


def _start(cycle: Cycle, day: date) -> date:
    """The first day of the period that a day lies in."""
    if cycle == "week":
        return day - timedelta(days=day.weekday())
    length = MONTHS[cycle]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def _start_after(cycle: Cycle, day: date) -> date:
    start = _start(cycle, day)
    if cycle == "week":
        return start + timedelta(days=7)
    months = start.year * 12 + start.month - 1 + MONTHS[cycle]
    return date(months // 12, months % 12 + 1, 1)


def _day_of(standing: Standing, start: date) -> date:
    """The day of feedback in the period that begins on a day."""
    if standing.cycle == "week":
        return start + timedelta(days=min(7, max(1, standing.cycle_day)) - 1)
    month = start.month + MONTHS[standing.cycle] - 1
    return date(start.year, month, min(max(1, standing.cycle_day), monthrange(start.year, month)[1]))
