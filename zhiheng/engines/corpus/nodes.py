"""One part, read on another machine: nothing is written to OUT from there, the part's files come back as bytes.

So a part that a machine had half done when it went down leaves nothing behind, and is read by another.
"""

import os
import socket
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.crew import Crew, Patience
from zhiheng.engines.corpus.output import Counts
from zhiheng.engines.corpus.parts import Part
from zhiheng.engines.corpus.reading import Reader
from zhiheng.engines.corpus.schemas import TABLES
from zhiheng.engines.corpus.sealing import Spool, seal, sealed
from zhiheng.engines.corpus.working import Answer, tasks


class Order(Struct, frozen=True, kw_only=True):
    """What is the same for all parts of a run. `libraries`: the versions that the other side reads with, by name."""

    reader: Reader
    patience: Patience | None
    libraries: dict[str, str]


class Made(Struct, kw_only=True):
    """What came of a part on the machine `node`.

    Shape: `files` by table; `log`: what libraries said. `unseen`: files that this machine cannot open. `fault`: id and sentence
           of what kept all documents from being read.
    """

    node: str
    counts: Counts = msgspec.field(default_factory=Counts)
    files: dict[str, bytes] = msgspec.field(default_factory=dict)
    log: bytes = b""
    unseen: tuple[str, ...] = ()
    fault: tuple[str, str] | None = None


class _Crew:
    """The process that reads for this one; it stays for the parts to come, since it takes a second to start."""

    held: Crew | None = None
    of: tuple[str, Path, Patience | None] | None = None


def read_part(part: Part, order: Order, folder: Path) -> Made:
    """Reads the documents of the part, a process apart from this one as on a single machine; `folder` is for scratch."""
    node = socket.gethostname()
    if fault := _other_libraries(order.libraries, node):
        return Made(node=node, fault=(fault.id, fault.says))
    log = folder / f"reading-{os.getpid()}.log"
    made = Made(node=node, unseen=unseen(source.file for source in part.sources if source.content is None))
    with TemporaryDirectory(dir=folder) as scratch:
        spool = Spool(Path(scratch) / part.name)
        try:
            for answer in _crew(order, log).answers(tasks(part)):
                if isinstance(answer, Answer):
                    spool.add(answer.lines)
                    made.counts.add(answer.counts)
        except BaseException as error:
            _end_crew()
            if not isinstance(error, Fault):
                raise
            made.fault = (error.id, error.says)
            return made
        finally:
            spool.close()
        seal(spool.folder)
        made.files = {table: sealed(spool.folder, table).read_bytes() for table in TABLES}
    made.log = log.read_bytes()
    os.truncate(log, 0)
    return made


def unseen(files: Iterable[str]) -> tuple[str, ...]:
    """Those of the files that this process cannot open."""
    return tuple(file for file in files if not os.access(file, os.R_OK))


def _other_libraries(wanted: dict[str, str], node: str) -> Fault | None:
    """Two versions of a library may read one document in two ways."""
    held = {name: _version(name) for name in wanted}
    others = [f"{name} {held[name] or '没有'}（应为 {number}）" for name, number in wanted.items() if held[name] != number]
    if not others:
        return None
    return Fault("E208", f"节点 {node} 上的程序库和本机不同：{'，'.join(others)}。请在各节点安装同一版本的 zhiheng[spark]。")


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _crew(order: Order, log: Path) -> Crew:
    of = (order.reader.fingerprint, log, order.patience)
    if _Crew.held is None or _Crew.of != of:
        _end_crew()
        _Crew.held, _Crew.of = Crew(1, order.reader, log, order.patience), of
    return _Crew.held


def _end_crew() -> None:
    if _Crew.held is not None:
        _Crew.held.close()
    _Crew.held = _Crew.of = None
