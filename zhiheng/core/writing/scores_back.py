"""Spreadsheets for scores, inward: as units send them back, renamed, re-saved, their columns moved."""

import re

from zhiheng.core.values.score_sheets import ScoreSaid, ScoresBack
from zhiheng.core.writing.grids import Grid, grids_of
from zhiheng.core.writing.scores_out import APPLIES, MARK, SAMPLE, WHY

_TOP = 30  # rows in which the head stands
_MARKED = re.compile(r"([\w-]+)#([^/\s#]{1,40})/([\w.]{1,20})")
_YES = ("不适用", "是", "√", "✓", "y", "yes")
_NAMES = {
    "评分": "value", "自评结果": "value", "专家评分": "value", "部门评分": "value", "现场评分": "value", SAMPLE: "sample",
    "有效样本": "sample", APPLIES: "applies", WHY: "why", "扣分原因": "why", "说明": "why", "理由": "why",
}  # fmt: skip


def scores_back(data: bytes, name: str) -> ScoresBack | None:
    """What a file says; None: it is no such sheet. Raises: Fault W110: it cannot be read.

    Shape: columns are found by their heads, rows by their hidden marks; rows of every sheet in the file count.
    """
    found = [_read(grid, *head) for grid in grids_of(data, name).values() if (head := _head(grid))]
    if not found:
        return None
    tokens = {one.token for one in found}
    return ScoresBack(
        token=tokens.pop() if len(tokens) == 1 else "", rows=tuple(row for one in found for row in one.rows),
        lacks=tuple(dict.fromkeys(lack for one in found for lack in one.lacks)),
        loose=tuple(row for one in found for row in one.loose),
    )  # fmt: skip


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(grid[:_TOP]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            plain = re.sub(r"\s", "", cell)
            key = "mark" if plain == MARK else _NAMES.get(plain, "")
            if key and key not in columns:
                columns[key] = place
        if "mark" in columns:
            return at, columns
    return None


def _read(grid: Grid, head: int, columns: dict[str, int]) -> ScoresBack:
    rows, loose, tokens = [], [], set()
    for at, row in enumerate(grid[head + 1 :], head + 2):
        cells = {key: row[place].strip() if place < len(row) else "" for key, place in columns.items()}
        marked = _MARKED.fullmatch(cells.get("mark", ""))
        if marked is None:
            if cells.get("value") or cells.get("why"):
                loose.append(at)
            continue
        tokens.add(marked[1])
        value, outside = cells.get("value", ""), cells.get("applies", "").lower() in _YES
        if value == APPLIES:
            value, outside = "", True
        rows.append(
            ScoreSaid(
                code=marked[2], item=marked[3], row=at, value=value, applies=not outside, sample=cells.get("sample", ""),
                why=cells.get("why", ""),
            )
        )  # fmt: skip
    lacks = tuple(name for key, name in (("value", "评分"), ("why", WHY)) if key not in columns)
    return ScoresBack(token=tokens.pop() if len(tokens) == 1 else "", rows=tuple(rows), lacks=lacks, loose=tuple(loose))
