"""One month of an office: what is due and what expires on each day, with the days off."""

from calendar import Calendar as Weeks
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from zhiheng.core.values.calendars import Holiday
from zhiheng.definitions.calendars import calendar
from zhiheng.desk.icalendar import Event, icalendar
from zhiheng.desk.queries.dues import Due, row_lines
from zhiheng.registers.queries import Asker, days_with_rows, rows_of_days

TITLES = 3  # in one day's box
LISTED = 200  # of one day
EXPORTED = 2000  # into one file


class Day(NamedTuple):
    """One box of the month."""

    day: date
    inside: bool  # of the month
    works: bool
    holiday: Holiday | None
    due: int
    expiring: int
    titles: list[Due]

    @property
    def weekday(self) -> str:
        """周一."""
        return f"周{'一二三四五六日'[self.day.weekday()]}"

    @property
    def more(self) -> int:
        """How many are in no line of the box."""
        return self.due + self.expiring - len(self.titles)


class Month(NamedTuple):
    """The weeks of a month, from Monday; `chosen` is the day whose rows are listed."""

    first: date
    chosen: date
    weeks: list[list[Day]]
    dues: list[Due]
    not_loaded: list[int]  # years whose holidays nobody has arranged here

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return self.first + timedelta(days=monthrange(self.first.year, self.first.month)[1])

    @property
    def week_before(self) -> date:
        """The same day of the week before."""
        return self.chosen - timedelta(days=7)

    @property
    def week_after(self) -> date:
        """The same day of the week after."""
        return self.chosen + timedelta(days=7)


def month_of(of: Asker, chosen: date, today: date) -> Month:
    """The month that the day lies in; as many queries for a full month as for an empty one."""
    ours, days = calendar(settings.DEFINITIONS), Weeks().monthdatescalendar(chosen.year, chosen.month)
    first, last = days[0][0], days[-1][-1]
    due, expiring = (days_with_rows(of, field, first, last) for field in ("due_on", "expires_on"))
    titles = _titles(of, first, last, today)
    weeks = [
        [
            Day(day, day.month == chosen.month, ours.works(day), ours.days.get(day), due.get(day, 0), expiring.get(day, 0),
                titles.get(day, [])[:TITLES])
            for day in week
        ]
        for week in days
    ]  # fmt: skip
    listed = row_lines(rows_of_days(of, "due_on", chosen, chosen)[:LISTED], "due", today)
    listed += row_lines(rows_of_days(of, "expires_on", chosen, chosen)[:LISTED], "expiring", today)
    not_loaded = sorted({day.year for week in days for day in week} - ours.years)
    return Month(chosen.replace(day=1), chosen, weeks, listed, not_loaded)


def _titles(of: Asker, first: date, last: date, today: date) -> dict[date, list[Due]]:
    """The first lines of each day, while the month is not too full to be read so."""
    found: dict[date, list[Due]] = {}
    for field, kind in (("due_on", "due"), ("expires_on", "expiring")):
        for due in row_lines(rows_of_days(of, field, first, last)[:LISTED], kind, today):
            found.setdefault(due.day, []).append(due)
    return found


def calendar_file(of: Asker, now: datetime, site: str) -> bytes:
    """What is due from today on, for a year, as a file for calendar programs; nothing personal is in it."""
    today = timezone.localdate(now)
    rows = rows_of_days(of, "due_on", today, today + timedelta(days=366))[:EXPORTED]
    found = zip(rows, row_lines(rows, "due", today), strict=True)
    host = urlsplit(site).hostname or "zhiheng"
    events = [
        Event(f"row-{row.pk}@{host}", due.day, f"{due.what} {due.register}", f"{due.area}：{due.why}", site.rstrip("/") + due.url)
        for row, due in found
    ]
    return icalendar(events, now)
