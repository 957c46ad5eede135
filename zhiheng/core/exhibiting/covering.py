"""Which pieces are there and which are missing: items by pieces."""

from collections.abc import Mapping, Sequence

from zhiheng.core.values.exhibits import Covered, Holding, Piece
from zhiheng.core.values.schemes import Item, Scheme


def covered(scheme: Scheme, group: str, held: Mapping[tuple[str, str], Sequence[Holding]]) -> tuple[Covered, ...]:
    """Every item that asks evidence of a group, or has some, in the order of the scheme; `held` by (item, piece)."""
    there = {item for item, _ in held}
    return tuple(
        Covered(item=item.id, name=item.name, lead=item.lead, pieces=_pieces(item, held))
        for item in scheme.items
        if (item.evidence and item.asked_of(group)) or item.id in there
    )


def _pieces(item: Item, held: Mapping[tuple[str, str], Sequence[Holding]]) -> tuple[Piece, ...]:
    asked = [Piece(name=piece, held=tuple(held.get((item.id, piece), ()))) for piece in item.evidence]
    others = [one for (of, piece), ones in held.items() if of == item.id and piece not in item.evidence for one in ones]
    return (*asked, *([Piece(name="", held=tuple(others))] if others else ()))
