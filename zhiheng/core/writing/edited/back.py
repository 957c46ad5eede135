"""A 任务分解表 as it came back: columns found by their heads, rows by their hidden marks."""

import re
from collections.abc import Sequence

from zhiheng.core.values.edited import EditedSheet, SheetRow
from zhiheng.core.writing.edited.opening import Opened, opened_sheets
from zhiheng.core.writing.edited.out import MARK, SLIP
from zhiheng.core.writing.task_table import COLUMNS

_TOP = 30  # rows in which the head stands
_MARKED = re.compile(r"([\w-]+)#(\d{1,18})")
_KEYS = {column.name: column.key for column in COLUMNS} | {MARK: "mark"}
_NAMES = {column.key: column.name for column in COLUMNS}
_FORMULA = "这一格是公式或出错的值，没有读。请改成文字。"
_NOTES = ("注：", "注:", "备注：", "说明：", "打印日期")
_JOINING = tuple(column.key for column in COLUMNS if column.merge)


def edited_back(data: bytes, name: str) -> EditedSheet | None:
    """What the file says; None: no sheet in it is a 任务分解表 of ours. Raises: Fault P197: it cannot be read."""
    sheets = opened_sheets(data, name)
    slip = next((sheet for sheet in sheets if sheet.title == SLIP), None)
    for sheet in sheets:
        if sheet is not slip and (head := _head(sheet)) is not None:
            return _read(sheet, *head, slip)
    return None


def _head(sheet: Opened) -> tuple[int, dict[str, int]] | None:
    """The row of the head, and where each column stands; None: there is none with marks and duties."""
    for at, row in enumerate(sheet.texts[:_TOP]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            key = _KEYS.get(re.sub(r"\s", "", cell).replace("(", "（").replace(")", "）"), "")
            if key and (at, index) not in sheet.beside:
                columns.setdefault(key, index)
        if "mark" in columns and len(columns) > 3:
            return at, columns
    return None


def _read(sheet: Opened, head: int, columns: dict[str, int], slip: Opened | None) -> EditedSheet:
    mark = columns.pop("mark")
    facts, order, prints = _slip(slip)
    rows: list[SheetRow] = []
    plans, seen, above = set(), set(), dict.fromkeys(_JOINING, "")
    for at in range(head + 1, len(sheet.texts)):
        texts = sheet.texts[at]
        if (at, mark) in sheet.inner or not any(texts[index] for index in columns.values()):
            continue
        found = _MARKED.fullmatch(texts[mark])
        if found is None and _is_banner(sheet, at, columns):
            continue
        row = _row(sheet, at, columns, above, found[2] if found else "")
        if found:
            plans.add(found[1])
            row = SheetRow(row=row.row, id=row.id, cells=row.cells, held=row.held, copied=found[2] in seen)
            seen.add(found[2])
        rows.append(row)
    return EditedSheet(
        plan=plans.pop() if len(plans) == 1 else "", made_at=facts.get("made_at", ""), contacts=bool(facts.get("contacts")),
        has_slip=slip is not None, columns=tuple(columns), rows=tuple(rows), order=order, prints=prints,
        notes=tuple(_notes(sheet, head, columns, mark, [row.row - 1 for row in rows])),
    )  # fmt: skip


def _row(sheet: Opened, at: int, columns: dict[str, int], above: dict[str, str], id: str) -> SheetRow:
    """The row's cells. `above` is what the joining columns last said: a cell left empty under it says the same."""
    cells = {key: sheet.texts[at][index] for key, index in columns.items() if (at, index) not in sheet.beside}
    held = {key: _FORMULA for key, index in columns.items() if (at, index) in sheet.formulas}
    held |= {key: "这一格并到左边的格里了，没有读。" for key, index in columns.items() if (at, index) in sheet.beside}
    for depth, key in enumerate(_JOINING):
        left_same = all(cells.get(other, "") == above[other] for other in _JOINING[:depth])
        if key in cells and not cells[key] and left_same:
            cells[key] = above[key]
    above |= {key: cells.get(key, "") for key in _JOINING}
    return SheetRow(row=at + 1, id=id, cells=cells, held=held)


def _is_banner(sheet: Opened, at: int, columns: dict[str, int]) -> bool:
    """A note or a title: joined across the table, or a line of one cell that begins as notes do."""
    across = sum((at, index) in sheet.beside for index in columns.values())
    said = [text for text in sheet.texts[at] if text]
    return across > len(columns) // 2 or (len(set(said)) == 1 and said[0].startswith(_NOTES))


def _notes(sheet: Opened, head: int, columns: dict[str, int], mark: int, rows: Sequence[int]) -> list[str]:
    """What of the file a person should know before she takes it."""
    known = {*columns.values(), mark}
    strange = [text for index, text in enumerate(sheet.texts[head]) if text and index not in known]
    lacks = [name for key, name in _NAMES.items() if key not in columns and key != "no"]
    notes = [f"“{'”“'.join(strange)}”这几列不是分解表的栏目，没有读。"] if strange else []
    if lacks:
        renamed = "（表头改过名的，请改回原名再交）" if strange else ""
        notes.append(f"文件里没有“{'”“'.join(lacks)}”列，这些栏目照旧{renamed}。")
    if hidden := [_NAMES[key] for key, index in columns.items() if index in sheet.hidden_columns and key != "no"]:
        notes.append(f"“{'”“'.join(hidden)}”列在文件里是隐藏的，里面的改动也列在下面。")
    if unseen := [row + 1 for row in rows if row in sheet.hidden_rows]:
        notes.append(f"有 {len(unseen)} 行在文件里是隐藏的（可能在筛选），也照读了。")
    return notes


def _slip(slip: Opened | None) -> tuple[dict[str, str], tuple[str, ...], dict[str, dict[str, str]]]:
    """Facts, rows in their order and fingerprints, as the hidden sheet holds them."""
    facts: dict[str, str] = {}
    keys: list[str] = []
    prints: dict[str, dict[str, str]] = {}
    for row in slip.texts if slip else ():
        if keys:
            prints[row[0]] = dict(zip(keys, row[1:], strict=False))
        elif row[0] == "row":
            keys = [key for key in row[1:] if key]
        else:
            facts[row[0]] = row[1] if len(row) > 1 else ""
    return facts, tuple(prints), prints
