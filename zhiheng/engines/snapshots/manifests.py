"""What manifest.json says of a snapshot, and how it is replaced: whole or not at all."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

import duckdb
import msgspec
from msgspec import Struct

from zhiheng.core.values.registers import Register
from zhiheng.engines.disk import on_disk
from zhiheng.engines.snapshots.columns import columns_of

NAME = "manifest.json"
FORMAT = f"snapshot/1 duckdb/{duckdb.__version__}"  # the digests of rows are this library's


class DataFile(Struct, frozen=True, kw_only=True):
    """One Parquet file. `year` 0 holds the rows without a day; `content` is a digest of its rows, in whatever order."""

    name: str
    year: int
    rows: int
    misfits: int  # rows with a value that fits no column
    content: str
    bytes: int
    sha256: str


class Retired(Struct, frozen=True, kw_only=True):
    """A file that holds no longer since `at`: a reader may still be at it."""

    name: str
    at: datetime


class Alarm(Struct, frozen=True, kw_only=True):
    """A year in which changes alone had left other rows than there are: what was wrong until `at`."""

    at: datetime
    year: int
    rows: int


class Span(Struct, frozen=True, kw_only=True):
    """How many rows changed in a span of time, and at which moments: microseconds after one moment, added up over the rows."""

    rows: int
    moments: int

    def __add__(self, other: "Span") -> "Span":
        return Span(rows=self.rows + other.rows, moments=self.moments + other.moments)


class Pulse(Struct, frozen=True, kw_only=True):
    """By what a register is seen to have moved since.

    Shape: `older` is of the changes after `since` until `near`, `recent` of those from there until `last`, the last minutes:
           a change that was long on its way shows in one of the two.
    Unit:  moments are counted from `since`.
    """

    since: datetime
    near: datetime
    last: datetime  # the last change that is in
    older: Span
    recent: Span


class Manifest(Struct, frozen=True, kw_only=True):
    """One state of the snapshot of one register.

    Shape: `definition` is the digest of the columns and types, `lookups` names the file with the codes of areas and the
           merged firms that the rows were written with.
    """

    format: str = FORMAT
    register: str
    definition: str
    columns: dict[str, str]
    files: tuple[DataFile, ...]
    lookups: str
    pulse: Pulse | None = None
    made_at: datetime
    built_at: datetime  # when it was last made anew from all rows
    retired: tuple[Retired, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def digest(self) -> str:
        """What tells the rows of one snapshot from those of another: definition, years and contents, not how they lie on disk."""
        told = (self.format, self.register, self.definition, sorted(self.years.items()))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def years(self) -> dict[int, tuple[int, str]]:
        """Of each year that has rows how many, and the digest of their contents: however many files they lie in."""
        found: dict[int, tuple[int, int, int]] = {}
        for file in self.files:
            rows, total, mixed = found.get(file.year, (0, 0, 0))
            added, other = int(file.content[:32], 16), int(file.content[32:], 16)
            found[file.year] = (rows + file.rows, (total + added) % (1 << 128), mixed ^ other)
        return {year: (rows, f"{total:032x}{mixed:016x}") for year, (rows, total, mixed) in found.items() if rows}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(file.rows for file in self.files)


def definition_of(register: Register) -> str:
    """The digest of what of a definition decides how its rows are written."""
    told = (columns_of(register), register.credit, sorted(register.of_type("enterprise")))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """What the folder says of itself; None where it says nothing that we understand."""
    try:
        manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None
    return manifest if manifest.format == FORMAT else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The folder says this from now on; its data files are on disk before."""
    half = folder / f"{NAME}.half"
    half.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    on_disk(half)
    os.replace(half, folder / NAME)
    on_disk(folder)
