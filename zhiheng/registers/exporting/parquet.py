"""Rows as Parquet, each column of its own type; values as kept."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO

import duckdb

from zhiheng.core.values.registers import DECIMALS, Field, Register

WHOLE = ("int", "money", "enterprise")


def write_parquet(register: Register, lines: Iterable[str], folder: Path, out: IO[bytes]) -> None:
    """The lines of JSON, written as Parquet; `folder` is for what lies between."""
    source, target = folder / "rows.jsonl", folder / "rows.parquet"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    columns = {key: _type(field) for key, field in register.fields.items()}
    with duckdb.connect() as database:
        read = database.read_json(str(source), columns=columns, format="newline_delimited")
        read.write_parquet(str(target), compression="zstd")
    out.write(target.read_bytes())


def _type(field: Field) -> str:
    """The type of a column. A personal value is masked, so that it is text whatever it was."""
    if field.personal:
        return "VARCHAR"
    one = "VARCHAR"
    if field.type in WHOLE:
        one = "BIGINT"
    elif field.type in DECIMALS:
        one = "DECIMAL(38, 10)"
    elif field.type == "date":
        one = "DATE"
    elif field.type == "bool":
        one = "BOOLEAN"
    return f"{one}[]" if field.many else one
