"""A document of ours that came back from Word or WPS, edited: paragraph by paragraph, figure by figure."""

from typing import Literal

from msgspec import Struct

from zhiheng.core.values.papers import Line, Printed

State = Literal["same", "changed", "added", "removed"]
FigureState = Literal["kept", "found", "moved", "changed", "lost"]


class Spot(Struct, frozen=True, order=True):
    """A line of a `Paper`: the part, the number of its block there, row and column in a table (−1 elsewhere)."""

    part: Literal["blocks", "appended"]
    block: int
    row: int = -1
    column: int = -1


class Stretch(Struct, frozen=True):
    """Words that stand in both versions, or in one of them."""

    kind: Literal["same", "added", "removed"]
    text: str


class FigureBack(Struct, frozen=True, kw_only=True):
    """A figure of ours in the file that came back.

    Shape: kept: in its bookmark; found: its bookmark is gone, it stands where it stood; moved: it stands in another paragraph;
           changed: a hand wrote `text` in its place; lost: it is gone. `start:end` is its place in the new line.
    """

    printed: Printed
    state: FigureState
    text: str = ""
    start: int = 0
    end: int = 0


class Passage(Struct, frozen=True, kw_only=True):
    """A line of the file beside ours.

    Shape: `spot` is its place in the document; None for what no block prints: masthead, title, signature, and added lines.
           `after` is the spot of the line before an added one. `numbering` is the number that stands before a heading.
           `pending`: revisions in it are neither accepted nor rejected in the file; they are read as accepted; `by` made them.
    """

    state: State
    before: str = ""
    text: str = ""
    spot: Spot | None = None
    after: Spot | None = None
    line: Line = ()
    numbering: str = ""
    stretches: tuple[Stretch, ...] = ()
    figures: tuple[FigureBack, ...] = ()
    pending: bool = False
    by: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


class Returned(Struct, frozen=True, kw_only=True):
    """The whole file beside ours, in its order."""

    passages: tuple[Passage, ...]

    @property
    def edited(self) -> tuple[tuple[int, Passage], ...]:
        """The lines that a person has to decide about, with their numbers."""
        return tuple((at, one) for at, one in enumerate(self.passages) if one.state != "same")

    @property
    def by_hand(self) -> tuple[FigureBack, ...]:
        """The figures that were written over or left out."""
        return tuple(one for passage in self.passages for one in passage.figures if one.state in ("changed", "lost"))
