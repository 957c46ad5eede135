"""From evidence of doubt to confidence: the share of items like this one that were right."""

from collections.abc import Iterable
from math import prod

from zhiheng.core.extracting.words import Words

_LEAST, _MOST = 0.05, 0.99


class Weights:
    """The factors of `confidence.csv`, ready for asking."""

    def __init__(self, words: Words) -> None:
        self._rows = {row.key: row for row in words.lexicons.confidence}

    def weigh(self, kind: str, doubts: Iterable[str]) -> tuple[float, list[str]]:
        """The confidence of an item of a kind, and why a person should look.

        The share of its kind that is right, times one factor of at most 1 for each doubt: another doubt never raises it.
        Doubts that the file does not hold for the kind weigh nothing.
        """
        found = [row for doubt in doubts if (row := self._rows.get(f"{kind}:{doubt}"))]
        sure = self._rows[kind].factor * prod(row.factor for row in found)
        return round(max(_LEAST, min(_MOST, sure)), 2), [row.flag for row in found if row.flag]
