"""What is wrong with a file, written into a copy of it: red cells with a note each, and a column 问题.

The copy of a workbook keeps its formats, formulas and other sheets; one too large for that, a .xls and a .csv become a table
of the rows at fault alone.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from zhiheng.registers.exporting import FORMATS
from zhiheng.registers.importing import Report, RowProblem
from zhiheng.registers.sheets import Rows, sheets_of

HEAD = "问题"
RED = PatternFill("solid", fgColor="F8D0CC")
AMBER = PatternFill("solid", fgColor="FCEBC8")
LARGEST = 300_000  # cells of a workbook that is opened whole, with its formats
COMPUTED = ("=", "+", "-", "@", "\t", "\r")


class Marked(NamedTuple):
    """A file to hand out."""

    name: str
    content: bytes
    kind: str


def marked_copy(name: str, content: bytes, report: Report) -> Marked:
    """The file with what is wrong marked in it."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix.lower()
    if content.startswith(b"PK") and suffix != ".et" and _cells(name, content, report) <= LARGEST:
        return Marked(f"{stem}-标出问题.xlsx", _marked_workbook(content, report), FORMATS["xlsx"])
    if not content.startswith((b"PK", b"\xd0\xcf")):
        return Marked(f"{stem}-标出问题.csv", _marked_lines(name, content, report), FORMATS["csv"])
    return bad_rows(name, content, report)


def bad_rows(name: str, content: bytes, report: Report) -> Marked:
    """The lines above the data and the rows at fault, with what is wrong in the last column; corrected, it comes in again."""
    rows = _rows(name, content, report)
    says, first = _says_by_row(report), _first_row(report, rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet((report.sheet or "要改的行")[:31])
    width = max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows, 1):
        if number == first - 1:
            sheet.append([*_safe(row, width), HEAD])
        elif number < first:
            sheet.append(_safe(row, width))
        elif number in says:
            sheet.append([*_safe(row, width), says[number]])
    return Marked(f"{PurePath(name).stem}-要改的行.xlsx", _saved(book), FORMATS["xlsx"])


def _cells(name: str, content: bytes, report: Report) -> int:
    rows = _rows(name, content, report)
    return len(rows) * max((len(row) for row in rows), default=0)


def _rows(name: str, content: bytes, report: Report) -> Rows:
    sheets = sheets_of(name, content)
    return next((sheet.rows for sheet in sheets if sheet.title == report.sheet), sheets[0].rows)


def _safe(row: Any, width: int) -> list[Any]:
    """Cells that no program computes, as many as the sheet is wide."""
    cells = [str(cell) if type(cell).__module__.startswith("zhiheng") else cell for cell in row]
    safe = [f"'{cell}" if isinstance(cell, str) and cell.startswith(COMPUTED) else cell for cell in cells]
    return safe + [None] * (width - len(row))


def _says_by_row(report: Report) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for problem in report.problems:
        found.setdefault(problem.row, []).append(_sentence(problem))
    return {row: "\n".join(dict.fromkeys(says)) for row, says in found.items()}


def _sentence(problem: RowProblem) -> str:
    where = f"{problem.column}：" if problem.column else ""
    return f"{'' if problem.blocks else '（提醒）'}{where}{problem.says}"


def _first_row(report: Report, rows: Rows) -> int:
    """The first row below the head, from 1."""
    return min(report.first, len(rows) + 1)


def _marked_workbook(content: bytes, report: Report) -> bytes:
    book = load_workbook(io.BytesIO(content))
    sheet = book[report.sheet] if report.sheet in book.sheetnames else book.active
    last = sheet.max_column + 1
    head = sheet.cell(max(report.first - 1, 1), last, HEAD)
    head.font = Font(bold=True)
    sheet.column_dimensions[get_column_letter(last)].width = 48
    for number, says in _says_by_row(report).items():
        cell = sheet.cell(number, last, says)
        cell.data_type, cell.fill = "s", RED
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for problem in report.problems:
        if problem.cell:
            _mark(sheet, problem)
    return _saved(book)


def _mark(sheet: Any, problem: RowProblem) -> None:
    cell = sheet[problem.cell]
    for merged in sheet.merged_cells.ranges:
        if problem.cell in merged:
            cell = sheet.cell(merged.min_row, merged.min_col)
    cell.fill = RED if problem.blocks else AMBER
    says = f"{cell.comment.text}\n{problem.says}" if cell.comment else problem.says
    cell.comment = Comment(says, "质衡", width=280, height=90)


def _marked_lines(name: str, content: bytes, report: Report) -> bytes:
    rows = _rows(name, content, report)
    out = io.StringIO()
    csv.writer(out).writerows(_lines(rows, report))
    return f"\ufeff{out.getvalue()}".encode()


def _lines(rows: Rows, report: Report) -> Iterator[list[Any]]:
    says, width = _says_by_row(report), max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows, 1):
        yield [*_safe(row, width), HEAD if number == report.first - 1 else says.get(number, "")]


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
