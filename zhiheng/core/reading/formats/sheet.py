"""Spreadsheets: the visible sheets in order, each a table, its values as they are printed.

Rows and columns that are hidden are read: a filter hides what is data. Hidden sheets are not: they were not what was sent.
"""

import datetime
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import python_calamine as calamine
from lxml import etree
from msgspec import Struct

from zhiheng.core.reading.formats import archive, failing, old
from zhiheng.core.reading.formats.drafting import Cell, Draft
from zhiheng.core.reading.formats.hidden import Hidden, hidden_on
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.percents import percents, sheets
from zhiheng.core.reading.formats.reach import widest_reach
from zhiheng.core.values.extracted import Extracted

_WHAT = "电子表格"


class Shown(Struct, frozen=True):
    """How cells are shown, which the reader of values does not tell."""

    percents: dict[tuple[str, int, int], int]  # decimals, by sheet, row and column
    hidden: dict[str, Hidden]  # by sheet


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The cells of every visible sheet, a sheet's name before it where there are several.

    Raises: Fault R104 with a password, R105 damaged, R106, R107 harmful, R118 too many cells.
    """
    draft = Draft(data, name, limits)
    try:
        if data.startswith(b"PK"):
            _write_packed(data, draft)
        else:
            _write_old(data, draft)
    except calamine.PasswordError as error:
        raise failing.has_password(name) from error
    except (calamine.CalamineError, etree.LxmlError, OSError, ValueError) as error:
        raise failing.damaged(name, _WHAT) from error
    return draft.extracted()


def _write_packed(data: bytes, draft: Draft) -> None:
    with archive.opened(data, draft.name, draft.limits, _WHAT) as opened:
        if "mimetype" in opened.namelist():  # OpenDocument, which says of an empty cell how often it repeats
            _write_packed(old.converted(data, draft.name, draft.limits, "xlsx"), draft)
            return
        if widest_reach(opened) > draft.limits.cells:
            raise failing.too_many_cells(draft.name)
        shown = Shown(percents(opened), _hidden(opened))
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        _write(workbook, draft, shown)


def _hidden(opened: zipfile.ZipFile) -> dict[str, Hidden]:
    held = set(opened.namelist())
    return {name: hidden_on(opened, path) for name, path in sheets(opened).items() if path in held}


def _write_old(data: bytes, draft: Draft) -> None:
    """An .xls; by way of .xlsx where it holds what may be percentages, whose format only that tells here."""
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        shares = any(_holds_shares(workbook, name, draft) for name in workbook.sheet_names)
        if not shares or not old.is_present():
            if shares:
                draft.note("旧格式表格中的百分比按小数读出（0.985 即 98.5%），请核对；另存为 .xlsx 后再传可避免。")
            _write(workbook, draft, Shown({}, {}))
            return
    _write_packed(old.converted(data, draft.name, draft.limits, "xlsx"), draft)


def _holds_shares(workbook: Any, name: str, draft: Draft) -> bool:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > draft.limits.cells:
        raise failing.too_many_cells(draft.name)
    values = (value for row in sheet.to_python(skip_empty_area=True) for value in row)
    return any(isinstance(value, float) and not value.is_integer() and abs(value) < 2 for value in values)


def _write(workbook: Any, draft: Draft, shown: Shown) -> None:
    held = [sheet for sheet in workbook.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in held if sheet.visible == calamine.SheetVisibleEnum.Visible]
    if len(visible) < len(held):
        draft.note(f"有 {len(held) - len(visible)} 个隐藏的工作表没有读取。")
    for name in visible:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > draft.limits.cells:
            raise failing.too_many_cells(draft.name)
        if sheet.height == 0:
            continue
        if len(visible) > 1:
            draft.add(name, "heading")
        _write_sheet(sheet, name, draft, shown)


def _write_sheet(sheet: Any, name: str, draft: Draft, shown: Shown) -> None:
    table = draft.next_table()
    top, left = sheet.start or (0, 0)
    merged = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged_cell_ranges or ()}
    held = sheet.to_python(skip_empty_area=True)
    for row, values in enumerate(held):
        draft.add_row(_cells(values, name, top + row, left, shown.percents, merged), table, row)
    _tell_hidden(held, top, left, name, shown.hidden.get(name, Hidden()), draft)


def _tell_hidden(held: list[list[Any]], top: int, left: int, name: str, hidden: Hidden, draft: Draft) -> None:
    """A note of the hidden rows and columns that say something."""
    rows = sum(top + row in hidden.rows and any(value != "" for value in values) for row, values in enumerate(held))
    veiled = [column for column in range(len(held[0])) if hidden.hides_column(left + column)]
    columns = sum(any(values[column] != "" for values in held) for column in veiled)
    said = "、".join(f"{count} {kind}" for count, kind in ((rows, "行"), (columns, "列")) if count)
    if said:
        draft.note(f"工作表“{name}”有隐藏的 {said}，已一并读取；不该计入的，请在核对时去掉。")


def _cells(
    values: list[Any],
    name: str,
    row: int,
    left: int,
    printed_as_percent: dict[tuple[str, int, int], int],
    merged: dict[tuple[int, int], tuple[int, int]],
) -> Iterator[Cell]:
    last = max((column for column, value in enumerate(values) if value != ""), default=-1)
    for column, value in enumerate(values[: last + 1]):
        decimals = printed_as_percent.get((name, row, left + column))
        down, across = merged.get((row, left + column), (1, 1))
        yield Cell(text=printed(value, decimals), column=column, down=down, across=across)


def printed(value: Any, percent_decimals: int | None = None) -> str:
    """A cell's value as an office would write it; a share in its percent format as 98.5%.

    >>> printed(820.0), printed(332.67), printed(0.879, 1), printed(True)
    ('820', '332.67', '87.9%', '是')
    """
    match value:
        case bool():
            return "是" if value else "否"
        case float() | int() if percent_decimals is not None:
            return f"{_plain(round(Decimal(repr(value)) * 100, max(percent_decimals, 0)))}%"
        case float() | int():
            return _plain(Decimal(repr(value)))
        case datetime.datetime():
            whole_day = value.time() == datetime.time()
            return value.date().isoformat() if whole_day else value.strftime("%Y-%m-%d %H:%M")
        case datetime.date():
            return value.isoformat()
        case _:
            return str(value)


def _plain(number: Decimal) -> str:
    """Without exponent and without a fraction of zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
