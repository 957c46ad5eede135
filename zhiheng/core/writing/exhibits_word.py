"""封面 and 卷内目录 of a box of evidence as one .docx, A4 upright: a cover and a directory for each bundle."""

import io
from datetime import date
from typing import Any

from docx.document import Document as DocumentType
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.exhibits import ELSEWHERE, BoxSheets, Bundle
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.office import (
    BODY,
    HEAD,
    TITLE,
    add_field,
    blank,
    name_fonts,
    set_cell,
    set_grid,
    set_row,
)
from zhiheng.core.writing.packing import steady

HEADS = ("序号", "文号", "责任者", "题名", "日期", "页数", "备注")
_WIDTHS = (900, 1450, 1350, 2800, 1200, 600, 1050)  # twips
_CENTRED = (0, 4, 5)


def box_docx(box: BoxSheets) -> bytes:
    """The sheets as .docx, the same bytes for the same box; a box without files is one page that says so."""
    made = blank(f"{box.owner}佐证材料", 12)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(25)
    _footer(section.footer.paragraphs[0])
    if not box.bundles:
        _line(made, "这个佐证盒里还没有归项的材料。", BODY, 16, before=200)
    for place, bundle in enumerate(box.bundles):
        if place:
            made.add_section(WD_SECTION.NEW_PAGE)
        _cover(made, box, bundle)
        _directory(made, box, bundle)
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue(), box.made_on)


def _cover(made: DocumentType, box: BoxSheets, bundle: Bundle) -> None:
    _line(made, printable(box.title), TITLE, 26, before=90)
    _line(made, "佐 证 材 料", TITLE, 36, before=30, after=60)
    _line(made, f"{bundle.id}  {bundle.name}", HEAD, 20, after=90)
    facts = facts_of(box, bundle)
    table = made.add_table(rows=len(facts), cols=2)
    widths = (2400, 5600)
    set_grid(table, widths)
    for row, (name, value) in zip(table.rows, facts, strict=True):
        set_row(row._tr, height=680)
        for cell, text, font, width in zip(row.cells, (name, value), (HEAD, BODY), widths, strict=True):
            set_cell(cell, width)
            _said(cell.paragraphs[0], text, font, 15, "center" if font == HEAD else "left")
    ending = made.add_paragraph()
    ending.add_run().add_break(WD_BREAK.PAGE)


def facts_of(box: BoxSheets, bundle: Bundle) -> tuple[tuple[str, str], ...]:
    """What stands in the table of a cover, as (name, value)."""
    own = [line for line in bundle.lines if ELSEWHERE not in line.remark]
    pages = sum(int(line.pages) for line in own if line.pages)
    known = all(line.pages for line in own)
    size = f"{len(bundle.lines)} 件" + (f"  {pages} 页" if known else f"  已知 {pages} 页" if pages else "")
    return (
        ("考核对象", box.owner), ("考核期间", box.period), ("件数页数", size), ("立卷单位", box.keeper),
        ("立卷日期", day_in_words(date.fromisoformat(box.made_on))),
    )  # fmt: skip


def _directory(made: DocumentType, box: BoxSheets, bundle: Bundle) -> None:
    _line(made, "卷 内 目 录", TITLE, 22, after=6)
    _line(made, f"{bundle.id}  {bundle.name}", BODY, 12, after=6)
    table = made.add_table(rows=1 + len(bundle.lines), cols=len(HEADS))
    set_grid(table, _WIDTHS)
    rows: list[tuple[str, ...]] = [HEADS]
    rows += [(one.number, one.doc_number, one.issuer, one.title, one.day, one.pages, one.remark) for one in bundle.lines]
    cells = table._cells
    for number, (line, row) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        set_row(line, head=number == 0, height=560)
        for column, (text, width) in enumerate(zip(row, _WIDTHS, strict=True)):
            cell = cells[number * len(HEADS) + column]
            set_cell(cell, width)
            align = "center" if number == 0 or column in _CENTRED else "left"
            _said(cell.paragraphs[0], text, HEAD if number == 0 else BODY, 10.5, align)


def _footer(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", BODY, 10.5)
    add_field(paragraph, "PAGE", BODY, 10.5)
    _run(paragraph, " —", BODY, 10.5)


def _line(made: DocumentType, text: str, font: str, size: float, *, before: float = 0, after: float = 0) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    _said(paragraph, text, font, size, "center")


def _said(paragraph: Any, text: str, font: str, size: float, align: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if align == "center" else WD_ALIGN_PARAGRAPH.LEFT
    _run(paragraph, printable(text), font, size)


def _run(paragraph: Any, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    name_fonts(run._element.get_or_add_rPr(), font)
    run.font.size = Pt(size)
