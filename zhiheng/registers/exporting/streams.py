"""Which format a file has, and how it is made."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from zhiheng.core.values.registers import NUMBERS, Field, Register
from zhiheng.registers.exporting.books import write_workbook
from zhiheng.registers.exporting.lines import Exported
from zhiheng.registers.exporting.parquet import write_parquet
from zhiheng.registers.showing import masked_data, shown
from zhiheng.registers.wording import words_of

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "'")  # what a spreadsheet takes for a formula, and our own mark


def streamed(kind: str, register: Register, rows: Iterable[Exported]) -> Iterator[bytes]:
    """The file piece by piece, made while the rows are read; the same file can be imported again and changes nothing."""
    match kind:
        case "csv":
            return (line.encode() for line in csv_lines(register, rows))
        case "jsonl":
            return (line.encode() for line in json_lines(register, rows))
    return _pieces(file_of(kind, register, rows))


def file_of(kind: str, register: Register, rows: Iterable[Exported]) -> IO[bytes]:
    """The file, open at its beginning; it is gone when it is closed."""
    out = tempfile.TemporaryFile(suffix=f".{kind}")  # noqa: SIM115 - handed out open
    if kind == "xlsx":
        write_workbook(register, rows, out)
    elif kind == "parquet":
        with tempfile.TemporaryDirectory() as folder:
            write_parquet(register, json_lines(register, rows), Path(folder), out)
    else:
        out.writelines(streamed(kind, register, rows))
    out.seek(0)
    return out


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(1 << 16):
            yield piece


def csv_lines(register: Register, rows: Iterable[Exported]) -> Iterator[str]:
    """Lines with a byte-order mark first, so that a spreadsheet reads the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.head for field in register.fields.values()])
    yield "\ufeff" + out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([_safe(field, row, key) for key, field in register.fields.items()])
        yield out.getvalue()


def _safe(field: Field, row: Exported, key: str) -> str:
    mark: Any = row.marks.get(key, {})
    text = words_of(field, row.data.get(key), mark, row.names) if mark else shown(field, row.data.get(key), row.names)
    return f"'{text}" if field.type not in NUMBERS and text.startswith(COMPUTED) else text


def json_lines(register: Register, rows: Iterable[Exported]) -> Iterator[str]:
    """One object a row, values as kept: money in 分, areas by code, firms by number."""
    for row in rows:
        yield json.dumps(masked_data(register, row.data), ensure_ascii=False) + "\n"
