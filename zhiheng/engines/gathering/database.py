"""The database itself, SQLite or PostgreSQL, over the rows that it keeps as JSON: for a small office without snapshots.

The SQL of a question is preceded by relations that give the JSON its types. What fits no type is empty, as in a snapshot.
SQLite has no decimals: there they are whole numbers of millionths, read by a function of ours that is exact.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, Protocol

from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering import typing_json
from zhiheng.engines.gathering.asking import AT_ONCE, Gatherer, too_large
from zhiheng.engines.gathering.relations import PLACES, POSTGRES, SQLITE, Compiled, Source, Wanted

Vendor = Literal["sqlite", "postgresql"]
TOO_LARGE = ("integer overflow", "out of range", "value overflows")  # what databases say
AREAS, PERIODS = "\x01areas", "\x01periods"  # no text of a definition holds them
_DECIMAL = re.compile(r"([+-]?)([0-9]{1,12})(?:\.([0-9]{1,6})0*)?")
_FIRMS = """firms(id, same) AS (
    SELECT id, merged_into_id FROM directory_enterprise WHERE merged_into_id IS NOT NULL
    UNION SELECT firms.id, next.merged_into_id FROM firms JOIN directory_enterprise AS next ON next.id = firms.same
    WHERE next.merged_into_id IS NOT NULL
), merged(id, same) AS (
    SELECT firms.id, firms.same FROM firms JOIN directory_enterprise AS last ON last.id = firms.same
    WHERE last.merged_into_id IS NULL
)"""


class Cursor(Protocol):
    """What runs SQL: a cursor of Python's DB-API."""

    def execute(self, sql: str, params: Any = ..., /) -> Any: ...
    def fetchmany(self, size: int = ..., /) -> list[Any]: ...


class Database(Gatherer):
    """The engine over a cursor. `placeholder` is how it marks a value: "?" of a bare SQLite cursor."""

    def __init__(self, cursor: Cursor, vendor: Vendor, placeholder: str = "%s") -> None:
        self._cursor, self._placeholder, self.dialect = cursor, placeholder, SQLITE if vendor == "sqlite" else POSTGRES

    def lines(self, compiled: Compiled, wanted: Wanted, tail: str = "") -> Iterator[list[tuple[Any, ...]]]:
        if self.dialect is SQLITE:
            _teach(self._cursor)
        sql = f"{self._relations(compiled, wanted)} SELECT * FROM ({compiled.sql}) AS answer {tail}"  # noqa: S608
        if self._placeholder == "%s":
            sql = sql.replace("%", "%%")
        sql = sql.replace(AREAS, self._placeholder).replace(PERIODS, self._placeholder)
        areas = json.dumps(list(zip(*wanted.areas, strict=True)))
        periods = json.dumps([(name, f"{start}", f"{finish}", step) for name, start, finish, step in wanted.periods])
        try:
            self._cursor.execute(sql, [areas, periods])
            while some := self._cursor.fetchmany(AT_ONCE):
                yield some
        except Exception as problem:  # each library has its own; engines know none of them
            if any(words in str(problem) for words in TOO_LARGE):
                raise too_large() from problem
            raise

    def _relations(self, compiled: Compiled, wanted: Wanted) -> str:
        """The relations; AREAS and PERIODS mark where those wanted are put."""
        typed = typing_json.typing(self.dialect)
        relations = []
        for source in compiled.sources:
            own = source.name == "rows" or source.each == "rows"
            days = wanted.days if own else None
            relations.append(f'"{source.name}" AS NOT MATERIALIZED ({self._select(source, typed, days)})')
        if any("merged" in relation for relation in relations):
            relations.insert(0, _FIRMS)
        relations.append(f'areas("@of", "@wanted") AS ({typed.areas(AREAS)})')
        relations.append(f'periods("@period", "@start", "@finish", "@step") AS ({typed.periods(PERIODS)})')
        return f"WITH RECURSIVE {', '.join(relations)}"

    def _select(self, source: Source, typed: Any, days: tuple[date, date] | None) -> str:
        where = f"r.register = {typing_json.text(source.register.id)} AND r.status = 'kept'"
        if days:
            where += f" AND r.event_on BETWEEN '{days[0]:%Y-%m-%d}' AND '{days[1]:%Y-%m-%d}'"
        if source.each:
            return typed.entries(source.register, source.columns[0], where)
        named = ", ".join(f'{typed.column(source.register, name)} AS "{name}"' for name in source.columns)
        return f"SELECT {named} FROM {_tables(source.register)} WHERE {where}"  # noqa: S608


def _tables(register: Register) -> str:
    rows = "registers_row AS r JOIN directory_area AS a ON a.id = r.area_id"
    if not register.credit:
        return rows
    units = "LEFT JOIN directory_organisation AS u ON u.id = r.unit_id LEFT JOIN directory_area AS ua ON ua.id = u.area_id"
    return f"{rows} {units}"


def _teach(cursor: Any) -> None:
    """SQLite learns to read decimals, once a connection."""
    connection: sqlite3.Connection = cursor.connection
    try:
        connection.execute("SELECT zhiheng_units('0')")
    except sqlite3.OperationalError:
        connection.create_function("zhiheng_units", 1, units, deterministic=True)


def units(kept: Any) -> int | None:
    """A kept decimal in millionths; None where it is no number of twelve digits with six decimals.

    >>> units("-0.5")
    -500000
    """
    match = _DECIMAL.fullmatch(str(kept)) if isinstance(kept, str | int) else None
    if not match:
        return None
    sign, whole, part = match.groups()
    number = int(whole) * 10**PLACES + int(f"{part or '':0<{PLACES}}")
    return -number if sign == "-" else number
