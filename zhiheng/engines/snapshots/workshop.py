"""A DuckDB beside the files of one snapshot, and what every way of writing them needs."""

# ruff: noqa: S608 — queries are made of our own names, paths and numbers

import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from zhiheng.core.values.registers import Register
from zhiheng.engines.disk import on_disk
from zhiheng.engines.snapshots.casting import name, text
from zhiheng.engines.snapshots.columns import columns_of
from zhiheng.engines.snapshots.lookups import Lookups
from zhiheng.engines.snapshots.manifests import FORMAT, DataFile, Manifest, definition_of
from zhiheng.engines.snapshots.opening import is_sound, sha256_of

MEMORY = "1500MB"
MAKING = ".making"  # the folder of what is not finished
CHUNK = 48 * 1024 * 1024  # bytes of lines that are cast at once
_ALL_BITS = (1 << 128) - 1


class Workshop:
    """Where the files of one snapshot are made. Made by `opened`."""

    def __init__(self, folder: Path, register: Register, lookups: Lookups, present: Manifest | None) -> None:
        self.folder, self.register, self.present = folder, register, present
        self.inside, self._numbers = folder / MAKING, count()
        shutil.rmtree(self.inside, ignore_errors=True)
        self.inside.mkdir(parents=True)
        self.kinds = columns_of(register)
        self.database = duckdb.connect(
            config={
                "threads": _cores(), "memory_limit": MEMORY, "temp_directory": str(self.inside / "spilled"),
                "autoinstall_known_extensions": False, "autoload_known_extensions": False,
            }
        )  # fmt: skip
        self._look_up(lookups.write(folder))

    def close(self) -> None:
        """Nothing unfinished stays."""
        self.database.close()
        shutil.rmtree(self.inside, ignore_errors=True)

    def run(self, query: str) -> list[Any]:
        """The answer of a query; several may run at once."""
        with self.database.cursor() as connection:
            return connection.execute(query).fetchall()

    def chunks(self, lines: Iterable[bytes]) -> Iterator[Path]:
        """The lines as files of some ten megabytes, each to be used up before the next but one is asked for."""
        rest = iter(lines)
        for number in count():
            path, size = self.inside / f"lines-{number}", 0
            with path.open("wb") as file:
                for some in rest:
                    file.write(some)
                    size += len(some)
                    if size >= CHUNK:
                        break
            if not size:
                path.unlink()
                return
            yield path

    def finished(self, queries: Iterable[tuple[int, str]]) -> list[DataFile]:
        """The rows of each query as a file of its year, in its place, as many at once as there are cores."""
        with ThreadPoolExecutor(_cores()) as pool:
            return list(pool.map(lambda one: self._finished(*one), queries))

    def _finished(self, year: int, query: str) -> DataFile:
        """One file, named by what is in it."""
        half = self.inside / f"{next(self._numbers)}.parquet"
        self.run(f"COPY ({query}) TO {text(str(half))} (FORMAT parquet, COMPRESSION zstd)")
        rows, misfits, total, mixed = self._digested(half)
        content = f"{total & _ALL_BITS:032x}{mixed:016x}"
        told = f"{FORMAT} {definition_of(self.register)} {rows} {content}"
        path = self.folder / f"{year or 'none'}-{sha256(told.encode()).hexdigest()[:16]}.parquet"
        for there in self.present.files if self.present else ():
            if there.name == path.name and is_sound(self.folder, there):
                half.unlink()
                return there
        on_disk(half)
        made = DataFile(
            name=path.name, year=year, rows=rows, misfits=misfits, content=content, bytes=half.stat().st_size,
            sha256=sha256_of(half),
        )  # fmt: skip
        os.replace(half, path)
        on_disk(self.folder)
        return made

    def finished_whole(self, files: Iterable[DataFile]) -> tuple[DataFile, ...]:
        """The files that have rows, by year; where none has, one without rows, so that there are columns to read."""
        with_rows = tuple(sorted((file for file in files if file.rows), key=lambda file: (file.year, file.name)))
        if with_rows:
            return with_rows
        columns = ", ".join(f"NULL::{kind} AS {name(column)}" for column, kind in self.kinds.items())
        return tuple(self.finished([(0, f"SELECT {columns} LIMIT 0")]))

    def _digested(self, path: Path) -> tuple[int, int, int, int]:
        """Rows, rows with misfits, and two digests that do not depend on the order of rows."""
        row = f"hash({', '.join(map(name, self.kinds))})"
        [found] = self.run(f"""
            SELECT count(*), count("@misfits"), coalesce(sum({row}::HUGEINT), 0), coalesce(bit_xor({row}), 0)
            FROM read_parquet({text(str(path))})
        """)
        return found  # type: ignore[no-any-return]

    def _look_up(self, path: Path) -> None:
        for table in ("areas", "units", "firms"):
            self.run(f"""
                CREATE TABLE {table} AS SELECT id AS "#id", means AS "#is" FROM read_json(
                    {text(str(path))}, columns = {{of: 'VARCHAR', id: 'BIGINT', means: 'VARCHAR'}}, format = 'newline_delimited'
                ) WHERE "of" = '{table}'
            """)


@contextmanager
def opened(folder: Path, register: Register, lookups: Lookups, present: Manifest | None) -> Iterator[Workshop]:
    """The workshop of one snapshot until the end of the block; who opens it holds the folder (`holding`)."""
    folder.mkdir(parents=True, exist_ok=True)
    workshop = Workshop(folder, register, lookups, present)
    try:
        yield workshop
    finally:
        workshop.close()


def _cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
