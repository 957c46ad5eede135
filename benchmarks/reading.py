"""What reading a document costs, beside OpenCC's t2s alone over the same texts in the same run.

Texts: those of ../shared/seeds where they are present, and the policies of the demo.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC
from rows import row

from zhiheng.core import read
from zhiheng.definitions import lexicons

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
POLICIES = sorted((ROOT / "zhiheng" / "demo" / "policies").glob("*.txt"))
ROUNDS = 15
MEGABYTE = 1024  # of ru_maxrss, which counts in KB


def seconds(work: Callable[[], object]) -> float:
    """The time of this process that one call takes, whatever else the machine does."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(name: str, files: list[Path]) -> None:
    """Prints time against t2s and documents a second over these files, on one core."""
    contents = [file.read_bytes() for file in files]
    texts = [content.decode("utf-8-sig", errors="replace") for content in contents]
    words, t2s = lexicons(), OpenCC("t2s")

    def ours() -> None:
        for file, content in zip(files, contents, strict=True):
            read(content, file.name, words)

    def peer() -> None:
        for text in texts:
            t2s.convert(text)

    ours(), peer()  # both load what they load once
    pairs = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    kilo = sum(map(len, texts)) / 1000
    row(f"reading {name} ({len(files)} texts, {kilo:.1f} thousand characters)",
        f"{mine * 1000:.1f} ms", f"OpenCC t2s alone: {theirs * 1000:.2f} ms", ratio)  # fmt: skip
    row(f"documents a second on one core, {name}", f"{len(files) / mine:.0f}")


def peak_memory(files: list[Path]) -> float:
    """The most memory, in MB, that a fresh process holds while it reads these files."""
    names = [str(file) for file in files]
    said = subprocess.run([sys.executable, __file__, "--peak", *names], check=True, capture_output=True, text=True)
    return float(said.stdout)


def read_and_tell_peak(names: list[str]) -> None:
    """Reads the files and prints the peak of this process in MB."""
    words = lexicons()
    for name in names:
        read(Path(name).read_bytes(), Path(name).name, words)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)


def main() -> None:
    """Prints every row."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for name, files in (("the five seeds", SEEDS), ("the demo's policies", POLICIES)):
        if files:
            measure(name, files)
    everything = [*SEEDS, *POLICIES]
    row(f"peak memory of a process that reads {len(everything)} texts", f"{peak_memory(everything):.0f} MB",
        f"the same process, nothing read: {peak_memory([]):.0f} MB")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        read_and_tell_peak(sys.argv[2:])
    else:
        main()
