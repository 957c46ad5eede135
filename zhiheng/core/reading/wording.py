"""How likely Chinese is to go on with a character.

A text counts as words one after another; the likelihood of a character is that of all the words it may be in.
Source: docs/methods/cleaning.md
"""

from collections.abc import Callable, Iterable, Set
from functools import partial
from heapq import nlargest
from typing import Literal

from zhiheng.core.reading.vocabulary import (
    FIGURES,
    USUAL,
    Places,
    Shares,
    begun,
    common_words,
    home_province,
    openings,
    own_words,
    pairs_within,
    places,
)
from zhiheng.core.values.lexicons import Lexicons

FURTHER = 0.5
"""Share of figures behind a figure."""

FULL, BARE = 0.012, 0.006
"""Shares of names of places: with their kind (文昌市), without it (文昌)."""

ALIKE, UNLIKE = 0.8, 0.02
"""After a place and 、 the shares of a place named alike (with its kind or without it), and unlike."""

GOING_ON = 0.6
"""Share of 、 behind a place in a list."""

UNKNOWN = 1e-8
"""Share of a character that no list has."""

LONGEST = 8
"""Characters that are looked back at."""

OPENING = 0.3
"""Share of the words that open sentences, behind the end of one."""

OWN = 0.4
"""Share of the document's own words among all its words."""

Where = Literal["full", "bare", "listed", "opening"] | None
"""What stands before a word: a place's name and 、, a place's name in a list, the end of a sentence, or none of them."""

_NOWHERE = (0.0, 0.0)


class Known(dict[str, float]):
    """Shares of words or of beginnings, each worked out when first asked for."""

    def __init__(self, share: Callable[[str], float]) -> None:
        super().__init__()
        self._work_out = share

    def __missing__(self, word: str) -> float:
        share = self[word] = self._work_out(word)
        return share


Open = tuple[float, str, Known, Known]
"""A word that a text may break off in: how likely the way to it is, its beginning, the shares of words and of
beginnings there."""

OpenWords = tuple[list[Open], float]
"""The words that a text may break off in, and how likely the text is."""


class Wording:
    """Likelihood of characters after others in a document, given its text and the province it is about, if one."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self._words, self._begun = common_words(lexicons)
        self._pairs, self._firsts, self._usual = pairs_within(lexicons)
        self._places, self._places_begun = places(lexicons, home_province(text, lexicons))
        self._followers: dict[str, Set[str]] = {}
        self._openings, self._openings_begun = openings(lexicons)
        self._own = own_words(text, self._words, self._begun)
        self._own_begun = begun(self._own)
        self._there: dict[Where, tuple[Known, Known]] = {}
        self._known: dict[str, OpenWords] = {"": ([(1.0, "", *self._shares(None))], 1.0)}

    def share(self, before: str, character: str) -> float:
        """The share of `character` among all that may follow `before`."""
        if before[-1:] in FIGURES:
            return FURTHER / len(FIGURES) if character in FIGURES else (1 - FURTHER) * self._share(before, character)
        return self._share(before, character)

    def pairs(self, before: str, characters: Iterable[str]) -> list[float]:
        """The share of each character behind one character, roughly."""
        begun, within = self._begun, self._pairs.get(before)
        if not within:
            return [begun.get(character, UNKNOWN) for character in characters]
        first = self._firsts[before]
        return [begun.get(character, UNKNOWN) + within.get(character, 0.0) / first for character in characters]

    def known_after(self, before: str) -> Set[str]:
        """Characters that follow one character within words, and those that begin the commonest words."""
        known = self._followers.get(before)
        if known is None:
            pairs = self._pairs.get(before, {})
            known = self._followers[before] = self._usual.union(nlargest(USUAL, pairs, key=lambda after: pairs[after]))
        return known

    def kind(self, word: str) -> Literal["full", "bare"] | None:
        """Whether a word is a place's name with its kind (full), without it (bare); None for no place."""
        full, bare = self._places.get(word, (0.0, 0.0))
        return ("full" if full > bare else "bare") if full or bare else None

    def _share(self, before: str, character: str) -> float:
        open_words, mass = self._open_words(before)
        return sum([way * beginnings[word + character] for way, word, _, beginnings in open_words]) / mass

    def _open_words(self, text: str) -> OpenWords:
        """The words in which a text may break off, and how likely it is."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._went_on(text)
        return known

    def _went_on(self, text: str) -> OpenWords:
        """The same, worked out from those of the text without its last character."""
        found: list[Open] = []
        mass = ended = 0.0
        last = text[-1]
        for way, opened, words, beginnings in self._open_words(text[:-1])[0]:
            word = opened + last
            beginning = beginnings[word]
            if beginning and way:
                found.append((way, word, words, beginnings))
                mass += way * beginning
                ended += way * words[word]
        found.append((ended, "", *self._shares(self._where(text))))
        return found, mass or 1.0

    def _shares(self, where: Where) -> tuple[Known, Known]:
        """The shares of words that stand there, and of what begins so."""
        there = self._there.get(where)
        if there is None:
            there = self._there[where] = (
                Known(partial(self._mixed, where, self._words, self._own, self._places, self._openings)),
                Known(partial(self._mixed, where, self._begun, self._own_begun, self._places_begun, self._openings_begun)),
            )
        return there

    def _mixed(
        self, where: Where, words: Shares, own: Shares, places: Places, openings: Shares, word: str
    ) -> float:
        """The share of a word, or of a beginning, among common words, the document's own, places and openings."""
        common = words.get(word)
        if common is not None:
            common += OWN * (own.get(word, 0.0) - common)
        else:
            common = (1 - OWN) * UNKNOWN if len(word) == 1 else 0.0
        if where == "opening":
            return (1 - OPENING) * common + OPENING * openings.get(word, 0.0)
        if where == "listed":
            return (1 - GOING_ON) * common + (GOING_ON if word == "、" else 0.0)
        full, bare = places.get(word, _NOWHERE)
        if where is None:
            return (1 - FULL - BARE) * common + FULL * full + BARE * bare
        alike, unlike = (full, bare) if where == "full" else (bare, full)
        return (1 - ALIKE - UNLIKE) * common + ALIKE * alike + UNLIKE * unlike

    def _where(self, text: str) -> Where:
        """What stands before: a place's name and 、, a place's name in a list, the end of a sentence, or none of them."""
        before = text[-1:]
        if before in ("。", "\n"):
            return "opening"
        if before == "、":
            for start in range(len(text) - 3, -1, -1):
                if found := self.kind(text[start:-1]):
                    return found
        elif "、" in text and self.kind(text[text.rindex("、") + 1 :]):
            return "listed"
        return None
