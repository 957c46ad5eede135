"""Spreadsheets for scores, outward: nothing to break but the cells to fill; no account is needed.

A hidden column names the sheet, the assessed and the item of each row; `scores_back.py` reads it, wherever columns were moved.
"""

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.values.score_sheets import ScoreAsked, ScoreSheet
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.layout import lines_needed
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
APPLIES, SAMPLE, WHY = "不适用", "有效样本（份）", "扣分原因、说明"
OUTSIDE = "不适用"
_HEAD_ROW = 4
_TO_FILL = PatternFill("solid", fgColor="FFFFF8DC")
_GREY = PatternFill("solid", fgColor="FFF0F2F5")
_HINT = Font(name="仿宋_GB2312", size=11, charset=134, color="FF5B6675")
_LISTS = "选项"


def filled_columns(sheet: ScoreSheet) -> tuple[Column, ...]:
    """The columns that the sheet asks to fill."""
    sample = (Column(key="sample", name=SAMPLE, width=10, align="center"),) if sheet.sampled else ()
    return (
        Column(key="value", name=sheet.value_name, width=16, align="center"), *sample,
        Column(key="applies", name=APPLIES, width=8, align="center"), Column(key="why", name=WHY, width=30),
    )  # fmt: skip


def score_workbook(asked: ScoreSheet) -> bytes:
    """The sheet as .xlsx: head and hidden marks locked, answers to choose from, A3."""
    book = new_book()
    sheet = book.active
    sheet.title = "评分表"
    columns = (*asked.columns, *filled_columns(asked))
    _headings(sheet, (asked.title, asked.who, asked.how), columns)
    at = _HEAD_ROW + 1
    choices: dict[tuple[str, ...], list[int]] = {}
    numbers: dict[str, list[int]] = {}
    for section in asked.sections:
        at = _section_head(sheet, at, section.head, columns)
        for row in section.rows:
            _row(sheet, at, row, asked, columns)
            if row.options:
                choices.setdefault(row.options, []).append(at)
            elif row.most is not None:
                numbers.setdefault(f"{row.most:f}", []).append(at)
            at += 1
    places = {column.key: get_column_letter(place) for place, column in enumerate(columns, 2)}
    _offer_answers(book, sheet, places["value"], choices)
    for most, rows in numbers.items():
        _refuse_others(sheet, places["value"], most, rows)
    outside = DataValidation(type="list", formula1=f'"{OUTSIDE}"', allow_blank=True)
    outside.add(f"{places['applies']}{_HEAD_ROW + 1}:{places['applies']}{max(at - 1, _HEAD_ROW + 1)}")
    sheet.add_data_validation(outside)
    _protect(sheet)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    set_up_page(sheet, Table(title=asked.title, columns=(), rows=(), printed_on=asked.sent_on))
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    return saved(book, asked.sent_on)


def _headings(sheet: Worksheet, lines: Sequence[str], columns: Sequence[Column]) -> None:
    width = sum(column.width + 1 for column in columns)
    shapes = ((TITLE, "center", 40, 22), (BODY, "left", 22, 12), (_HINT, "left", 18, 12))
    for at, (text, (font, align, height, size)) in enumerate(zip(lines, shapes, strict=True), 1):
        cell = sheet.cell(at, 2)
        write_text(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal=align, vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=len(columns) + 1)
        sheet.row_dimensions[at].height = height * lines_needed(text, width * 12 // size)
    write_text(sheet.cell(_HEAD_ROW, 1), MARK)
    sheet.column_dimensions["A"].hidden = True
    for place, column in enumerate(columns, 2):
        cell = sheet.cell(_HEAD_ROW, place)
        write_text(cell, column.name)
        cell.font, cell.border, cell.fill = HEAD, BOX, _GREY
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width + 1
    sheet.row_dimensions[_HEAD_ROW].height = 36


def _section_head(sheet: Worksheet, at: int, text: str, columns: Sequence[Column]) -> int:
    """The sheet row under a section's head; an empty head takes none."""
    if not text:
        return at
    cell = sheet.cell(at, 2)
    write_text(cell, text)
    cell.font, cell.alignment = HEAD, Alignment(horizontal="left", vertical="center", wrap_text=True)
    for place in range(2, len(columns) + 2):
        sheet.cell(at, place).border, sheet.cell(at, place).fill = BOX, _GREY
    sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=len(columns) + 1)
    sheet.row_dimensions[at].height = min(TALLEST, row_height(text, sum(column.width for column in columns)))
    return at + 1


def _row(sheet: Worksheet, at: int, row: ScoreAsked, asked: ScoreSheet, columns: Sequence[Column]) -> None:
    write_text(sheet.cell(at, 1), f"{asked.token}#{row.code}/{row.item}")
    said = {"value": row.value, "sample": row.sample, "applies": "" if row.applies else OUTSIDE, "why": row.why}
    texts = [row.cells.get(column.key, "") if place < len(asked.columns) else said[column.key]
             for place, column in enumerate(columns)]  # fmt: skip
    for place, (column, text) in enumerate(zip(columns, texts, strict=True), 2):
        cell = sheet.cell(at, place)
        cell.font, cell.border = BODY, BOX
        cell.alignment = Alignment(horizontal=column.align, vertical="center", wrap_text=True)
        number = column.key in ("value", "sample") and not (column.key == "value" and row.options)
        if place - 2 >= len(asked.columns):
            cell.fill, cell.protection = _TO_FILL, Protection(locked=False)
            cell.number_format = "General" if number else "@"
        if number and text and place - 2 >= len(asked.columns):
            cell.value = float(text)
        elif text:
            write_text(cell, text)
    heights = [row_height(text, column.width) for text, column in zip(texts, columns, strict=True)]
    sheet.row_dimensions[at].height = min(TALLEST, max(26, *heights))


def _offer_answers(book, sheet: Worksheet, letter: str, choices: dict[tuple[str, ...], list[int]]) -> None:  # type: ignore[no-untyped-def]
    """The answers stand on a hidden sheet: in the rule itself they may be no longer than 255 signs, and without commas."""
    if not choices:
        return
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for place, (options, rows) in enumerate(choices.items(), 1):
        for line, option in enumerate(options, 1):
            write_text(lists.cell(line, place), option)
        column = get_column_letter(place)
        rule = DataValidation(
            type="list", formula1=f"{_LISTS}!${column}$1:${column}${len(options)}", allow_blank=True, errorStyle="warning",
            error="不在可选的答案里。请从下拉表里选。", errorTitle="评分", showErrorMessage=True,
        )  # fmt: skip
        for row in rows:
            rule.add(f"{letter}{row}")
        sheet.add_data_validation(rule)
    lists.protection.sheet = True


def _refuse_others(sheet: Worksheet, letter: str, most: str, rows: Sequence[int]) -> None:
    rule = DataValidation(
        type="decimal", operator="between", formula1="0", formula2=most, allow_blank=True, errorStyle="warning",
        error=f"应在 0 至 {most} 之间。", errorTitle="评分", showErrorMessage=True,
    )  # fmt: skip
    for row in rows:
        rule.add(f"{letter}{row}")
    sheet.add_data_validation(rule)


def _protect(sheet: Worksheet) -> None:
    """Without a password: against slips, not against people."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
