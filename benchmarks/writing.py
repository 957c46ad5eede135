"""How long a report of 20 pages with 60 figures takes to become .docx, PDF, HTML and text, cold and warm.

Cold is a process that has just begun: Python, the libraries, the fonts of the machine looked up and the document written.
Warm is the median of several in one process. Pages are those of the PDF. Times are by the clock, as a person waits; what the
processor took of them stands beside, since other programs at work make the clock run on.
"""

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw
from rows import row

from zhiheng.core.values.papers import (
    Block,
    Column,
    Foot,
    Grid,
    Head,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Printed,
    Words,
)
from zhiheng.core.writing.papers import docx, html, pdf, text
from zhiheng.engines.fonts import machine_fonts

OFFICE = "示例省质量工作领导小组办公室"
FIGURES, SECTIONS, TIMES = 60, 10, 7
GOALS = {"docx": (3.0, 1.0), "pdf": (3.0, 1.0), "html": (3.0, 1.0)}  # seconds by the clock, cold and warm
FORMATS: dict[str, Callable[[Paper], object]] = {
    "docx": docx,
    "pdf": lambda paper: pdf(paper, machine_fonts()),
    "html": lambda paper: html(paper, lambda figure: f"/indicators/{figure.indicator}/"),
    "text": text,
}
SENTENCE = "各地各部门坚持问题导向，健全工作机制，压实工作责任，突出重点产品、重点企业和重点区域，扎实推进各项任务落地见效。"


def report(base: int = 1000) -> Paper:
    """The report: ten sections of prose, tables of areas, charts, an attachment; all figures count from `base`."""
    blocks: list[Block] = [Paragraph(inlines=(Words(text=SENTENCE * 3),))]
    for section in range(SECTIONS):
        blocks.append(Heading(level=1, inlines=(Words(text=f"第{section + 1}方面工作情况"),)))
        for part in range(2):
            blocks.append(Heading(level=2, inlines=(Words(text="主要进展"),)))
            blocks += [told(section, part, place, base) for place in range(2)]
            blocks.append(Paragraph(inlines=(Words(text=f"{base}年。" + SENTENCE * 2),)))
        if section % 3 == 0:
            blocks += [areas(), chart()]
    return Paper(
        title=f"{OFFICE}关于全省质量状况分析的报告",
        blocks=tuple(blocks),
        head=Head(style="red", issuer=f"{OFFICE}文件", number="示质办〔2025〕12号", signer="张三"),
        to=("省人民政府",),
        attached=("各市县情况",),
        appended=(areas(),),
        signed_by=(OFFICE,),
        signed_on=date(2025, 7, 28),
        foot=Foot(copies=("省委办公厅", "省人大常委会办公厅"), office=OFFICE, printed_on=date(2025, 7, 28)),
    )


def told(section: int, part: int, place: int, base: int) -> Paragraph:
    """A paragraph with one or two figures: 60 in all."""
    number = (section * 2 + part) * 2 + place
    parts: list[Words | Printed] = [Words(text=SENTENCE)]
    for again in range(2 if number % 2 == 0 else 1):
        mark = f"f{number}_{again}"
        value = str(base + number)
        figure = Printed(text=f"{value}批次", mark=mark, indicator="lots", area="990000", period="2025H1", value=value)
        parts += [Words(text="监督抽查"), figure, Words(text="，比上年同期有所增加。")]
    return Paragraph(inlines=tuple(parts))


def areas() -> Grid:
    """A table of eighteen areas."""
    columns = tuple(Column(name=name, width=14, align="right") for name in ("市县", "批次", "不合格批次", "不合格率（%）"))
    cells = [(f"第{place}市", str(100 + place), str(place), "9.1") for place in range(1, 19)]
    return Grid(title="各市县抽查情况", columns=columns, rows=tuple(tuple((Words(text=one),) for one in line) for line in cells))


def chart() -> Picture:
    """A painted chart of the size that charts have."""
    out = io.BytesIO()
    image = Image.new("RGB", (1440, 600), "#ffffff")
    brush = ImageDraw.Draw(image)
    for place in range(24):
        brush.rectangle((60 * place + 10, 560 - 20 * place, 60 * place + 50, 590), fill="#12489b")
    image.save(out, "PNG")
    return Picture(title="抽查批次逐季增加", svg="<svg xmlns='http://www.w3.org/2000/svg'/>", png=out.getvalue(), told="折线图")


class Taken(NamedTuple):
    """Seconds by the clock, and of the processor, all its cores added."""

    clock: float
    processor: float


def cold(form: str) -> Taken:
    """A process that begins, writes the document and ends."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, __file__, form], check=True)
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def warm(form: str) -> Taken:
    """One document where others were written before: no two of them alike, since typst remembers what it has set."""
    FORMATS[form](report())
    taken = []
    for base in range(2000, 2000 + TIMES):
        paper = report(base)
        clock, processor = time.perf_counter(), time.process_time()
        FORMATS[form](paper)
        taken.append(Taken(time.perf_counter() - clock, time.process_time() - processor))
    return sorted(taken)[TIMES // 2]


def main() -> None:
    """Prints a row for each format."""
    paper = report()
    assert len(paper.printed) == FIGURES, len(paper.printed)
    pages = len(pypdfium2.PdfDocument(pdf(paper, machine_fonts())))
    for form in FORMATS:
        for name, taken, place in (("cold", cold(form), 0), ("warm", warm(form), 1)):
            goal = GOALS[form][place] if form in GOALS else None
            what = f"a report of {pages} pages with {FIGURES} figures as {form}, {name}"
            ours = f"{taken.clock * 1000:.0f} ms (processor {taken.processor * 1000:.0f})"
            row(what, ours, f"goal: {goal * 1000:.0f} ms" if goal else "–", taken.clock / goal if goal else None)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        FORMATS[sys.argv[1]](report())
    else:
        main()
