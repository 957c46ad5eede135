"""报表, inward: sheets as units send them back, however renamed, re-saved or rearranged."""

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from zhiheng.core.values.forms import FilledSheet, Form, SheetRow
from zhiheng.core.writing.form_out import ITEM, MARK, NOTE, TEMPLATE, UNIT_LABEL, VALUE

TOP = 30  # rows in which the head stands
_MARKED = re.compile(rf"{TEMPLATE}#(\w+)#(\d{{1,18}})")
_NAMES = {  # how people rename the heads
    ITEM: (ITEM, "指标", "指标名称", "项目名称", "内容"),
    VALUE: (VALUE, "本期", "数值", "数量", "填报数", "填报内容"),
    NOTE: (NOTE, "备注", "情况说明"),
}


def filled_sheet(title: str, rows: Sequence[Sequence[Any]], form: Form) -> FilledSheet | None:
    """What one sheet says of a form's items: rows by their hidden mark, else by the item's name. None: it is no such form.

    Shape: `rows[0]` is row 1 of the sheet.
    """
    found = _head(rows)
    if found is None:
        return None
    head, columns = found
    by_name = {_plain(item.name): key for key, item in form.items.items()}
    if len(by_name) < len(form.items):  # two items of one name: only the mark tells them apart
        by_name = {}
    said: dict[str, SheetRow] = {}
    for number, row in enumerate(rows[head + 1 :], head + 2):
        key = _cell(row, columns, MARK)
        key = key if key in form.items else by_name.get(_plain(_cell(row, columns, ITEM)), "")
        if key and key not in said:
            at = columns[VALUE]
            cell = row[at] if at < len(row) else None
            place = f"{get_column_letter(at + 1)}{number}"
            said[key] = SheetRow(item=key, cell=cell, note=_cell(row, columns, NOTE), place=place)
    if not said:
        return None
    marked = next((match for row in rows[:head] for cell in row if (match := _MARKED.fullmatch(str(cell or "")))), None)
    return FilledSheet(
        title=title, round=marked[1] if marked else "", number=int(marked[2]) if marked else 0, unit=_unit(rows[:head]),
        rows=tuple(said.values()),
    )  # fmt: skip


def _head(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:TOP]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            if (known := _known(_plain(cell))) and known not in columns:
                columns[known] = index
        if VALUE in columns and (MARK in columns or ITEM in columns):
            return at, columns
    return None


def _known(words: str) -> str:
    if "标识" in words and len(words) < 10:
        return MARK
    return next((head for head, names in _NAMES.items() if words in names), "")


def _unit(rows: Sequence[Sequence[Any]]) -> str:
    for row in rows:
        for cell in row:
            words = str(cell or "").strip()
            if words.startswith(UNIT_LABEL):
                named = words.removeprefix(UNIT_LABEL).split()
                return named[0] if named else ""
    return ""


def _cell(row: Sequence[Any], columns: dict[str, int], name: str) -> str:
    index = columns.get(name, len(row))
    return str(row[index]).strip() if index < len(row) and row[index] is not None else ""


def _plain(cell: object) -> str:
    return re.sub(r"\s", "", str(cell or ""))
