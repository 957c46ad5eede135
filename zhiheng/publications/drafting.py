"""The text of a template with its figures, and where in it each figure stands."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.figures import Figure
from zhiheng.core.writing.bulletin import render
from zhiheng.definitions.templates import Template
from zhiheng.directory.models import Area
from zhiheng.indicators.queries import Figure as Counted

# Around each figure while the text is written; private-use characters stand in no document of ours.
OPEN, NAMED, CLOSE = "\ue0f0", "\ue0f1", "\ue0f2"
HOLE = re.compile(r'\{\{\s*figure\("([a-z0-9-]+)"\)\s*\}\}')
MARKED = re.compile(f"{OPEN}([a-z0-9-]+){NAMED}(.*?){CLOSE}", re.DOTALL)


class Piece(NamedTuple):
    """A stretch of the text; `indicator` is "" where it is no figure."""

    text: str
    indicator: str = ""


class Draft(NamedTuple):
    """A document before it is issued."""

    template: Template
    area: Area
    period: Period
    pieces: list[Piece]
    counted: dict[str, Counted]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def paragraphs(self) -> list[list[Piece]]:
        return paragraphs(self.pieces)

    @property
    def title(self) -> str:
        return self.text.splitlines()[0]

    @property
    def waiting(self) -> list[Counted]:
        """Figures that cannot go out: without value, or counted from rows with empty cells."""
        return [figure for figure in self.counted.values() if figure.measured.state != "complete"]


def drafted(template: Template, area: Area, period: Period, counted: Mapping[str, Counted]) -> Draft:
    """The document of an area and a period, from figures counted for them."""
    marked = HOLE.sub(lambda hole: f"{OPEN}{hole[1]}{NAMED}{hole[0]}{CLOSE}", template.text)
    figures = {name: _to_print(counted[name]) for name in template.figures}
    words = {"area": area.name, "period": period.name, "until": day_in_words(period.end)}
    text = render(marked, figures, words=words, file=f"templates/{template.id}.md")
    return Draft(template, area, period, _pieces(text), {name: counted[name] for name in template.figures})


def _to_print(figure: Counted) -> Figure:
    value = figure.measured
    return Figure(
        id=figure.indicator.id,
        name=figure.indicator.name,
        value=value.value,
        unit=value.unit,
        decimals=value.decimals,
        reason=figure.why_unknown,
    )


def _pieces(marked: str) -> list[Piece]:
    pieces, at = [], 0
    for found in MARKED.finditer(marked):
        pieces += [Piece(marked[at : found.start()]), Piece(found[2], found[1])]
        at = found.end()
    return [piece for piece in (*pieces, Piece(marked[at:])) if piece.text]


def paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces by paragraph, the title first; empty lines are left out."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        found[-1].append(Piece(first, piece.indicator))
        found += [[Piece(line, piece.indicator)] for line in others]
    kept = ([piece for piece in line if piece.text.strip()] for line in found)
    return [line for line in kept if line]


def cut(text: str, figures: list[dict]) -> list[Piece]:
    """An issued text in the same pieces."""
    pieces, at = [], 0
    for figure in figures:
        pieces += [Piece(text[at : figure["start"]]), Piece(text[figure["start"] : figure["end"]], figure["indicator"])]
        at = figure["end"]
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]
