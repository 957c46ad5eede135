"""How many seconds a scanned page takes, and how many characters are wrong: the demo's scanned notice."""

import statistics
import time
from pathlib import Path

import numpy
import pypdfium2
from rapidfuzz.distance import Levenshtein
from rapidocr import RapidOCR
from rows import row

from zhiheng.core import open_file, read
from zhiheng.definitions import lexicons

SCAN = Path(__file__).parents[1] / "zhiheng" / "demo" / "policies" / "food-notice-scan.pdf"
PRINTED = SCAN.with_name("food-notice.txt")  # what the scan was printed from
WIDTHS = str.maketrans("，：；（）！？", ",:;()!?")  # the engine is never sure how wide a mark is; the reading settles it
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
    ours, alone = wrong(open_file(content, SCAN.name).text), wrong(engine_alone())
    row(
        "characters wrong on a scanned page, line ends counted",
        f"{ours:.2%}",
        f"RapidOCR alone, its lines in its order: {alone:.2%}",
        ours / alone,
    )


def wrong(text: str) -> float:
    """Edits to what was printed, a share of its characters; paragraphs must end where they did."""
    printed = PRINTED.read_text("utf-8").strip().translate(WIDTHS)
    return Levenshtein.distance(text.translate(WIDTHS), printed) / len(printed)


def engine_alone() -> str:
    """The engine's lines of the same pages at the same resolution."""
    engine = RapidOCR(params={"Global.log_level": "critical"})
    pages = [page.render(scale=170 / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(SCAN)]
    return "\n".join(line for page in pages for line in engine(numpy.asarray(page)[:, :, ::-1]).txts or ())


if __name__ == "__main__":
    main()
