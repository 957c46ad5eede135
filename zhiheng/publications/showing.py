"""A document as a page shows it: the sheets as they print, part by part, each figure leading to where it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from zhiheng.core.values.papers import (
    Blank,
    Block,
    Boxes,
    Grid,
    Heading,
    Line,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Printed,
)
from zhiheng.core.writing.papers.parts import (
    attached_names,
    attachments,
    corner,
    day_in_words,
    document_number,
    foot_of,
    note_of,
    numbered,
    signature,
    to_line,
)
from zhiheng.publications.places import Place

_HEADS = ("", "hei", "kai", "", "")  # the face of headings of each level


class Mark(NamedTuple):
    """What the margin says of a stretch: which note, its tone, and what the figure is now where it has moved."""

    ref: str
    verdict: str
    now: str = ""


class Piece(NamedTuple):
    """A stretch of text. `indicator` is "" where it is no figure, `blank` where nobody has to fill it in; `row` says whence."""

    text: str
    mark: str = ""
    indicator: str = ""
    query: str = ""  # area and period, as the address of the figure says them
    strong: bool = False
    blank: str = ""
    noted: Mark | None = None
    row: str = ""


class Cell(NamedTuple):
    """One cell of a table; numbers stand at its right."""

    pieces: list[Piece]
    number: bool = False


class Shown(NamedTuple):
    """One block and its place in the document: a heading, a paragraph, a table, a picture, boxes to be signed."""

    kind: str
    at: int
    pieces: list[Piece] = []
    look: str = ""
    number: str = ""
    title: str = ""
    note: str = ""
    heads: list[Cell] = []
    rows: list[list[Cell]] = []
    svg: str = ""
    boxes: tuple[str, ...] = ()

    @property
    def worded(self) -> bool:
        """Whether it is text that somebody may put in own words."""
        return self.kind in ("heading", "paragraph")


class Part(NamedTuple):
    """An attachment on pages of its own."""

    label: str
    title: str
    blocks: list[Shown]


class Sheet(NamedTuple):
    """The whole document, from its head to its foot. `head` are the lines under the masthead."""

    style: str
    issuer: str
    corner: tuple[str, ...]
    head: list[str]
    title: list[Piece]
    to: str
    blocks: list[Shown]
    attached: tuple[str, ...]
    names: tuple[str, ...]
    day: str
    note: str
    parts: list[Part]
    foot: list[str]

    @property
    def breadth(self) -> str:
        """How small the masthead has to be set to be one line."""
        return next((f"upto{count}" for count in (8, 11, 15, 20) if len(self.issuer) <= count), "longer")


def sheet_of(paper: Paper, marks: Mapping[Place, Mark] | None = None) -> Sheet:
    """The document as its sheets show it; `marks` say what the margin has to a stretch of it."""
    noted = marks or {}
    names, day = signature(paper)
    foot = foot_of(paper)
    at = len(paper.blocks)
    parts = []
    for part in attachments(paper):
        parts.append(Part(part.label, part.title, list(_shown(part.blocks, at, noted))))
        at += len(part.blocks) + 1  # the new page between two of them
    return Sheet(
        paper.head.style, paper.head.issuer, corner(paper), list(_head(paper)), _cut(paper.title, Place(-1), 0, noted),
        to_line(paper), list(_shown(paper.blocks, 0, noted)), attached_names(paper), names, day, note_of(paper), parts,
        [line for line in (foot.copies, "\u3000\u3000".join(filter(None, foot[1:]))) if line],
    )  # fmt: skip


def _head(paper: Paper) -> Iterator[str]:
    head = paper.head
    if head.style == "plain":
        return
    signer = f"签发人：{head.signer}" if head.signer else ""
    editor = (*paper.signed_by, day_in_words(paper.signed_on)) if head.style == "briefing" else ()
    for line in ((document_number(head.number), signer), (head.issue,), editor):
        if any(line):
            yield "\u3000\u3000".join(filter(None, line))


def _shown(blocks: Sequence[Block], first: int, marks: Mapping[Place, Mark]) -> Iterator[Shown]:
    for at, (block, number) in enumerate(numbered(blocks), first):
        match block:
            case Heading():
                yield Shown("heading", at, _pieces(block.inlines, Place(at), marks), _HEADS[block.level], number)
            case Paragraph():
                yield Shown("paragraph", at, _pieces(block.inlines, Place(at), marks), "" if block.set == "body" else block.set)
            case Grid():
                yield _table(block, at, marks)
            case Picture():
                yield Shown("picture", at, title=block.title, svg=block.svg)
            case Boxes():
                yield Shown("boxes", at, boxes=block.names)
            case NewPage():
                pass


def _table(grid: Grid, at: int, marks: Mapping[Place, Mark]) -> Shown:
    right = [column.align == "right" for column in grid.columns]
    heads = [Cell([Piece(column.name)], number) for column, number in zip(grid.columns, right, strict=True)]
    rows = [
        [
            Cell(_pieces(line, Place(at, row, column), marks), number)
            for column, (line, number) in enumerate(zip(cells, right, strict=False))
        ]
        for row, cells in enumerate(grid.rows)
    ]
    return Shown("table", at, title=grid.title, note=grid.note, heads=heads, rows=rows)


def _pieces(line: Line, place: Place, marks: Mapping[Place, Mark]) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for one in line:
        if isinstance(one, Printed):
            query = urlencode({"area": one.area, "period": one.period})
            noted = marks.get(place.stretch(at, at + len(one.text)))
            found.append(Piece(one.text, one.mark, one.indicator, query, one.strong, noted=noted))
        elif isinstance(one, Blank):
            found.append(Piece(one.text, strong=one.strong, blank=one.name))
        else:
            row = one.source.name if one.source else ""
            found += [piece._replace(row=row) for piece in _cut(one.text, place, at, marks, strong=one.strong)]
        at += len(one.text)
    return found


def _cut(text: str, place: Place, first: int, marks: Mapping[Place, Mark], *, strong: bool = False) -> list[Piece]:
    """Words, cut where a note of the margin begins or ends; a stretch that goes over their end stops there."""
    here = sorted((one.start, one.end, mark) for one, mark in marks.items() if one.line == place.line)
    found, at, end = [], first, first + len(text)
    for start, stop, mark in here:
        start, stop = max(start, at), min(stop, end)
        if start >= stop:
            continue
        if start > at:
            found.append(Piece(text[at - first : start - first], strong=strong))
        found.append(Piece(text[start - first : stop - first], strong=strong, noted=mark))
        at = stop
    if at < end:
        found.append(Piece(text[at - first :], strong=strong))
    return found
