"""报表, outward: one sheet a unit, filled in as far as the records go, with nothing to break but the cells to fill.

The file comes back renamed, re-saved by WPS, its columns moved. So a hidden column carries which return the sheet is and which
item each row; `form_back.py` reads them.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.values.forms import EMPTY, Answers, Form, Item
from zhiheng.core.values.tables import Table
from zhiheng.core.writing.sheet import (
    BODY,
    BOX,
    HEAD,
    TITLE,
    new_book,
    row_height,
    saved,
    set_up_page,
    sheet_name,
    write_text,
)

TEMPLATE = "质衡报送"
MARK, ITEM, VALUE, NOTE = "项标识（勿改）", "项目", "本期数", "说明"
UNIT_LABEL = "填报单位："
HEADS = (MARK, "类别", ITEM, "单位", VALUE, NOTE, "填写要求")
WIDTHS = (4, 14, 36, 10, 20, 34, 40)
SENT_BACK = "退回意见"
HEAD_ROW = 4
MOST_CHOICES = 250  # characters of a list to choose from
_TO_FILL = PatternFill("solid", fgColor="FFFFF8DC")
_GREY = PatternFill("solid", fgColor="FFF0F2F5")
_HINT = Font(name="仿宋_GB2312", size=11, charset=134, color="FF5B6675")
_SIGNED = "填表人：　　　　　　审核人：　　　　　　负责人（盖章）：　　　　　　填表日期："


class UnitSheet(Struct, frozen=True, kw_only=True):
    """What one unit gets: `round` and `number` name the return, `sent_back` are reasons by item, "" for the whole."""

    round: str
    number: int
    unit: str
    period: str
    due: str
    answers: Answers = {}
    sent_back: Mapping[str, str] = {}


def form_workbook(form: Form, units: Sequence[UnitSheet], day: str = "") -> bytes:
    """The .xlsx with one sheet a unit, to be filled in without an account; the same bytes for the same content."""
    book = new_book()
    book.remove(book.active)
    taken: set[str] = set()
    for unit in units:
        sheet = book.create_sheet(_title(unit.unit, taken))
        _write(sheet, form, unit)
        set_up_page(sheet, Table(title=form.name, columns=(), rows=(), printed_on=day), "A4")
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    return saved(book, day)


def _title(unit: str, taken: set[str]) -> str:
    title, number = sheet_name(unit), 1
    while title.lower() in taken:
        number += 1
        title = f"{sheet_name(unit)[:27]}{number}"
    taken.add(title.lower())
    return title


def _write(sheet: Worksheet, form: Form, unit: UnitSheet) -> None:
    heads = (*HEADS, SENT_BACK) if unit.sent_back else HEADS
    _headings(sheet, form, unit, len(heads))
    for at, (name, width) in enumerate(zip(heads, (*WIDTHS, 30), strict=False), 1):
        cell = sheet.cell(HEAD_ROW, at)
        write_text(cell, name)
        cell.font, cell.border, cell.fill = HEAD, BOX, _GREY
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = width + 1
    sheet.column_dimensions["A"].hidden = True
    group = ""
    for row, item in enumerate(form.items.values(), HEAD_ROW + 1):
        _row(sheet, row, item, item.group if item.group != group else "", unit)
        group = item.group
    after = HEAD_ROW + 1 + len(form.items)
    _line(sheet, after, _SIGNED, _HINT, "left", 36, len(heads))
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 4)
    protection = sheet.protection  # without a password: against slips, not against people
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False


def _headings(sheet: Worksheet, form: Form, unit: UnitSheet, columns: int) -> None:
    write_text(sheet.cell(1, 1), f"{TEMPLATE}#{unit.round}#{unit.number}")
    _line(sheet, 1, form.name, TITLE, "center", 40, columns)
    _line(sheet, 2, f"{UNIT_LABEL}{unit.unit}    期间：{unit.period}    请于{unit.due}前报送", BODY, "left", 22, columns)
    whole = unit.sent_back.get("", "")
    how = f"退回：{whole}" if whole else f"只填浅黄色的格，表头和隐藏的列请勿改动。{form.note}"
    _line(sheet, 3, how, _HINT, "left", row_height(how, sum(WIDTHS)), columns)


def _line(sheet: Worksheet, row: int, text: str, font: Font, align: str, height: float, columns: int) -> None:
    cell = sheet.cell(row, 2)
    write_text(cell, text)
    cell.font, cell.alignment = font, Alignment(horizontal=align, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=columns)
    sheet.row_dimensions[row].height = height


def _row(sheet: Worksheet, row: int, item: Item, group: str, unit: UnitSheet) -> None:
    answer = unit.answers.get(item.key, EMPTY)
    need = "必填" if item.required else ""
    words = (item.key, group, item.name, item.unit, None, answer.note, "；".join(part for part in (need, item.rule) if part))
    texts = (*words, unit.sent_back.get(item.key, "")) if unit.sent_back else words
    for at, text in enumerate(texts, 1):
        cell = sheet.cell(row, at)
        if text:
            write_text(cell, text)
        cell.font, cell.border = (_HINT if at == 7 else BODY), BOX
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    _value(sheet.cell(row, 5), item, answer.value, answer.typed)
    for at in (5, 6):
        if at == 6 or not item.fixed:
            sheet.cell(row, at).fill = _TO_FILL
            sheet.cell(row, at).protection = Protection(locked=False)
    widths = (*WIDTHS, 30)
    heights = (row_height(str(text or ""), widths[at]) for at, text in enumerate(texts) if at)
    sheet.row_dimensions[row].height = min(400, max(28 if item.kind != "text" else 60, *heights, row_height(answer.value, 20)))
    _offer(sheet, row, item)


def _value(cell: Any, item: Item, value: str, typed: str) -> None:
    cell.alignment = Alignment(horizontal="right" if item.is_number else "left", vertical="center", wrap_text=True)
    if item.is_number:
        cell.number_format = f"0.{'0' * item.decimals}" if item.decimals else "0"
        if value:
            cell.value = Decimal(value) / item.scale
    else:
        cell.number_format = "@"
    if typed or (value and not item.is_number):
        write_text(cell, typed or value)


def _offer(sheet: Worksheet, row: int, item: Item) -> None:
    """A list to choose from; anything else may still be typed, and is told when the file comes back."""
    listed = ",".join(item.choices)
    if not item.choices or len(listed) > MOST_CHOICES or '"' in listed:
        return
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choice.showErrorMessage = False
    choice.add(sheet.cell(row, 5).coordinate)
    sheet.add_data_validation(choice)
