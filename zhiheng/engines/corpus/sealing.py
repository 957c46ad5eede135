"""The rows of a part, gathered in any order by one process, become its Parquet files in any other."""

from pathlib import Path

import msgspec
from msgspec import Struct

from zhiheng.engines.corpus.rows import Rows
from zhiheng.engines.corpus.schemas import TABLES, Row, struct_type
from zhiheng.engines.corpus.tables import connection
from zhiheng.engines.disk import on_disk

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

    def add(self, lines: dict[str, bytes]) -> None:
        """Takes the lines of one document."""
        for table, held in lines.items():
            self._files[table].write(held)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def seal(folder: Path) -> None:
    """Writes the Parquet file of each table beside its lines: in the order of the documents, on the disk to the last byte.

    Raises: OSError: the disk is full, say.
    """
    import duckdb

    with connection(memory_limit=_MEMORY, temp_directory=str(folder)) as database:
        for table, row in TABLES.items():
            lines, path = folder / f"{table}.jsonl", sealed(folder, table)
            try:
                database.execute(_copy(struct_type(row), _longest(lines)), [str(lines), str(path)])
            except duckdb.IOException as error:
                raise OSError(str(error)) from error
            on_disk(path)


def sealed(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _longest(lines: Path) -> int:
    with lines.open("rb") as file:
        return max(map(len, file), default=1)


def _copy(row: str, longest: int) -> str:
    return f"""
        COPY (
            SELECT unnest("row")
            FROM read_json(
                $1, format = 'newline_delimited', maximum_object_size = {longest},
                columns = {{document: 'BIGINT', number: 'BIGINT', "row": '{row}'}}
            )
            ORDER BY document, number
        ) TO $2 (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)
    """  # noqa: S608 — built from our own column names
