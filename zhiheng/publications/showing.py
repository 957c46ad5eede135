"""A document as a page shows it: block by block, each figure leading to where it comes from."""

from typing import NamedTuple
from urllib.parse import urlencode

from zhiheng.core.values.papers import Block, Grid, Heading, Line, Paper, Paragraph, Picture, Printed


class Piece(NamedTuple):
    """A stretch of text; `indicator` is "" where it is no figure."""

    text: str
    indicator: str = ""
    query: str = ""  # area and period, as the address of the figure says them
    strong: bool = False


class Cell(NamedTuple):
    """One cell of a table; numbers stand at its right."""

    pieces: list[Piece]
    number: bool = False


class Shown(NamedTuple):
    """One block: a heading with its level, a paragraph, a table with heads and rows, or a picture with its title."""

    kind: str
    pieces: list[Piece] = []
    level: int = 0
    title: str = ""
    note: str = ""
    heads: list[Cell] = []
    rows: list[list[Cell]] = []
    svg: str = ""


def shown_blocks(paper: Paper) -> list[Shown]:
    """The blocks of a document in the order in which they are read."""
    return [shown for block in (*paper.blocks, *paper.appended) if (shown := _shown(block))]


def _shown(block: Block) -> Shown | None:
    match block:
        case Heading():
            return Shown("heading", _pieces(block.inlines), block.level + 1)
        case Paragraph():
            return Shown("paragraph", _pieces(block.inlines))
        case Grid():
            right = [column.align == "right" for column in block.columns]
            heads = [Cell([Piece(column.name)], number) for column, number in zip(block.columns, right, strict=True)]
            rows = [[Cell(_pieces(line), number) for line, number in zip(row, right, strict=True)] for row in block.rows]
            return Shown("table", title=block.title, note=block.note, heads=heads, rows=rows)
        case Picture():
            return Shown("picture", title=block.title, svg=block.svg)
    return None


def _pieces(line: Line) -> list[Piece]:
    return [
        Piece(one.text, one.indicator, urlencode({"area": one.area, "period": one.period}), one.strong)
        if isinstance(one, Printed)
        else Piece(one.text, strong=one.strong)
        for one in line
    ]
