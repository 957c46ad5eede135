"""What of a row is printed: cells with their source, groups of rows, tables of them; and what stands in attachments."""

from collections.abc import Sequence

from msgspec.structs import replace

from zhiheng.core.values.facts import Cell, Record, Thing
from zhiheng.core.values.papers import Blank, Block, Grid, Line, NewPage, Words
from zhiheng.core.writing.templates.calling import Each
from zhiheng.core.writing.templates.calls_of_rows import (
    CountRows,
    DaysSince,
    Groups,
    ListTable,
    OfRow,
    OfRows,
    RowCell,
)
from zhiheng.core.writing.templates.cells import digits
from zhiheng.core.writing.templates.finding import Finder, Group, Item, One, head_of
from zhiheng.core.writing.templates.gridding import framed
from zhiheng.core.writing.templates.judging import days_since
from zhiheng.core.writing.templates.printing import factor


class Annex(NewPage, frozen=True, kw_only=True):
    """Where the next attachment begins."""

    name: str


def parted(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...], tuple[Block, ...]]:
    """The blocks of the text, the names of the attachments, and the blocks of these, a new page between two."""
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Annex)), len(blocks))
    names, appended = [], list[Block]()
    for block in blocks[first:]:
        if not isinstance(block, Annex):
            appended.append(block)
            continue
        names.append(block.name)
        appended += [NewPage()] if len(names) > 1 else []
    return tuple(blocks[:first]), tuple(names), tuple(appended)


def said_of(item: Item) -> Line:
    """What a loop stands at, in words."""
    match item:
        case One():
            return (Words(text=item.name, source=item.source),)
        case Record():
            return (Words(text=item.name, source=item.origin()),)
    return (Words(text=item.name),)


def line_of(call: OfRow | OfRows, finder: Finder) -> Line:
    """A cell, the days since one, or how many rows there are. What is empty becomes a blank called like the column."""
    match call:
        case RowCell():
            return _printed(_in_unit(finder.cell(call), call.unit), finder.record(call.of), call.column, finder.head(call))
        case DaysSince():
            days = days_since(call, finder)
            said = Cell() if days is None else Cell(text=str(days))
            return _printed(said, finder.record(call.of), "", finder.head(call))
        case CountRows():
            return (Words(text=str(len(finder.records(call.list, call.of))), source=finder.record("").origin()),)
    raise ValueError(f"nothing to print: {call}")


def _printed(cell: Cell, record: Record, column: str, head: str) -> Line:
    return (Words(text=cell.text, source=record.origin(column, head)),) if cell.text else (Blank(name=head),)


def _in_unit(cell: Cell, unit: str) -> Cell:
    """The cell in another unit of its kind, exactly."""
    by = factor(cell.unit, unit) if unit else None
    return Cell(text=f"{digits(cell.number / by)}{unit}") if by and cell.number is not None else cell


def values_of(call: OfRow, finder: Finder) -> tuple[One, ...]:
    """The values of a cell that may have many."""
    record, head = finder.record(call.of), finder.head(call)
    parts = finder.cell(call).parts
    return tuple(One(str(at), part, record.origin(call.column, head)) for at, part in enumerate(parts))


def groups_of(call: Groups, finder: Finder) -> tuple[Group, ...]:
    """The rows of a list by what they say in a column."""
    found: dict[str, list[Record]] = {}
    for one in finder.records(call.list, call.of):
        found.setdefault(one.cells.get(call.by, Cell()).text, []).append(one)
    order = finder.given.things[call.list].codes.get(call.by, ())
    names = sorted(found, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(Group(name, name or "未分类", tuple(found[name])) for name in names)


def grid_of_list(call: ListTable, finder: Finder) -> Grid:
    """The rows of a list as a table, each cell with its source."""
    thing, of = finder.given.things[call.list], call.of if isinstance(call.of, Each) else ""
    records = finder.records(call.list, of)
    heads = [head_of(thing, column) for column in call.columns]
    cells = [tuple(_cell(one, thing, column) for column in call.columns) for one in records]
    if call.numbered:
        heads = ["序号", *heads]
        cells = [((Words(text=str(at)),), *row) for at, row in enumerate(cells, start=1)]
    note = "；".join(said for said in (call.note, "" if records else "没有记录") if said)
    first: list[str] = ["center"] if call.numbered else []
    grid = framed(call, heads, cells, first, "left", note)  # type: ignore[arg-type]
    habit = [None, *map(thing.columns.get, call.columns)] if call.numbered else [*map(thing.columns.get, call.columns)]
    columns = (
        replace(column, width=own.width, align=own.align) if own else column
        for column, own in zip(grid.columns, habit, strict=True)
    )
    return replace(grid, columns=tuple(columns))


def _cell(record: Record, thing: Thing, column: str) -> Line:
    text = record.cells.get(column, Cell()).text
    return (Words(text=text, source=record.origin(column, head_of(thing, column))),) if text else ()


