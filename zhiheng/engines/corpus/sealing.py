"""The rows of a part, collected in any order, become its Parquet files."""

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from zhiheng.engines.corpus.rows import Rows
from zhiheng.engines.corpus.schemas import TABLES, Row, struct_type
from zhiheng.engines.corpus.tables import connection

_MEMORY = "1GB"


class _Placed(Struct, frozen=True):
    """A row with its place in the part: which document, which row of it."""

    document: int
    number: int
    row: Row


def lines(rows: Rows, document: int) -> dict[str, bytes]:
    """The rows of the `document`th document of a part as JSON lines, by table."""
    by_table: dict[str, tuple[Row, ...]] = {"documents": (rows.document,), "items": rows.items, "repairs": rows.repairs}
    encode = msgspec.json.encode
    return {
        table: b"".join(encode(_Placed(document, number, row)) + b"\n" for number, row in enumerate(held))
        for table, held in by_table.items()
    }


class Spool:
    """A folder in which the lines of one part gather until it is whole."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self._files = {table: (folder / f"{table}.jsonl").open("wb") for table in TABLES}
        self._longest = dict.fromkeys(TABLES, 1)

    def add(self, lines: dict[str, bytes]) -> None:
        """Takes the lines of one document."""
        for table, held in lines.items():
            self._files[table].write(held)
            self._longest[table] = max(self._longest[table], max(map(len, held.split(b"\n"))))

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def sealed(self) -> dict[str, Path]:
        """The Parquet file of each table, on the disk to the last byte, in the order of the documents."""
        import duckdb

        self.close()
        made = {table: self.folder / f"{table}.parquet" for table in TABLES}
        with connection(memory_limit=_MEMORY, temp_directory=str(self.folder)) as database:
            for table, path in made.items():
                lines = path.with_suffix(".jsonl")
                try:
                    database.execute(_copy(struct_type(TABLES[table]), self._longest[table]), [str(lines), str(path)])
                except duckdb.IOException as error:
                    raise OSError(str(error)) from error
                on_disk(path)
        return made


def on_disk(path: Path) -> None:
    """Waits until a file, or a folder's list of files, would survive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(row: str, longest: int) -> str:
    return f"""
        COPY (
            SELECT unnest("row")
            FROM read_json(
                $1, format = 'newline_delimited', maximum_object_size = {longest + 1},
                columns = {{document: 'BIGINT', number: 'BIGINT', "row": '{row}'}}
            )
            ORDER BY document, number
        ) TO $2 (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)
    """  # noqa: S608 — built from our own column names
