"""Units in 发文排序."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from zhiheng.core.values.lexicons import ProtocolUnit

_ELSE = "*"


def default_order(rows: Sequence[ProtocolUnit]) -> tuple[str, ...]:
    """The usual order, as `in_protocol_order` takes it: a place each, its spellings joined by |."""
    return tuple("|".join((row.name, *row.also)) for row in rows)


def in_protocol_order(names: Sequence[str], order: Sequence[str]) -> list[str]:
    """The names sorted; those of one place keep their order among themselves.

    An entry of `order` is a full name or the end of one (市场监管局), spellings joined by |; the longest that
    fits decides; "*" in a spelling stands for any words. What nothing fits stands at the entry "*", or last.
    """
    places = {ending: place for place, entry in enumerate(order) for ending in entry.split("|")}
    longest = max(map(len, places), default=0)
    unknown = places.pop(_ELSE, len(order))
    globs = {glob: place for glob, place in places.items() if "*" in glob}

    def place(name: str) -> int:
        for glob in globs:
            if fnmatchcase(name, glob):
                return globs[glob]
        endings = (name[start:] for start in range(max(0, len(name) - longest), len(name)))
        return next((places[ending] for ending in endings if ending in places), unknown)

    return sorted(names, key=place)
