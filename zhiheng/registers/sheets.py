"""The tables of a spreadsheet file as rows of cells, at the addresses they have in the file.

A formula gives the value that the file keeps of it; where it keeps none, or an error, the cell says so when it is read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lxml.etree import XMLSyntaxError
from openpyxl.utils import column_index_from_string, get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from zhiheng.core.checking.cells import Cell
from zhiheng.core.reading.formats import failing, sniffing
from zhiheng.core.reading.formats.archive import opened
from zhiheng.core.reading.formats.encoding import decoded
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.markup import parsed
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lookups import DAY_ZERO, DAY_ZERO_1904, Broken, Merged

LIMITS = Limits(file_bytes=30 * 1024 * 1024, cells=5_000_000)
CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,80}?r="([A-Z]{1,3})(\d{1,7})"')

FILLED_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*[^/>])>((?:(?!</(?:\w+:)?c>).){0,9000})</(?:\w+:)?c>", re.S)
ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
A_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
KEPT_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?: [^>]*)?>[^<]")
NO_VALUE = Broken("这一格是公式，文件里没有存它的结果。请用表格软件打开、重新计算并保存，或改成数值。")
AN_ERROR = Broken("这一格的公式出错（如 #N/A、#REF!、#DIV/0!）。请改正公式，或改成数值。")
WINDOW = 1 << 20  # bytes of a sheet looked through at once

Rows = list[Sequence[Cell]]


class Sheet(NamedTuple):
    """One table of a file. `rows[0]` is row 1 of the file; `wide` are its merged heads: (row, first column, last column)."""

    title: str
    rows: Rows
    day_zero: date = DAY_ZERO
    wide: tuple[tuple[int, int, int], ...] = ()


def rows_of(name: str, content: bytes) -> Rows:
    """The cells of the first sheet that is shown and holds anything. Raises: Fault R101–R109, R118, G104."""
    return first_sheet(name, content).rows


def first_sheet(name: str, content: bytes) -> Sheet:
    """The first sheet that is shown and holds anything. Raises: Fault R101–R109, R118, G104."""
    return next(_sheets(name, content))


def sheets_of(name: str, content: bytes) -> list[Sheet]:
    """Every sheet that is shown and holds anything. Raises: Fault R101–R109, R118, G104."""
    return list(_sheets(name, content))


def _sheets(name: str, content: bytes) -> Iterator[Sheet]:
    if not content.strip(b"\0 \r\n\t"):
        raise failing.empty(name)
    if len(content) > LIMITS.file_bytes:
        raise failing.too_large(name, len(content), LIMITS.file_bytes)
    match sniffing.kind(content, name):
        case "sheet":
            _refuse_odd_archive(name, content)
            yield from _workbook(name, content)
        case "old_sheet":
            yield from _workbook(name, content)
        case "text":
            yield Sheet("", separated(name, decoded(content, name)))
        case _:
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


def _workbook(name: str, content: bytes) -> Iterator[Sheet]:
    filled = False
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        parts = _parts(content)
        for title in (sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible):
            sheet = book.get_sheet_by_name(title)
            rows: Rows = [[None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            _set_uncomputed(rows, parts, title)
            if any(cell is not None for row in rows for cell in row):
                filled = True
                yield Sheet(title, rows, parts.day_zero, _spread_merged(rows, sheet.merged_cell_ranges or ()))
    except XMLSyntaxError:
        raise failing.damaged(name, "表格") from None
    except CalamineError as problem:
        if "password" in str(problem).lower():
            raise failing.has_password(name) from None
        raise failing.damaged(name, "表格") from None
    if not filled:
        raise failing.empty(name)


class _Parts(NamedTuple):
    """What the archive says beside the cells; `sheets` are the paths of the tables by title."""

    content: bytes
    day_zero: date = DAY_ZERO
    sheets: dict[str, str] = {}


def _parts(content: bytes) -> _Parts:
    if not content.startswith(b"PK"):
        return _Parts(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/_rels/workbook.xml.rels" not in archive.namelist():
            return _Parts(content)
        book = parsed(archive.read("xl/workbook.xml"))
        links = parsed(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "").removeprefix("/xl/") for link in links}
    sheets = {
        one.get("name", ""): f"xl/{targets.get(next((v for k, v in one.attrib.items() if k.endswith('}id')), ''), '')}"
        for one in book.iter("{*}sheet")
    }
    since_1904 = any(one.get("date1904") in ("1", "true") for one in book.iter("{*}workbookPr"))
    return _Parts(content, DAY_ZERO_1904 if since_1904 else DAY_ZERO, sheets)


def _set_uncomputed(rows: Rows, parts: _Parts, title: str) -> None:
    """Cells whose formula left no value in the file say so."""
    path = parts.sheets.get(title)
    if not path:
        return
    with zipfile.ZipFile(io.BytesIO(parts.content)) as archive, archive.open(path) as stream:
        tail = b""
        while chunk := stream.read(WINDOW):
            window = tail + chunk
            if b"<f" in window or b":f" in window or b't="e"' in window:
                for attributes, inner in FILLED_CELL.findall(window):
                    if (broken := _broken(attributes, inner)) and (at := ADDRESS.search(attributes)):
                        _put(rows, int(at[2]) - 1, column_index_from_string(at[1].decode()) - 1, broken)
            tail = window[-10_000:]


def _broken(attributes: bytes, inner: bytes) -> Broken | None:
    if b't="e"' in attributes:
        return AN_ERROR
    if b't="str"' in attributes or not A_FORMULA.search(inner):
        return None
    return None if KEPT_VALUE.search(inner) else NO_VALUE


def _put(rows: Rows, row: int, column: int, cell: Cell) -> None:
    if row < len(rows) and column < len(rows[row]):
        rows[row][column] = cell  # type: ignore[index]


def _spread_merged(rows: Rows, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[tuple[int, int, int], ...]:
    """The merged heads; what is merged downwards stands in each of its rows, as the file says."""
    wide = []
    for (top, left), (bottom, right) in merged:
        if right > left:
            wide.append((top, left, right))
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if bottom == top or value is None or isinstance(value, Broken):
            continue
        place = f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(left + 1)}{bottom + 1}"
        for row in range(top, min(bottom + 1, len(rows))):
            _put(rows, row, left, Merged(value, place))  # type: ignore[arg-type]
    return tuple(wide)


def separated(name: str, text: str) -> Rows:
    """The cells of text whose columns are separated by commas, tabs or semicolons. Raises: Fault R105, R118."""
    first = text.split("\n", 1)[0]
    mark = max(",\t;", key=first.count)
    if text.count(mark) + text.count("\n") > LIMITS.cells:
        raise failing.too_many_cells(name)
    try:
        return [[_unquoted(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark, strict=True)]
    except csv.Error:
        raise failing.damaged(name, "CSV 表格") from None


def _unquoted(cell: str) -> str | None:
    """The cell without the apostrophe that our export sets before a sign a spreadsheet would compute."""
    return (cell[1:] if re.match(r"'[=+\-@\t\r']", cell) else cell) or None
