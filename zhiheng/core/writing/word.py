"""A table as a .docx that Word and WPS lay out alike: A3 landscape, named fonts, widths in the grid."""

import io
from collections.abc import Sequence

from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.layout import Paged, lines_needed, paged, printable
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

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_WIDTH = Mm(420 - 2 * 12)
_LINE = 16  # points a line of 小四 takes, exactly: so that a row is as tall under any font
_PAGE = 749  # points of rows that a page of A3 landscape holds between our margins
_ABOVE = 40  # points that the title takes, a line


def document(table: Table) -> bytes:
    """The table as .docx: title, head repeated on every page, rows never split, page x of y.

    Shape: the same bytes for the same table.
    """
    made = blank(table.title)
    _page(made, table.printed_on)
    _paragraph(made.add_paragraph(), table.title, TITLE, 22, "center", line=32, after=8)
    _grid(made, table)
    if table.note:
        _paragraph(made.add_paragraph(), table.note, BODY, 12, "left", before=4)
    else:
        _paragraph(made.add_paragraph(), "", BODY, 1, "left", line=1)
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue(), table.printed_on)


def _page(made: DocumentType, printed_on: str) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin, section.bottom_margin = Mm(15), Mm(16)
    section.header_distance, section.footer_distance = Mm(8), Mm(9)
    footer = section.footer.paragraphs[0]
    footer.style = made.styles["Normal"]
    footer.paragraph_format.tab_stops.add_tab_stop(_WIDTH // 2, WD_TAB_ALIGNMENT.CENTER)
    footer.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _run(footer, "\t第 ", BODY, 10.5)
    add_field(footer, "PAGE", BODY, 10.5)
    _run(footer, " 页  共 ", BODY, 10.5)
    add_field(footer, "NUMPAGES", BODY, 10.5)
    _run(footer, " 页\t" + (f"打印日期：{printed_on}" if printed_on else ""), BODY, 10.5)


def _grid(made: DocumentType, table: Table) -> None:
    grid = made.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    widths = _widths(table.columns)
    set_grid(grid, widths)
    for number, line in enumerate(grid._tbl.tr_lst):
        set_row(line, head=number == 0)
    _, pages, runs = _paged(table)
    joined = {
        (index, row): "restart" if row == first else "continue"
        for index, first, last in runs
        for row in range(first, last + 1)
        if last > first
    }
    cells = [[_Cell(cell, grid) for cell in line.tc_lst] for line in grid._tbl.tr_lst]
    for index, column in enumerate(table.columns):
        _fill(cells[0][index], column.name, HEAD, "center", widths[index])
        for number, row in enumerate(table.rows):
            merge = joined.get((index, number))
            text = "" if merge == "continue" else row.get(column.key, "")
            _fill(cells[number + 1][index], text, BODY, column.align, widths[index], merge)
    for number in pages:
        cells[number + 1][0].paragraphs[0].paragraph_format.page_break_before = True


def _paged(table: Table) -> Paged:
    """Which rows begin a page, so that joined cells end with it."""
    head = max(_height(column.name, column.width) for column in table.columns)
    title = _ABOVE * lines_needed(table.title, sum(column.width for column in table.columns) * 12 // 22)
    return paged(table, _height, _PAGE - head - title, _PAGE - head)


def _height(text: str, width: int) -> float:
    return _LINE * lines_needed(text, width) + 4.5


def _widths(columns: Sequence[Column]) -> list[int]:
    """Twips of each column: their shares of the page."""
    whole, total = int(_WIDTH.twips), sum(column.width + 1 for column in columns)
    widths = [whole * (column.width + 1) // total for column in columns]
    widths[-1] += whole - sum(widths)
    return widths


def _fill(cell: _Cell, text: str, font: str, align: str, width: int, merge: str | None = None) -> None:
    set_cell(cell, width, merge)
    lines = printable(text).split("\n")
    _paragraph(cell.paragraphs[0], lines[0], font, 12, align)
    for line in lines[1:]:
        _paragraph(cell.add_paragraph(), line, font, 12, align)


def _paragraph(
    paragraph: Paragraph,
    text: str,
    font: str,
    size: float,
    align: str,
    line: float = _LINE,
    before: float = 0,
    after: float = 0,
) -> None:
    paragraph.alignment = _ALIGN[align]
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = Pt(line)
    _run(paragraph, printable(text), font, size)


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    name_fonts(run._element.get_or_add_rPr(), font)
    run.font.size = Pt(size)
