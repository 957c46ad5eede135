"""The sample tables as files: .docx, .xlsx, a PDF printed from the .docx, and a scan of that PDF."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment

from core.tables.samples import LEFT, UP, Sample

Merge = tuple[int, int, int, int]  # first row and column, last row and column
SCAN_DPI = 200


def texts(sample: Sample) -> list[list[str]]:
    """The table as printed text, with UP and LEFT where cells are merged."""
    return [[text_of(cell) for cell in row] for row in (*sample.heads, *sample.rows)]


def text_of(cell: Any) -> str:
    """What is printed in a cell."""
    if isinstance(cell, str):
        return cell
    return str(cell[0][0]) if isinstance(cell[0], tuple) else str(cell[0])


def merges(rows: list[list[str]]) -> list[Merge]:
    """Each merged cell by its corners."""
    found = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            right, down = c, r
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            while down + 1 < len(rows) and rows[down + 1][c] == UP:
                down += 1
            if (right, down) != (c, r):
                found.append((r, c, down, right))
    return found


def word(sample: Sample) -> bytes:
    """The sample in a landscape Word document, ruled as it says; its head is printed again on every page."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    font = document.styles["Normal"].font
    font.size, font.name = Pt(sample.size), "Noto Serif CJK SC"
    font.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for line in (sample.title, sample.before):
        if line:
            document.add_paragraph(line)
    rows = texts(sample)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.autofit = "Table Grid" if sample.ruled == "all" else "Normal Table", False
    for r, c, down, right in merges(rows):
        table.cell(r, c).merge(table.cell(down, right))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in (UP, LEFT):
                table.cell(r, c).text = text
                if r < len(sample.heads) and sample.ruled != "all":
                    table.cell(r, c).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for column, width in zip(table.columns, _widths(rows), strict=True):
        for cell in column.cells:
            cell.width = Cm(25.7 * width)
    _rule(table, sample)
    if sample.centred:
        for cell in table._cells:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for row in table.rows[: len(sample.heads)]:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeated)
    if sample.after:
        document.add_paragraph(sample.after)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _rule(table: Any, sample: Sample) -> None:
    """The rules of a table that has not all of them: three of them, none, or all but those at its sides."""
    if sample.ruled == "all":
        return
    borders = OxmlElement("w:tblBorders")
    wanted = {"three": ("top", "bottom"), "open": ("top", "bottom", "insideH", "insideV"), "none": ()}[sample.ruled]
    for side in wanted:
        borders.append(_line(side))
    table._tbl.tblPr.append(borders)
    if sample.ruled == "three":
        for cell in table.rows[len(sample.heads) - 1]._tr.tc_lst:
            under = OxmlElement("w:tcBorders")
            under.append(_line("bottom"))
            cell.get_or_add_tcPr().append(under)


def _line(side: str) -> Any:
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "8"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    return line


def sheet(sample: Sample) -> bytes:
    """The sample in a workbook of one sheet; numbers are numbers."""
    book = openpyxl.Workbook()
    page = book.active
    lines = [line for line in (sample.title, sample.before) if line]
    for r, line in enumerate(lines, 1):
        page.cell(r, 1, line)
    rows, top = texts(sample), len(lines) + 1
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text and text not in (UP, LEFT):
                page.cell(top + r, c + 1, _typed(text)).alignment = Alignment(wrap_text=True, vertical="center")
    for r, c, down, right in merges(rows):
        page.merge_cells(start_row=top + r, start_column=c + 1, end_row=top + down, end_column=right + 1)
    if sample.after:
        page.cell(top + len(rows) + 1, 1, sample.after)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def printed(samples: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """PDFs of Word documents, by LibreOffice in one run."""
    for name, content in samples.items():
        (folder / f"{name}.docx").write_bytes(content)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is not installed"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [str(folder / f"{name}.docx") for name in samples]
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: (folder / f"{name}.pdf").read_bytes() for name in samples}


def scanned(pdf: bytes) -> bytes:
    """A PDF of nothing but the images of its pages, in grey."""
    import pypdfium2

    pages = [page.render(scale=SCAN_DPI / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    held = io.BytesIO()
    pages[0].save(held, "PDF", save_all=True, append_images=pages[1:], resolution=SCAN_DPI)
    return held.getvalue()


def _typed(text: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _widths(rows: list[list[str]]) -> list[float]:
    """Shares of the width, by the longest text of each column, none very narrow."""
    longest = [max(3, min(14, max(len(row[c]) for row in rows if row[c] not in (UP, LEFT)))) for c in range(len(rows[0]))]
    return [width / sum(longest) for width in longest]
