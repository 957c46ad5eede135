"""Periods of one kind in a row, for a trend, and the one that comes after them."""

from datetime import timedelta

from zhiheng.core.measuring import Period
from zhiheng.core.measuring.stepping import MONTHS, last_year, of_step, step_of, up_to

COUNTS = {"month": 13, "quarter": 8, "half-year": 6, "year": 5, "assessment-year": 5}
OF_DAYS = 4  # years of the same days


def stretch_up_to(period: Period) -> list[Period]:
    """The periods of the same kind up to this one, the oldest first: 2023Q4 … 2025Q3; of days, the same days of years before."""
    if step := step_of(period):
        return up_to(period, COUNTS[step])
    found = [period]
    while len(found) < OF_DAYS:
        found.append(last_year(found[-1]))
    return found[::-1]


def after(period: Period) -> Period | None:
    """The month, quarter, half-year or year after this one; None for what is none of them."""
    step = step_of(period)
    return of_step(step, period.end + timedelta(days=1)) if step in MONTHS else None
