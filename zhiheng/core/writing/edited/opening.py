"""An .xlsx as a person sees it: joined cells filled, formulas told apart, hidden rows and columns known."""

import io
import zipfile
from datetime import date, datetime
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.edited.cells import plain

_LARGEST, _UNPACKED = 20_000_000, 60_000_000  # bytes of a file, and of its parts unpacked
_ROWS, _COLUMNS = 5000, 60
_ACTIVE = ("vbaProject.bin", "activeX", "macrosheets", "embeddings/oleObject")


class Opened(NamedTuple):
    """One sheet, its cells by row and column from 0. `inner` are joined to the cell above, `beside` to the one on the left."""

    title: str
    texts: list[list[str]]
    formulas: set[tuple[int, int]]
    inner: set[tuple[int, int]]
    beside: set[tuple[int, int]]
    hidden_rows: set[int]
    hidden_columns: set[int]


def opened_sheets(data: bytes, name: str) -> list[Opened]:
    """The sheets of the file. Raises: Fault P197: it cannot be read, or holds programs."""
    if not data:
        raise Fault("P197", f"{name}：文件是空的。请重新保存后再交。")
    if not data.startswith(b"PK"):
        raise Fault("P197", f"{name}：不是 .xlsx，或者有打开密码。请在表格软件里另存为不带密码的 .xlsx 后再交。")
    parts = _parts(data, name)
    if any(word in part for part in parts for word in _ACTIVE):
        raise Fault("P197", f"{name}：文件里有宏或嵌入的程序，没有打开。请另存为不带宏的 .xlsx 后再交。")
    try:
        book = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        return [_opened(sheet) for sheet in book.worksheets]
    except Exception as error:  # a damaged file makes the library raise almost anything
        raise Fault("P197", f"{name}：打不开，可能已损坏。请在表格软件里另存为 .xlsx 后再交。") from error


def _parts(data: bytes, name: str) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Fault("P197", f"{name}：打不开，可能已损坏。请在表格软件里另存为 .xlsx 后再交。") from error
    if len(data) > _LARGEST or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise Fault("P197", f"{name}：文件太大，不像导出的任务分解表。请只保留这张表，另存后再交。")
    return [entry.filename for entry in entries]


def _opened(sheet: Worksheet) -> Opened:
    rows, columns = min(sheet.max_row, _ROWS), min(sheet.max_column, _COLUMNS)
    texts = [[""] * columns for _ in range(rows)]
    formulas: set[tuple[int, int]] = set()
    for row in sheet.iter_rows(max_row=rows, max_col=columns):
        for cell in row:
            at = cell.row - 1, cell.column - 1
            if cell.data_type == "f" or cell.data_type == "e":
                formulas.add(at)
            texts[at[0]][at[1]] = _text(cell.value)
    inner: set[tuple[int, int]] = set()
    beside: set[tuple[int, int]] = set()
    for joined in sheet.merged_cells.ranges:
        top, left = joined.min_row - 1, joined.min_col - 1
        for row in range(top, min(joined.max_row, rows)):
            for column in range(left, min(joined.max_col, columns)):
                if column > left:
                    beside.add((row, column))
                elif row > top:
                    inner.add((row, column))
                    texts[row][column] = texts[top][left]
                    formulas |= {(row, column)} if (top, left) in formulas else set()
    hidden_columns = {
        index - 1
        for letter, size in sheet.column_dimensions.items() if size.hidden
        for index in range(size.min or 0, (size.max or 0) + 1)
    }  # fmt: skip
    hidden_rows = {row - 1 for row, size in sheet.row_dimensions.items() if size.hidden}
    return Opened(sheet.title, texts, formulas, inner, beside, hidden_rows, hidden_columns)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return day_in_words(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(str(value))
