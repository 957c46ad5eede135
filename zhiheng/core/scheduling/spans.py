"""Spans of time, counted from a day: 15 wd, 90 d, 3 months."""

from datetime import date

from zhiheng.core.scheduling.days import day_after, months_after, working_day_after
from zhiheng.core.values.calendars import Calendar
from zhiheng.core.values.spans import Span


def moved(calendar: Calendar, start: date, span: Span, *, back: bool = False) -> date:
    """The last day of the span that begins on `start`, or the day that lies a span before it. Raises: Fault T101.

    Hours are counted in days, a begun one as whole: rows keep days, and 迟 must not be said of what was done in time.
    """
    count = -span.amount if back else span.amount
    match span.unit:
        case "wd":
            return working_day_after(calendar, start, count)
        case "d":
            return day_after(start, count)
        case "h":
            return day_after(start, -(-count // 24) if count > 0 else count // 24)
        case "months":
            return months_after(start, count)
        case "years":
            return months_after(start, 12 * count)
