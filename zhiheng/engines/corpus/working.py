"""One process that reads: jobs come through a pipe, what came of them goes back, until the other end is closed."""

import faulthandler
import logging
import os
import resource
import signal
import threading
from collections.abc import Iterator
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.output import Counts
from zhiheng.engines.corpus.parts import Part
from zhiheng.engines.corpus.reading import Read, Reader
from zhiheng.engines.corpus.rows import Rows, rows_of, unread
from zhiheng.engines.corpus.sealing import lines, seal
from zhiheng.engines.corpus.sources import Source, content

_log = logging.getLogger(__name__)
_KILOBYTE = 1024


class Task(Struct, frozen=True, kw_only=True):
    """One document to read: the `place`th of the part of that name."""

    part: str
    place: int
    source: Source


def tasks(part: Part) -> Iterator[Task]:
    """A task for each document of the part."""
    return (Task(part=part.name, place=place, source=source) for place, source in enumerate(part.sources))


class Answer(Struct, frozen=True, kw_only=True):
    """The rows of one document, as lines by table, and what they come to. `memory` is the process's most, in bytes."""

    part: str
    place: int
    lines: dict[str, bytes]
    counts: Counts
    memory: int = 0


class Seal(Struct, frozen=True, kw_only=True):
    """A part that is whole: its lines in `folder` are to become its files."""

    part: str
    folder: str


class Sealed(Struct, frozen=True, kw_only=True):
    """It is done; or not, and why not."""

    part: str
    error: str | None
    memory: int


Job = Task | Seal


class Ready(Struct, frozen=True):
    """Sent once: the process can read."""


def work(pipe: Connection, reader: Reader, log: str) -> None:
    """The life of one process. What libraries print goes to `log`."""
    os.setsid()  # Ctrl-C is the parent's alone, and whatever this process starts can be stopped with it
    _speak_to(log)
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, jobs), daemon=True).start()
    read = reader.make()
    pipe.send(Ready())
    while True:
        match jobs.get():
            case Task() as task:
                pipe.send(answer(task, rows(task.source, read), _memory()))
            case Seal() as part:
                pipe.send(Sealed(part=part.part, error=_seal(part), memory=_memory()))


def rows(source: Source, read: Read) -> Rows:
    """The rows of one document, whatever reading it does."""
    digest = None
    try:
        data = content(source)
        digest = sha256(data).hexdigest()
        return rows_of(read(data, source.name), source.path, len(data))
    except Fault as fault:
        return unread(source.path, source.size, digest, fault)
    except Exception as error:
        _log.exception("reading %s", source.path)
        return unread(source.path, source.size, digest, _own_error(source, error))


def _own_error(source: Source, error: Exception) -> Fault:
    kind = type(error).__name__
    return Fault("E111", f"{source.path}：识读时程序出错（{kind}），其余文件不受影响。请把文件和 reading.log 交给系统维护人员。")


def answer(task: Task, found: Rows, memory: int = 0) -> Answer:
    """The rows on their way back."""
    fault = found.document.fault_id
    counts = Counts(
        documents=1, items=len(found.items), repairs=len(found.repairs), faults={} if fault is None else {fault: 1}
    )
    return Answer(part=task.part, place=task.place, lines=lines(found, task.place), counts=counts, memory=memory)


def _seal(part: Seal) -> str | None:
    """What stood in the way, if anything."""
    try:
        seal(Path(part.folder))
    except OSError as error:
        return error.strerror or str(error)
    return None


def _receive(pipe: Connection, jobs: SimpleQueue[Job]) -> None:
    """Takes jobs in while one is done, so that neither side waits for the other; ends all when the parent is gone."""
    try:
        while True:
            jobs.put(pipe.recv())
    except (EOFError, OSError):
        os.killpg(0, signal.SIGKILL)


def _speak_to(log: str) -> None:
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(file, 1)
    os.dup2(file, 2)
    faulthandler.enable()


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE
