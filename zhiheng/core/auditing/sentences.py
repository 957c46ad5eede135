"""Where a text's sentences and clauses begin and end."""

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

_SENTENCE = re.compile(r"[。！？!?\n]|(?<!\d)[；;]|[；;](?!\d)")
_CLAUSE = re.compile(r"[。！？!?\n；;，：:（）()\t]|,(?!\d{3}(?!\d))")


_LONGEST = 1000


class Stretch(NamedTuple):
    """A stretch of a text, its stop left out."""

    start: int
    end: int


class Sentences:
    """The sentences and clauses of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences = _cut([0, *(found.end() for found in _SENTENCE.finditer(text)), len(text) + 1])
        self._clauses = _cut([0, *(found.end() for found in _CLAUSE.finditer(text)), len(text) + 1])

    def sentence(self, at: int) -> Stretch:
        """The sentence that a place stands in."""
        return _around(self._sentences, at)

    def clause(self, at: int) -> Stretch:
        """The clause that a place stands in."""
        return _around(self._clauses, at)

    def all(self) -> list[Stretch]:
        """Every sentence, in order."""
        return [Stretch(a, b - 1) for a, b in pairwise(self._sentences) if b - 1 > a]


def _cut(starts: list[int]) -> list[int]:
    """The same with long stretches cut: what looks at every pair of numbers of a sentence stays linear in the text."""
    found: list[int] = []
    for start, end in pairwise(starts):
        found += range(start, end, _LONGEST)
    return [*found, starts[-1]]


def _around(starts: list[int], at: int) -> Stretch:
    number = bisect_right(starts, at)
    return Stretch(starts[number - 1], starts[number] - 1)
