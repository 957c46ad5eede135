"""DuckDB, in this process, over the Parquet files of snapshots: the engine that is there without being asked for."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import duckdb

from zhiheng.core.measuring.periods import Period
from zhiheng.core.values.gathering import Closure, Question
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.asking import AT_ONCE, Gatherer, no_snapshot, too_large
from zhiheng.engines.gathering.relations import DUCKDB, Compiled, Source, Wanted

SETTINGS = {
    "autoinstall_known_extensions": "false",  # nothing is fetched
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "false",
}


class Files(Protocol):
    """A snapshot: the files that hold the rows of these years, all of them where none are named."""

    def files(self, years: Sequence[int] | None = None) -> Sequence[Path]: ...


class Duck(Gatherer):
    """The engine over what `snapshot` finds for a register."""

    dialect = DUCKDB

    def __init__(
        self, snapshot: Callable[[Register], Files | None], *, memory: str = "3GB", threads: int = 0, temp: Path | None = None
    ) -> None:
        settings = SETTINGS | {"memory_limit": memory} | ({"threads": str(threads)} if threads else {})
        self._snapshot = snapshot
        self._settings = tuple((settings | ({"temp_directory": str(temp)} if temp else {})).items())

    def lines(self, compiled: Compiled, wanted: Wanted, tail: str = "") -> Iterator[list[tuple[Any, ...]]]:
        sql, given = self._sql(compiled, wanted, tail)
        with _database(self._settings).cursor() as connection:
            answer = self._run(connection, sql, given)
            while some := answer.fetchmany(AT_ONCE):
                yield some

    def gather_to_file(self, question: Question, areas: Closure, periods: Sequence[Period], path: Path) -> int:
        """How many lines there are of what `gathered` would say, written as Parquet: the whole file, or what was there before.

        Shape: area, period, dim_0 …, rows, numerator, denominator, empty, outside; numerator and denominator DECIMAL(38,6).
        """
        half = path.with_name(f"{path.name}.half")
        parts, given = [], []
        for compiled, wanted in self._work(question, areas, periods):
            sql, its = self._sql(compiled, wanted, columns=_columns(compiled))
            parts.append(sql)
            given += its
        into = f"COPY ({' UNION ALL '.join(parts)}) TO {_text(half)} (FORMAT parquet, COMPRESSION zstd)"
        try:
            with _database(self._settings).cursor() as connection:
                [(written,)] = self._run(connection, into, given).fetchall()
            os.replace(half, path)
        finally:
            half.unlink(missing_ok=True)
        return int(written)

    def _run(self, connection: duckdb.DuckDBPyConnection, sql: str, given: list[Any]) -> duckdb.DuckDBPyConnection:
        try:
            return connection.execute(sql, given)
        except (duckdb.OutOfRangeException, duckdb.ConversionException) as problem:
            raise too_large() from problem

    def _sql(self, compiled: Compiled, wanted: Wanted, tail: str = "", columns: str = "*") -> tuple[str, list[Any]]:
        """The statement with its relations before it, and what its question marks stand for."""
        relations = [f'"{source.name}" AS NOT MATERIALIZED ({self._select(source, wanted)})' for source in compiled.sources]
        relations.append('areas("@of", "@wanted") AS (SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))')
        relations.append(
            'periods("@period", "@start", "@finish", "@step") AS '
            "(SELECT unnest(?::VARCHAR[]), unnest(?::DATE[]), unnest(?::DATE[]), unnest(?::BIGINT[]))"
        )
        given = [*wanted.areas, *(list(column) for column in zip(*wanted.periods, strict=True))]
        return f"(WITH {', '.join(relations)} SELECT {columns} FROM ({compiled.sql}) AS answer {tail})", given  # noqa: S608 - names of columns

    def _select(self, source: Source, wanted: Wanted) -> str:
        if source.each:
            column = source.columns[0]
            return f'SELECT "@id", unnest("{column}") AS "value" FROM ({self._read(source, wanted, ("@id", column))})'  # noqa: S608
        return self._read(source, wanted, source.columns)

    def _read(self, source: Source, wanted: Wanted, columns: Sequence[str]) -> str:
        """Rows of the snapshot; those of another register may be of any year."""
        snapshot = self._snapshot(source.register)
        if snapshot is None:
            raise no_snapshot(source.register)
        own = source.name == "rows" or source.each == "rows"
        files = snapshot.files(wanted.years if own else None)
        listed = ", ".join(_text(file) for file in files)
        named = ", ".join(f'"{column}"' for column in columns)
        return f"SELECT {named} FROM read_parquet([{listed}], union_by_name = true)"  # noqa: S608 - names of columns and files


@lru_cache(maxsize=4)
def _database(settings: tuple[tuple[str, str], ...]) -> duckdb.DuckDBPyConnection:
    """A database without a table, opened when it is first asked and kept: what each page needs is a cursor of it."""
    return duckdb.connect(":memory:", config=dict(settings))


def _columns(compiled: Compiled) -> str:
    """The columns of a file of cells."""
    dims = [f'"@by{place}" AS dim_{place}' for place in range(len(compiled.kinds))]
    whole = {name: f'CAST("@{name}" AS BIGINT) AS {name}' for name in ("rows", "empty", "outside")}
    exact = {name: f'CAST("@{name}" AS DECIMAL(38,6)) AS {name}' for name in ("numerator", "denominator")}
    figures = [(whole | exact)[name] for name in ("rows", "numerator", "denominator", "empty", "outside")]
    return ", ".join(['"@wanted" AS area', '"@period" AS period', *dims, *figures])


def _text(path: Path) -> str:
    return "'" + os.fspath(path).replace("'", "''") + "'"
