"""One run into OUT, whatever engine reads: which parts are still to be read, and how far it is."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus import listing
from zhiheng.engines.corpus.output import Counts, Output, opened
from zhiheng.engines.corpus.parts import Part, parts
from zhiheng.engines.corpus.reading import Reader


class Tally(Struct, kw_only=True):
    """How far a run is. `counts` has all documents so far, `kept` those of them that an earlier run had read."""

    total: int
    counts: Counts = msgspec.field(default_factory=Counts)
    kept: int = 0
    parts_removed: int = 0


Watch = Callable[[Tally], None]


class Run:
    """One run. `output` takes what is read, `tally` says how far it is, `watch` wants to hear of it."""

    def __init__(self, output: Output, parts: Iterable[Part], tally: Tally, watch: Watch) -> None:
        self.output = output
        self.tally = tally
        self._parts = parts
        self._watch = watch
        self._names: set[str] = set()  # of all parts that there are

    def unfinished(self, *, retry: bool) -> Iterator[Part]:
        """The parts that are still to be read; the others are counted."""
        for part in self._parts:
            self._names.add(part.name)
            finished = self.output.finished(part, but_faults=retry)
            if finished is None:
                yield part
            else:
                self.tally.counts.add(finished)
                self.tally.kept += finished.documents
                self.tell()

    def tell(self) -> None:
        """Lets who watches know how far it is."""
        self._watch(self.tally)

    def finish(self) -> None:
        """Takes away what no part of this run made, and says that all is finished."""
        self.tally.parts_removed = self.output.finish(self._names, self.tally.counts)


def counted(given: Path, out: Path) -> int:
    """How many documents there are under `given`.

    Raises: Fault E118, E119: none, or no `given`.
    """
    total = listing.count(given, out)
    if not total:
        raise Fault("E118", f"{given}：里面没有可读的文件。请检查路径。")
    return total


@contextmanager
def running(given: Path, out: Path, total: int, reader: Reader, *, replace: bool, watch: Watch) -> Iterator[Run]:
    """OUT open for one run; it is finished when the block ends without an error.

    Raises: Fault E102–E107.
    """
    with opened(out) as output:
        output.prepare(str(given.resolve()), reader.fingerprint, replace=replace)
        run = Run(output, parts(listing.sources(given, out), reader.fingerprint), Tally(total=total), watch)
        yield run
        run.finish()
