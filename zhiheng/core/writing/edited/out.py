"""The 任务分解表 as an .xlsx that knows, when it comes back, which row is which and what each cell said."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.edited.cells import HELD_IN, fields_of, plain
from zhiheng.core.writing.sheet import new_book, saved, set_up_page, sheet_name, write_table, write_text

TEMPLATE = "breakdown/1"
SLIP = "_底稿"  # the hidden sheet
MARK = "行标识（勿改）"
Print = Callable[[str, str, str], str]  # row, column or field, text → fingerprint


def edited_out(table: Table, ids: Sequence[str], plan: str, made_at: str, fingerprint: Print, *, contacts: bool) -> bytes:
    """The table as .xlsx, A3 landscape, as `workbook` writes it, each row with its id in a hidden last column.

    A hidden sheet holds fingerprints of the cells, not their words: what was deleted cannot be read there.
    Raises: Fault W101: a cell longer than the format can hold.
    """
    mark = Column(key="mark", name=MARK, width=4)
    rows = tuple({**row, "mark": f"{plan}#{id}"} for row, id in zip(table.rows, ids, strict=True))
    marked = msgspec.structs.replace(table, columns=(*table.columns, mark), rows=rows)
    book = new_book()
    sheet = book.active
    sheet.title = sheet_name(table.title)
    write_table(sheet, marked)
    set_up_page(sheet, marked)
    sheet.column_dimensions[sheet.cell(2, len(marked.columns)).column_letter].hidden = True
    facts = {"template": TEMPLATE, "plan": plan, "made_at": made_at, "contacts": "1" if contacts else "", "hash": "hmac-sha256"}
    _slip(book, facts, [prints_of(row, id, fingerprint) for row, id in zip(table.rows, ids, strict=True)], ids)
    return saved(book, table.printed_on)


def prints_of(printed: Mapping[str, str], id: str, fingerprint: Print) -> dict[str, str]:
    """Fingerprints of a row's columns, and of the fields where a column holds several."""
    texts = {key: plain(text) for key, text in printed.items() if key not in ("no", "mark")}
    for column in HELD_IN:
        texts |= fields_of(column, texts.get(column, "")) or {}
    return {key: fingerprint(id, key, text) for key, text in texts.items()}


def _slip(book: Any, facts: Mapping[str, str], prints: Sequence[Mapping[str, str]], ids: Sequence[str]) -> None:
    slip = book.create_sheet(SLIP)
    slip.sheet_state = "veryHidden"
    keys = list(dict.fromkeys(key for row in prints for key in row))
    held = [(id, *(row.get(key, "") for key in keys)) for id, row in zip(ids, prints, strict=True)]
    rows = [*facts.items(), ("row", *keys), *held]
    for at, row in enumerate(rows, 1):
        for index, text in enumerate(row, 1):
            write_text(slip.cell(at, index), text)
