"""Sheets that units send back, as text cell by cell."""

import io
import zipfile

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from zhiheng.core.values.faults import Fault

_LARGEST, _UNPACKED = 20_000_000, 60_000_000  # bytes of a file, and of its parts unpacked
_ROWS, _COLUMNS = 5000, 100
Grid = list[list[str]]


def grids_of(data: bytes, name: str) -> dict[str, Grid]:
    """The sheets by title, their cells as text. Raises: Fault W110: it cannot be read."""
    if not data:
        raise Fault("W110", f"{name}：文件是空的。请重新保存后再交。")
    if len(data) > _LARGEST or _unpacked(data) > _UNPACKED:
        raise Fault("W110", f"{name}：文件太大，不像发下去的表。请只保留要填的表，另存后再交。")
    try:
        if data.startswith(b"PK"):
            return _from_xlsx(data)
        return _from_old(data)
    except Exception as error:  # a damaged file makes these libraries raise almost anything
        raise Fault(
            "W110", f"{name}：打不开，可能已损坏、有密码或不是表格文件。请另存为不带密码的 .xlsx 后再交。"
        ) from error


def _unpacked(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return 0


def _from_xlsx(data: bytes) -> dict[str, Grid]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        return {
            sheet.title: [
                [_text(value) for value in row]
                for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True)
            ]
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _from_old(data: bytes) -> dict[str, Grid]:
    """.xls, and .et saved by old WPS in the same format."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        title: [
            [_text(value) for value in row[:_COLUMNS]]
            for row in book.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=_ROWS)
        ]
        for title in book.sheet_names
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
