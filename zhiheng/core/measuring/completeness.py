"""The named rule `completeness`: which of the parts that are due are filled."""

from collections.abc import Iterable

from msgspec import Struct


class Completeness(Struct, frozen=True, kw_only=True):
    """How many of the parts due are filled, and which are not, in the order given."""

    filled: int
    due: int
    missing: tuple[str, ...] = ()


def completeness(due: Iterable[str], filled: Iterable[str]) -> Completeness | None:
    """How complete something is: each part due counts once, and what is filled beyond them does not count.

    None:   no part is due: unknown is not complete.
    Source: docs/methods/completeness.md
    """
    parts, there = list(dict.fromkeys(due)), set(filled)
    if not parts:
        return None
    missing = tuple(part for part in parts if part not in there)
    return Completeness(filled=len(parts) - len(missing), due=len(parts), missing=missing)
