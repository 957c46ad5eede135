"""The engine of one machine: as many processes as it has cores."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from zhiheng.engines.corpus.crew import Crew, Patience
from zhiheng.engines.corpus.output import Counts
from zhiheng.engines.corpus.parts import Part
from zhiheng.engines.corpus.reading import Reader
from zhiheng.engines.corpus.reading import reader as usual_reader
from zhiheng.engines.corpus.running import Run, Tally, Watch, counted, running
from zhiheng.engines.corpus.sealing import Spool
from zhiheng.engines.corpus.working import Answer, Seal, Sealed, Task, tasks


def read_corpus(
    given: Path,
    out: Path,
    *,
    workers: int | None = None,
    replace: bool = False,
    retry: bool = False,
    watch: Watch = lambda tally: None,
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
    with (
        running(given, out, counted(given, out), reader, replace=replace, watch=watch) as run,
        closing(Crew(workers or _cores(), reader, run.output.log, patience)) as crew,
        closing(_Reading(run, crew)) as reading,
    ):
        reading.read(retry=retry)
    return run.tally


class _Open(NamedTuple):
    """A part whose documents are being read."""

    part: Part
    spool: Spool
    counts: Counts


class _Reading:
    """The rows of the parts that are being read gather, and a part that is whole is sealed."""

    def __init__(self, run: Run, crew: Crew) -> None:
        self._run = run
        self._crew = crew
        self._open: dict[str, _Open] = {}

    def read(self, *, retry: bool) -> None:
        with closing(self._crew.answers(self._tasks(retry))) as answers:
            for answer in answers:
                if isinstance(answer, Answer):
                    self._take(answer)
                elif isinstance(answer, Sealed):
                    self._finish(answer)
                self._run.tell()

    def close(self) -> None:
        for part in self._open.values():
            part.spool.close()

    def _tasks(self, retry: bool) -> Iterator[Task]:
        """The documents of the parts that are still to be read."""
        for part in self._run.unfinished(retry=retry):
            self._open[part.name] = _Open(part, Spool(self._run.output.spool(part)), Counts())
            yield from tasks(part)

    def _take(self, answer: Answer) -> None:
        part, spool, counts = self._open[answer.part]
        spool.add(answer.lines)
        counts.add(answer.counts)
        self._run.tally.counts.add(answer.counts)
        if counts.documents == len(part.sources):
            spool.close()
            self._crew.add(Seal(part=part.name, folder=str(spool.folder)))

    def _finish(self, sealed: Sealed) -> None:
        if sealed.error is not None:
            raise OSError(sealed.error)
        part, spool, counts = self._open.pop(sealed.part)
        self._run.output.finish_part(part, spool.folder, counts)


def _cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
