"""The rows of a register as lines, read as they come: PostgreSQL copies them out, SQLite writes each line itself.

A value leaves the database as text, and only what a snapshot holds leaves it. What a line is: engines/snapshots/casting.py.
"""

# ruff: noqa: S608 — queries are made of our own definitions, numbers and moments

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection

from zhiheng.core.values.registers import Register
from zhiheng.engines.snapshots.casting import BETWEEN, RAW_HEADER, ROUND, raw_columns, text
from zhiheng.engines.snapshots.columns import clocks_of, fields_of, states_of
from zhiheng.registers.models import Row

AT_ONCE = 2000  # rows of which one piece of lines is made
IDS = 400  # in one query: below the limit of every database
_COLUMNS = {"area": "area_id", "unit": "unit_id", "office": "office_id", "source": "source_id"}
_TABLE = Row._meta.db_table


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read until the end of the block is of one moment, and nobody who writes waits for it."""
    if connection.in_atomic_block:
        yield
        return
    begin = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN DEFERRED"}.get(connection.vendor)
    if begin is None:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines_of(register: Register) -> Iterator[bytes]:
    """The rows that count."""
    return _read(register, "status = 'kept'", {"status": "kept"})


def lines_since(register: Register, since: datetime, again: Iterable[int] = ()) -> Iterator[bytes]:
    """The rows that changed after a moment, void ones among them; and those of `again`."""
    moment = f"'{connection.ops.adapt_datetimefield_value(since)}'" if connection.vendor == "sqlite" else f"'{since.isoformat()}'"
    yield from _read(register, f"changed_at > {moment}", {"changed_at__gt": since})
    ids = sorted(again)
    for start in range(0, len(ids), IDS):
        some = ids[start : start + IDS]
        named = f"id IN ({', '.join(map(str, some))}) AND changed_at <= {moment}"
        yield from _read(register, named, {"pk__in": some, "changed_at__lte": since})


def _read(register: Register, where: str, filters: dict[str, Any]) -> Iterator[bytes]:
    match connection.vendor:
        case "postgresql":
            return _copied(register, where)
        case "sqlite":
            return _written(register, where)
    return _built(register, filters)


def _copied(register: Register, where: str) -> Iterator[bytes]:
    moments = {"changed_at": "changed_at AT TIME ZONE 'UTC'", "entered_at": "entered_at AT TIME ZONE 'UTC'"}
    values = [moments.get(name, _COLUMNS.get(name, name)) for name in RAW_HEADER]
    values += [f"unpacked ->> {text(key)}" for key in fields_of(register)]
    values += [f"reached ->> {text(state)}" for state in states_of(register)]
    values += [f"clocks -> {text(id)} ->> '{day}'" for id, day in _clock_days(register)]
    query = f"""
        COPY (
            SELECT {', '.join(values)} FROM (
                SELECT *, data || '{{}}' AS unpacked FROM {_TABLE} WHERE register = {text(register.id)} AND {where} OFFSET 0
            ) AS found
        ) TO STDOUT (FORMAT csv, DELIMITER {text(BETWEEN)}, QUOTE {text(ROUND)})
    """  # unpacked once, not once for each field
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(query) as lines:
        yield from _together(map(bytes, lines))


def _written(register: Register, where: str) -> Iterator[bytes]:
    header = (_COLUMNS.get(name, name) for name in RAW_HEADER)
    plain = {"id", "version", *_COLUMNS.values()}
    values = [f"coalesce({name}, '')" if name in plain else _rounded(name) for name in header]
    values += [_rounded(f"json_extract(data, {text(_at(key))})") for key in fields_of(register)]
    values += [_rounded(_reached(state)) for state in states_of(register)]
    values += [_rounded(f"json_extract(clocks, {text(_at(id, day))})") for id, day in _clock_days(register)]
    line = " || char(1) || ".join(values)
    query = f"SELECT {line} FROM {_TABLE} WHERE register = {text(register.id)} AND {where}"
    with connection.cursor() as cursor:
        cursor.execute(query)
        while some := cursor.fetchmany(AT_ONCE):
            yield "".join(f"{line}\n" for (line,) in some).encode()


def _built(register: Register, filters: dict[str, Any]) -> Iterator[bytes]:
    """On any other database: row by row, here."""
    rows = Row.objects.unscoped("a snapshot is of all rows").filter(register=register.id, **filters).order_by()
    names = [_COLUMNS.get(name, name) for name in RAW_HEADER]
    found = rows.values_list(*names, "data", "reached", "clocks").iterator(chunk_size=AT_ONCE)
    fields, states, days = tuple(fields_of(register)), states_of(register), tuple(_clock_days(register))

    def line(row: tuple[Any, ...]) -> bytes:
        *header, data, reached, clocks = row
        values = [*header, *(data.get(key) for key in fields), *(reached.get(state) for state in states)]
        values += [clocks.get(id, {}).get(day) for id, day in days]
        return f"{BETWEEN.join(map(_as_text, values))}\n".encode()

    return _together(map(line, found))


def _together(lines: Iterable[bytes]) -> Iterator[bytes]:
    rest = iter(lines)
    while some := b"".join(islice(rest, AT_ONCE)):
        yield some


def _clock_days(register: Register) -> Iterator[tuple[str, str]]:
    """Clock and day, in the order of the columns."""
    days = [column.split(".", 1) for column in raw_columns(register) if "." in column and not column.startswith("reached.")]
    yield from ((id, day) for day, id in days if id in clocks_of(register))


def _rounded(value: str) -> str:
    """An expression of SQLite for a text that may hold anything."""
    return f"coalesce(char(2) || replace({value}, char(2), char(2) || char(2)) || char(2), '')"


def _reached(state: str) -> str:
    """SQLite before 3.45 finds a name only as it is written: as Python writes it, escaped."""
    return f"coalesce(json_extract(reached, {text('$.' + json.dumps(state))}), json_extract(reached, {text(_at(state))}))"


def _at(*keys: str) -> str:
    return "$" + "".join(f'."{key}"' for key in keys)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return f"{ROUND}{str(value).replace(ROUND, ROUND * 2)}{ROUND}"
