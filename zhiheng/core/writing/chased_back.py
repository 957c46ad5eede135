"""督办反馈, inward: sheets as units send them back, renamed, re-saved, their columns moved."""

import re

from zhiheng.core.values.answering import MatterSaid, SheetBack
from zhiheng.core.writing.chased_out import FILLED, MARK, SHOWN, UNIT_LABEL
from zhiheng.core.writing.grids import Grid, grids_of

_TOP = 30  # rows in which the head stands
_MARKED = re.compile(r"([\w-]+)#(\d{1,18})")
_YES = ("是", "已办结", "办结", "√", "✓", "y", "yes", "完成", "已完成")
_NAMES = {column.name: column.key for column in (*SHOWN, *FILLED)} | {
    "进展": "progress", "办理情况": "progress", "工作进展": "progress", "进展情况": "progress", "问题": "problems",
    "协调事项": "needs", "下步打算": "plan", "下一步打算": "plan", "办结": "done", "佐证材料": "evidence",
}  # fmt: skip


def chased_back(data: bytes, name: str) -> SheetBack | None:
    """What a unit's file says; None: it is no such sheet. Raises: Fault W110: it cannot be read.

    Shape: columns are found by their heads, rows by their hidden marks; a row joined over several counts once.
    """
    for grid in grids_of(data, name).values():
        head = _head(grid)
        if head is not None:
            return _read(grid, *head)
    return None


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(grid[:_TOP]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            plain = re.sub(r"\s", "", cell)
            key = "mark" if plain == MARK or ("标识" in plain and len(plain) < 10) else _NAMES.get(plain, "")
            if key and key not in columns:
                columns[key] = index
        if "no" in columns and ("mark" in columns or "subject" in columns):
            return at, columns
    return None


def _read(grid: Grid, head: int, columns: dict[str, int]) -> SheetBack:
    rows, loose, rounds = [], [], []
    for at, row in enumerate(grid[head + 1 :], head + 1):
        cells = {key: row[index].strip() if index < len(row) else "" for key, index in columns.items()}
        if not any(cells.values()):
            continue
        found = _MARKED.fullmatch(cells.pop("mark", ""))
        if found is None:
            if cells.get("no") or cells.get("progress"):
                loose.append(at + 1)
            continue
        rounds.append(found[1])
        said = {column.key: cells.get(column.key, "") for column in FILLED}
        done = said.pop("done").lower() in _YES
        rows.append(MatterSaid(id=found[2], no=cells.get("no", ""), row=at + 1, done=done, **said))
    needed = ("progress", "done", "evidence")
    lacks = tuple(column.name for column in FILLED if column.key in needed and column.key not in columns)
    unit = next((cell for row in grid[:head] for cell in row if cell.startswith(UNIT_LABEL)), "")
    named = unit.removeprefix(UNIT_LABEL).split()
    known = max(set(rounds), key=rounds.count) if rounds else ""
    return SheetBack(
        round=known if len(set(rounds)) <= 1 else "", unit=named[0] if named else "", rows=tuple(rows), lacks=lacks,
        loose=tuple(loose),
    )  # fmt: skip
