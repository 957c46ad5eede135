"""Counting days: working days, calendar days, months.

The day on which something happens is not counted; the next day is the first.

Source: 民法典第二百零一条 (the day of beginning is not counted), 第二百零二条 (a month ends on the day of the same number,
        or on the month's last day where it has none), 第二百零三条 (a last day off moves to the first day worked after it).
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from zhiheng.core.values.calendars import Calendar
from zhiheng.core.values.faults import Fault

ONE_DAY = timedelta(days=1)
MOST_DAYS = 40_000  # more than a century: no limit of the field is longer


def working_day_after(calendar: Calendar, start: date, count: int) -> date:
    """The day that is the count-th working day after `start`; before it where the count is negative, itself at 0.

    Raises: Fault T101: the count leaves the calendar.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    left, day = abs(_counted(count, start)), start
    while left:
        day += step
        left -= calendar.works(day)
    return day


def working_days_between(calendar: Calendar, start: date, end: date) -> int:
    """How many working days come after `start`, up to and with `end`; negative where `end` comes first."""
    if end < start:
        return -sum(calendar.works(start - timedelta(days=k)) for k in range(1, (start - end).days + 1))
    return sum(calendar.works(start + timedelta(days=k)) for k in range(1, (end - start).days + 1))


def day_after(start: date, count: int) -> date:
    """The calendar day `count` days after `start`. Raises: Fault T101."""
    return start + timedelta(days=_counted(count, start))


def months_after(start: date, count: int) -> date:
    """The day of the same number `count` months later, or the last of that month where it has none.

    Raises: Fault T101.

    >>> months_after(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise _too_far(count, start)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def first_worked(calendar: Calendar, day: date) -> date:
    """The day itself where it is worked, else the first day worked after it."""
    return day if calendar.works(day) else working_day_after(calendar, day, 1)


def years_not_loaded(calendar: Calendar, start: date, end: date) -> tuple[int, ...]:
    """The years between two days whose holidays are not loaded: a count over them goes by weekdays and is provisional."""
    first, last = min(start, end).year, max(start, end).year
    return tuple(year for year in range(first, last + 1) if year not in calendar.years)


def _counted(count: int, start: date) -> int:
    room = (date.max - start).days if count > 0 else (start - date.min).days
    if abs(count) > MOST_DAYS or abs(count) * 3 > room:
        raise _too_far(count, start)
    return count


def _too_far(count: int, start: date) -> Fault:
    return Fault("T101", f"从 {start} 起算 {count}，超出了日历的范围。请核对时限的数。")
