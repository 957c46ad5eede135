"""Which piece of which item a file may serve, by its name, its folder and its title."""

import re
from collections.abc import Sequence

from zhiheng.core.values.exhibits import Suggested
from zhiheng.core.values.schemes import Item, Scheme

_NUMBER = re.compile(r"(?<![\d.])(\d{1,2}(?:[.．]\d{1,2}){1,3})(?![\d.．]*\d)")
_ALIKE = 0.6  # of the pairs of characters of a piece's name that stand in the title
_MOST = 3


def suggestions(name: str, title: str, scheme: Scheme, group: str) -> tuple[Suggested, ...]:
    """At most three, the likeliest first; a number in the name (1.1.1-1 …) decides alone. `name` may hold folders."""
    asked = [item for item in scheme.items if item.asked_of(group)]
    said = f"{name} {title}"
    if numbered := _numbered(name, asked):
        return tuple(
            Suggested(item=item.id, piece=_piece(item, said), why=f"文件名写着{item.id}") for item in numbered[:_MOST]
        )
    found = [
        (share, -place, item, piece)
        for place, item in enumerate(asked)
        for piece in item.evidence
        if (share := _alike(piece, said) + _alike(item.name, said) / 2) >= _ALIKE
    ]
    best = sorted(found, key=lambda one: one[:2], reverse=True)[:_MOST]
    return tuple(Suggested(item=item.id, piece=piece, why=f"题名像“{piece}”") for _, _, item, piece in best)


def _numbered(name: str, asked: Sequence[Item]) -> list[Item]:
    """The items whose numbers stand in the name; of the last part of it that has any."""
    leaves = {item.id: item for item in asked}
    for part in reversed(name.replace("\\", "/").split("/")):
        numbers = dict.fromkeys(number.replace("．", ".") for number in _NUMBER.findall(part))
        if found := [leaves[number] for number in numbers if number in leaves]:
            return found
    return []


def _piece(item: Item, said: str) -> str:
    """The piece of the item that a title is most like; the only one where there is one; "" where nothing tells."""
    if len(item.evidence) < 2:
        return item.evidence[0] if item.evidence else ""
    share, piece = max((_alike(piece, said), piece) for piece in item.evidence)
    return piece if share >= _ALIKE / 2 else ""


def _alike(words: str, said: str) -> float:
    """The share of the pairs of characters of `words` that stand in `said`."""
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return sum(pair in said for pair in pairs) / len(pairs) if pairs else 0.0
