"""What a second core brings to `zhiheng corpus`, and that its memory does not grow with the corpus.

Texts: the demo's policies, their figures drawn anew for each document. Rounds of one and two processes alternate, so
that both have the same machine. Where other programs keep it busy, their wall time says little: the ratio by processor
time is what the same work would take on two idle cores.
"""

import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from msgspec import Struct
from rows import row

from zhiheng.engines.corpus.running import Tally
from zhiheng.engines.local import read_corpus

POLICIES = sorted((Path(__file__).parents[1] / "zhiheng" / "demo" / "policies").glob("*.txt"))
DOCUMENTS = 3000
ROUNDS = 3
FIGURE = re.compile(r"(?<![\d.])(?!20\d\d)\d{1,4}(?!\d)")  # years stay
MEGABYTE = 1024


class Run(Struct):
    """One run of the command; memory in MB, the most that the parent and any one worker held."""

    seconds: float
    parent_seconds: float
    worker_seconds: float
    parent_memory: float
    worker_memory: float
    load: float


def write_corpus(folder: Path, documents: int) -> None:
    """Fifty to a folder."""
    chance = random.Random(2026)
    texts = [path.read_text("utf-8") for path in POLICIES]
    for number in range(documents):
        path = folder / f"{number // 50:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FIGURE.sub(lambda found: drawn(found[0], chance), texts[number % len(texts)]), "utf-8")


def drawn(figure: str, chance: random.Random) -> str:
    """Another figure of as many digits."""
    return str(chance.randint(10 ** (len(figure) - 1), 10 ** len(figure) - 1))


def measured(corpus: Path, workers: int) -> Run:
    """A run in a process of its own, which starts with nothing loaded."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run, str(corpus), workers).result()


def run(corpus: str, workers: int) -> Run:
    """Reads the corpus into a new folder and tells what it took."""
    highest = {"parent": 0.0, "workers": 0.0}

    def watch(_: Tally) -> None:
        highest["workers"] = max([highest["workers"], *(peak(child) for child in children(os.getpid()))])

    with tempfile.TemporaryDirectory() as out:
        before, began = os.times(), time.perf_counter()
        read_corpus(Path(corpus), Path(out) / "out", workers=workers, watch=watch)
        took, after = time.perf_counter() - began, os.times()
    return Run(
        seconds=took,
        parent_seconds=after.user + after.system - before.user - before.system,
        worker_seconds=after.children_user + after.children_system - before.children_user - before.children_system,
        parent_memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE,
        worker_memory=highest["workers"],
        load=os.getloadavg()[0],
    )


def children(parent: int) -> list[str]:
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def peak(process: str) -> float:
    """The most memory, in MB, that a process has held; 0 where it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / MEGABYTE if found else 0.0


def scaling(rounds: list[tuple[Run, Run]], documents: int) -> None:
    """Rows of time, from rounds of one process and two."""
    ones, twos = zip(*rounds, strict=True)
    load = f"{min(run.load for run in (*ones, *twos)):.1f}–{max(run.load for run in (*ones, *twos)):.1f}"
    one, two = (statistics.median(run.seconds for run in runs) for runs in (ones, twos))
    ratio = statistics.median(one.seconds / two.seconds for one, two in rounds)
    row(f"{documents:,} documents by two processes, by the clock (rounds: {len(rounds)}, load average {load})",
        f"{two:.1f} s: {ratio:.2f} times as fast", f"one process: {one:.1f} s; goal: 1.8 times", two / one)  # fmt: skip
    alone = statistics.median(run.worker_seconds for run in ones)
    shared = statistics.median((run.worker_seconds + run.parent_seconds) / 2 for run in twos)
    row("the same by processor time, as on two idle cores", f"{shared:.1f} s: {alone / shared:.2f} times as fast",
        f"one process: {alone:.1f} s; goal: 1.8 times", shared / alone)  # fmt: skip
    row("documents a second on two cores, by the clock and by processor time",
        f"{documents / two:.0f} and {documents / shared:.0f}")  # fmt: skip


def memory(large: Run, small: Run, documents: int) -> None:
    """The row of memory, from runs of the whole corpus and of a quarter."""
    row(f"most memory of the parent and of a worker, {documents:,} documents",
        f"{large.parent_memory:.0f} and {large.worker_memory:.0f} MB",
        f"{documents // 4:,} documents: {small.parent_memory:.0f} and {small.worker_memory:.0f} MB",
        (large.parent_memory + large.worker_memory) / (small.parent_memory + small.worker_memory))  # fmt: skip


def main(documents: int = DOCUMENTS, rounds: int = ROUNDS) -> None:
    """Prints every row."""
    with tempfile.TemporaryDirectory() as folder:
        whole, quarter = Path(folder) / "whole", Path(folder) / "quarter"
        write_corpus(whole, documents)
        write_corpus(quarter, documents // 4)
        runs = [(measured(whole, 1), measured(whole, 2)) for _ in range(rounds)]
        scaling(runs, documents)
        memory(runs[0][1], measured(quarter, 2), documents)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
