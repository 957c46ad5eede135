"""The words that a text may end in."""

from collections.abc import Iterable
from itertools import groupby


class Endings:
    """A list of words, asked which of them a text ends in: by its last character, where a pattern would go through it all."""

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted(set(words), key=lambda word: (word[-1], -len(word)))
        self._by_last = {last: tuple(alike) for last, alike in groupby(ordered, key=lambda word: word[-1])}

    def of(self, text: str) -> str:
        """The longest word at the end of a text, "" for none."""
        for word in self._by_last.get(text[-1:], ()):
            if text.endswith(word):
                return word
        return ""
