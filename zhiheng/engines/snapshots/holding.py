"""One process at a time writes a snapshot; what was written takes its place whole, and what it replaced goes after a while."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import structs

from zhiheng.engines.snapshots.manifests import Manifest, Retired, write_manifest
from zhiheng.engines.snapshots.workshop import MAKING

GRACE = timedelta(minutes=10)  # a reader that opened a snapshot is done with it by then


@contextmanager
def held(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Whether the folder is this process's alone until the end of the block; with `wait` it always is, in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def swap(folder: Path, manifest: Manifest, present: Manifest | None) -> Manifest:
    """The manifest, in force: what it names was written before, what it no longer names is removed once nobody reads it."""
    named = {file.name for file in manifest.files} | {manifest.lookups}
    before = {file.name for file in present.files} | {present.lookups} if present else set()
    now = manifest.made_at
    retired = {old.name: old for old in (present.retired if present else ())}
    retired |= {name: Retired(name=name, at=now) for name in before}
    gone = {old.name for old in retired.values() if old.name not in named and now - old.at >= GRACE}
    staying = tuple(old for old in retired.values() if old.name not in named and old.name not in gone)
    manifest = structs.replace(manifest, retired=staying)
    write_manifest(folder, manifest)
    _remove(folder, gone, named | {old.name for old in staying}, now)
    return manifest


def _remove(folder: Path, gone: set[str], kept: set[str], now: datetime) -> None:
    """What had its time goes; so does what a stopped run left and nobody names, once it is as old."""
    for path in (path for pattern in ("*.parquet", "lookups-*", "*.half") for path in folder.glob(pattern)):
        age = now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if path.name in gone or (path.name not in kept and age >= GRACE):
            path.unlink(missing_ok=True)
    shutil.rmtree(folder / MAKING, ignore_errors=True)
