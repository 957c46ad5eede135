"""The engine of one machine: as many processes as it has cores."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

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
from zhiheng.engines.corpus.working import Answer, Seal, Sealed, Task


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
    replace: bool = False,
    retry: bool = False,
    watch: Callable[[Tally], None] = lambda tally: None,
    office: Path | None = None,
    reader: Reader | None = None,
    patience: Patience | None = None,
) -> Tally:
    """Reads every document under `given` into the tables of `out`; what is finished there already is left as it is.

    Shape:  `replace`: what is there of another reader or of other documents gives way. `retry`: parts with documents
            that could not be read are read once more. `watch` is told twice a second or more often how far it is.
            `office` has definitions that are read over ours.
    Raises: Fault E102–E107, E114, E115, E118–E125; a document that cannot be read is a row, never an error.
    Source: docs/methods/corpus.md
    """
    reader = reader or usual_reader(office)
    total = count(given, out)
    if not total:
        raise Fault("E118", f"{given}：里面没有可读的文件。请检查路径。")
    with opened(out) as output:
        output.prepare(str(given.resolve()), reader.fingerprint, replace=replace)
        crew = Crew(workers or _cores(), reader, output.log, patience)
        with closing(_Run(output, crew, Tally(total=total), watch)) as run:
            run.read(parts(sources(given, out), reader.fingerprint), retry=retry)
    return run.tally


class _Open(NamedTuple):
    """A part whose documents are being read."""

    part: Part
    spool: Spool
    counts: Counts


class _Run:
    """One run: parts that are finished are counted, the rows of the others gather, and a part that is whole is sealed."""

    def __init__(self, output: Output, crew: Crew, tally: Tally, watch: Callable[[Tally], None]) -> None:
        self.tally = tally
        self._output = output
        self._crew = crew
        self._watch = watch
        self._open: dict[str, _Open] = {}
        self._names: set[str] = set()  # of all parts that there are

    def read(self, parts: Iterable[Part], *, retry: bool) -> None:
        with closing(self._crew.answers(self._tasks(parts, retry))) as answers:
            for answer in answers:
                if isinstance(answer, Answer):
                    self._take(answer)
                elif isinstance(answer, Sealed):
                    self._finish(answer)
                self._watch(self.tally)
        self.tally.parts_removed = self._output.finish(self._names, self.tally.counts)

    def close(self) -> None:
        for part in self._open.values():
            part.spool.close()

    def _tasks(self, parts: Iterable[Part], retry: bool) -> Iterator[Task]:
        """The documents of the parts that are still to be read."""
        for part in parts:
            self._names.add(part.name)
            finished = self._output.finished(part, but_faults=retry)
            if finished is not None:
                self.tally.counts.add(finished)
                self.tally.kept += finished.documents
                self._watch(self.tally)
                continue
            self._open[part.name] = _Open(part, self._output.spool(part), Counts())
            for place, source in enumerate(part.sources):
                yield Task(part=part.name, place=place, source=source)

    def _take(self, answer: Answer) -> None:
        part, spool, counts = self._open[answer.part]
        spool.add(answer.lines)
        counts.add(answer.counts)
        self.tally.counts.add(answer.counts)
        if counts.documents == len(part.sources):
            spool.close()
            self._crew.add(Seal(part=part.name, folder=str(spool.folder)))

    def _finish(self, sealed: Sealed) -> None:
        if sealed.error is not None:
            raise OSError(sealed.error)
        self._output.finish_part(*self._open.pop(sealed.part))


def _cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
