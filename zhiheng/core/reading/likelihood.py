"""How likely one character follows another: by the document itself, by names of places, by common words."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from math import log

from pypinyin.phrases_dict import phrases_dict

from zhiheng.core.reading.regions import stem_of
from zhiheng.core.values.lexicons import Lexicons

PLACE, OPENING, WORD = 0.5, 1.0, 0.05
"""What a pair counts for in a place's name, where a sentence opens, in a common word; 1 in the document."""

USUAL = 400
"""Characters of the document that may stand anywhere."""

MEAN_WORDS = 35.0
"""Words of two to four characters that a common character is in, on average."""

COMMON, UNCOMMON, RARE = 1.0, 0.02, 0.0005
"""Weight of a character that the document does not use: of the first and second GB 2312 level, of none."""

MIXED = log(30)
"""What it costs to write one place of a list in full (文昌市) and the next without its kind (文昌)."""

Pairs = Counter[tuple[str, str]]


class Likelihood:
    """Log probabilities of simplified characters in a document, by Witten-Bell interpolation of pairs."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self._own: Pairs = Counter(pairwise(text))
        self._known, self._known_firsts, self._known_after = _known(lexicons)
        self._kinds = Counter(first for first, _ in self._own)
        self._firsts = Counter(text)
        self._total = len(text) + 4000 * COMMON
        self._usual = {character for character, _ in self._firsts.most_common(USUAL)}
        self._stems = _stems(lexicons)
        self._likely: dict[str, set[str]] = {}
        self._steps: dict[tuple[str, str], float] = {}

    def step(self, before: str, character: str) -> float:
        """Log probability of `character` after `before`."""
        known = self._steps.get((before, character))
        if known is None:
            known = self._steps[before, character] = self._step(before, character)
        return known

    def _step(self, before: str, character: str) -> float:
        alone = (self._firsts[character] + _weight(character)) / self._total
        kinds = self._kinds[before] + 1
        pair = self._own[before, character] + self._known.get((before, character), 0.0)
        return log((pair + kinds * alone) / (self._firsts[before] + self._known_firsts.get(before, 0.0) + kinds))

    def likely_after(self, before: str) -> set[str]:
        """Characters known to follow `before`, and the document's usual ones."""
        known = self._likely.get(before)
        if known is None:
            known = self._likely[before] = self._usual | self._known_after.get(before, set())
        return known

    def names_mixed(self, text: str) -> float:
        """What it costs that a list of places in a text mixes full names with bare ones."""
        mixed = sum(match[1] in self._stems for match in _FULL_THEN_BARE.finditer(text))
        mixed += sum(match[1] in self._stems for match in _BARE_THEN_FULL.finditer(text))
        return MIXED if mixed else 0.0


_FULL_THEN_BARE = re.compile(r"(?<=[市县区]、)([一-鿿]{2,3})(?=、)")
_BARE_THEN_FULL = re.compile(r"(?<![一-鿿])([一-鿿]{2,3})、(?=[一-鿿]{2,3}[市县区](?:、|和|等))")


@cache
def commonness(character: str) -> float:
    """How common a character is in simplified Chinese, by the level of GB 2312 it stands in."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return RARE
    return COMMON if lead < 0xD8 else UNCOMMON


@cache
def _weight(character: str) -> float:
    """What a character counts for before any document: its level, and how many words it is in."""
    words = _words_with()
    return commonness(character) * (words.get(character, 0) + 1) / MEAN_WORDS


@cache
def _words_with() -> dict[str, int]:
    return Counter(character for word in phrases_dict if len(word) <= 4 for character in set(word))


@cache
def _known(lexicons: Lexicons) -> tuple[dict[tuple[str, str], float], dict[str, float], dict[str, set[str]]]:
    """Weights of pairs known before any document, their sums by first character, and what follows each."""
    pairs: dict[tuple[str, str], float] = {}
    openings: Pairs = Counter(("。", row.word[0]) for row in lexicons.heading_cues if row.start > 0)
    for weight, found in (
        (PLACE, _place_pairs(lexicons)),
        (OPENING, openings),
        (WORD, _word_pairs()),
    ):
        for pair, n in found.items():
            pairs[pair] = pairs.get(pair, 0.0) + weight * n
    firsts: dict[str, float] = {}
    after: dict[str, set[str]] = {}
    for (first, second), weight in pairs.items():
        firsts[first] = firsts.get(first, 0.0) + weight
        after.setdefault(first, set()).add(second)
    return pairs, firsts, after


@cache
def _stems(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(stem_of(area.name) for area in lexicons.areas if area.until is None)


def _place_pairs(lexicons: Lexicons) -> Pairs:
    pairs: Pairs = Counter()
    for area in lexicons.areas:
        if area.until is None:
            for name in {area.name, stem_of(area.name)}:
                pairs.update(pairwise(name))
    return pairs


def _word_pairs() -> Pairs:
    pairs: Pairs = Counter()
    for word in phrases_dict:
        if len(word) <= 4:
            pairs.update(pairwise(word))
    return pairs
