"""How many seconds a scanned page takes, recognised and read: the demo's scanned notice."""

import statistics
import time
from pathlib import Path

from rows import row

from zhiheng.core import read
from zhiheng.definitions import lexicons

SCAN = Path(__file__).parents[1] / "zhiheng" / "demo" / "policies" / "food-notice-scan.pdf"
ROUNDS = 5


def main() -> None:
    """Prints the first page's time, which loads the models, and that of a page after it."""
    words, content = lexicons(), SCAN.read_bytes()
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        pages = read(content, SCAN.name, words).source.pages or 1
        times.append((time.perf_counter() - start) / pages)
    row("a scanned page, the first with the models to load", f"{times[0]:.1f} s")
    row("a scanned page, after the first", f"{statistics.median(times[1:]):.1f} s")


if __name__ == "__main__":
    main()
