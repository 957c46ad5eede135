"""Tables of a document that is filled already, read as the form they were: each number a place, with what stands in it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Block
from zhiheng.core.values.filling import CellKind, Form, Grid, GridCell

_ABOVE = 3  # lines over a table that may speak of it
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
NUMBER = re.compile(
    r"\s*(?P<sign>[-+－＋])?(?P<digits>[\d０-９]{1,3}(?:[,，][\d０-９]{3})+(?:[.．][\d０-９]+)?|[\d０-９]+(?:[.．][\d０-９]+)?)"
    r"\s*(?P<unit>[^\d０-９\s（）()～~—-]{0,6})\s*"
)
_TIME = re.compile(r"\s*[\d０-９]{1,4}\s*(?:年|月|季度|日)")  # 2025年上半年 is a head


class Filled(NamedTuple):
    """The form that a document's tables were, and the cell of each place by its address."""

    form: Form
    cells: Mapping[str, Block]


def filled_form(cleaned: Cleaned) -> Filled:
    """The tables of a document as a form, the cells that hold a number alone as places to fill."""
    tables: dict[int, list[Block]] = {}
    for cell in cleaned.cells:
        if cell.table is not None:
            tables.setdefault(cell.table, []).append(cell)
    places: dict[str, Block] = {}
    grids = [_grid(cleaned.raw, f"表{number + 1}", cells, places) for number, cells in sorted(tables.items())]
    return Filled(Form(name="", grids=tuple(grids)), places)


def _grid(raw: str, name: str, cells: Sequence[Block], places: dict[str, Block]) -> Grid:
    height = max((cell.row or 0) + cell.down for cell in cells)
    width = max((cell.column or 0) + cell.across for cell in cells)
    rows = [[GridCell(address=f"{name}!{row},{column}", owner=(row, column)) for column in range(width)] for row in range(height)]
    years = _bare_years(raw, cells)
    for cell in cells:
        own = cell.row or 0, cell.column or 0
        for row in range(own[0], own[0] + cell.down):
            for column in range(own[1], own[1] + cell.across):
                address = f"{name}!{row},{column}"
                if (row, column) != own:
                    rows[row][column] = GridCell(address=address, kind="part", owner=own)
                    continue
                text = years.get(cell.start) or raw[cell.start : cell.end]
                number = bool(NUMBER.fullmatch(text)) and not _TIME.match(text)
                if number:
                    places[address] = cell
                kind: CellKind = "blank" if number or not text.strip() else "text"
                rows[row][column] = GridCell(address=address, text="" if number else text, kind=kind, owner=own)
    return Grid(name=name, rows=tuple(map(tuple, rows)), above=_above(raw, min(cell.start for cell in cells)))


def _bare_years(raw: str, cells: Sequence[Block]) -> dict[int, str]:
    """Heads that are years without 年, by where they begin: 2023, 2024 side by side, or one below the other, at the edge."""
    said = [(cell, int(found[0])) for cell in cells if (found := _BARE_YEAR.fullmatch(raw[cell.start : cell.end].strip()))]
    lines: dict[tuple[str, int], list[tuple[Block, int]]] = {}
    for cell, year in said:
        for way, line in (("row", cell.row or 0), ("column", cell.column or 0)):
            if line == 0:
                lines.setdefault((way, line), []).append((cell, year))
    heads: dict[int, str] = {}
    for held in lines.values():
        years = sorted(year for _, year in held)
        if len(held) > 1 and years == list(range(years[0], years[0] + len(years))):
            heads |= {cell.start: f"{year}年" for cell, year in held}
    return heads


def _above(raw: str, start: int) -> tuple[str, ...]:
    """The last lines over a table that are short enough to be its title."""
    head = raw[max(0, start - 300) : start]
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    titles: list[str] = []
    for line in reversed(lines[-_ABOVE:]):
        if len(line) > 40 or line.endswith("。"):
            break
        titles.insert(0, line)
    return tuple(titles)
