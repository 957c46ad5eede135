"""The engine of one machine: as many processes as it has cores."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.crew import Crew, Patience
from zhiheng.engines.corpus.listing import count, sources
from zhiheng.engines.corpus.output import Counts, Output, opened
from zhiheng.engines.corpus.parts import Part, parts
from zhiheng.engines.corpus.reading import Reader
from zhiheng.engines.corpus.reading import reader as usual_reader
from zhiheng.engines.corpus.sealing import Spool
from zhiheng.engines.corpus.working import Answer, Task


class Tally(Struct, kw_only=True):
    """How far a run is. `counts` has all documents so far, `kept` those of them that an earlier run had read."""

    total: int
    counts: Counts = msgspec.field(default_factory=Counts)
    kept: int = 0
    parts_removed: int = 0


def read_corpus(
    given: Path,
    out: Path,
    *,
    workers: int | None = None,
    again: bool = False,
    retry: bool = False,
    watch: Callable[[Tally], None] = lambda tally: None,
    reader: Reader | None = None,
    patience: Patience | None = None,
) -> Tally:
    """Reads every document under `given` into the tables of `out`; what is finished there already is left as it is.

    Shape:  `again` reads everything anew, `retry` the parts with documents that could not be read; `watch` is told
            twice a second or more often how far it is.
    Raises: Fault E102–E107, E114, E118–E125; a document that cannot be read is a row, never an error.
    Source: docs/methods/corpus.md
    """
    reader = reader or usual_reader()
    total = count(given, out)
    if not total:
        raise Fault("E118", f"{given}：里面没有可读的文件。请检查路径。")
    tally = Tally(total=total)
    with opened(out) as output, _Sealing(output) as sealing:
        output.prepare(str(given.resolve()), reader.fingerprint, again=again)
        names: set[str] = set()

        def tasks() -> Iterator[Task]:
            for part in parts(sources(given, out), reader.fingerprint):
                names.add(part.name)
                finished = output.finished(part, but_faults=retry)
                if finished is None:
                    yield from sealing.tasks(part)
                else:
                    tally.counts.add(finished)
                    tally.kept += finished.documents
                    watch(tally)

        crew = Crew(workers or _cores(), reader, output.log, patience)
        with closing(crew.answers(tasks())) as answers:
            for answer in answers:
                if answer is not None:
                    sealing.take(answer)
                    tally.counts.add(answer.counts)
                watch(tally)
        sealing.wait()
        tally.parts_removed = output.finish(names, tally.counts)
    return tally


class _Unfinished:
    """A part whose documents are being read."""

    def __init__(self, part: Part, spool: Spool) -> None:
        self.part = part
        self.spool = spool
        self.counts = Counts()

    @property
    def is_whole(self) -> bool:
        return self.counts.documents == len(self.part.sources)


class _Sealing:
    """Collects answers by part; a part that is whole is sealed in a thread of its own while reading goes on."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._unfinished: dict[str, _Unfinished] = {}
        self._thread = ThreadPoolExecutor(1)
        self._under_way: deque[Future[None]] = deque()

    def tasks(self, part: Part) -> Iterator[Task]:
        """The documents of a part that is to be read."""
        self._unfinished[part.name] = _Unfinished(part, self._output.spool(part))
        for place, source in enumerate(part.sources):
            yield Task(part=part.name, place=place, source=source)

    def take(self, answer: Answer) -> None:
        unfinished = self._unfinished[answer.part]
        unfinished.spool.add(answer.lines)
        unfinished.counts.add(answer.counts)
        if unfinished.is_whole:
            del self._unfinished[answer.part]
            self._under_way.append(
                self._thread.submit(self._output.seal, unfinished.part, unfinished.spool, unfinished.counts)
            )
        while self._under_way and self._under_way[0].done():
            self._under_way.popleft().result()

    def wait(self) -> None:
        """Until every whole part is sealed."""
        while self._under_way:
            self._under_way.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)
        for unfinished in self._unfinished.values():
            unfinished.spool.close()


def _cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
