"""The words of Chinese policies and how common each is: common words, names of places, the document's own.

Source: docs/methods/cleaning.md
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache
from heapq import nlargest
from itertools import compress, pairwise
from operator import add

from zhiheng.core.values.areas import stem_of
from zhiheng.core.values.lexicons import Area, Lexicons

STEPS = 2
"""Steps of a word's level to a doubling of how often it was counted."""

MARKS = {
    "，": 0.06, "。": 0.035, "、": 0.045, "；": 0.01, "：": 0.006, "（": 0.008, "）": 0.008, "“": 0.003, "”": 0.003,
    "《": 0.004, "》": 0.004, "？": 0.0002, "！": 0.0002, "·": 0.0002, "—": 0.0005, "…": 0.0001, "％": 0.002,
    "%": 0.004, ".": 0.002, "\n": 0.03,
}  # fmt: skip
"""Shares of marks among the words of a text."""

FIGURES = "0123456789"

FIGURE, LETTER = 0.004, 0.0002
"""The share of each figure, of each letter."""

HOME = 0.7
"""Share of the document's own province among the places that it names."""

USUAL = 100
"""Characters that begin the commonest words, and that follow one within words: so many are tried."""

IN_OTHERS = 0.15
"""Share of a character's places where it is a word of its own."""

ALONE = 0.5
"""How common a word of one character is beside what was counted: policies have fewer than what was counted in."""

Shares = dict[str, float]
Places = dict[str, tuple[float, float]]
"""By name the share among places with their kind, and among those without."""

RARE = 1e-5
"""Share of a place's name as a word, for what follows what within it."""


@cache
def places(lexicons: Lexicons, province: str | None) -> tuple[Places, Places]:
    """Shares of names of places with their kind and without it, and of what begins so, seen from one province."""
    full, bare = (_by_province(names, province) for names in _names(lexicons))
    return _side_by_side(full, bare), _side_by_side(begun(full), begun(bare))


@cache
def openings(lexicons: Lexicons) -> tuple[Shares, Shares]:
    """Shares of words that open sentences, and of what begins so."""
    weights = {row.word: float(row.start) for row in lexicons.heading_cues if row.start > 0}
    total = sum(weights.values())
    words = {word: weight / total for word, weight in weights.items()}
    return words, begun(words)


def own_words(text: str, words: Shares, beginnings: Container[str]) -> Shares:
    """Shares of the common words that stand in a document; one of a single character is mostly part of another."""
    counts: dict[str, float] = dict(_standing(text, words, beginnings, 4))
    for character, count in Counter(text).items():
        if character in words:
            counts[character] = count * IN_OTHERS
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def _side_by_side(full: Shares, bare: Shares) -> Places:
    return {name: (full.get(name, 0.0), bare.get(name, 0.0)) for name in full | bare}


def home_province(text: str, lexicons: Lexicons) -> str | None:
    """The province that most of the places named in a text lie in; None where there is none such."""
    tellers, beginnings = _tellers(lexicons)
    counts: Counter[str] = Counter()
    for name, count in _standing(text, tellers, beginnings, 5):
        counts[tellers[name]] += count
    found = counts.most_common(1)
    return found[0][0] if found and found[0][1] * 2 > counts.total() else None


@cache
def _tellers(lexicons: Lexicons) -> tuple[dict[str, str], frozenset[str]]:
    """Names that only one province has: of areas with their kind, of prefectures and provinces also without.

    With all that a name begins with.
    """
    found: dict[str, set[str]] = {}
    for area in lexicons.areas:
        if area.until is None:
            stem = stem_of(area.name)
            wide = area.code.endswith("00") and len(stem) > 1
            for name in {area.name, _shorter(area, stem), stem if wide else area.name}:
                found.setdefault(name, set()).add(area.code[:2])
    tellers = {name: provinces.pop() for name, provinces in found.items() if len(provinces) == 1}
    return tellers, frozenset(name[:end] for name in tellers for end in range(1, len(name) + 1))


@cache
def common_words(lexicons: Lexicons) -> tuple[Shares, Shares]:
    """Shares of common words and marks, and of all that begin so."""
    counted = {
        word: 2.0 ** (row.level / STEPS) * (ALONE if len(word) == 1 else 1.0)
        for row in lexicons.common_words
        for word in row.words
    }
    signs = MARKS | dict.fromkeys("0123456789", FIGURE)
    signs |= {chr(code): LETTER for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
    rest = (1 - sum(signs.values())) / sum(counted.values())
    words = {word: count * rest for word, count in counted.items()} | signs
    return words, begun(words)


@cache
def pairs_within(lexicons: Lexicons) -> tuple[dict[str, Shares], Shares, frozenset[str]]:
    """Shares of pairs of characters within words and names, those of all characters, and what begins words most."""
    pairs: dict[str, Shares] = {}
    firsts: Shares = {}
    words, begun = common_words(lexicons)
    names = dict.fromkeys((name for name, _ in _names(lexicons)[0]), RARE)
    for word, share in (words | names).items():
        for first, second in pairwise(word):
            after = pairs.setdefault(first, {})
            after[second] = after.get(second, 0.0) + share
        for character in word:
            firsts[character] = firsts.get(character, 0.0) + share
    single = [beginning for beginning in begun if len(beginning) == 1]
    return pairs, firsts, frozenset(nlargest(USUAL, single, key=lambda beginning: begun[beginning]))


def _standing(
    text: str, words: Container[str], beginnings: Container[str], longest: int
) -> Iterator[tuple[str, int]]:
    """The words of two characters up to so many that stand in a text, whatever stands beside them, and how often."""
    runs = list(map(add, text, text[1:]))
    starts = list(range(len(runs)))
    for size in range(2, longest + 1):
        fits = [run in beginnings for run in runs]
        starts = list(compress(starts, fits))
        yield from ((run, often) for run, often in Counter(compress(runs, fits)).items() if run in words)
        runs = [text[at : at + size + 1] for at in starts if at + size < len(text)]


def begun(words: Shares) -> Shares:
    """The shares of all words that begin with the same characters."""
    found: Shares = {}
    for word, share in words.items():
        for end in range(1, len(word) + 1):
            beginning = word[:end]
            found[beginning] = found.get(beginning, 0.0) + share
    return found


@cache
def _names(lexicons: Lexicons) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Names of places of today with their kind, and without it, each with its province."""
    full: dict[tuple[str, str], None] = {}
    bare: dict[tuple[str, str], None] = {}
    for area in lexicons.areas:
        if area.until is None:
            stem, province = stem_of(area.name), area.code[:2]
            full |= dict.fromkeys((name, province) for name in (area.name, _shorter(area, stem)))
            if len(stem) > 1:
                bare[stem, province] = None
    return tuple(full), tuple(bare)


def _shorter(area: Area, stem: str) -> str:
    """白沙县 for 白沙黎族自治县; the name itself where it has no such form."""
    return stem + area.name[-1] if "自治" in area.name and area.name[-1] in "县州" else area.name


def _by_province(names: Iterable[tuple[str, str]], province: str | None) -> Shares:
    """Names with their shares; those of the document's own province together have `HOME`."""
    names = list(names)
    home = sum(of == province for _, of in names)
    own = HOME / home if home else 0.0
    other = (1 - HOME if home else 1.0) / max(1, len(names) - home)
    found: Shares = {}
    for name, of in names:
        found[name] = found.get(name, 0.0) + (own if of == province else other)
    return found
