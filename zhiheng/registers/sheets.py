"""A spreadsheet's first table as rows of cells, at the addresses they have in the file."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl.utils import column_index_from_string
from python_calamine import CalamineError, CalamineWorkbook

from zhiheng.core.checking.cells import Cell
from zhiheng.core.reading.formats import failing, sniffing
from zhiheng.core.reading.formats.archive import opened
from zhiheng.core.reading.formats.encoding import decoded
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.values.faults import Fault

LIMITS = Limits(file_bytes=30 * 1024 * 1024, cells=5_000_000)
CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,80}?r="([A-Z]{1,3})(\d{1,7})"')

Rows = list[Sequence[Cell]]


def rows_of(name: str, content: bytes) -> Rows:
    """The cells of the first sheet that is shown and holds anything; row 1 of the file is `rows[0]`.

    Raises: Fault R101–R109, R118, G104.
    """
    if not content.strip(b"\0 \r\n\t"):
        raise failing.empty(name)
    if len(content) > LIMITS.file_bytes:
        raise failing.too_large(name, len(content), LIMITS.file_bytes)
    match sniffing.kind(content, name):
        case "sheet":
            _refuse_odd_archive(name, content)
            return _workbook(name, content)
        case "old_sheet":
            return _workbook(name, content)
        case "text":
            return _separated(name, content)
    raise _no_sheet(name)


def _no_sheet(name: str) -> Fault:
    return Fault("G104", f"{name}：不是 .xlsx、.xls 或 .csv 表格。请用表格软件另存为 .xlsx 后再传。")


def _refuse_odd_archive(name: str, content: bytes) -> None:
    with opened(content, name, LIMITS, "表格") as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise _no_sheet(name)
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and _extent(archive, member) > LIMITS.cells:
                raise failing.too_many_cells(name)


def _extent(archive: zipfile.ZipFile, member: str) -> int:
    """Rows times columns that a reader would set up for this sheet."""
    down = across = 0
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(1 << 20):
            for column, row in CELL.findall(tail + chunk):
                down, across = max(down, int(row)), max(across, column_index_from_string(column.decode()))
            tail = chunk[-120:]
    return down * across


def _workbook(name: str, content: bytes) -> Rows:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [sheet.name for sheet in book.sheets_metadata if "Visible" in str(sheet.visible)]
        for title in shown:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            if any(cell not in ("", None) for row in rows for cell in row):
                return [[None if cell == "" else cell for cell in row] for row in rows]
    except CalamineError as problem:
        if "password" in str(problem).lower():
            raise failing.has_password(name) from None
        raise failing.damaged(name, "表格") from None
    raise failing.empty(name)


def _separated(name: str, content: bytes) -> Rows:
    text = decoded(content, name)
    first = text.split("\n", 1)[0]
    mark = max(",\t;", key=first.count)
    if text.count(mark) + text.count("\n") > LIMITS.cells:
        raise failing.too_many_cells(name)
    try:
        rows = [[_unquoted(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark, strict=True)]
    except csv.Error:
        raise failing.damaged(name, "CSV 表格") from None
    return rows


def _unquoted(cell: str) -> str | None:
    """The cell without the apostrophe that our export sets before a sign a spreadsheet would compute."""
    return (cell[1:] if re.match(r"'[=+\-@\t\r']", cell) else cell) or None
