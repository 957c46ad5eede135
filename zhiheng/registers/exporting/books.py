"""A register as a workbook: to be read and printed, and to be filled in and sent back.

The head cannot be overwritten, code lists drop down, text stays text, and what a column asks for stands in a note on its
head. The number and version of each row lie in hidden columns, so that a row that comes back is known.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from zhiheng.core.values.registers import DECIMALS, Field, Register
from zhiheng.registers.entry import form_fields
from zhiheng.registers.exporting.lines import Exported
from zhiheng.registers.showing import shown
from zhiheng.registers.wording import words_of

A4 = 9  # its number in the format
LAST_ROW = 1_048_576
WIDTHS = {"text": 26, "organisation": 26, "enterprise": 30, "product": 20, "ref": 20, "file": 20, "money": 16}  # others: 12
LISTS = "可选值"
NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
ROW_NUMBER, ROW_VERSION = "质衡行号", "质衡版本"
EXAMPLES = {
    "int": "12", "money": "3500", "percent": "98.5", "decimal": "1.5", "quantity": "100", "date": "2025-07-25",
    "time": "14:30", "bool": "是", "enterprise": "某某有限公司",
}  # fmt: skip
Place = tuple[int, Field]


def write_workbook(register: Register, rows: Iterable[Exported], out: IO[bytes]) -> None:
    """The rows with the head above them; without rows the sheet to fill in."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_TITLES.sub("", register.name)[:31])
    lists = _list_columns(register)
    _offer_lists(sheet, register, lists)
    _write_rows(sheet, register, rows)
    _write_lists(book, lists)
    book.save(out)


def write_archive(parts: Iterable[tuple[Register, Iterable[Exported]]], out: IO[bytes]) -> None:
    """A workbook with one sheet for each register, to be read."""
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for register, rows in parts:
        title = NOT_IN_TITLES.sub("", register.name)[:28]
        title = title if title not in taken else f"{title}{len(taken)}"
        taken.add(title)
        _write_rows(book.create_sheet(title), register, rows)
    if not taken:
        book.create_sheet("没有记录")
    book.save(out)


def _write_rows(sheet: Any, register: Register, rows: Iterable[Exported]) -> None:
    _set_up(sheet, register)
    heads = [_head(sheet, field.head) for field in register.fields.values()]
    for head, note in zip(heads, notes(register), strict=True):
        head.comment = Comment(note, "质衡", width=260, height=120)
    sheet.append([*heads, _head(sheet, ROW_NUMBER), _head(sheet, ROW_VERSION)])
    for row in rows:
        cells = [_cell(sheet, field, row, key) for key, field in register.fields.items()]
        sheet.append([*cells, row.pk, row.version])


def notes(register: Register) -> list[str]:
    """What each column asks for: its rule and an example."""
    said = []
    for field in form_fields(register, {}):
        kind = register.fields[field.key]
        parts = ["必填" if field.needed else "可空", field.rule, f"单位：{field.unit}" if field.unit else ""]
        values = register.code_values(field.key)
        example = values[0] if values else EXAMPLES.get(kind.type, "")
        parts.append(f"例：{example}" if example else "")
        parts.append("自动计算，不用填" if kind.derive else "")
        said.append("\n".join(part for part in parts if part))
    return said


def _set_up(sheet: Any, register: Register) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
    for place, field in enumerate(register.fields.values(), 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = WIDTHS.get(field.type, 12)
        column.number_format = _format(field)
        column.protection = Protection(locked=bool(field.derive))
    for place in (1, 2):
        sheet.column_dimensions[get_column_letter(len(register.fields) + place)].hidden = True
    sheet.protection.enable()  # the head alone: no password, and all below is open
    for allowed in ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns", "formatCells", "formatRows"):
        setattr(sheet.protection, allowed, False)


def _format(field: Field) -> str:
    if field.personal or field.many or field.type not in ("int", "money", "date", *DECIMALS):
        return "@"
    return {"int": "0", "money": "0.00", "date": "yyyy-mm-dd"}.get(field.type, "General")


def _list_columns(register: Register) -> dict[str, tuple[str, ...]]:
    """What drops down, by field: the values in force, and 是 and 否."""
    listed = {key: register.code_values(key) for key, field in register.fields.items() if field.type == "code" and not field.many}
    return listed | dict.fromkeys(register.of_type("bool"), ("是", "否"))


def _offer_lists(sheet: Any, register: Register, lists: dict[str, tuple[str, ...]]) -> None:
    columns = {key: get_column_letter(place) for place, key in enumerate(register.fields, 1)}
    for place, (key, values) in enumerate(lists.items(), 1):
        if not values:
            continue
        at = get_column_letter(place)
        offered = DataValidation("list", formula1=f"{quote_sheetname(LISTS)}!${at}$1:${at}${len(values)}", allow_blank=True)
        offered.errorTitle, offered.error = "不在可选值中", "请从下拉列表中选。"
        offered.showErrorMessage = True
        offered.add(f"{columns[key]}2:{columns[key]}{LAST_ROW}")
        sheet.data_validations.append(offered)


def _write_lists(book: Any, lists: dict[str, tuple[str, ...]]) -> None:
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for number in range(max((len(values) for values in lists.values()), default=0)):
        sheet.append([values[number] if number < len(values) else None for values in lists.values()])


def _head(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(name="宋体", bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EFFA")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, field: Field, row: Exported, key: str) -> WriteOnlyCell:
    value, mark = row.data.get(key), row.marks.get(key, {})
    number: Any = None
    if value is not None and not mark and not field.personal and not field.many:
        if field.type == "int":
            number = value
        elif field.type in DECIMALS:
            number = Decimal(str(value))
        elif field.type == "money":
            number = Decimal(str(value)) / 100
    words = words_of(field, value, mark, row.names) if mark else shown(field, value, row.names)
    cell = WriteOnlyCell(sheet, number if number is not None else words or None)
    if number is None and words:
        cell.data_type = "s"
    cell.number_format = _format(field) if number is not None or field.type == "date" else "@"
    cell.protection = Protection(locked=bool(field.derive))
    return cell
