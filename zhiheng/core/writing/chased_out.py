"""督办反馈, outward: one .xlsx a unit with its matters, nothing to break but the cells to fill; no account is needed.

A hidden column names the round and the matter of each row; `chased_back.py` reads it, wherever columns were moved.
"""

from collections.abc import Mapping, Sequence
from math import ceil

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.values.answering import MatterAsked
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

MARK = "行标识（勿改）"
UNIT_LABEL = "主办单位："
SHOWN = (
    Column(key="no", name="立项号", width=14, align="center"),
    Column(key="subject", name="督办事项", width=24),
    Column(key="goal", name="目标要求", width=22),
    Column(key="due", name="办结时限", width=12, align="center"),
    Column(key="state", name="状态", width=10, align="center"),
    Column(key="last", name="上次进展", width=24),
)
FILLED = (
    Column(key="progress", name="本期进展", width=34),
    Column(key="problems", name="存在问题", width=18),
    Column(key="needs", name="需协调事项", width=18),
    Column(key="plan", name="下一步", width=18),
    Column(key="done", name="是否办结", width=9, align="center"),
    Column(key="evidence", name="佐证", width=18),
)
_HOW = "只填浅黄色的格：本期进展必填；已经办好的，“是否办结”选“是”并写佐证（文件名或文号）。表头和隐藏的列请勿改动。"
_HEAD_ROW = 4
_TO_FILL = PatternFill("solid", fgColor="FFFFF8DC")
_GREY = PatternFill("solid", fgColor="FFF0F2F5")
_HINT = Font(name="仿宋_GB2312", size=11, charset=134, color="FF5B6675")


def chased_sheets(
    units: Mapping[str, Sequence[MatterAsked]], round_id: str, title: str, reply_by: str, sent_on: str = ""
) -> dict[str, bytes]:
    """One .xlsx a unit. `round_id` names this round and no other; `reply_by` is printed as given, `sent_on` is an ISO date."""
    return {unit: _book(unit, rows, round_id, title, reply_by, sent_on) for unit, rows in units.items()}


def _book(unit: str, rows: Sequence[MatterAsked], round_id: str, title: str, reply_by: str, sent_on: str) -> bytes:
    book = new_book()
    sheet = book.active
    sheet.title = "督办反馈"
    columns = (*SHOWN, *FILLED)
    _headings(sheet, (title, f"{UNIT_LABEL}{unit}    请于{reply_by}前反馈", _HOW), len(columns) + 1)
    write_text(sheet.cell(_HEAD_ROW, 1), MARK)
    for at, column in enumerate(columns, 2):
        cell = sheet.cell(_HEAD_ROW, at)
        write_text(cell, column.name)
        cell.font, cell.border, cell.fill = HEAD, BOX, _GREY
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = column.width + 1
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[_HEAD_ROW].height = 30
    at = _HEAD_ROW + 1
    for row in rows:
        at = _row(sheet, at, row, f"{round_id}#{row.id}")
    choice = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    choice.showErrorMessage = False
    letter = get_column_letter(2 + [column.key for column in columns].index("done"))
    choice.add(f"{letter}{_HEAD_ROW + 1}:{letter}{max(at - 1, _HEAD_ROW + 1)}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 4)
    protection = sheet.protection  # without a password: against slips, not against people
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    set_up_page(sheet, Table(title=title, columns=(), rows=(), printed_on=sent_on))
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    return saved(book, sent_on)


def _headings(sheet: Worksheet, lines: Sequence[str], last: int) -> None:
    shapes = ((TITLE, "center", 40), (BODY, "left", 22), (_HINT, "left", 20))
    for at, (text, (font, align, height)) in enumerate(zip(lines, shapes, strict=True), 1):
        cell = sheet.cell(at, 2)
        write_text(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal=align, vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=last)
        sheet.row_dimensions[at].height = height


def _row(sheet: Worksheet, at: int, row: MatterAsked, mark: str) -> int:
    """Write a matter from sheet row `at` on, in as many joined rows as it needs; the next free one comes back."""
    texts = [getattr(row, column.key) for column in SHOWN]
    height = max(66, *(row_height(text, column.width) for text, column in zip(texts, SHOWN, strict=True)))
    parts = ceil(height / TALLEST)
    write_text(sheet.cell(at, 1), mark)
    for index, column in enumerate((*SHOWN, *FILLED), 2):
        to_fill = index - 2 >= len(SHOWN)
        for part in range(parts):
            cell = sheet.cell(at + part, index)
            cell.font, cell.border = BODY, BOX
            cell.alignment = Alignment(horizontal=column.align, vertical="center", wrap_text=True)
            if to_fill:
                cell.fill, cell.number_format, cell.protection = _TO_FILL, "@", Protection(locked=False)
        if not to_fill:
            write_text(sheet.cell(at, index), texts[index - 2])
        if parts > 1:
            sheet.merge_cells(start_row=at, end_row=at + parts - 1, start_column=index, end_column=index)
    for part in range(parts):
        sheet.row_dimensions[at + part].height = round(height / parts, 2)
    return at + parts
