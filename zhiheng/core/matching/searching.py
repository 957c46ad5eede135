"""Many names made ready for asking which of them may be a given one."""

from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from zhiheng.core.matching.resembling import Firm, Resemblance, resemblance, sound_key

Id = TypeVar("Id", bound=Hashable)
TOO_COMMON = 2_000
"""Firms that share two characters of their brands; more tell nothing, and the whole brand and its sound still do."""


class Suggestion(NamedTuple, Generic[Id]):
    """One record that may be of the same firm."""

    id: Id
    resemblance: Resemblance


class FirmIndex(Generic[Id]):
    """Firms by what their brands share: the brand, its sound, and any two characters in a row."""

    def __init__(self, firms: Iterable[tuple[Id, Firm]]) -> None:
        self._firms: list[tuple[Id, Firm]] = []
        self._blocks: dict[str, list[int]] = {}
        for id, firm in firms:
            self.add(id, firm)

    def add(self, id: Id, firm: Firm) -> None:
        """One firm more."""
        place = len(self._firms)
        self._firms.append((id, firm))
        for block in _blocks(firm.name.brand):
            self._blocks.setdefault(block, []).append(place)

    def suggestions(self, firm: Firm, *, but: Id | None = None, limit: int = 10) -> list[Suggestion[Id]]:
        """The firms that may be the given one, the likeliest first."""
        places: set[int] = set()
        for block in _blocks(firm.name.brand):
            found = self._blocks.get(block, ())
            if len(found) <= TOO_COMMON or block[0] != "2":
                places.update(found)
        best: dict[Id, Resemblance] = {}
        for place in places:
            id, other = self._firms[place]
            if id != but and (seen := resemblance(firm, other)).alike and (id not in best or best[id].score < seen.score):
                best[id] = seen
        ranked = sorted(best.items(), key=lambda item: (-item[1].score, str(item[0])))
        return [Suggestion(id, seen) for id, seen in ranked[:limit]]


def _blocks(brand: str) -> set[str]:
    if not brand:
        return set()
    return {f"={brand}", f"~{sound_key(brand)}", *(f"2{one}{two}" for one, two in pairwise(brand))}
