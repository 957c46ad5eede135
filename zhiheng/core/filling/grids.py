"""The structure of a table: which rows are its head, which columns name its rows, and which cells are to be filled."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhiheng.core.filling.gaps import gap_slots
from zhiheng.core.filling.wording import plain, unit_in
from zhiheng.core.values.filling import Form, FormWords, Grid, GridCell, Slot

_HEADS_AT_MOST = 6
_PLACE_NUMBER = re.compile(r"[甲乙丙丁戊]|\(?\d{1,3}\)?|[A-Z]\d?|栏次|行次")
_UNIT_HEAD = ("计量单位", "单位", "计算单位")
_NUMBER_HEAD = ("序号", "编号", "代码", "行次", "栏次", "指标代码", "项目编号")
_AT_FOOT = re.compile(
    r"\s*(?:注|说明|备注|填表说明|填报说明|填表人|填报人|制表|审核|负责人|单位负责人|联系|报出日期|填报日期)\s*[:：\d]?"
)
Line = Sequence[GridCell]


class Block(NamedTuple):
    """A table without what stands above and below it. `first` is its first row below the head."""

    rows: Sequence[Line]
    above: tuple[str, ...]
    top: int
    first: int
    last: int


def slots_of(form: Form, words: FormWords) -> list[Slot]:
    """Every place of a form that waits for a figure, in reading order."""
    found = [slot for grid in form.grids for slot in _grid_slots(grid, form, words)]
    return found + gap_slots(form, words)


def _grid_slots(grid: Grid, form: Form, words: FormWords) -> list[Slot]:
    slots: list[Slot] = []
    above: tuple[str, ...] = tuple(text for text in (form.title, *grid.above) if text)
    for block in _blocks(grid.rows):
        lines = (*above, *block.above)
        if block.first > block.top:
            slots += _headed(block, lines, words)
        else:
            slots += _paired(block, lines, words)
    return slots


def _blocks(rows: Sequence[Line]) -> list[Block]:
    """The tables that stand one under another: parted by empty rows or by a line of text right across, before a new head."""
    blocks: list[Block] = []
    above: list[str] = []
    at = 0
    while at < len(rows):
        if not _in_table(rows[at]):
            above += [text for text in _texts(rows[at]) if not _AT_FOOT.match(text)]
            at += 1
            continue
        end = at
        while end < len(rows) and (_in_table(rows[end]) or _is_section(rows, end)) and not _is_foot(rows[end]):
            end += 1
        first = _head_end(rows, at, end)
        end = next((later for later in range(first + 1, end) if first > at and _is_new_head(rows, later, first)), end)
        blocks.append(Block(rows, tuple(above), at, first, end))
        at = max(end, at + 1)
    return blocks


def _texts(line: Line) -> list[str]:
    return [cell.text.strip() for cell in line if cell.kind in ("text", "number") and cell.text.strip()]


def _in_table(line: Line) -> bool:
    """Whether a row has two cells or more with lines round them, or several texts."""
    own = [cell for cell in line if cell.kind != "part"]
    held = [cell for cell in own if cell.kind != "blank" or cell.boxed]
    return len(held) >= 2 and not _is_foot(line) and not _is_note(line)


def _is_foot(line: Line) -> bool:
    texts = _texts(line)
    return bool(texts) and all(_AT_FOOT.match(text) or text.endswith((":", "：")) for text in texts) and len(texts[0]) > 1


def _is_note(line: Line) -> bool:
    """填报单位：…    单位：万元, side by side without lines round them."""
    texts = _texts(line)
    blanks = any(cell.kind == "blank" and cell.boxed for cell in line)
    return bool(texts) and not blanks and all(re.search(r"[:：]", text) for text in texts)


def _is_section(rows: Sequence[Line], at: int) -> bool:
    """A row of one text right across inside a table: 一、执法情况."""
    own = [cell for cell in rows[at] if cell.kind != "part"]
    held = [cell for cell in own if cell.kind != "blank" or cell.boxed]
    return len(held) == 1 and held[0].kind == "text" and held[0].boxed and at + 1 < len(rows) and _in_table(rows[at + 1])


def _head_end(rows: Sequence[Line], top: int, end: int) -> int:
    """The first row below the head: below the last of the first rows that is text in every column but the first.

    Rows with gaps before such a row are of the head too, where people left cells empty instead of merging them: a text stands
    behind a gap, or the full row below leaves its first column to them. Else it is the head of another table.
    """
    found, gapped = top, False
    for at in range(top, min(end, top + _HEADS_AT_MOST)):
        line = rows[at]
        if _is_section(rows, at) and at > top:
            break
        used = line[1:] if len(line) > 1 else line
        full = all(cell.kind in ("text", "part") or not cell.boxed for cell in used) and any(c.kind == "text" for c in used)
        if full and gapped and line[0].kind == "text":
            break
        if full or (at > top and found == at and _is_place_numbers(line)):
            found, gapped = at + 1, False
        else:
            gapped = gapped or not _text_behind_gap(line)
    return found


def _text_behind_gap(line: Line) -> bool:
    kinds = [cell.kind for cell in line]
    return "blank" in kinds and "text" in kinds[kinds.index("blank") :]


def _is_new_head(rows: Sequence[Line], at: int, first: int) -> bool:
    """A row of texts below rows that wait for figures: another table begins without a gap."""
    own = [cell for cell in rows[at] if cell.boxed]
    texts = [cell for cell in own if cell.kind == "text"]
    waits = any(cell.kind == "blank" and cell.boxed for row in rows[first:at] for cell in row)
    return waits and len(texts) >= 3 and all(cell.kind in ("text", "part") for cell in own) and not _is_section(rows, at)


def _is_place_numbers(line: Line) -> bool:
    """甲 乙 1 2 3: the row that numbers the columns."""
    texts = _texts(line)
    return len(texts) >= 2 and all(_PLACE_NUMBER.fullmatch(text) for text in texts)


class _Side(NamedTuple):
    """The columns that name rows, by their part in it."""

    labels: tuple[int, ...]
    units: tuple[int, ...]


def _headed(block: Block, above: tuple[str, ...], words: FormWords) -> list[Slot]:
    rows, data = block.rows, range(block.first, block.last)
    heads = [_column_head(rows, block.top, block.first, column) for column in range(len(rows[block.top]))]
    side = _side(rows, data, heads)
    slots, section = [], ""
    carried: dict[int, str] = {}
    parent = ""
    nameless = not any(_row_heads(rows, at, side, {}) for at in data)
    for at in data:
        if _is_section(rows, at):
            section, carried = _texts(rows[at])[0], {}
            continue
        labels = _row_heads(rows, at, side, carried)
        if not labels and not (nameless and at == block.first):
            continue
        if any(plain(label) in words.skip for label in labels):
            continue
        if labels and _is_part(labels[-1]):
            labels = (*labels[:-1], parent, labels[-1]) if parent else labels
        elif labels:
            parent = labels[-1]
        labels = tuple(label.strip() for label in labels)
        unit = next((unit_in(plain(rows[at][column].text)) for column in side.units if rows[at][column].text), "")
        for column, cell in enumerate(rows[at]):
            if cell.kind != "blank" or column in side.labels or column in side.units or not heads[column]:
                continue
            if any(plain(head) in (*words.skip, *_NUMBER_HEAD) for head in heads[column]):
                continue
            left = tuple(heads[c] for c in range(column - 1, -1, -1) if heads[c] and c not in (*side.labels, *side.units))
            own = _labels_of(rows, at, column, side, labels)
            slots.append(
                Slot(
                    address=cell.address, rows=(section, *own) if section else own, columns=heads[column], left=left,
                    title=above, unit=unit, decimals=cell.decimals, percent=cell.percent,
                    siblings=_siblings(rows, data, side),
                )
            )  # fmt: skip
    return slots


def _column_head(rows: Sequence[Line], top: int, first: int, column: int) -> tuple[str, ...]:
    """The heads above a column, the outer first, each merged one once."""
    said: list[str] = []
    owners: set[tuple[int, int]] = set()
    for at in range(top, first):
        cell = rows[at][column] if column < len(rows[at]) else None
        if cell is None or _is_place_numbers(rows[at]):
            continue
        if cell.kind == "part" and cell.owner in owners:
            continue
        text = _owner_text(rows, cell).strip()
        if text:
            owners.add(cell.owner)
            said.append(text)
    return tuple(said)


def _owner_text(rows: Sequence[Line], cell: GridCell) -> str:
    if cell.kind != "part":
        return cell.text.rstrip() if cell.kind in ("text", "number") else ""
    row, column = cell.owner
    return rows[row][column].text.rstrip()


def _side(rows: Sequence[Line], data: range, heads: list[tuple[str, ...]]) -> _Side:
    labels: list[int] = []
    units: list[int] = []
    lines = [rows[at] for at in data if not _is_section(rows, at)]
    for column, head in enumerate(heads):
        own = [line[column] for line in lines if column < len(line) and line[column].owner[1] == column]
        texts = [_owner_text(rows, cell) for cell in own]
        said = [text for text in texts if text]
        plain_head = plain(head[-1]) if head else ""
        numbers = bool(said) and all(_PLACE_NUMBER.fullmatch(text) for text in said)
        measures = plain_head in _UNIT_HEAD and bool(said) and all(unit_in(plain(text)) for text in said)
        if measures or numbers or plain_head in _NUMBER_HEAD:
            units.append(column)
        elif said and (2 * len(said) >= len(texts) or column == 0):
            labels.append(column)
    return _Side(tuple(labels), tuple(units))


def _row_heads(rows: Sequence[Line], at: int, side: _Side, carried: dict[int, str]) -> tuple[str, ...]:
    """The names of a row, the outer first; an empty outer one goes on from the row above."""
    said: list[str] = []
    inner = [column for column in side.labels if _owner_text(rows, rows[at][column])]
    for column in side.labels:
        text = _owner_text(rows, rows[at][column])
        if text:
            carried[column] = text
            for later in [c for c in carried if c > column]:
                del carried[later]
            said.append(text)
        elif column in carried and any(c > column for c in inner):
            said.append(carried[column])
    return tuple(dict.fromkeys(said))


def _is_part(label: str) -> bool:
    """Whether a row is a part of one above it: 其中：…, or set in."""
    return label.strip().startswith("其中") or label[:2].isspace()


def _labels_of(rows: Sequence[Line], at: int, column: int, side: _Side, labels: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the row that stand to the left of a cell: a table may be set in two halves side by side."""
    groups = _groups(side.labels)
    if len(groups) < 2:
        return labels
    own = next((group for group in reversed(groups) if group[0] < column), groups[0])
    return tuple(dict.fromkeys(text for c in own if (text := _owner_text(rows, rows[at][c]))))


def _groups(columns: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for column in columns:
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _siblings(rows: Sequence[Line], data: range, side: _Side) -> tuple[str, ...]:
    """What names the other rows: whether they list areas is seen from all of them."""
    return tuple(text for at in data for column in side.labels[:2] if (text := _owner_text(rows, rows[at][column])))


def _paired(block: Block, above: tuple[str, ...], words: FormWords) -> list[Slot]:
    """Cells beside their names, without a head: 立案数 | ____ | 罚款（万元） | ____."""
    slots = []
    for at in range(block.top, block.last):
        line = block.rows[at]
        for column, cell in enumerate(line):
            if cell.kind != "blank" or column == 0:
                continue
            beside = line[column - 1]
            label = _owner_text(block.rows, beside) if beside.kind in ("text", "part") else ""
            if label and plain(label) not in words.skip:
                slots.append(
                    Slot(address=cell.address, rows=(label,), title=above, decimals=cell.decimals, percent=cell.percent)
                )
    return slots
