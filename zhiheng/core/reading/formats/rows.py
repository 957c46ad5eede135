"""Lines of a page put into rows from top to bottom, and the margins the rows keep to."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from zhiheng.core.reading.formats.page import WIDE_GAP, Line, ems

_OPENING = tuple("（《“‘【〔「『([")


class Row(Struct, frozen=True, kw_only=True):
    """Pieces side by side. `page` from 1; `column` from 1 where the page is set in columns, else 0."""

    page: int
    pieces: tuple[Line, ...]
    column: int = 0

    def is_below(self, before: "Row") -> bool:
        """Whether it stands in the same column of the same page."""
        return (self.page, self.column) == (before.page, before.column)

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.pieces[0].box[0]

    @property
    def right(self) -> float:
        """Where its last piece ends."""
        return max(piece.box[2] for piece in self.pieces)

    @property
    def top(self) -> float:
        """The upper edge of its highest piece."""
        return min(piece.box[1] for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The lower edge of its lowest piece."""
        return max(piece.box[3] for piece in self.pieces)

    @property
    def height(self) -> float:
        """The height of its tallest piece."""
        return max(piece.height for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its pieces in one."""
        return "".join(text for text in self.spaced())

    @property
    def is_spread(self) -> bool:
        """Whether it is set in three places or more, as a row of a table is."""
        apart = (b.box[0] - a.box[2] > WIDE_GAP * character(b) for a, b in pairwise(self.pieces))
        return sum(apart) > 1

    def spaced(self) -> list[str]:
        """The text of each piece, a space before it where it stands well apart from the one before."""
        texts = [self.pieces[0].text]
        for before, piece in pairwise(self.pieces):
            apart = piece.box[0] - before.box[2] > WIDE_GAP * character(piece)
            texts.append((" " if apart or _both_latin(before.text, piece.text) else "") + piece.text)
        return texts


_GAP = 1.35


class Frame(Struct, frozen=True, kw_only=True):
    """What the body text of a page keeps to.

    Unit: shares of the page; `character` is the width of a full-width one, `pitch` from row to row.
    """

    left: float
    right: float
    character: float
    pitch: float
    height: float
    indents: bool  # paragraphs begin indented
    gaps: bool  # paragraphs are parted by space

    def parts(self, above: Row, below: Row) -> bool:
        """Whether there is more space between two rows of a page than between rows of one paragraph."""
        wide = _GAP if self.gaps else 1.9
        return below.top - above.top > wide * max(self.pitch, above.height)

    def is_full(self, row: Row, spare: float) -> bool:
        """Whether a row reaches the right margin, but for `spare` characters."""
        return row.right >= self.right - spare * self.character

    def indent(self, row: Row) -> float:
        """How far in a row begins, in characters."""
        return (row.left - self.left) / self.character - _blank(row)

    def is_indented(self, row: Row) -> bool:
        """Whether a row begins as a paragraph does, or farther in."""
        return self.indent(row) > 1.2

    def is_centred(self, row: Row) -> bool:
        """Whether a row is set in the middle: it begins neither at the margin nor two characters in."""
        indent = self.indent(row)
        if indent > 2.6:
            return self.is_in_the_middle(row)
        return 0.35 < indent < 1.5 and row.text[0] > "\u2e80" and self.is_in_the_middle(row, within=0.4)

    def is_in_the_middle(self, row: Row, within: float = 1.5) -> bool:
        """Whether a row's two margins are equal, within characters."""
        off = abs((row.left + row.right) / 2 - (self.left + self.right) / 2)
        return off < within * self.character


def rows_of(page: int, lines: Sequence[Line]) -> list[Row]:
    """Rows from top to bottom, each from left to right."""
    open_rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda held: (held.box[1] + held.box[3]) / 2):
        row = next((held for held in reversed(open_rows[-4:]) if _beside(held, line)), None)
        if row is None:
            open_rows.append([line])
        else:
            row.append(line)
    rows = [
        Row(page=page, pieces=tuple(sorted(pieces, key=lambda held: held.box[0]))) for pieces in open_rows
    ]
    return sorted(rows, key=lambda row: (row.top + row.bottom) / 2)


def frame_of(rows: Sequence[Row], otherwise: Frame | None = None) -> Frame | None:
    """The frame of these rows; `otherwise` where they are too few to tell."""
    body = [row for row in rows if ems(row.text) >= 8]
    if len(body) < 4 and otherwise is not None:
        return otherwise
    if not rows:
        return None
    held = body or list(rows)
    wide = median(character(row.pieces[0]) for row in held)
    left = _common_edge([row.left for row in held], wide, first=True)
    right = _common_edge([row.right for row in held], wide, first=False)
    steps = [b.top - a.top for a, b in pairwise(rows) if b.is_below(a) and b.top > a.top]
    return Frame(
        left=left,
        right=right,
        character=wide,
        pitch=median(steps) if steps else 0.03,
        height=median(row.height for row in held),
        indents=_indents(held, left, right, wide),
        gaps=_gaps(steps),
    )


def _blank(row: Row) -> float:
    """The blank before a row's ink, in characters: the left half of an opening mark."""
    return 0.5 if row.text.startswith(_OPENING) else 0.0


def _gaps(steps: Sequence[float]) -> bool:
    """Whether a good many steps from row to row are wider than most, by much the same space."""
    if not steps:
        return False
    usual = median(steps)
    wide = [step for step in steps if _GAP * usual < step < 4 * usual]
    return len(wide) > max(2, len(steps) // 20) and max(wide) < 1.6 * min(wide)


def _indents(rows: Sequence[Row], left: float, right: float, wide: float) -> bool:
    """Whether paragraphs begin two characters in: more rows do than follow a short row without doing so."""
    by_two = sum(1.3 * wide < row.left - left - _blank(row) * wide < 2.7 * wide for row in rows)
    not_at_all = sum(a.right < right - 4 * wide and b.left < left + 1.2 * wide for a, b in pairwise(rows))
    return by_two > not_at_all


def character(line: Line) -> float:
    """The width of a full-width character of this line."""
    return line.width / max(ems(line.text), 1.0)


def _common_edge(edges: list[float], wide: float, first: bool) -> float:
    """The outermost edge that at least two rows share, within a character; the outermost for a few rows."""
    ordered = sorted(edges, reverse=not first)
    for edge in ordered:
        if sum(abs(other - edge) <= wide for other in ordered) >= max(2, len(ordered) // 12):
            return edge
    return ordered[0]


def _beside(row: list[Line], line: Line) -> bool:
    """Whether `line` stands in this row: at its height, and beside its pieces rather than over them."""
    for piece in row:
        overlap = min(piece.box[3], line.box[3]) - max(piece.box[1], line.box[1])
        if overlap < 0.5 * min(piece.height, line.height):
            return False
        across = min(piece.box[2], line.box[2]) - max(piece.box[0], line.box[0])
        if across > 0.3 * min(piece.width, line.width):
            return False
    return True


def _both_latin(before: str, after: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
