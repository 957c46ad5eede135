"""How likely one character follows others in a document: by the document itself, by words and names of places."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from math import log
from operator import add

from zhiheng.core.reading.wording import LONGEST, Wording
from zhiheng.core.values.lexicons import Lexicons

CAUTION_ONE, CAUTION_TWO = 4.0, 2.5
"""What each kind of follower weighs for what the document does not have: after one character, after two."""

MIXED = log(30)
"""What it costs where two neighbours in a list of places are not named alike."""


class Likelihood:
    """Log probabilities of simplified characters in a document.

    Witten-Bell interpolation of what follows two characters in the document, what follows one there, and what
    follows in Chinese (`Wording`).
    """

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self._wording = Wording(text, lexicons)
        self._after_one = _Followers(text, text[1:])
        self._after_two = _Followers(map(add, text, text[1:]), text[2:])
        self._steps: dict[str, float] = {}

    def last_step(self, text: str) -> float:
        """Log probability of the last character of a text after those that precede it."""
        run = text[-LONGEST - 1 :]
        known = self._steps.get(run)
        if known is None:
            known = self._steps[run] = log(self._share(run[:-1], run[-1]))
        return known

    def at_a_glance(self, before: str, characters: Sequence[str]) -> list[float]:
        """How likely each character follows the one character `before`, roughly: for choosing which to look at."""
        shares = self._wording.pairs(before, characters)
        after = self._after_one[before]
        if after is None:
            return shares
        own, total = after
        return [own.get(character, 0) / total + share for character, share in zip(characters, shares, strict=True)]

    def known_after(self, before: str) -> Set[str]:
        """Characters known to follow the one character `before`, and those that often begin a word."""
        own = self._after_one[before]
        return self._wording.known_after(before) | (own[0].keys() if own else set())

    def of(self, before: str, text: str) -> float:
        """Log probability of a text after the characters that precede it."""
        whole = before + text
        first = len(before)
        return sum(self.last_step(whole[max(0, at - LONGEST) : at + 1]) for at in range(first, len(whole)))

    def mixed(self, text: str) -> float:
        """What it costs that lists in a text name one place with its kind and the next without it (文昌市、白沙)."""
        kinds = [self._wording.kind(part) for part in re.split(r"[，。；：、（）\n]", text)]
        return MIXED * sum({"full", "bare"} == {one, other} for one, other in pairwise(kinds))

    def _share(self, before: str, character: str) -> float:
        share = self._wording.share(before, character)
        for followers, size, caution in ((self._after_one, 1, CAUTION_ONE), (self._after_two, 2, CAUTION_TWO)):
            after = followers[before[-size:]]
            if after is not None:
                counts, total = after
                kinds = caution * len(counts)
                share = (counts.get(character, 0) + kinds * share) / (total + kinds)
        return share


class _Followers(dict[str, tuple[Counter[str], int] | None]):
    """How often each character follows a run, and how many follow it, counted when first asked for; None after no such run."""

    def __init__(self, runs: Iterable[str], characters: str) -> None:
        super().__init__()
        self._behind: defaultdict[str, str] = defaultdict(str)
        for run, character in zip(runs, characters, strict=False):
            self._behind[run] += character

    def __missing__(self, run: str) -> tuple[Counter[str], int] | None:
        behind = self._behind.get(run)
        found = self[run] = (Counter(behind), len(behind)) if behind else None
        return found
