"""From one period to others: the year before, the one before, to a day, its months, the last whole quarter."""

import calendar
from datetime import date, timedelta
from typing import Literal

from zhiheng.core.measuring.periods import Period, period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Step

MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def step_of(period: Period) -> Step | Literal["assessment-year", ""]:
    """What the period is one of; "" for days that are no whole month, quarter, half-year or year."""
    if period.text.startswith("A"):
        return "assessment-year"
    return next((step for step in MONTHS if of_step(step, period.start) == between(period.start, period.end)), "")


def of_step(step: Step, day: date) -> Period:
    """The month, quarter, half-year or year that holds the day."""
    place = (day.month - 1) // MONTHS[step]
    match step:
        case "month":
            return period_from(f"{day.year}-{day.month:02}")
        case "quarter":
            return period_from(f"{day.year}Q{place + 1}")
        case "half-year":
            return period_from(f"{day.year}H{place + 1}")
    return period_from(str(day.year))


def between(start: date, end: date) -> Period:
    """The days from `start` to `end`, written as a calendar step where they are one: 2025Q1. Raises: Fault M101."""
    for step in MONTHS:
        whole = of_step(step, start)
        if (whole.start, whole.end) == (start, end):
            return whole
    return period_from(f"{start}..{end}")


def steps_within(step: Step, period: Period) -> list[Period]:
    """The whole months (quarters, half-years, years) inside a period, the oldest first."""
    found = []
    one = of_step(step, period.start)
    while one.end <= period.end:
        if one.start >= period.start:
            found.append(one)
        one = of_step(step, one.end + timedelta(days=1))
    return found


def last_year(period: Period) -> Period:
    """The same period of the year before. Raises: Fault M101."""
    return _years_on(period, -1)


def in_year(period: Period, year: int) -> Period:
    """The same period of another year, counted by its last day: 2025H1 in 2012 is 2012H1. Raises: Fault M101."""
    return _years_on(period, year - period.end.year)


def previous(period: Period) -> Period:
    """The period right before, as long: months where the period is whole months, days otherwise. Raises: Fault M101."""
    if period.text.startswith("A"):
        return last_year(period)
    if _whole_months(period):
        length = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
        start = months_on(period.start, -length)
    else:
        start = period.start - (period.end - period.start) - timedelta(days=1)
    return between(start, period.start - timedelta(days=1))


def up_to(period: Period, count: int) -> list[Period]:
    """So many periods that follow one another, the last of which is this one; the oldest first. Raises: Fault M101."""
    found = [period]
    while len(found) < count:
        found.append(previous(found[-1]))
    return found[::-1]


def to_day(period: Period, day: date) -> Period:
    """The period cut off at the end of a day; the whole one where the day lies behind it. Raises: Fault M130."""
    if day < period.start:
        raise Fault("M130", f"截止日 {day} 在期间“{period.text}”开始之前。请改截止日或期间。")
    return period if day >= period.end else between(period.start, day)


def cumulative(period: Period) -> Period:
    """From the first day of its year (of an assessment year, its own) to its last day."""
    return period if period.text.startswith("A") else between(date(period.end.year, 1, 1), period.end)


def window(period: Period, step: Step) -> Period:
    """The last whole month (quarter, half-year, year) that has ended by the period's last day."""
    holding = of_step(step, period.end)
    return holding if holding.end == period.end else of_step(step, holding.start - timedelta(days=1))


def _years_on(period: Period, years: int) -> Period:
    if period.text.startswith("A"):
        return period_from(f"A{int(period.text[1:]) + years}")
    if ".." not in period.text:
        return period_from(f"{period.start.year + years}{period.text[4:]}")
    start = months_on(period.start, 12 * years)
    end = months_on(period.end, 12 * years)
    return between(start, _month_end(end) if _whole_months(period) else end)


def _whole_months(period: Period) -> bool:
    return period.start.day == 1 and period.end == _month_end(period.end)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_on(day: date, months: int) -> date:
    """So many months later; 29 February becomes 28 where there is none. Raises: Fault M131."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1000 <= year <= 9999:
        raise Fault("M131", f"没有公元 {year} 年的期间。请改期间。")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
