"""征求意见, outward: one file a unit, with its rows to comment on and nothing else to break.

The file comes back renamed, re-saved by WPS, its columns moved. So every row carries `round#row` in a hidden
column, and a hidden sheet says which round and which unit; `answers.py` reads either.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.comments import WHOLE_TABLE
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.sheet import (
    BODY,
    BOX,
    HEAD,
    TALLEST,
    TITLE,
    new_book,
    row_height,
    saved,
    set_up_page,
    write_text,
)
from zhiheng.core.writing.task_table import breakdown_table

TEMPLATE = "comments/1"
SLIP = "_回执"  # the hidden sheet
MARK, OPINION, FIELD, SUGGESTION = "行标识（勿改）", "意见", "涉及栏目", "修改建议及理由"
UNIT_LABEL = "填报单位："
WHOLE = "对全表的总体意见"
_HOW = "只填浅黄色的格：没有意见的填“同意”；要改的，选涉及栏目，写明改成什么、为什么。表头和隐藏的列请勿改动。"
_SHOWN = ("no", "category", "task", "measures", "targets", "lead_units", "units", "due")
_ANSWERS = (
    Column(key=OPINION, name=OPINION, width=12),
    Column(key=FIELD, name=FIELD, width=14),
    Column(key=SUGGESTION, name=SUGGESTION, width=40),
)
_HEAD_ROW = 4
_TO_FILL = PatternFill("solid", fgColor="FFFFF8DC")
_GREY = PatternFill("solid", fgColor="FFF0F2F5")
_HINT = Font(name="仿宋_GB2312", size=11, charset=134, color="FF5B6675")


def rows_by_unit(rows: Sequence[BreakdownRow]) -> dict[str, tuple[BreakdownRow, ...]]:
    """The rows each unit leads or shares, units in the order they first stand."""
    found: dict[str, list[BreakdownRow]] = {}
    for row in rows:
        for unit in dict.fromkeys((*row.lead_units, *row.units)):
            found.setdefault(unit, []).append(row)
    return {unit: tuple(own) for unit, own in found.items()}


def comment_sheets(
    rows: Mapping[str, Sequence[BreakdownRow]], round_id: str, title: str, reply_by: str = "", sent_on: str = ""
) -> dict[str, bytes]:
    """One .xlsx a unit, to be filled in without an account; every row has its `row_id`.

    `round_id` names this round and no other; `reply_by` is printed as given, `sent_on` is an ISO date.
    """
    return {unit: _sheet(own, unit, round_id, title, reply_by, sent_on) for unit, own in rows.items()}


def _sheet(
    rows: Sequence[BreakdownRow], unit: str, round_id: str, title: str, reply_by: str, sent_on: str
) -> bytes:
    book = new_book()
    sheet = book.active
    sheet.title = "征求意见"
    full = breakdown_table(rows, f"{title}征求意见表", note="")
    columns = [column for column in full.columns if column.key in _SHOWN]
    _headings(sheet, full.title, unit, reply_by, len(columns) + len(_ANSWERS))
    _head(sheet, columns)
    at = _HEAD_ROW + 1
    for row, cells in zip(rows, full.rows, strict=True):
        at = _row(sheet, at, f"{round_id}#{row.row_id}", [cells[column.key] for column in columns], columns)
    whole = [WHOLE if column.key == "task" else "" for column in columns]
    at = _row(sheet, at, f"{round_id}#{WHOLE_TABLE}", whole, columns)
    _comfort(sheet, columns, at - 1)
    _protect(sheet)
    set_up_page(sheet, Table(title=title, columns=tuple(columns), rows=(), printed_on=sent_on))
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    _slip(book, round_id, unit, sent_on)
    return saved(book, sent_on)


def _headings(sheet: Worksheet, title: str, unit: str, reply_by: str, columns: int) -> None:
    due = f"    请于{reply_by}前反馈" if reply_by else ""
    lines = (
        (title, TITLE, "center", 40),
        (f"{UNIT_LABEL}{unit}{due}", BODY, "left", 22),
        (_HOW, _HINT, "left", 20),
    )
    for at, (text, font, align, height) in enumerate(lines, 1):
        cell = sheet.cell(at, 2)
        write_text(cell, text)
        cell.font = font
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=columns + 1)
        sheet.row_dimensions[at].height = height


def _head(sheet: Worksheet, columns: Sequence[Column]) -> None:
    write_text(sheet.cell(_HEAD_ROW, 1), MARK)
    for at, column in enumerate((*columns, *_ANSWERS), 2):
        cell = sheet.cell(_HEAD_ROW, at)
        write_text(cell, column.name)
        cell.font, cell.border, cell.fill = HEAD, BOX, _GREY
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = column.width + 1
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[_HEAD_ROW].height = 30


def _row(sheet: Worksheet, at: int, mark: str, texts: Sequence[str], columns: Sequence[Column]) -> int:
    """Write a row from sheet row `at` on, in as many joined sheet rows as it needs; the next free one comes back."""
    height = max(44, *(row_height(text, column.width) for text, column in zip(texts, columns, strict=True)))
    parts = ceil(height / TALLEST)
    write_text(sheet.cell(at, 1), mark)
    for index, column in enumerate((*columns, *_ANSWERS), 2):
        to_fill = column in _ANSWERS
        for part in range(parts):
            cell = sheet.cell(at + part, index)
            cell.font, cell.border = BODY, BOX
            cell.alignment = Alignment(horizontal=column.align, vertical="center", wrap_text=True)
            if to_fill:
                cell.fill, cell.number_format = _TO_FILL, "@"
                cell.protection = Protection(locked=False)
        if not to_fill:
            write_text(sheet.cell(at, index), texts[index - 2])
        if parts > 1:
            sheet.merge_cells(start_row=at, end_row=at + parts - 1, start_column=index, end_column=index)
    for part in range(parts):
        sheet.row_dimensions[at + part].height = round(height / parts, 2)
    return at + parts


def _comfort(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Lists to choose from that still take any text; head and first columns stay in sight."""
    first = len(columns) + 2
    fields = [column.name for column in columns if column.key not in ("no", "category")]
    for offset, choices in ((0, ["同意", "建议修改", "不同意"]), (1, [*fields, "其他"])):
        letter = get_column_letter(first + offset)
        choice = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        choice.showErrorMessage = False
        choice.add(f"{letter}{_HEAD_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(choice)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 3)


def _protect(sheet: Worksheet) -> None:
    """Without a password: it guards against slips, not against people."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False


def _slip(book: Any, round_id: str, unit: str, sent_on: str) -> None:
    slip = book.create_sheet(SLIP)
    slip.sheet_state = "hidden"
    facts = (("template", TEMPLATE), ("round", round_id), ("unit", unit), ("sent_on", sent_on))
    for at, (key, value) in enumerate(facts, 1):
        write_text(slip.cell(at, 1), key)
        write_text(slip.cell(at, 2), value)
    book.defined_names["zhiheng_round"] = DefinedName(
        "zhiheng_round", attr_text=f"'{SLIP}'!$B$2", hidden=True
    )
