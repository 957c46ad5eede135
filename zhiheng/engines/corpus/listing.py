"""What there is to read under IN, in an order that depends on nothing but the names."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus import archives, tables
from zhiheng.engines.corpus.sources import Source, unopened

_LEFT_BEHIND = ("Thumbs.db", "desktop.ini", "__MACOSX")  # by systems, not by people
_MARKS_OF_LEFTOVERS = (".", "~$")


class _Found(Struct, frozen=True):
    """A file of the folder: what the system opens, what a person sees, and what stood in the way."""

    file: str
    shown: str
    error: OSError | None = None


def sources(given: Path, out: Path) -> Iterator[Source]:
    """Every document under `given`, one after another; OUT is left out.

    Raises: Fault E119–E125: `given` itself cannot be read. What cannot be read further in is a source with its fault.
    """
    for found in _files(given, out):
        try:
            yield from _documents(found)
        except Fault as fault:
            if not found.shown:
                raise _named(fault, given) from None
            yield Source(path=found.shown, file=found.file, size=0, stamp="", fault_id=fault.id, fault=fault.says)


def count(given: Path, out: Path) -> int:
    """How many documents `sources` will give, or nearly: files can come and go meanwhile."""
    return sum(map(_count, _files(given, out)))


def _documents(found: _Found) -> Iterator[Source]:
    """The documents in one file: itself, its members or its rows."""
    if found.error is not None:
        raise unopened(found.shown, found.error)
    inside = found.shown and f"{found.shown}/"
    match Path(found.file).suffix.lower():
        case ".zip":
            for number, name, size, checksum in archives.members(found.file, found.shown):
                if not _is_leftover(name):
                    yield Source(path=inside + name, file=found.file, size=size, stamp=f"{checksum:08x}", member=number)
        case ".parquet":
            for number, name, content in tables.documents(found.file, found.shown):
                yield Source(
                    path=f"{inside}{number}/{name}", file=found.file, size=len(content),
                    stamp=sha256(content).hexdigest(), content=content,
                )  # fmt: skip
        case _:
            try:
                stat = os.stat(found.file)
            except OSError as error:
                raise unopened(found.shown, error) from None
            shown = found.shown or _readable(Path(found.file).name)
            yield Source(path=shown, file=found.file, size=stat.st_size, stamp=str(stat.st_mtime_ns))


def _count(found: _Found) -> int:
    try:
        match Path(found.file).suffix.lower():
            case ".zip":
                return sum(not _is_leftover(name) for _, name, _, _ in archives.members(found.file, found.shown))
            case ".parquet":
                return tables.count(found.file, found.shown)
    except Fault:
        pass
    return 1


def _files(given: Path, out: Path) -> Iterator[_Found]:
    if not given.exists():
        raise Fault("E119", f"{given}：找不到这个文件或文件夹。请检查路径。")
    if given.is_dir():
        yield from _inside(str(given), "", out.resolve())
    else:
        yield _Found(str(given), "")


def _inside(folder: str, shown: str, out: Path) -> Iterator[_Found]:
    """The files of a folder and of the folders in it, by name; links to folders are not followed."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted((_readable(entry.name), entry.name, entry.is_dir(follow_symlinks=False)) for entry in listed)
    except OSError as error:
        yield _Found(folder, shown or ".", error)
        return
    for readable, name, is_folder in entries:
        file = os.path.join(folder, name)
        if _is_leftover(readable):
            continue
        if not is_folder:
            if os.path.isfile(file) or not os.path.exists(file):  # a link that leads nowhere is said
                yield _Found(file, shown + readable)
        elif Path(file).resolve() != out:
            yield from _inside(file, f"{shown}{readable}/", out)


def _is_leftover(path: str) -> bool:
    return any(part in _LEFT_BEHIND or part.startswith(_MARKS_OF_LEFTOVERS) for part in path.split("/"))


def _readable(name: str) -> str:
    """A file's name; bytes that are no UTF-8 are read as GB 18030, the encoding of old archives."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _named(fault: Fault, given: Path) -> Fault:
    """The fault of IN itself, which has no path from IN on."""
    return Fault(fault.id, f"{given.name}{fault.says}")
