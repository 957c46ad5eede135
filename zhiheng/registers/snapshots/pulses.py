"""Whether the rows of a register have moved: one query on an index, however many rows there are."""

# ruff: noqa: S608 — queries are made of our own names

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Max, Value, When

from zhiheng.engines.snapshots.manifests import Pulse, Span
from zhiheng.registers.models import Row

NEAR = timedelta(minutes=10)  # what most transactions that come late come within
LONG = timedelta(days=1)  # what the longest import comes within
_TABLE = Row._meta.db_table
_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS = {  # of a change after the moment given, as a whole number
    "postgresql": "(date_part('epoch', changed_at - %s::timestamptz) * 1000000)::bigint",
    "sqlite": (
        "((CAST(strftime('%%s', changed_at) AS INTEGER) - CAST(strftime('%%s', %s) AS INTEGER)) * 1000000"
        " + CAST(substr(changed_at, 21) AS INTEGER))"
    ),
}


def pulse_of(register: str) -> Pulse | None:
    """By what the rows as they stand are told from what will have moved later; None without rows."""
    last = _rows(register).aggregate(last=Max("changed_at"))["last"]
    if last is None:
        return None
    last = last.astimezone(UTC)
    since, near = (last - LONG).replace(microsecond=0), last - NEAR
    older, recent, _ = _spans(register, since, near, last)
    return Pulse(since=since, near=near, last=last, older=older, recent=recent)


def moved_since(
    register: str, pulse: Pulse | None, changed_before: Callable[[Pulse], Iterable[datetime]] = lambda _: ()
) -> datetime | None:
    """The moment after which all lies that has moved since; None where nothing has.

    Shape: `changed_before` gives when those rows that are in, and have changed after the last change that is in, had changed
           before: they are gone from where they were counted, without which a change that came late would be suspected there.
    """
    if pulse is None:
        return datetime(1, 1, 2, tzinfo=UTC) if _rows(register).exists() else None
    older, recent, news = _spans(register, pulse.since, pulse.near, pulse.last)
    if (older, recent, news) == (pulse.older, pulse.recent, _NOTHING):
        return None
    if (older, recent) != (pulse.older, pulse.recent):
        for moment in changed_before(pulse):
            one = Span(rows=1, moments=(moment - pulse.since) // _MICROSECOND)
            if pulse.near < moment <= pulse.last:
                recent += one
            elif pulse.since < moment <= pulse.near:
                older += one
    if older != pulse.older:
        return pulse.since
    return pulse.last if recent == pulse.recent else pulse.near


_NOTHING = Span(rows=0, moments=0)


def _spans(register: str, since: datetime, near: datetime, last: datetime) -> tuple[Span, Span, Span]:
    """The rows that changed after `since` and the moments at which: until `near`, from there until `last`, and later."""
    measured = _measured if connection.vendor in _MICROSECONDS else _counted
    found = {place: Span(rows=int(rows), moments=int(moments)) for place, rows, moments in measured(register, since, near, last)}
    return found.get(0, _NOTHING), found.get(1, _NOTHING), found.get(2, _NOTHING)


def _measured(register: str, since: datetime, near: datetime, last: datetime) -> list[tuple[int, int, int]]:
    after, soon, late = (connection.ops.adapt_datetimefield_value(moment) for moment in (since, near, last))
    query = f"""
        SELECT CASE WHEN changed_at > %s THEN 2 WHEN changed_at > %s THEN 1 ELSE 0 END, count(*),
            sum({_MICROSECONDS[connection.vendor]})
        FROM {_TABLE} WHERE register = %s AND changed_at > %s GROUP BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [late, soon, after, register, after])
        found: list[tuple[int, int, int]] = cursor.fetchall()
    return found


def _counted(register: str, since: datetime, near: datetime, last: datetime) -> list[tuple[int, int, int]]:
    """On any other database: counts, and the last moment for the sum of all."""
    place = Case(When(changed_at__gt=last, then=Value(2)), When(changed_at__gt=near, then=Value(1)), default=Value(0))
    found = _rows(register).filter(changed_at__gt=since).annotate(place=place).values("place")
    seen = found.annotate(rows=Count("pk"), last=Max("changed_at"))
    return [(one["place"], one["rows"], (one["last"] - since) // _MICROSECOND) for one in seen]


def _rows(register: str) -> Any:
    return Row.objects.unscoped("a snapshot is of all rows").filter(register=register).order_by()
