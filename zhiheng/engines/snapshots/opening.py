"""A snapshot as readers have it: only what its manifest names, only where every file is as it was written."""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from zhiheng.engines.snapshots.manifests import DataFile, Manifest, read_manifest


class Snapshot(Struct, frozen=True):
    """The rows of one register at one moment.

    Files that it names stay for ten minutes after a newer snapshot has taken their place: ask for it anew for each piece of
    work, which costs next to nothing.
    """

    folder: Path
    manifest: Manifest

    @property
    def register(self) -> str:
        """The id of the register."""
        return self.manifest.register

    @property
    def digest(self) -> str:
        """What tells its rows from those of another snapshot: what a run names."""
        return self.manifest.digest

    @property
    def columns(self) -> dict[str, str]:
        """The DuckDB type of each column, in their order."""
        return self.manifest.columns

    @property
    def made_at(self) -> datetime:
        """When it was written."""
        return self.manifest.made_at

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.manifest.rows

    @property
    def misfits(self) -> int:
        """How many rows have a value that fits no column: `@misfits` of them names the fields."""
        return sum(file.misfits for file in self.manifest.files)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that rows have, 0 among them where rows have no day."""
        return tuple(sorted(self.manifest.years))

    def files(self, years: Iterable[int] | None = None) -> list[Path]:
        """The files that hold every row whose day lies in these years (all rows, when not said); there is always one.

        Shape: where no row lies in them, one file without any such row, so that there are columns to read.
        """
        wanted = None if years is None else set(years)
        found = [file for file in self.manifest.files if wanted is None or file.year in wanted]
        found = found or [min(self.manifest.files, key=lambda file: file.bytes)]
        return [self.folder / file.name for file in found]


def open_snapshot(folder: Path, register: str, definition: str | None = None) -> Snapshot | None:
    """The present snapshot of a register under `folder`; None where there is none, or anything of it is not as it was written.

    Shape: `definition`: nor where it was written by another definition (`definition_of`).
    """
    inside = folder / register
    manifest = read_manifest(inside)
    if manifest is None or manifest.register != register or not manifest.files:
        return None
    if definition is not None and manifest.definition != definition:
        return None
    return Snapshot(inside, manifest) if all(is_sound(inside, file) for file in manifest.files) else None


def is_sound(folder: Path, file: DataFile) -> bool:
    """Whether a file is there and is what was written; its bytes are read once in a process."""
    try:
        there = os.stat(folder / file.name)
        return there.st_size == file.bytes and _sha256(folder / file.name, there.st_mtime_ns, there.st_ino) == file.sha256
    except OSError:
        return False


@lru_cache(maxsize=4096)
def _sha256(path: Path, changed: int, inode: int) -> str:
    """The digest of a file that has these marks: one with others is read again."""
    return sha256_of(path)


def sha256_of(path: Path) -> str:
    """The digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
