"""Who was due: pairs of object and period, less what was done.

An object is due in a period while it is active on the period's last day, or, in a period that still runs, on the day of asking.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from zhiheng.core.scheduling.days import months_after
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.spans import Span

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class DueObject(NamedTuple):
    """One who must do something again and again: its key, and the days on which it exists; None is open."""

    key: str
    since: date | None = None
    until: date | None = None  # the first day on which it is no more

    def active_on(self, day: date) -> bool:
        """Whether it exists on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Turn(NamedTuple):
    """One period of a duty, both ends included."""

    start: date
    end: date

    @property
    def name(self) -> str:
        """How a person says it: 2025年3月, 2025年第一季度, 2025年, else its days."""
        return _name(self)


def turns(every: str | Span, since: date, until: date) -> list[Turn]:
    """The periods of a duty that touch the days from `since` to `until`.

    `every` is day, month, quarter, half-year or year of the calendar, or a span counted from `since`.

    Raises: Fault T102: no such frequency.
    """
    if isinstance(every, Span):
        return list(_of_span(every, since, until))
    if every == "day":
        return [Turn(day, day) for day in (since + timedelta(days=k) for k in range((until - since).days + 1))]
    if every not in MONTHS:
        raise Fault("T102", f"没有“{every}”这样的周期。可用的：day、{'、'.join(MONTHS)}，或 6 months 样子的时长。")
    length = MONTHS[every]
    start = date(since.year, (since.month - 1) // length * length + 1, 1)
    return list(_of_span(Span(length, "months"), start, until))


def due_pairs(objects: Iterable[DueObject], periods: Iterable[Turn], day: date) -> list[tuple[str, Turn]]:
    """Who was due when, in the order of the periods; `day` is the day of asking: no later period is due."""
    known = list(objects)
    begun = [turn for turn in periods if turn.start <= day]
    return [(one.key, turn) for turn in begun for one in known if one.active_on(min(turn.end, day))]


def missing(due: Iterable[tuple[str, Turn]], done: Iterable[tuple[str, date]]) -> list[tuple[str, Turn]]:
    """The pairs that nothing was done for; twelve times in one month do not make every month."""
    by_key: dict[str, list[date]] = {}
    for key, day in done:
        by_key.setdefault(key, []).append(day)
    return [(key, turn) for key, turn in due if not any(turn.start <= day <= turn.end for day in by_key.get(key, ()))]


def _of_span(every: Span, since: date, until: date) -> Iterator[Turn]:
    if every.amount < 1 or every.unit in ("h", "wd"):
        raise Fault("T102", f"“{every}”不能作周期。请写成 7 d、1 month、6 months 或 1 year。")
    number, start = 0, since
    while start <= until:
        number += 1
        after = _start(since, every, number)
        yield Turn(start, after - timedelta(days=1))
        start = after


def _start(since: date, every: Span, number: int) -> date:
    """Counted from the first day each time, so that a month's end is not worn off (31 January, 28 February, 31 March)."""
    if every.unit == "d":
        return since + timedelta(days=every.amount * number)
    return months_after(since, every.amount * number * (12 if every.unit == "years" else 1))


def _name(turn: Turn) -> str:
    start, end = turn
    if start == end:
        return start.isoformat()
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if whole_months and start.year == end.year and (start.month - 1) % months == 0:
        match months:
            case 1:
                return f"{start.year}年{start.month}月"
            case 3:
                return f"{start.year}年第{'一二三四'[start.month // 3]}季度"
            case 6:
                return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
            case 12:
                return f"{start.year}年"
    return f"{start} 至 {end}"
