"""Duties out of 分工表: one task a row that names units."""

from collections.abc import Iterator

from zhiheng.core.extracting.assignments import Assigner
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.tables.grids import Cell
from zhiheng.core.extracting.tables.heads import UNIT_FIELDS, Column, Head
from zhiheng.core.extracting.tables.naming import Assigned, CellUnits, is_nothing
from zhiheng.core.extracting.tables.rows import Line
from zhiheng.core.extracting.tables.times import time_of
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import Deadline, Task

UNSURE = "列名把握不足，请核对各列"
_SURE, _LESS_SURE = 0.95, 0.7


class Duties:
    """Reads rows of duties; compiled for one set of words."""

    def __init__(self, assigner: Assigner) -> None:
        self.units = CellUnits(assigner)

    def task(
        self, cleaned: Cleaned, deadlines: Deadlines, head: Head, line: Line, section: str | None, leads_first: bool
    ) -> Task | None:
        """The duty of one row, None where the row names no unit or nothing to do."""
        text = _duty(head, line)
        named = [(head.columns[k], line.places[k], k) for k in head.places(*UNIT_FIELDS)]
        named_cells = [(column, cell, k) for column, cell, k in named if cell is not None and not is_nothing(line.text(k))]
        if not text or not named_cells:
            return None
        assigned = Assigned()
        by_order = leads_first and not head.places("lead")
        for column, cell, k in sorted(named_cells, key=lambda held: held[0].field != "lead"):
            self.units.add(assigned, _with_text(cell, line.text(k)), column.field, by_order)
        if not assigned.lead and not assigned.responsible:
            return None
        start, end = _span([(cell, k) for _, cell, k in named_cells], line)
        columns = [head.columns[k] for k in head.places("task", "measure", *UNIT_FIELDS, "deadline")]
        return Task(
            section=section,
            quote=cleaned.raw[start:end],
            start=start,
            end=end,
            confidence=_SURE if all(column.sure for column in columns) else _LESS_SURE,
            flags=list(_flags(assigned, columns)),
            text=text,
            lead_units=assigned.lead,
            responsible_units=assigned.responsible,
            open_ended=assigned.is_open,
            lead_explicit=bool(assigned.lead),
            deadline=due(head, line, deadlines),
        )


def due(head: Head, line: Line, deadlines: Deadlines) -> Deadline | None:
    """The time that a row gives in a column of times."""
    said = next((text for k in head.places("deadline") if (text := line.text(k)) and not is_nothing(text)), None)
    return time_of(said, deadlines) if said else None


def _duty(head: Head, line: Line) -> str:
    """What is to be done: the task, and after a colon what a column beside it says of how."""
    tasks = [text for k in head.places("task") if (text := line.text(k)) and not is_nothing(text)]
    measures = [text for k in head.places("measure") if (text := line.text(k)) and not is_nothing(text)]
    if not head.places("task", "measure"):
        tasks = [text for k in head.places("name")[-1:] if (text := line.text(k))]
    parts = [closed("，".join(dict.fromkeys(held))) for held in (tasks, measures) if held]
    return "：".join(parts)


def closed(text: str) -> str:
    """A cell's words without the blanks of its line ends and without a full stop at the end."""
    words = text.split(" ")
    joined = words[0]
    for word in words[1:]:
        latin = joined[-1:].isascii() and word[:1].isascii()
        joined += (" " if latin else "") + word
    return joined.rstrip("。；")


def _with_text(cell: Cell, text: str) -> Cell:
    return cell if cell.text == text else Cell(start=cell.start, end=cell.end, text=text)


def _span(named: list[tuple[Cell, int]], line: Line) -> tuple[int, int]:
    """From the first cell that names units in this row to the last; merged ones from above only where there is no other."""
    own = [cell for cell, k in named if k in line.own] or [cell for cell, _ in named][-1:]
    rest = [cell for _, k in named for cell in (line.more[k] if line.more else ())]
    return min(cell.start for cell in own), max(cell.end for cell in [*own, *rest])


def _flags(assigned: Assigned, columns: list[Column]) -> Iterator[str]:
    if not assigned.lead:
        yield "未写明牵头单位"
    if assigned.is_open:
        yield "责任单位未列全（等）"
    if not all(column.sure for column in columns):
        yield UNSURE
