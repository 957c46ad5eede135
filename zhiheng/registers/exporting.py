"""Rows of a register as a file: CSV, XLSX or JSON lines. No cell is ever a formula."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from zhiheng.core.values.registers import DECIMALS, NUMBERS, Field, Register
from zhiheng.registers.names import Names
from zhiheng.registers.showing import masked_data, shown

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
}
Data = Iterable[Mapping[str, Any]]
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "'")  # what a spreadsheet takes for a formula, and our own mark
A4 = 9  # its number in the format
WIDTHS = {"text": 26, "organisation": 26, "enterprise": 30, "product": 20, "ref": 20, "file": 20, "money": 16}  # others: 12


def exported(kind: str, register: Register, rows: Data, names: Names) -> bytes:
    """The file's bytes; the same file can be imported again and changes nothing."""
    match kind:
        case "csv":
            return "".join(csv_lines(register, rows, names)).encode("utf-8")
        case "jsonl":
            return "".join(json_lines(register, rows)).encode("utf-8")
    return workbook(register, rows, names)


def csv_lines(register: Register, rows: Data, names: Names) -> Iterator[str]:
    """Lines with a byte-order mark first, so that a spreadsheet reads the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.head for field in register.fields.values()])
    yield "\ufeff" + out.getvalue()
    for data in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([_safe(field, data.get(key), names) for key, field in register.fields.items()])
        yield out.getvalue()


def _safe(field: Field, value: Any, names: Names) -> str:
    text = shown(field, value, names)
    return f"'{text}" if field.type not in NUMBERS and text.startswith(COMPUTED) else text


def json_lines(register: Register, rows: Data) -> Iterator[str]:
    """One object a row, values as kept: money in 分, areas by code."""
    for data in rows:
        yield json.dumps(masked_data(register, data), ensure_ascii=False) + "\n"


def workbook(register: Register, rows: Data, names: Names) -> bytes:
    """An .xlsx whose head stays in sight and on every printed page; text is text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(register.name[:31])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, field in enumerate(register.fields.values(), 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(field.type, 12)
    sheet.append([_head_cell(sheet, field.head) for field in register.fields.values()])
    for data in rows:
        sheet.append([_cell(sheet, field, data.get(key), names) for key, field in register.fields.items()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head_cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(name="宋体", bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EFFA")
    cell.alignment = Alignment(horizontal="center", vertical="center")
    return cell


def _cell(sheet: Any, field: Field, value: Any, names: Names) -> WriteOnlyCell:
    if value is None:
        return WriteOnlyCell(sheet, None)
    if field.type == "int" and not field.personal:
        return WriteOnlyCell(sheet, value)
    if field.type in DECIMALS and not field.personal:
        return WriteOnlyCell(sheet, Decimal(value))
    if field.type == "money" and not field.personal:
        cell = WriteOnlyCell(sheet, Decimal(value) / 100)
        cell.number_format = "0.00"
        return cell
    cell = WriteOnlyCell(sheet, shown(field, value, names))
    cell.data_type = "s"
    return cell
