"""What a person writes into a document of a template: blanks filled in, and paragraphs in own words that keep their figures."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.values.papers import (
    Blank,
    Block,
    Grid,
    Heading,
    Inline,
    Line,
    Paper,
    Paragraph,
    Printed,
    Words,
    lines_of,
)

_BLANK = re.compile(r"(〔[^〔〕]*〕)")
_HOLE = re.compile(r"\{([^{}]*)\}")


class Reworded(NamedTuple):
    """The document in own words; `left` are the shapes of paragraphs that it no longer has."""

    paper: Paper
    left: tuple[str, ...]


def blanks_of(paper: Paper) -> tuple[str, ...]:
    """The names of the places that are still to be filled in, each once, in order."""
    lines = (line for block in (*paper.blocks, *paper.appended) for line in lines_of(block))
    return tuple(dict.fromkeys(one.name for line in lines for one in line if isinstance(one, Blank)))


def filled_in(paper: Paper, answers: Mapping[str, str]) -> Paper:
    """The document with its blanks answered; a blank that is a paragraph takes as many as its answer has lines.

    None: a blank without answer, or with one of spaces, stays.
    """
    typed = {name: [line.strip() for line in answer.splitlines() if line.strip()] for name, answer in answers.items()}
    said = {name: lines for name, lines in typed.items() if lines}
    blocks, appended = (tuple(one for block in part for one in _filled(block, said)) for part in (paper.blocks, paper.appended))
    return replace(paper, blocks=blocks, appended=appended)


def _filled(block: Block, said: Mapping[str, list[str]]) -> Iterator[Block]:
    match block:
        case Paragraph(inlines=(Blank(name=name),)) if name in said:
            yield from (replace(block, inlines=(Words(text=line),)) for line in said[name])
        case Heading() | Paragraph():
            yield replace(block, inlines=_answered(block.inlines, said))
        case _:
            yield block


def _answered(line: Line, said: Mapping[str, list[str]]) -> Line:
    return tuple(
        Words(text="".join(said[one.name]), strong=one.strong) if isinstance(one, Blank) and one.name in said else one
        for one in line
    )


def shape(line: Line) -> str:
    """A paragraph as its template writes it, a hole with its mark for each figure: the same whatever the figures say."""
    return "".join(f"{{{one.mark}}}" if isinstance(one, Printed) else one.text for one in line)


def to_type(line: Line) -> str:
    """A paragraph as a person edits it: each figure stands in braces, bold words between two stars on each side.

    >>> to_type((Words(text="立案"), Printed(text="3宗", mark="m", indicator="i", area="1", period="2025")))
    '立案{3宗}'
    """
    return "".join(_to_type(one) for one in line)


def _to_type(one: Inline) -> str:
    return f"{{{one.text}}}" if isinstance(one, Printed) else f"**{one.text}**" if one.strong else one.text


def typed_shape(typed: str, line: Line) -> tuple[str, tuple[str, ...]]:
    """What was typed over a paragraph, with the marks of its figures, and what stands in braces but is no figure of it.

    Shape: equal figures are taken in their order; one may be left out, none may be added.
    """
    figures: dict[str, list[str]] = {}
    for one in line:
        if isinstance(one, Printed):
            figures.setdefault(one.text, []).append(one.mark)
    strange: list[str] = []

    def marked(hole: re.Match[str]) -> str:
        if marks := figures.get(hole[1].strip()):
            return f"{{{marks.pop(0)}}}"
        strange.append(hole[1])
        return hole[0]

    return _HOLE.sub(marked, " ".join(typed.split())), tuple(strange)


TITLE, START, ADDED, CELL = "\ntitle", "\nstart", "\n+", "\t"


def added_key(anchor: str) -> str:
    """The key of the paragraphs that a person added behind a block, by the key of that (`START` for the beginning)."""
    return f"{anchor}{ADDED}"


def block_key(block: Block) -> str:
    """The key of a block: the shape of a paragraph, the title and columns of a table; "" for what has none."""
    match block:
        case Heading() | Paragraph():
            return shape(block.inlines)
        case Grid():
            return CELL.join(("", block.title, *(one.name for one in block.columns)))
        case _:
            return ""


def cell_key(table: Grid, row: int, column: int) -> str:
    """The key of a cell: that of its table, the shape of its row and its column."""
    return CELL.join((block_key(table), *map(shape, table.rows[row]), str(column)))


def worded_blocks(paper: Paper, own: Mapping[str, str]) -> Iterator[tuple[str, Block]]:
    """The body in own words, each block with the key that its words are kept under; one added has that of `added_key`.

    Shape: a paragraph whose own words are empty is left out. Own words of a cell, of added paragraphs (a line each) and of the
           title have keys that no paragraph has: there are line breaks and tabs in them.
    """
    figures = paper.printed

    def added(anchor: str) -> Iterator[tuple[str, Block]]:
        key = added_key(anchor)
        for words in own.get(key, "").split("\n"):
            if words.strip():
                yield key, Paragraph(inlines=_line(words, figures))

    yield from added(START)
    for block in paper.blocks:
        key = block_key(block)
        match block:
            case Heading() | Paragraph() if key.strip() and key in own:
                if own[key].strip():
                    yield key, replace(block, inlines=_line(own[key], (*block.inlines, *figures)))
            case Grid():
                yield key, _grid(block, own)
            case _:
                yield key, block
        if key:
            yield from added(key)


def _grid(table: Grid, own: Mapping[str, str]) -> Grid:
    rows = tuple(
        tuple(
            _line(own[key], line) if (key := cell_key(table, row, column)) in own else line for column, line in enumerate(cells)
        )
        for row, cells in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _keys_of(paper: Paper) -> Iterator[str]:
    yield from (TITLE, added_key(START))
    for block in paper.blocks:
        if key := block_key(block):
            yield from (key, added_key(key))
        if isinstance(block, Grid):
            yield from (cell_key(block, row, column) for row, cells in enumerate(block.rows) for column in range(len(cells)))


def reworded(paper: Paper, own: Mapping[str, str]) -> Reworded:
    """The document with own words for the paragraphs of those shapes, each figure with its present value; also what was added,
    left out, and written into cells (`worded_blocks`)."""
    known = set(_keys_of(paper))
    blocks = tuple(block for _, block in worded_blocks(paper, own))
    title = own.get(TITLE, "").strip() or paper.title
    return Reworded(replace(paper, title=title, blocks=blocks), tuple(key for key in own if key not in known))


def _line(words: str, line: Line) -> Line:
    figures = {one.mark: one for one in line if isinstance(one, Printed)}
    blanks = {one.text: one for one in line if isinstance(one, Blank)}
    found: list[Inline] = []
    for at, piece in enumerate(_HOLE.split(words)):  # words and marks by turns
        if at % 2 and piece in figures:
            found.append(figures[piece])
        elif piece:
            found += _words(f"{{{piece}}}" if at % 2 else piece, blanks)
    return tuple(found)


def _words(text: str, blanks: Mapping[str, Blank]) -> Iterator[Words | Blank]:
    """Words with those between two stars bold (a figure in them ends the boldness), and the blanks that still stand in them."""
    for at, stretch in enumerate(text.split("**")):
        for piece in _BLANK.split(stretch):
            if piece:
                yield blanks.get(piece) or Words(text=piece, strong=bool(at % 2))
