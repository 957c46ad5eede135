"""Forms in .xlsx: every shown sheet as a table at its addresses, and the same file with values, marks and sources."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.core.filling.gapping import gaps_in, place_of
from zhiheng.core.filling.noting import note_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.filling import Entry, Form, Grid, GridCell, Passage
from zhiheng.core.values.tables import Table

SOURCES = "数据来源"
ASKED = PatternFill("solid", fgColor="FCEBC8")
_MOST = 60_000  # cells
_FAR = 60  # empty rows below the last text that may still belong to the form
_DATE = re.compile(r"[ymdhs年月日]", re.I)
_thin = Side(style="thin", color="FF808080")


def form_in(name: str, content: bytes) -> Form:
    """The shown sheets; hidden ones are said and left. Raises: Fault M302 macros · M303 too large · M301 nothing there."""
    _refuse_macros(name, content)
    book = load_workbook(io.BytesIO(content))
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    notes = [f"工作表“{title}”是隐藏的，原样保留，没有填写。" for title in hidden]
    notes += _lost(content)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and sheet.title != SOURCES]
    grids, passages = [], []
    for sheet in shown:
        rows = _rows(sheet, name)
        if rows:
            grids.append(Grid(name=sheet.title, rows=rows))
            passages += _passages(rows)
    title = next((cell.text.strip() for grid in grids for row in grid.rows for cell in row if cell.text.strip()), "")
    return Form(name=name, title=title, grids=tuple(grids), passages=tuple(passages), notes=tuple(notes))


def _refuse_macros(name: str, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.namelist()
    if any(member.endswith("vbaProject.bin") for member in members):
        why = "表里有宏，宏会改动填好的数，本系统不运行也不填写"
        raise Fault("M302", f"{name}：{why}。请用表格软件另存为不带宏的 .xlsx 后再传。")


def _lost(content: bytes) -> list[str]:
    """What openpyxl does not keep."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawings = [archive.read(member) for member in archive.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", member)]
        controls = any(member.startswith("xl/ctrlProps/") for member in archive.namelist())
    if controls or any(re.search(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]", drawing) for drawing in drawings):
        return ["表里有文本框、图形或控件，填好的文件里不再保留，请对照原表。"]
    return []


def _rows(sheet: Worksheet, name: str) -> tuple[tuple[GridCell, ...], ...]:
    held = [cell for cell in sheet._cells.values() if _said(cell)]
    if not held:
        return ()
    last = max(cell.row for cell in held)
    lined = [c for c in sheet._cells.values() if _boxed(c) and c.row <= last + _FAR]
    down = max([last, *(cell.row for cell in lined)])
    across = max(cell.column for cell in (*held, *lined))
    if down * across > _MOST:
        raise Fault("M303", f"{name}：工作表“{sheet.title}”有 {down} 行 {across} 列，不像一张要填的表。请删去多余的行列后再传。")
    owners = _owners(sheet)
    region = None if lined else _unlined_region(sheet, last, across)
    return tuple(
        tuple(_grid_cell(sheet, row, column, owners, region) for column in range(1, across + 1)) for row in range(1, down + 1)
    )


def _said(cell: Any) -> bool:
    return cell.value is not None and str(cell.value).strip() != ""


def _boxed(cell: Any) -> bool:
    border = cell.border
    return bool(border and sum(bool(side and side.style) for side in (border.left, border.right, border.top, border.bottom)) >= 2)


def _owners(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of the merged cell that a cell belongs to."""
    found = {}
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                found[row, column] = (merged.min_row, merged.min_col)
    return found


def _unlined_region(sheet: Worksheet, last: int, across: int) -> tuple[int, int, int]:
    """In a sheet without lines: the first row with two texts, the last with any, the width."""
    for row in range(1, last + 1):
        if sum(_said(sheet.cell(row, column)) for column in range(1, across + 1)) >= 2:
            return row, last, across
    return last + 1, last, across


def _grid_cell(
    sheet: Worksheet, row: int, column: int, owners: dict[tuple[int, int], tuple[int, int]], region: tuple[int, int, int] | None
) -> GridCell:
    cell = sheet.cell(row, column)
    owner = owners.get((row, column), (row, column))
    address = f"{sheet.title}!{get_column_letter(column)}{row}"
    at = (owner[0] - 1, owner[1] - 1)
    boxed = _boxed(sheet.cell(*owner)) if region is None else region[0] <= row <= region[1]
    if isinstance(cell, MergedCell) or owner != (row, column):
        return GridCell(address=address, kind="part", owner=at, boxed=boxed)
    value, form = cell.value, str(cell.number_format)
    if isinstance(value, str) and value.startswith("=") and cell.data_type == "f":
        return GridCell(address=address, kind="formula", text=value, owner=at, boxed=boxed)
    if _said(cell):
        number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        return GridCell(address=address, kind="number" if number else "text", text=str(value), owner=at, boxed=boxed)
    locked = sheet.protection.sheet and cell.protection.locked
    if locked or (cell.is_date or (form != "General" and _DATE.search(re.sub(r'"[^"]*"|\[[^\]]*\]|General', "", form)))):
        return GridCell(address=address, kind="formula", owner=at, boxed=boxed)
    return GridCell(address=address, owner=at, boxed=boxed, decimals=_decimals(form), percent="%" in form)


def _decimals(form: str) -> int | None:
    """The decimals that a number format shows; None where it shows what is there."""
    first = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", form.split(";")[0])
    if not re.search(r"[0#]", first) or "General" in first:
        return None
    found = re.search(r"\.([0#]+)", first)
    return len(found[1]) if found else 0


def _passages(rows: Sequence[Sequence[GridCell]]) -> list[Passage]:
    found = []
    for row in rows:
        for at, cell in enumerate(row):
            if cell.kind == "text" and (gaps := gaps_in(cell.text)):
                beside = row[at - 1].text if at and row[at - 1].kind == "text" else ""
                numbered = tuple((start, end, f"{cell.address}#{n}") for n, (start, end) in enumerate(gaps, 1))
                if beside and gaps[0][0] == 0:  # ____宗 beside its name
                    text, shift = f"{beside}：{cell.text}", len(beside) + 1
                    numbered = tuple((start + shift, end + shift, address) for start, end, address in numbered)
                    found.append(Passage(text=text, gaps=numbered))
                else:
                    found.append(Passage(text=cell.text, gaps=numbered))
    return found


# ── out ──


def form_written(content: bytes, entries: Sequence[Entry], sources: Table, names: Mapping[str, str]) -> bytes:
    """The file with the values in it; formats, formulas, other sheets, print set-up stay as they are."""
    book = load_workbook(io.BytesIO(content), rich_text=True)
    by_cell: dict[str, list[Entry]] = {}
    for entry in entries:
        by_cell.setdefault(place_of(entry.address)[0], []).append(entry)
    for address, found in by_cell.items():
        title, _, place = address.rpartition("!")
        _write(book[title][place], found, names)
    _append(book, sources)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Any, entries: list[Entry], names: Mapping[str, str]) -> None:
    if _gap_number(entries[0]):
        text = str(cell.value)
        gaps = gaps_in(text)
        for entry in sorted(entries, key=_gap_number, reverse=True):
            start, end = gaps[_gap_number(entry) - 1]
            if entry.value is not None:
                text = text[:start] + entry.written + text[end:]
        cell.value = text
    elif (entry := entries[0]).value is not None:
        if cell.number_format == "@":
            cell.value = entry.written
        else:
            cell.value = entry.value / 100 if entry.percent else entry.value
            if cell.number_format == "General" and entry.decimals:
                cell.number_format = f"0.{'0' * entry.decimals}"  # else 19.60 is shown as 19.6
    asked = [entry for entry in entries if entry.state == "ask"]
    if asked:
        cell.fill = ASKED
        said = "\n".join(note_of(entry, names) for entry in asked)
        comment = Comment(f"{cell.comment.text}\n{said}" if cell.comment else said, "质衡")
        comment.width, comment.height = 320, 40 + 22 * (said.count("\n") + 1 + len(said) // 24)
        cell.comment = comment


def _gap_number(entry: Entry) -> int:
    return place_of(entry.address)[1]


def _append(book: Workbook, sources: Table) -> None:
    """The sheet that says where each value comes from; one of ours that is there already is replaced."""
    if SOURCES in book.sheetnames:
        del book[SOURCES]
    sheet = book.create_sheet(SOURCES)
    shown = sources.columns
    sheet.append([sources.title])
    sheet.append([column.name for column in shown])
    for row in sources.rows:
        sheet.append([_safe(row.get(column.key, "")) for column in shown])
    if sources.note:
        for line in sources.note.split("\n"):
            sheet.append([line])
    box = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
    for at, column in enumerate(shown, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        for number in range(2, 3 + len(sources.rows)):
            cell = sheet.cell(number, at)
            cell.border, cell.font = box, Font(name="宋体", size=10, bold=number == 2)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if number == 2 else None)
            cell.data_type = "s"
    for at, row in enumerate(sources.rows, 3):
        lines = max(_lines(row.get(column.key, ""), column.width) for column in shown)
        sheet.row_dimensions[at].height = 4 + 13.5 * lines
    _mark_asked(sheet, sources)
    sheet["A1"].font = Font(name="宋体", size=14, bold=True)
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is two places wide."""
    places = sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
    return max(1, -(-places // max(width - 2, 1)))


def _mark_asked(sheet: Worksheet, sources: Table) -> None:
    for at, row in enumerate(sources.rows, 3):
        if row.get("state") == "请核对":
            for cell in sheet[at]:
                cell.fill = ASKED


def _safe(text: str) -> str:
    """Text that no program takes for a formula; the cell is text anyway."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())[:32_000]
