"""Numbers of files in a box: 1.1.1-1, 1.1.1-2, in the order of the pieces asked, then by date."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Numbered(NamedTuple):
    """One file under one item: which of the pieces it is, when it is dated, the number it has."""

    use: int
    piece: str
    dated_on: date | None
    position: int


def renumbered(uses: Iterable[Numbered], pieces: Sequence[str]) -> dict[int, int]:
    """The position of each use of one item, from 1 without gaps: the same for the same files, whatever came first.

    Shape: pieces in the order in which they are asked, what is of none last; by date, undated last; then as numbered before.
    """
    order = {piece: place for place, piece in enumerate(pieces)}

    def key(one: Numbered) -> tuple[int, str, date, int, int]:
        return order.get(one.piece, len(order)), one.piece, one.dated_on or date.max, one.position, one.use

    return {one.use: place for place, one in enumerate(sorted(uses, key=key), 1)}
