"""The share of table cells that come into the right field: thirty tables of our own making, and ten harder ones, in four formats.

A row names what was wrong with --misses. PDF needs LibreOffice; scans are images of that PDF's pages.
"""

import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rows import row

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from core.tables.making import printed, scanned, sheet, word  # noqa: E402
from core.tables.samples import HARDER, OTHERS, SAMPLES, Sample  # noqa: E402
from core.tables.scoring import score  # noqa: E402
from zhiheng.core import read  # noqa: E402
from zhiheng.definitions import lexicons  # noqa: E402


def main() -> None:
    """Prints a row for each format."""
    words = {sample.name: word(sample) for sample in SAMPLES + HARDER + OTHERS}
    with tempfile.TemporaryDirectory() as folder:
        pdfs = printed(words, Path(folder))
    formats: dict[str, Callable[[str], bytes]] = {
        "docx": lambda name: words[name],
        "xlsx": lambda name: sheets[name],
        "pdf": lambda name: pdfs[name],
        "scan.pdf": lambda name: scanned(pdfs[name]),
    }
    sheets = {sample.name: sheet(sample) for sample in SAMPLES + HARDER + OTHERS}
    wanted = [name for name in formats if name in sys.argv] or list(formats)
    for what, samples, others in (("tables", SAMPLES, OTHERS), ("harder tables", HARDER, ())):
        right = cells = 0
        for kind in wanted:
            a, b = measured(kind, formats[kind], samples, others, f"{len(samples)} {what}")
            right, cells = right + a, cells + b
        if len(wanted) > 1:
            told(f"{len(samples)} {what}", "all formats", right, cells)


def measured(
    kind: str, content: Callable[[str], bytes], samples: Sequence[Sample], others: Sequence[Sample], what: str
) -> tuple[int, int]:
    """Prints the share of one format; counts what other tables wrongly give as wrong cells."""
    right = cells = 0
    for sample in samples:
        scored = score(sample, read(content(sample.name), f"{sample.name}.{kind}", lexicons()))
        right, cells = right + scored.right, cells + scored.cells
        if "--misses" in sys.argv:
            for miss in scored.wrong:
                print(f"  {kind} {sample.name}: {miss}")
    for sample in others:
        reading = read(content(sample.name), f"{sample.name}.{kind}", lexicons())
        cells += len(reading.tasks) + len(reading.targets)
        if "--misses" in sys.argv and (reading.tasks or reading.targets):
            print(f"  {kind} {sample.name}: {reading.tasks} {reading.targets}")
    told(what, kind, right, cells)
    return right, cells


def wilson(right: int, cells: int) -> tuple[float, float]:
    """The interval of a share at 95 %."""
    z, share = 1.959964, right / cells
    middle, half = share + z * z / (2 * cells), z * math.sqrt(share * (1 - share) / cells + z * z / (4 * cells * cells))
    return (middle - half) / (1 + z * z / cells), (middle + half) / (1 + z * z / cells)


def told(what: str, kind: str, right: int, cells: int) -> None:
    """One row, with the Wilson interval at 95 %."""
    low, high = wilson(right, cells)
    row(f"table cells into the right field, {what}, {kind}",
        f"{right} of {cells}: {right / cells:.4f} ({low:.4f}–{high:.4f})", "goal: 0.98")  # fmt: skip


if __name__ == "__main__":
    main()
