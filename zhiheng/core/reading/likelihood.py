"""How likely one character follows others in a document: by the document itself, by words and names of places."""

import re
from collections import Counter
from collections.abc import Set
from itertools import pairwise
from math import log

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
        self._after_one = _followers(text, 1)
        self._after_two = _followers(text, 2)
        self._steps: dict[tuple[str, str], float] = {}

    def step(self, before: str, character: str) -> float:
        """Log probability of `character` after `before`, the characters that precede it."""
        before = before[-LONGEST:]
        known = self._steps.get((before, character))
        if known is None:
            known = self._steps[before, character] = log(self._share(before, character))
        return known

    def at_a_glance(self, before: str, character: str) -> float:
        """How likely `character` follows the one character `before`, roughly: for choosing which to look at."""
        after = self._after_one.get(before)
        own = after[0].get(character, 0) / after[1] if after else 0.0
        return own + self._wording.pair(before, character)

    def known_after(self, before: str) -> Set[str]:
        """Characters known to follow the one character `before`, and those that often begin a word."""
        own = self._after_one.get(before)
        return self._wording.known_after(before) | (own[0].keys() if own else set())

    def of(self, before: str, text: str) -> float:
        """Log probability of a text after the characters that precede it."""
        whole = before + text
        first = len(before)
        return sum(self.step(whole[max(0, at - LONGEST) : at], whole[at]) for at in range(first, len(whole)))

    def mixed(self, text: str) -> float:
        """What it costs that lists in a text name one place with its kind and the next without it (文昌市、白沙)."""
        kinds = [self._wording.kind(part) for part in re.split(r"[，。；：、（）\n]", text)]
        return MIXED * sum({"full", "bare"} == {one, other} for one, other in pairwise(kinds))

    def _share(self, before: str, character: str) -> float:
        share = self._wording.share(before, character)
        for followers, size, caution in ((self._after_one, 1, CAUTION_ONE), (self._after_two, 2, CAUTION_TWO)):
            after = followers.get(before[-size:])
            if after is not None:
                counts, total = after
                kinds = caution * len(counts)
                share = (counts.get(character, 0) + kinds * share) / (total + kinds)
        return share


def _followers(text: str, size: int) -> dict[str, tuple[dict[str, int], int]]:
    """How often each character follows each run of so many characters, and how many follow it."""
    found: dict[str, dict[str, int]] = {}
    for run, count in Counter(map("".join, zip(*(text[at:] for at in range(size + 1)), strict=False))).items():
        found.setdefault(run[:-1], {})[run[-1]] = count
    return {run: (counts, sum(counts.values())) for run, counts in found.items()}
