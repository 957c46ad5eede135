"""Whether the rows of a register have moved: one query on an index, however many rows there are."""

# ruff: noqa: S608 — queries are made of our own names

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from zhiheng.engines.snapshots.manifests import Pulse
from zhiheng.registers.models import Row

NEAR = timedelta(minutes=10)  # what most transactions that come late come within
LONG = timedelta(days=1)  # what the longest import comes within
_TABLE = Row._meta.db_table
_MICROSECONDS = {  # of a change after the moment given, as a whole number
    "postgresql": "(extract(epoch FROM changed_at - %s::timestamptz) * 1000000)::bigint",
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
    return _measured(register, (last - LONG).replace(microsecond=0), last - NEAR, last)


def moved_since(register: str, pulse: Pulse | None) -> datetime | None:
    """The moment after which all lies that has moved since; None where nothing has."""
    if pulse is None:
        return datetime(1, 1, 2, tzinfo=UTC) if _rows(register).exists() else None
    now = _measured(register, pulse.since, pulse.near, pulse.last)
    if now == pulse:
        return None
    split = _measured(register, pulse.since, pulse.last, pulse.last)
    if (split.rows - split.near_rows, split.moments - split.near_moments) == (pulse.rows, pulse.moments):
        return pulse.last  # all that was in stands as it was
    older = (now.rows - now.near_rows, now.moments - now.near_moments)
    return pulse.near if older == (pulse.rows - pulse.near_rows, pulse.moments - pulse.near_moments) else pulse.since


def _measured(register: str, since: datetime, near: datetime, last: datetime) -> Pulse:
    """Rows that changed after `since` are counted, and the moments at which."""
    if connection.vendor not in _MICROSECONDS:
        return _counted(register, since, near, last)
    after, soon = (connection.ops.adapt_datetimefield_value(moment) for moment in (since, near))
    moment = _MICROSECONDS[connection.vendor]
    query = f"""
        SELECT count(*), coalesce(sum({moment}), 0), count(CASE WHEN changed_at > %s THEN 1 END),
            coalesce(sum(CASE WHEN changed_at > %s THEN {moment} END), 0)
        FROM {_TABLE} WHERE register = %s AND changed_at > %s
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [after, soon, soon, after, register, after])
        rows, moments, near_rows, near_moments = map(int, cursor.fetchone())
    return Pulse(
        since=since, near=near, last=last, rows=rows, moments=moments, near_rows=near_rows, near_moments=near_moments
    )  # fmt: skip


def _counted(register: str, since: datetime, near: datetime, last: datetime) -> Pulse:
    """On any other database: counts, and the last moment for the sum of all."""
    found = _rows(register).filter(changed_at__gt=since)
    seen: dict[str, Any] = found.aggregate(rows=Count("pk"), last=Max("changed_at"))
    moments = int((seen["last"] - since).total_seconds() * 1_000_000) if seen["last"] else 0
    return Pulse(
        since=since, near=near, last=last, rows=seen["rows"], moments=moments,
        near_rows=found.filter(changed_at__gt=near).count(), near_moments=moments,
    )  # fmt: skip


def _rows(register: str) -> Any:
    return Row.objects.unscoped("a snapshot is of all rows").filter(register=register).order_by()
