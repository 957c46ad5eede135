"""Documents that stand in a Parquet file, a row each: `name`, and `content` (bytes or text)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    import duckdb

_WANTED = {"name": ("VARCHAR",), "content": ("BLOB", "VARCHAR")}
_AT_ONCE = 64
_MEMORY = "400MB"  # for the pages of the file that are open at once


def documents(file: str, shown: str) -> Iterator[tuple[int, str, bytes]]:
    """Number from 1, name and content of each row, in the order of the file, a few at a time.

    Raises: Fault E124, E125: it is no Parquet file, or its columns are others.
    """
    import duckdb

    try:
        with connection() as database:
            _check_columns(database, file, shown)
            found = database.execute("SELECT name, content FROM read_parquet(?)", [file])
            number = 0
            while rows := found.fetchmany(_AT_ONCE):
                for name, content in rows:
                    number += 1
                    yield number, name or "未命名", content.encode() if isinstance(content, str) else bytes(content or b"")
    except duckdb.Error:
        raise _damaged(shown) from None


def count(file: str, shown: str) -> int:
    """How many rows it has, from its foot alone."""
    import duckdb

    try:
        with connection() as database:
            _check_columns(database, file, shown)
            [(rows,)] = database.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [file]).fetchall()
            return int(rows)
    except duckdb.Error:
        raise _damaged(shown) from None


def connection(**settings: str) -> "duckdb.DuckDBPyConnection":
    """A database in memory that fetches nothing and uses one core."""
    import duckdb

    return duckdb.connect(
        config={
            "threads": 1,
            "memory_limit": _MEMORY,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            **settings,
        }
    )


def _check_columns(database: "duckdb.DuckDBPyConnection", file: str, shown: str) -> None:
    held = {name: type_ for name, type_, *_ in database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()}
    for name, types in _WANTED.items():
        if held.get(name) not in types:
            wrong = f"“{name}”列是 {held[name]}" if name in held else f"没有“{name}”这一列"
            raise Fault(
                "E125",
                f"{shown}：{wrong}。应有两列：name（文件名，文字）和 content（内容，二进制或文字）；"
                f"现有的列：{'、'.join(held)}。请改名后再读。",
            )


def _damaged(shown: str) -> Fault:
    return Fault("E124", f"{shown}：不是完好的 Parquet 文件。请重新导出后再读。")
