"""The folder OUT: what of it is finished survives anything, what is not is not seen.

    OUT/{documents,items,repairs}/part-NAME.parquet
    OUT/_corpus/run.json             what was read, by which reader
    OUT/_corpus/parts/NAME.json      a part is finished when this stands: it is written last
    OUT/_corpus/finished.json        everything is finished
    OUT/_corpus/spool/               what is not finished; emptied at each start
    OUT/_corpus/reading.log          what libraries said while they read
    OUT/_corpus/lock                 held by the process that writes
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.parts import Part
from zhiheng.engines.corpus.schemas import TABLES
from zhiheng.engines.corpus.sealing import sealed
from zhiheng.engines.disk import on_disk

S = TypeVar("S", bound=Struct)


class Counts(Struct, kw_only=True):
    """What some documents came to; `faults` by id."""

    documents: int = 0
    items: int = 0
    repairs: int = 0
    faults: dict[str, int] = msgspec.field(default_factory=dict)

    def add(self, other: "Counts") -> None:
        self.documents += other.documents
        self.items += other.items
        self.repairs += other.repairs
        for id, count in other.faults.items():
            self.faults[id] = self.faults.get(id, 0) + count


class _Run(Struct, frozen=True, kw_only=True):
    """What the folder is the result of."""

    schema: str = "corpus/1"
    source: str
    reader: str


class _Finished(Struct, frozen=True, kw_only=True):
    """One finished part: of which documents, how large its files are."""

    fingerprint: str
    bytes: dict[str, int]
    counts: Counts


class Output:
    """OUT, open for writing by this process alone. Made by `opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = folder / "_corpus"
        self.log = self._kept / "reading.log"

    def finished(self, part: Part, *, but_faults: bool = False) -> Counts | None:
        """What the part came to; None where it is still to be read.

        Shape: `but_faults`: a part with documents that could not be read counts as still to be read.
        """
        told = _read(self._told(part.name), _Finished)
        if told is None or told.fingerprint != part.fingerprint or (but_faults and told.counts.faults):
            return None
        sizes = {table: path.stat().st_size for table in TABLES if (path := self._file(table, part.name)).exists()}
        return told.counts if sizes == told.bytes else None

    def spool(self, part: Part) -> Path:
        """The folder, not made yet, in which the part is to be written."""
        (self._kept / "finished.json").unlink(missing_ok=True)
        return self._kept / "spool" / part.name

    def finish_part(self, part: Part, spool: Path, counts: Counts) -> None:
        """Takes over the part's files, which are sealed; then says that it is finished."""
        made = {table: sealed(spool, table) for table in TABLES}
        sizes = {table: path.stat().st_size for table, path in made.items()}
        self._told(part.name).unlink(missing_ok=True)  # of an earlier state of the same documents
        for table, path in made.items():
            path.replace(self._file(table, part.name))
            on_disk(self.folder / table)
        _write(self._told(part.name), _Finished(fingerprint=part.fingerprint, bytes=sizes, counts=counts))
        shutil.rmtree(spool)

    def finish(self, names: set[str], counts: Counts) -> int:
        """Takes away what no part of these names made, and says that all is finished. How many parts were taken away."""
        gone = 0
        for told in self._kept.glob("parts/*.json"):
            if told.stem not in names:
                told.unlink()
                gone += 1
        self._take_away_unfinished()
        _write(self._kept / "finished.json", counts)
        return gone

    def prepare(self, source: str, reader: str, *, replace: bool) -> None:
        """Clears what a stopped run left.

        Raises: Fault E103, E104: the folder holds what another reader made, or of other documents; not with `replace`.
        """
        before, now = _read(self._kept / "run.json", _Run), _Run(source=source, reader=reader)
        if before is not None and not replace:
            _refuse_another(before, now, self.folder)
        for table in TABLES:
            (self.folder / table).mkdir(exist_ok=True)
        (self._kept / "parts").mkdir(exist_ok=True)
        shutil.rmtree(self._kept / "spool", ignore_errors=True)
        if before != now:
            _write(self._kept / "run.json", now)
        self._take_away_unfinished()

    def _take_away_unfinished(self) -> None:
        for table in TABLES:
            for path in (self.folder / table).glob("part-*.parquet"):
                if not self._told(path.stem.removeprefix("part-")).exists():
                    path.unlink()

    def _told(self, name: str) -> Path:
        return self._kept / "parts" / f"{name}.json"

    def _file(self, table: str, name: str) -> Path:
        return self.folder / table / f"part-{name}.parquet"


@contextmanager
def opened(folder: Path) -> Iterator[Output]:
    """OUT, held until the end of the block.

    Raises: Fault E102, E105–E107: another process writes there; it holds other files; it cannot be made, or be written to.
    """
    kept = folder / "_corpus"
    try:
        if folder.exists() and not kept.exists() and any(folder.iterdir()):
            raise Fault("E105", f"{folder}：文件夹里已有别的文件。请换一个空文件夹，或写一个新的名字。")
        kept.mkdir(parents=True, exist_ok=True)
        lock = (kept / "lock").open("w")
    except OSError as error:
        raise Fault("E106", f"{folder}：不能写入（{os.strerror(error.errno or 0)}）。请换一个位置。") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Fault("E102", f"{folder}：另一个 zhiheng corpus 正在写这个文件夹。请等它结束，或换一个文件夹。") from None
        try:
            yield Output(folder)
        except OSError as error:
            raise Fault(
                "E107",
                f"{folder}：写不进去（{error.strerror or error}）。"
                "请检查磁盘空间和写入权限，然后再运行同一条命令，会从断开的地方接着读。",
            ) from error


def _refuse_another(before: _Run, now: _Run, folder: Path) -> None:
    if before.source != now.source:
        raise Fault(
            "E104",
            f"{folder}：里面是“{before.source}”的结果，这次要读的是“{now.source}”。"
            "请换一个文件夹；要用这次的替换它，请加 --replace。",
        )
    if (before.schema, before.reader) != (now.schema, now.reader):
        raise Fault(
            "E103",
            f"{folder}：里面的结果由另一版识读程序或词表读出，不能混在一起。请换一个文件夹；要全部重读，请加 --replace。",
        )


def _read(path: Path, kind: type[S]) -> S | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _write(path: Path, told: Struct) -> None:
    """Whole or not at all."""
    half = path.with_suffix(".half")
    half.write_bytes(msgspec.json.encode(told))
    on_disk(half)
    half.replace(path)
    on_disk(path.parent)
