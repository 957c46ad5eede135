"""How likely Chinese is to go on with a character.

A text counts as words one after another; the likelihood of a character is that of all the words it may be in.
Source: docs/methods/cleaning.md
"""

from collections.abc import Set
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

Open = tuple[float, str, Where]
"""A word that a text may break off in: how likely the way to it is, its beginning, where it stands."""

_NOWHERE = (0.0, 0.0)


class Wording:
    """Likelihood of characters after others in a document, given its text and the province it is about, if one."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self._words, self._begun = common_words(lexicons)
        self._pairs, self._firsts, self._usual = pairs_within(lexicons)
        self._places, self._places_begun = places(lexicons, home_province(text, lexicons))
        self._followers: dict[str, Set[str]] = {}
        self._openings, self._openings_begun = openings(lexicons)
        self._own = own_words(text, self._words)
        self._own_begun = begun(self._own)
        self._known: dict[str, tuple[float, list[Open]]] = {}

    def share(self, before: str, character: str) -> float:
        """The share of `character` among all that may follow `before`."""
        if before[-1:] in FIGURES:
            return FURTHER / len(FIGURES) if character in FIGURES else (1 - FURTHER) * self._share(before, character)
        return self._share(before, character)

    def pair(self, before: str, character: str) -> float:
        """The share of `character` behind one character, roughly."""
        within = self._pairs.get(before)
        begun = self._begun.get(character, UNKNOWN)
        return begun + within[character] / self._firsts[before] if within and character in within else begun

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
        known = self._known.get(before)
        if known is None:
            known = self._known[before] = self._open_words(before)
        mass, open_words = known
        return sum([way * self._beginning(word + character, where) for way, word, where in open_words]) / mass

    def _open_words(self, text: str) -> tuple[float, list[Open]]:
        """How likely a text is, and the words in which it may break off."""
        size = len(text)
        ends = [1.0] + [0.0] * size
        found, mass = [], 0.0
        for at in range(size):
            way = ends[at]
            if not way:
                continue
            where = self._where(text, at)
            for end in range(at + 1, size + 1):
                word = text[at:end]
                beginning = self._beginning(word, where)
                if not beginning:
                    break
                ends[end] += way * self._word(word, where)
            else:
                found.append((way, word, where))
                mass += way * beginning
        found.append((ends[size], "", self._where(text, size)))
        return mass or 1.0, found

    def _word(self, word: str, where: Where) -> float:
        return self._mixed(word, where, self._words, self._own, self._places, self._openings)

    def _beginning(self, word: str, where: Where) -> float:
        return self._mixed(word, where, self._begun, self._own_begun, self._places_begun, self._openings_begun)

    def _mixed(
        self, word: str, where: Where, words: Shares, own: Shares, places: Places, openings: Shares
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

    def _where(self, text: str, at: int) -> Where:
        """What stands before: a place's name and 、, a place's name in a list, the end of a sentence, or none of them."""
        before = text[at - 1 : at]
        if before in ("。", "\n"):
            return "opening"
        if before == "、":
            for start in range(at - 3, -1, -1):
                if found := self.kind(text[start : at - 1]):
                    return found
        elif (comma := text.rfind("、", 0, at)) >= 0 and self.kind(text[comma + 1 : at]):
            return "listed"
        return None
