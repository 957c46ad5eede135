"""Duties and targets that stand in tables: 分工表 and 指标表, whatever the order of their columns.

Enters: `Cleaned` with the cells of the file, or lines of text that are cells. Leaves: `Tabled`, with the spans that
are read so that they are not read as prose again. Open `heads.py` first: it says what a column holds.
"""

import re
from bisect import bisect_right
from typing import TypeVar

from msgspec import Struct, field, structs

from zhiheng.core.extracting.assignments import Assigner
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.tables.duties import Duties, due
from zhiheng.core.extracting.tables.flattened import Flattened
from zhiheng.core.extracting.tables.goals import NO_TIME, Goals
from zhiheng.core.extracting.tables.grids import Grid, grids_of, overlaps
from zhiheng.core.extracting.tables.heads import UNIT_FIELDS, Head, Heads, leads_first
from zhiheng.core.extracting.tables.lines import grids_in_text
from zhiheng.core.extracting.tables.rows import lines_of
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import Deadline, Item, QualitativeTarget, Statistic, Target, Task

__all__ = ["Tabled", "Tables", "apart_from", "in_rows"]

AnyItem = TypeVar("AnyItem", bound=Item)

_UNIT_SAID = re.compile(r"(?:计量)?单位[：:]\s*([^\s，；）)]{1,6})[）)]?\s*$", re.MULTILINE)
_PROMISING = ("plan", "scheme")
_AROUND = 300  # characters before a table in which its title and unit stand
_AFTER = 200  # and after it, its notes


class Sentences(Struct, frozen=True):
    """What a cell says in sentences, and by when by another cell of its row."""

    text: str
    by: Deadline | None


class Tabled(Struct, kw_only=True):
    """What the tables of a document give.

    Shape: `spans` of the raw text, in order: the tables that were read; `prose` the cells in them that hold
           sentences, each with the time its row gives: figures and rules in them are for the reader of prose.
    """

    tasks: list[Task] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    worded: list[QualitativeTarget] = field(default_factory=list)
    statistics: list[Statistic] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    prose: dict[tuple[int, int], Sentences] = field(default_factory=dict)
    flattened: list[tuple[int, int]] = field(default_factory=list)  # of the cleaned text, read cell by cell


class Tables:
    """Reads tables; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.heads, self.goals, self.duties = Heads(words), Goals(words), Duties(words.once(Assigner))
        self.flattened = Flattened(words, self.heads, self.goals)

    def read(self, layout: Layout, deadlines: Deadlines) -> Tabled:
        """Every table with a head that is understood, in order."""
        cleaned, found = layout.folded.cleaned, Tabled()
        grids = list(grids_of(cleaned))
        held = sorted((grid.start, grid.end) for grid in grids)
        grids += grids_in_text(cleaned, held, self.heads.is_head)
        before: tuple[Grid, Head] | None = None
        for grid in sorted(grids, key=lambda grid: grid.start):
            head = self.heads.head(grid, deadlines.issued, cleaned.meta.doc_type in _PROMISING)
            if head is None and before and _continues(cleaned, before[0], grid):
                head = Head(before[1].columns, 0, before[1].leads_first, before[1].unit)
            before = (grid, head) if head else None
            if head and (head.is_of_duties or head.is_of_goals):
                self._add(found, layout, deadlines, grid, head)
        found.spans.sort()
        taken = [cleaned.slice_of(*span) for span in found.spans]
        targets, statistics, found.flattened = self.flattened.items(layout, taken)
        found.targets += targets
        found.statistics += statistics
        return found

    def _add(self, found: Tabled, layout: Layout, deadlines: Deadlines, grid: Grid, head: Head) -> None:
        cleaned = layout.folded.cleaned
        around = cleaned.raw[max(0, grid.start - _AROUND) : grid.start] + cleaned.raw[grid.end : grid.end + _AFTER]
        notes = "\n".join(cells[0].text for row in grid.rows[head.rows :] if len(cells := row.cells()) == 1)
        by_order = head.leads_first or leads_first(around) or leads_first(notes)
        above = layout.section_of_cleaned(cleaned.slice_of(grid.start, grid.start)[0])
        units = list(_UNIT_SAID.finditer(cleaned.raw, max(0, grid.start - _AROUND), grid.start))
        unit = units[-1][1] if units else None
        read = False
        for line in lines_of(grid, head):
            section = "/".join(part for part in (above, line.group) if part) or None
            if head.is_of_goals:
                items = self.goals.items(cleaned, deadlines, head, line, section, unit)
                found.targets += items.targets
                found.worded += items.worded
                found.statistics += items.statistics
                read = read or bool(items.targets or items.worded or items.statistics)
            if head.places(*UNIT_FIELDS):
                task = self.duties.task(cleaned, deadlines, head, line, section, by_order)
                found.tasks += [task] if task else []
                read = read or bool(task)
            by = due(head, line, deadlines)
            for k in head.places("task", "measure", "aim"):
                cell = line.places[k]
                if cell:
                    found.prose.setdefault((cell.start, cell.end), Sentences(cell.text.replace(" ", ""), by))
        if read:
            found.spans.append((grid.start, grid.end))


def _continues(cleaned: Cleaned, before: Grid, grid: Grid) -> bool:
    """Whether a table without a head goes on from the one before: as wide, and nothing between but page furniture."""
    return before.width == grid.width and len(cleaned.raw[before.end : grid.start].strip()) <= 6


def in_rows(targets: list[Target], tabled: Tabled) -> list[Target]:
    """The targets found in prose, those of a cell with the time of their row unless the cell gives one itself."""
    cells = sorted(tabled.prose)
    kept = apart_from(targets, tabled, in_cells=True)
    for target in kept if tabled.spans else ():
        k = bisect_right(cells, (target.start, target.end))
        if not k or target.start >= cells[k - 1][1]:
            continue
        cell, said = tabled.prose[cells[k - 1]], target.deadline
        if cell.by and (said is None or not said.text or said.text not in cell.text):
            target.deadline = structs.replace(cell.by, inherited=True)
            target.flags = [flag for flag in target.flags if flag != NO_TIME]
    return kept


def apart_from(items: list[AnyItem], tabled: Tabled, in_cells: bool = False) -> list[AnyItem]:
    """The items found in prose that no table was read for; with `in_cells` also those that lie within a cell of sentences."""
    if not tabled.spans:
        return items
    cells = sorted(tabled.prose)
    return [
        item
        for item in items
        if not overlaps(tabled.spans, item.start, item.end)
        or (in_cells and (k := bisect_right(cells, (item.start, item.end))) and item.end <= cells[k - 1][1])
    ]
