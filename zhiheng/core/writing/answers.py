"""征求意见, inward: files as units send them back, however renamed, re-saved or rearranged."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhiheng.core.values.comments import WHOLE_TABLE, Answer, Opinion
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.comments import (
    FIELD,
    MARK,
    OPINION,
    SLIP,
    SUGGESTION,
    TEMPLATE,
    UNIT_LABEL,
    WHOLE,
)
from zhiheng.core.writing.grids import Grid, grids_of

_ABOUT = ("重点任务", "具体举措")
_AGREES = re.compile(
    r"(经研究[,，]?)?((我|本)(局|委|办|厅|院|中心|单位|镇|乡|街道|公司))?(对[^，,。]{0,12})?"
    r"((完全|原则上?|均|都|拟)?(同意|赞同|认可)(上述|该|以上|此|本)?(内容|稿|条款?|表述)?"
    r"|(暂|均|都)?(没有|没|无)(不同|修改|其他|反馈|补充)?(意见|异议|建议|修改)?"
    r"|(无需|不需要?|不用)修改|ok|√|✓)[。.！!]?",
    re.IGNORECASE,
)
_FIELD_WORDS = (
    ("牵头单位", "牵头"),
    ("责任（配合）单位", "责任单位|配合单位|协办|配合"),
    ("完成时限", "时限|期限|完成时间|年底前|月底前"),
    ("量化目标", "目标|指标|合格率|百分点"),
    ("具体举措", "举措|措施|表述"),
)


class _Head(NamedTuple):
    row: int
    columns: dict[str, int]


def read_answer(data: bytes, name: str, round_id: str | None = None) -> Answer:
    """What one unit answers. `name` is the file's name, for messages; `round_id` the round that is asked for.

    Shape:  columns are found by their head, rows by their hidden mark, wherever they were moved.
    Raises: Fault W110 not readable · W111 no row marks · W112 another round · W113 unit unknown ·
            W114 another template · W115 answer columns gone.
    """
    sheets = grids_of(data, name)
    slip = {row[0]: row[1] for row in sheets.pop(SLIP, []) if len(row) > 1 and row[0]}
    if slip.get("template", TEMPLATE) != TEMPLATE:
        raise Fault(
            "W114", f"{name}：这张表是“{slip['template']}”版的，本系统读“{TEMPLATE}”版。请用本轮下发的表填写。"
        )
    found = next(((grid, head) for grid in sheets.values() if (head := _head(grid))), None)
    if found is None or MARK not in found[1].columns:
        raise Fault(
            "W111",
            f"{name}：找不到隐藏的“{MARK}”列，无法知道每行意见是对哪一条的。请把意见抄到本轮下发的原表里再交。",
        )
    grid, head = found
    if SUGGESTION not in head.columns and OPINION not in head.columns:
        raise Fault("W115", f"{name}：找不到“{OPINION}”和“{SUGGESTION}”列。请在本轮下发的原表里填写后再交。")
    rows = list(_rows(grid, head))
    rounds = {row_round for row_round, _, _ in rows if row_round} or {slip.get("round", "")}
    _same_round(rounds, round_id, name)
    unit = slip.get("unit", "") or _unit_line(grid)
    if not unit:
        raise Fault("W113", f"{name}：表中没有写明填报单位。请在表名下一行填“{UNIT_LABEL}单位名称”后再交。")
    opinions = tuple(said for _, mark, at in rows if (said := _opinion(grid[at], head, mark)))
    return Answer(
        file=name,
        round_id=next(iter(rounds)),
        unit=unit,
        opinions=opinions,
        rows=tuple(mark for _, mark, _ in rows if mark),
        notes=_notes(name, unit, opinions, rows),
    )


def _head(grid: Grid) -> _Head | None:
    for at, row in enumerate(grid[:30]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            if known := _known(cell):
                columns.setdefault(known, index)
        if MARK in columns or {OPINION, SUGGESTION} <= columns.keys():
            return _Head(at, columns)
    return None


def _known(cell: str) -> str | None:
    plain = re.sub(r"\s", "", cell)
    if "标识" in plain and len(plain) < 10:
        return MARK
    if plain in (FIELD, "涉及栏", "修改栏目"):
        return FIELD
    if plain.startswith(("修改建议", "建议", "理由", "修改意见")) and len(plain) < 12:
        return SUGGESTION
    if plain in (OPINION, "反馈意见", "单位意见"):
        return OPINION
    return plain if plain in (*_ABOUT, "序号") else None


def _rows(grid: Grid, head: _Head) -> Iterator[tuple[str, str, int]]:
    """Round, row id and place of each row under the head; a row without a mark has "" for both."""
    for at in range(head.row + 1, len(grid)):
        if not any(grid[at]):
            continue
        mark = _cell(grid[at], head, MARK)
        round_id, _, row_id = mark.rpartition("#")
        yield round_id, row_id, at


def _cell(row: list[str], head: _Head, name: str) -> str:
    index = head.columns.get(name, len(row))
    return row[index] if index < len(row) else ""


def _same_round(rounds: set[str], wanted: str | None, name: str) -> None:
    if rounds == {""}:
        raise Fault("W111", f"{name}：表中没有轮次，无法知道是哪一轮的意见。请把意见抄到本轮下发的原表里再交。")
    others = sorted(rounds - {wanted}) if wanted is not None else sorted(rounds)[1:]
    if others:
        raise Fault(
            "W112",
            f"{name}：这是另一轮“{'、'.join(others)}”的表"
            + (f"，本轮是“{wanted}”" if wanted is not None else "，与其余各行不是同一轮")
            + "。请用本轮下发的表填写后再交；旧表里的意见没有并入。",
        )


def _unit_line(grid: Grid) -> str:
    for row in grid[:10]:
        for cell in row:
            if cell.startswith(UNIT_LABEL):
                words = cell.removeprefix(UNIT_LABEL).split()
                return words[0] if words else ""
    return ""


def _opinion(row: list[str], head: _Head, mark: str) -> Opinion | None:
    opinion, suggestion = _cell(row, head, OPINION), _cell(row, head, SUGGESTION)
    if not opinion and not suggestion:
        return None
    about = next((text for name in _ABOUT if (text := _cell(row, head, name))), "")
    agrees = all(not said or bool(_AGREES.fullmatch(said)) for said in (opinion, suggestion))
    return Opinion(
        row_id=mark,
        agrees=agrees,
        opinion=opinion,
        suggestion=suggestion,
        field=_cell(row, head, FIELD) or ("" if agrees else _field(opinion + suggestion)),
        about=WHOLE if mark == WHOLE_TABLE else about,
    )


def _field(text: str) -> str:
    """The one column that the words speak of; "" where they speak of none or of several."""
    named = [name for name, words in _FIELD_WORDS if re.search(words, text)]
    return named[0] if len(named) == 1 else ""


def _notes(
    name: str, unit: str, opinions: tuple[Opinion, ...], rows: list[tuple[str, str, int]]
) -> tuple[str, ...]:
    notes = []
    if not opinions:
        notes.append(f"{name}：{unit}没有填写意见。")
    added = [said for said in opinions if not said.row_id]
    if added:
        notes.append(f"{name}：{unit}在表中另加了{len(added)}行意见，不对应任何一条，请逐条查看。")
    marks = [mark for _, mark, _ in rows if mark]
    twice = sorted({mark for mark in marks if marks.count(mark) > 1})
    if twice:
        notes.append(f"{name}：有{len(twice)}条在表中出现了两次，两次的意见都已保留。")
    return tuple(notes)
