"""Indexes for what the definitions declare as filters: partial ones over expressions, one function a database.

A register gets them when it has grown: below some thousand rows reading them all is as quick, and every index makes
every writing slower. A database that has no such indexes keeps the plain ones of the tables.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import connection

from zhiheng.core.values.registers import AREA, Register
from zhiheng.registers.kept import day_sql, sql_of
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row

GROWN = 5_000  # rows from which on a register is worth indexes of its own
PREFIX = "rowfilter_"


class Wanted(NamedTuple):
    """One index of a register: what it is of, and its SQL."""

    name: str
    sql: str


def keep_indexes(only: Iterable[str] | None = None) -> list[str]:
    """The names of the indexes made or dropped, so that every grown register (of `only`, when given) has what it declares."""
    if not (connection.features.supports_partial_indexes and connection.features.supports_expression_indexes):
        return []
    lister = LISTERS.get(connection.vendor)
    if lister is None:
        return []
    registers = known_registers()
    some = [registers[id] for id in (registers if only is None else only) if id in registers]
    wanted = {index.name: index.sql for register in some if _grown(register) for index in indexes_of(register)}
    there = set(lister())
    stale = there - wanted.keys() if only is None else set()
    fresh = [name for name in wanted if name not in there]
    with connection.cursor() as cursor:
        for name in stale:
            cursor.execute(f'DROP INDEX IF EXISTS "{name}"')
        for name in fresh:
            cursor.execute(_made(wanted[name]))
        if fresh:
            cursor.execute(f'ANALYZE "{Row._meta.db_table}"')
    return [*sorted(stale), *fresh]


def indexes_of(register: Register) -> list[Wanted]:
    """What a grown register is found by: day, area, state, unit, due date, and each declared filter of one value."""
    vendor = connection.vendor
    last = f"{day_sql(vendor)} DESC, id DESC"
    columns = {"@day": last, "@area": f"area_id, {last}"}
    if register.lifecycle:
        columns["@state"] = f"state, {last}"
    if register.credit:
        columns["@unit"] = f"unit_id, {last}"
    if register.clocks:
        columns["@due"] = "due_on, id DESC"
    for key in register.filters:
        if key != AREA and not register.fields[key].many:
            columns[key] = f"({sql_of(key, register.fields[key], vendor)}), {last}"
    return [_index(register, what, of) for what, of in columns.items()]


def _index(register: Register, what: str, columns: str) -> Wanted:
    only = f"register = '{register.id}' AND status = 'kept'"
    text = f'ON "{Row._meta.db_table}" ({columns}) WHERE {only}'
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    name = f"{PREFIX}{register.id[:24]}_{what[:16]}_{digest}"
    return Wanted(name, f'INDEX IF NOT EXISTS "{name}" {text}')


def _grown(register: Register) -> bool:
    rows = Row.objects.unscoped("how many rows there are at all").filter(register=register.id).order_by()
    return rows[:GROWN].count() >= GROWN


def _made(sql: str) -> str:
    """The statement; PostgreSQL lets others write meanwhile where no transaction is open."""
    apart = connection.vendor == "postgresql" and not connection.in_atomic_block
    return f"CREATE {sql.replace('INDEX', 'INDEX CONCURRENTLY', 1) if apart else sql}"


def _in_sqlite() -> list[str]:
    return _names("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE %s")


def _in_postgresql() -> list[str]:
    return _names("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE %s")


def _names(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{PREFIX}%"])
        return [name for (name,) in cursor.fetchall()]


LISTERS: dict[str, Callable[[], list[str]]] = {"sqlite": _in_sqlite, "postgresql": _in_postgresql}
