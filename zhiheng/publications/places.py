"""Where each line of a document stands in its text: what is found in the text is shown at its block."""

from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.values.papers import Block, Grid, Paper, Picture, Printed, lines_of, text_of
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.papers import text


class Place(NamedTuple):
    """A stretch of one line: the number of its block (−1: the title), its row and column in a table, offsets in the line."""

    block: int
    row: int = -1
    column: int = -1
    start: int = 0
    end: int = 0

    @property
    def line(self) -> tuple[int, int, int]:
        """The line alone."""
        return self[:3]

    def stretch(self, start: int, end: int) -> "Place":
        """A stretch of the same line."""
        return self._replace(start=start, end=end)


class Placed(NamedTuple):
    """A line with its offsets in the text, and the figures that stand in it, each with offsets in the line."""

    place: Place
    start: int
    end: int
    figures: tuple[tuple[int, int, Printed], ...]


class Laid(NamedTuple):
    """The text of a document without its charts, which nobody words, and the lines of which it is made, in their order."""

    text: str
    lines: tuple[Placed, ...]

    def at(self, start: int, end: int) -> Place | None:
        """The line in which a stretch of the text begins; None where it is of no block (masthead, signature, foot)."""
        found = next((one for one in self.lines if one.start <= start < max(one.end, one.start + 1)), None)
        return found and found.place.stretch(start - found.start, min(end, found.end) - found.start)


def laid(paper: Paper) -> Laid:
    """The text of a document, and where its lines stand in it."""
    said = text(replace(paper, blocks=_without_charts(paper.blocks), appended=_without_charts(paper.appended)))
    title = printable(paper.title)
    at = said.find(title)
    found = [Placed(Place(-1), at, at + len(title), ())]
    at += len(title)
    for number, block in enumerate((*paper.blocks, *paper.appended)):
        columns = len(block.columns) if isinstance(block, Grid) else 0
        for count, line in enumerate(lines_of(block)):
            row, column = divmod(count, columns) if columns else (-1, -1)
            words = printable(text_of(line))
            words = " ".join(words.split()) if columns else words
            start = said.find(words, at)
            if start < 0:  # a line that the text prints otherwise: nothing is shown at it
                continue
            found.append(Placed(Place(number, row, column), start, start + len(words), _figures(line)))
            at = start + len(words)
    return Laid(said, tuple(found))


def _without_charts(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(one for one in blocks if not isinstance(one, Picture))


def _figures(line: tuple) -> tuple[tuple[int, int, Printed], ...]:  # type: ignore[type-arg]
    found, at = [], 0
    for one in line:
        if isinstance(one, Printed):
            found.append((at, at + len(one.text), one))
        at += len(one.text)
    return tuple(found)
