"""Evidence 佐证: what a file says of itself, what is doubted, which piece of which item it serves."""

from datetime import date
from typing import Literal

from msgspec import Struct

SealSeen = Literal["yes", "no", "unknown"]
DoubtKind = Literal["undated", "outside", "unsealed", "copied", "redated", "saved-late", "unasked", "unread"]
ELSEWHERE = "原件见"  # the remark of a line whose file lies under another number


class Doubting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what rules files are doubted.

    Shape: `names` are what people call each kind; `sealed` are words in the name of a piece of which a sealed copy is expected.
    Unit:  `saved_late` in days from the date that a file claims.
    """

    names: dict[DoubtKind, str]
    sealed: tuple[str, ...]
    saved_late: int


class Doubt(Struct, frozen=True, kw_only=True):
    """One thing about a file that a person should look at."""

    kind: DoubtKind
    says: str


class Filed(Struct, frozen=True, kw_only=True):
    """One file of a box, as far as doubts go.

    Shape: `words` is the digest of its words without dates, "" where they are not known; `uses` are (item, piece) pairs;
           `trouble` is why it could not be read.
    None:  `dated_on`, `saved_on`: unknown.
    """

    id: int
    name: str
    words: str = ""
    dated_on: date | None = None
    saved_on: date | None = None
    sealed: SealSeen = "unknown"
    uses: tuple[tuple[str, str], ...] = ()
    is_read: bool = True
    trouble: str = ""


class Suggested(Struct, frozen=True, kw_only=True):
    """A piece that a file may serve, and why: for a person to confirm."""

    item: str
    piece: str
    why: str


class Holding(Struct, frozen=True, kw_only=True):
    """One file that serves a piece: its number in the box (1.1.1-1), its title, how many of its doubts are open."""

    exhibit: int
    number: str
    title: str
    open_doubts: int = 0


class Piece(Struct, frozen=True, kw_only=True):
    """One piece that an item asks, and the files there are of it; `name` "" holds the files that are of no piece asked."""

    name: str
    held: tuple[Holding, ...]

    @property
    def state(self) -> Literal["missing", "doubted", "there"]:
        """Missing without a file; doubted where every file has an open doubt."""
        if not self.held:
            return "missing"
        return "doubted" if all(one.open_doubts for one in self.held) else "there"


class Covered(Struct, frozen=True, kw_only=True):
    """One item with its pieces, in the order in which they are asked."""

    item: str
    name: str
    lead: str
    pieces: tuple[Piece, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Pieces asked of which there is no file."""
        return tuple(piece.name for piece in self.pieces if piece.name and not piece.held)


class Listed(Struct, frozen=True, kw_only=True):
    """One line of a 卷内目录. "" is unknown; `remark` says where else a copy lies, or which pages are meant."""

    number: str
    doc_number: str
    issuer: str
    title: str
    day: str
    pages: str
    remark: str = ""


class Bundle(Struct, frozen=True, kw_only=True):
    """One 卷: an item or an aspect with the files that serve it."""

    id: str
    name: str
    lines: tuple[Listed, ...]


class BoxSheets(Struct, frozen=True, kw_only=True):
    """Covers and directories of a box. `period` in words, `made_on` ISO."""

    title: str
    owner: str
    keeper: str
    period: str
    made_on: str
    bundles: tuple[Bundle, ...]
