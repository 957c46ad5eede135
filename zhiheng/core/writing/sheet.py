"""A table as an .xlsx that prints on A3 without a touch: what a clerk hands to her leader."""

import io
import re
from collections.abc import Sequence
from math import ceil
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.layout import lines_needed, paged, printable
from zhiheng.core.writing.packing import steady

TITLE = Font(name="方正小标宋简体", size=22, charset=134)
HEAD = Font(name="黑体", size=12, charset=134)
BODY = Font(name="仿宋_GB2312", size=12, charset=134)
# Column widths count digits of the default font: this one is half an em wide everywhere, or its twin is.
_RULER = Font(name="Times New Roman", size=12)
_LINE = 17.5  # points a line of 小四 takes, with room for a fallback font
TALLEST = 400  # points; a sheet row cannot be taller than 409
_PAGES = {"A3": 715, "A4": 465}  # points of rows that a landscape page holds between our margins
_LONGEST = 32767  # characters a cell holds
Paper = Literal["A3", "A4"]
_PAPER = {"A3": 8, "A4": 9}
_thin = Side(style="thin", color="FF000000")
BOX = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)


def workbook(table: Table, paper: Paper = "A3") -> bytes:
    """The table as .xlsx: title, head repeated on every page, fit to the width, page x of y.

    Shape:  the same bytes for the same table. A row taller than a sheet row can be takes several, joined.
    Raises: Fault W101: a cell longer than the format can hold.
    """
    book = new_book()
    sheet = book.active
    sheet.title = sheet_name(table.title)
    write_table(sheet, table, paper)
    set_up_page(sheet, table, paper)
    return saved(book, table.printed_on)


def new_book() -> Workbook:
    """An empty workbook with no theme font in its styles."""
    book = Workbook()
    book._fonts[0] = _RULER
    book._named_styles["Normal"].font = _RULER
    book.properties.creator = "质衡"
    return book


def saved(book: Workbook, day: str = "") -> bytes:
    """The workbook's bytes, the same for the same content."""
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), day)


def sheet_name(title: str) -> str:
    """A name that a sheet may have."""
    return re.sub(r"[\[\]:*?/\\']", "", printable(title)).strip()[:31] or "表"


def write_table(sheet: Worksheet, table: Table, paper: Paper = "A3") -> None:
    """Title in row 1, head in row 2, then the rows and the note; a page break before a row that would be cut."""
    for index, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width + 1
    width = sum(column.width + 1 for column in table.columns)
    _banner(sheet, 1, table.title, TITLE, "center", len(table.columns))
    sheet.row_dimensions[1].height = 12 + 32 * lines_needed(table.title, width * 12 // 22)
    _head(sheet, table.columns)
    after = _body(sheet, table, _PAGES[paper])
    if table.note:
        _banner(sheet, after, table.note, BODY, "left", len(table.columns))
        sheet.row_dimensions[after].height = 6 + _LINE * lines_needed(table.note, width)
    sheet.freeze_panes = sheet.cell(3, _frozen(table.columns) + 1)


def write_text(cell: Any, text: str) -> None:
    """Put text into a cell so that no program takes it for a formula."""
    text = printable(text)
    if len(text) > _LONGEST:
        raise Fault(
            "W101",
            f"{cell.coordinate} 单元格：文字有{len(text)}个字，表格文件最多容纳{_LONGEST}个。请缩短这一格。",
        )
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))


def _banner(sheet: Worksheet, row: int, text: str, font: Font, align: str, columns: int) -> None:
    cell = sheet.cell(row, 1)
    write_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if columns > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def _head(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, 1):
        cell = sheet.cell(2, index)
        write_text(cell, column.name)
        cell.font, cell.border = HEAD, BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    lines = max(lines_needed(column.name, column.width) for column in columns)
    sheet.row_dimensions[2].height = 10 + _LINE * lines


def _body(sheet: Worksheet, table: Table, page: float) -> int:
    """Write the rows; the number of the first sheet row after them comes back."""
    above = sum(sheet.row_dimensions[row].height for row in (1, 2))
    heights, pages, runs = paged(table, row_height, page - above, page - sheet.row_dimensions[2].height)
    starts, at = [], 3
    for height in heights:
        starts.append(at)
        at += ceil(height / TALLEST)
    starts.append(at)
    for first in pages:
        sheet.row_breaks.append(Break(starts[first] - 1))
    joined = {(column, row): last for column, row, last in runs}
    inside = {(column, row) for column, first, last in runs for row in range(first + 1, last + 1)}
    for number, row in enumerate(table.rows):
        parts = starts[number + 1] - starts[number]
        for part in range(parts):
            sheet.row_dimensions[starts[number] + part].height = round(heights[number] / parts, 2)
        for index, column in enumerate(table.columns):
            for part in range(parts):
                sheet.cell(starts[number] + part, index + 1).border = BOX
            if (index, number) in inside:
                continue
            cell = sheet.cell(starts[number], index + 1)
            _fill(cell, row.get(column.key, ""), column)
            end = starts[joined.get((index, number), number) + 1] - 1
            if end > starts[number]:
                sheet.merge_cells(
                    start_row=starts[number], end_row=end, start_column=index + 1, end_column=index + 1
                )
    return at


def _fill(cell: Cell, text: str, column: Column) -> None:
    write_text(cell, text)
    cell.font = BODY
    cell.alignment = Alignment(horizontal=column.align, vertical="center", wrap_text=True)


def row_height(text: str, width: int) -> float:
    """Points that a cell of body text needs at a column's width."""
    return 8 + _LINE * lines_needed(text, width)


def _frozen(columns: Sequence[Column]) -> int:
    """How many leading columns stay in sight: as many as leave most of a small screen free."""
    shown = 0
    for count, column in enumerate(columns):
        shown += column.width
        if shown > 30:
            return count
    return 0


def set_up_page(sheet: Worksheet, table: Table, paper: Paper = "A3") -> None:
    """Landscape, fit to the width, head repeated, page x of y and the date of printing."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER[paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    sheet.oddFooter.center.text = "第 &P 页  共 &N 页"
    sheet.oddFooter.right.text = f"打印日期：{table.printed_on or '&D'}"
