"""Areas, bodies and returns as Parquet beside the registers: SNAPSHOTS/@dimensions/{areas,bodies,returns}-DIGEST.parquet.

    areas    code, name, level VARCHAR · parent VARCHAR (code; NULL at the top) · above VARCHAR[] (codes, the uppermost first,
             its own last: whose figures its rows count for) · since, until DATE (until: the first day on which it was no more)
    bodies   id BIGINT · name, area VARCHAR
    returns  register, area VARCHAR · start, end DATE
"""

# ruff: noqa: S608 — queries are made of our own names and paths

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec
from msgspec import Struct

from zhiheng.engines.disk import on_disk
from zhiheng.engines.snapshots.casting import name, text
from zhiheng.engines.snapshots.holding import GRACE
from zhiheng.engines.snapshots.manifests import NAME, DataFile, Retired
from zhiheng.engines.snapshots.opening import is_sound, sha256_of

FOLDER = "@dimensions"
TABLES = {
    "areas": {
        "code": "VARCHAR", "name": "VARCHAR", "level": "VARCHAR", "parent": "VARCHAR", "above": "VARCHAR[]", "since": "DATE",
        "until": "DATE",
    },
    "bodies": {"id": "BIGINT", "name": "VARCHAR", "area": "VARCHAR"},
    "returns": {"register": "VARCHAR", "area": "VARCHAR", "start": "DATE", "end": "DATE"},
}  # fmt: skip
Rows = Iterable[Mapping[str, Any]]


class Dimensions(Struct, frozen=True, kw_only=True):
    """What lies in the folder, by table."""

    format: str = "dimensions/1"
    tables: dict[str, DataFile]
    made_at: datetime
    retired: tuple[Retired, ...] = ()

    def path(self, folder: Path, table: str) -> Path:
        """The file of a table, under the folder of all snapshots."""
        return folder / FOLDER / self.tables[table].name


def open_dimensions(folder: Path) -> Dimensions | None:
    """What lies under the folder of all snapshots; None where there is nothing, or anything is not as it was written."""
    inside = folder / FOLDER
    try:
        found = msgspec.json.decode((inside / NAME).read_bytes(), type=Dimensions)
    except (OSError, msgspec.MsgspecError):
        return None
    sound = found.tables.keys() == TABLES.keys() and all(is_sound(inside, file) for file in found.tables.values())
    return found if sound else None


def write_dimensions(folder: Path, rows: Mapping[str, Rows], now: datetime) -> Dimensions:
    """The tables, written where their rows are not those that lie there; who writes holds the folder (`holding`)."""
    inside, before = folder / FOLDER, open_dimensions(folder)
    inside.mkdir(parents=True, exist_ok=True)
    there = before.tables if before else {}
    tables = {table: _written(inside, table, rows[table], there.get(table)) for table in TABLES}
    if before and before.tables == tables:
        return before
    gone = {file.name for file in there.values()} - {file.name for file in tables.values()}
    retired = (*(before.retired if before else ()), *(Retired(name=name, at=now) for name in sorted(gone)))
    named = {file.name for file in tables.values()}
    old = {one.name for one in retired if now - one.at >= GRACE and one.name not in named}
    kept = tuple(one for one in retired if one.name not in old and one.name not in named)
    made = Dimensions(tables=tables, made_at=now, retired=kept)
    half = inside / f"{NAME}.half"
    half.write_bytes(msgspec.json.encode(made))
    on_disk(half)
    os.replace(half, inside / NAME)
    for one in old:
        (inside / one).unlink(missing_ok=True)
    return made


def _written(inside: Path, table: str, rows: Rows, there: DataFile | None) -> DataFile:
    lines, half = inside / f"{table}.jsonl.half", inside / f"{table}.parquet.half"
    with lines.open("wb") as file:
        count = sum(bool(file.write(msgspec.json.encode(row) + b"\n")) for row in rows)
    content = sha256_of(lines)
    if there is not None and there.content == content:
        lines.unlink()
        return there
    columns = ", ".join(f"{name(column)}: {text(kind)}" for column, kind in TABLES[table].items())
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}) as base:
        base.execute(f"""
            COPY (SELECT * FROM read_json({text(str(lines))}, columns = {{{columns}}}, format = 'newline_delimited'))
            TO {text(str(half))} (FORMAT parquet, COMPRESSION zstd)
        """)
    lines.unlink()
    on_disk(half)
    made = DataFile(
        name=f"{table}-{content[:16]}.parquet", year=0, rows=count, misfits=0, content=content, bytes=half.stat().st_size,
        sha256=sha256_of(half),
    )  # fmt: skip
    os.replace(half, inside / made.name)
    on_disk(inside)
    return made
