"""A chart as a workbook: its table with real numbers, and on a second sheet what the figures rest on."""

import io
import re
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.charting.shapes import width_of
from zhiheng.core.charting.tables import Cell, Table, table_of
from zhiheng.core.values.charts import Chart

_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
_HEAD = PatternFill("solid", fgColor="E8EFFA")
_FORMULA = ("=", "+", "-", "@")


def book_of(chart: Chart) -> bytes:
    """The workbook."""
    book, table = Workbook(), table_of(chart)
    _figures(book.active, chart, table)
    _about(book.create_sheet("说明"), _lines(chart, table))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _figures(sheet: Worksheet, chart: Chart, table: Table) -> None:
    sheet.title = _NOT_IN_TITLES.sub("", chart.subject)[:31] or "图表"
    sheet.append([_safe(head) for head in table.heads])
    for row in table.rows:
        sheet.append([_kept(cell) for cell in row])
    for line in sheet.iter_rows(min_row=2):
        for written in line:
            if isinstance(written.value, int | float):
                written.number_format = f"0.{'0' * chart.decimals}" if chart.decimals else "0"
    _head(sheet[1])
    sheet.freeze_panes = "B2"
    for place, head in enumerate(table.heads):
        widest = max(width_of(text, 2) for text in (head, *(row[place].text for row in table.rows)))
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(40, max(10, widest + 3))


def _lines(chart: Chart, table: Table) -> list[tuple[str, str]]:
    """What the figures rest on, and what must be known of single ones."""
    lines = [("图表", chart.title), ("指标", chart.subject), ("单位", chart.unit), *chart.notes]
    if chart.target:
        lines.append(("目标线", chart.aim))
    if chart.outline:
        lines.append(("审图号", chart.outline.approval))
    for row in table.rows:
        said = [(head, cell) for head, cell in zip(table.heads[1:], row[1:], strict=True) if cell.why]
        lines += [(f"{row[0].text} {head}", f"{cell.text}：{cell.why}") for head, cell in said]
    return lines


def _about(sheet: Worksheet, lines: Sequence[tuple[str, str]]) -> None:
    sheet.append(["项目", "内容"])
    for head, text in lines:
        sheet.append([_safe(head), _safe(text)])
    _head(sheet[1])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    for line in sheet.iter_rows(min_row=2):
        for written in line:
            written.alignment = Alignment(wrap_text=True, vertical="top")


def _kept(cell: Cell) -> int | float | str:
    """A number as a number; a spreadsheet keeps fifteen digits of it."""
    if isinstance(cell.value, Decimal):
        return int(cell.value) if cell.value == cell.value.to_integral_value() else float(cell.value)
    return _safe(cell.text)


def _safe(text: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _head(cells: Sequence[BookCell]) -> None:
    for written in cells:
        written.font, written.fill = Font(bold=True), _HEAD
        written.alignment = Alignment(wrap_text=True, vertical="center")
