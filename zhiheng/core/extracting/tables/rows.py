"""The rows of a table's body: which say something of their own, which name a group, which go on from a page before."""

import re
from collections.abc import Iterator

from msgspec import Struct

from zhiheng.core.extracting.tables.grids import Cell, Grid, Row
from zhiheng.core.extracting.tables.heads import Head

_HAN = "[一二三四五六七八九十]{1,3}"
_GROUP = re.compile(rf"(?:{_HAN}[、.．]|（{_HAN}）|第{_HAN}[章节部])")
_NOTE = re.compile(r"(?:注|备注|说明|备　注)[：:]|填表说明")
_SENTENCE_ENDS = "。；！"


class Line(Struct, frozen=True, kw_only=True):
    """One row of the body: its cells by column, which of them begin in it, and the group it stands in."""

    places: tuple[Cell | None, ...]
    own: frozenset[int]
    group: str | None
    more: tuple[tuple[Cell, ...], ...] = ()  # by column: what a page's turn cut off

    def text(self, place: int) -> str:
        """All that stands in a column of this row."""
        cell = self.places[place]
        rest = "".join(cell.text for cell in self.more[place]) if self.more else ""
        return (cell.text if cell else "") + rest


def lines_of(grid: Grid, head: Head) -> Iterator[Line]:
    """The rows under the head, heads printed again, notes and rows of one cell for a group left out."""
    group: str | None = None
    lines: list[Line] = []
    heads = {_texts(row) for row in grid.rows[: head.rows]}
    categories = head.places("category")
    carried: dict[int, Cell] = {}
    page: int | None = None
    cut = False  # by a page's turn, until a row begins with a number or a duty of its own
    for row in grid.rows[head.rows :]:
        cells = row.cells()
        if not cells or _texts(row) in heads or _NOTE.match(cells[0].text):
            continue
        if _is_group(row, cells, grid.width):
            group, carried = cells[0].text, {}
            continue
        turned = page is not None and cells[0].page is not None and cells[0].page != page
        page = cells[0].page
        cut = (cut or turned) and not any(row.places[place] for place in head.places("number", "task"))
        if turned and lines and _goes_on(row, lines[-1], head):
            lines[-1] = _longer(lines[-1], row, grid.width)
            continue
        places = list(row.places)
        for place in categories:
            carried.update({place: cell} if (cell := places[place]) else {})
            places[place] = places[place] or carried.get(place)
        if lines and (turned or cut or not grid.spanned):
            _carry_duty(places, row, lines[-1], head, turned)
        named = [cell.text for place in categories if (cell := places[place])]
        lines.append(Line(places=tuple(places), own=row.own, group="/".join([*([group] if group else []), *named]) or None))
    return iter(lines)


def _is_group(row: Row, cells: list[Cell], width: int) -> bool:
    """Whether a row is one cell that names a group of rows below it."""
    first = cells[0]
    alone = len(cells) == 1 and len(set(filter(None, row.places))) == 1
    return alone and (2 * first.across > max(width, 2) or bool(_GROUP.match(first.text)))


def _carry_duty(places: list[Cell | None], row: Row, above: Line, head: Head, turned: bool) -> None:
    """An empty cell of the duty goes on from above, and after a page's turn those of units and time that were merged."""
    numbers = head.places("number")
    new = any(row.places[place] for place in numbers) and any(row.places[place] for place in head.places("task"))
    for place in head.places("task"):
        places[place] = places[place] or (None if new else above.places[place])
    if not head.places("task"):
        for place in head.places("measure"):
            places[place] = places[place] or above.places[place]
    if turned and not new:
        for place in head.places("lead", "responsible", "assigned", "deadline"):
            cell = above.places[place]
            if cell is not None and cell.down > 1:
                places[place] = places[place] or cell


def _goes_on(row: Row, above: Line, head: Head) -> bool:
    """Whether a page's first row is the rest of the row before: no number, and words that were broken off."""
    numbers = head.places("number")
    if not numbers or any(row.places[place] for place in numbers):
        return False
    filled = [k for k in row.own if above.text(k)]
    broken = [k for k in filled if above.text(k)[-1] not in _SENTENCE_ENDS]
    units = [k for k in head.places("lead", "responsible", "assigned") if k in row.own]
    return len(filled) == len(row.own) and (len(broken) > len(filled) // 2 or not units) and bool(filled)


def _longer(line: Line, row: Row, width: int) -> Line:
    more = list(line.more or ((),) * width)
    for place in row.own:
        cell = row.places[place]
        if cell is not None:
            more[place] = (*more[place], cell)
    return Line(places=line.places, own=line.own, group=line.group, more=tuple(more))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text.replace(" ", "") for cell in row.cells())
