"""Characters that a mirroring site broke apart, put together again or proposed to a person."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from math import exp, log
from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned, Edit, Proposal
from zhiheng.core.reading.gbk import bytes_of, character_of
from zhiheng.core.reading.lattice import (
    ANNOTATION,
    CONTEXT,
    HALF_ANNOTATION,
    Lattice,
    Stretch,
    Tried,
    as_shown,
    before,
    plainly,
)
from zhiheng.core.reading.likelihood import Likelihood
from zhiheng.core.reading.mirror import DOUBLED, ENOUGH, LETTERS, MARK, annotations, plain_guess, readings
from zhiheng.core.reading.showing import shown_share
from zhiheng.core.reading.simplifying import simplify, single
from zhiheng.core.values.lexicons import Lexicons

SURE = 0.99
"""Share of the likeliest original from which it is put in without asking."""

MOST = 100
"""Stretches of one document that are gone through; a text broken more often is beyond repair."""

LONGEST = 80
"""Characters from which a damaged stretch is too long to go through."""

WIDTH = 16
"""Characters that two swallowed bytes of one stretch may stand apart."""

TAIL = 4
"""Characters after the last swallowed byte that may be wrong too."""

CHECKED = 20
"""Originals, likeliest first, that are damaged again to see whether they show as they must."""

FURTHER = 4
"""Characters behind a stretch whose likelihood after the original is weighed."""

PROPOSED = 9

UNTHOUGHT = log(0.005)
ANY = log(1 / 500)
"""Log probability that the original is none of those found, and of each of its characters."""

CAUTION = 0.9
"""What the odds between two originals are raised to: likelihoods learnt from words are surer than they should be."""

BESIDE = 20
"""Seen characters before a mended place that are learnt from with it."""

RULE = "lattice"
SWALLOWED = re.compile(rf"\?(?=[{LETTERS}]{{1,6}}\)|[,、。;?，；？])")


class Original(NamedTuple):
    """One text that could have become the damaged one, and how likely it is among all that could."""

    text: str
    share: float


class Place(NamedTuple):
    """A damaged stretch of the text, and its possible originals, likeliest first."""

    start: int
    end: int
    originals: tuple[Original, ...]


def mended(body: Aligned, lexicons: Lexicons) -> Aligned:
    """The text with broken characters restored where one original is sure; the others are proposed.

    Only a text that a machine annotated can have been broken so; any other is left as it is.
    """
    if "?" not in body.text or len(annotations(body.text)) < ENOUGH:
        return body
    places = _places(body.text, lexicons)
    body.propose([_proposal(place, lexicons) for place in places if not _is_sure(place)])
    return body.edited([_edit(place) for place in places if _is_sure(place)])


def _places(text: str, lexicons: Lexicons) -> list[Place]:
    """All places of a text where bytes were swallowed and originals can be found; the sure ones help with the others."""
    windows = list(islice(_windows(text), MOST))
    if not windows:
        return []
    first = Mending(text, lexicons, [])
    places = {window: place for window in windows if (place := first.place(*window))}
    sure = [place for place in places.values() if _is_sure(place)]
    if 0 < len(sure) < len(places):
        second = Mending(text, lexicons, sure)
        again = {window: second.place(*window) for window, place in places.items() if not _is_sure(place)}
        places |= {window: place for window, place in again.items() if place}
    return _apart(places[window] for window in windows if window in places)


def _apart(places: Iterable[Place]) -> list[Place]:
    """The places without those that begin within one before."""
    found: list[Place] = []
    for place in places:
        if not found or place.start >= found[-1].end:
            found.append(place)
    return found


class Mending:
    """What is known of a damaged text: how it goes on, which characters the site annotates, how often it puts commas."""

    def __init__(self, text: str, lexicons: Lexicons, mended: list[Place]) -> None:
        self._text = text
        self._tried: Tried = {}
        self._listed = {match[1]: match[2] for match in annotations(text)}
        put_in = len(DOUBLED.findall(text))
        self._commas = (put_in + 0.5) / (len(MARK.findall(text)) - put_in + 1)
        learnt = [text[max(0, place.start - BESIDE) : place.start] + place.originals[0].text for place in mended]
        known = "\n".join([_undamaged(text), *learnt])
        self._likelihood = Likelihood(simplify(plain_guess(known), lexicons), lexicons)

    def place(self, start: int, last: int) -> Place | None:
        """The place with these first and last swallowed bytes, and what it can have been; None where nothing is found."""
        if last - start > LONGEST:
            return None
        stretch = Lattice(self._text, start, last, self._likelihood, self._tried).stretch()
        return stretch and self._weighed(stretch)

    def _weighed(self, stretch: Stretch) -> Place | None:
        """The originals by their share; None where the text as seen is the likeliest or none shows so."""
        after = plainly(self._text[stretch.end : stretch.end + 4 * CONTEXT]).split("\n")[0][:CONTEXT]
        ahead = plainly(self._text[max(0, stretch.start - 4 * CONTEXT) : stretch.start])[-CONTEXT:]
        checked: dict[str, float] = {}
        likeliest = 0.0
        for out, score in sorted(stretch.ways.items(), key=lambda way: -way[1]):
            share = self._shown_share(stretch, out)
            if share:
                whole = ahead + "".join(map(single, out))
                further = self._likelihood.of(whole, after[:FURTHER]) - self._likelihood.mixed(whole + after)
                checked[out] = score + log(share) + further
                likeliest = max(likeliest, share)
                if len(checked) == CHECKED:
                    break
        if not checked:
            return None
        if max(checked, key=lambda out: checked[out]) == as_shown(self._text[stretch.start : stretch.end]):
            return None
        return _ranked(stretch, checked, self._likelihood.of(ahead, after[:FURTHER]) + log(likeliest))

    def _shown_share(self, stretch: Stretch, out: str) -> float:
        """The likelihood that an original shows as the stretch is seen, with the characters beside it."""
        text, start, end = self._text, stretch.start, stretch.end
        first = before(text, start)
        annotation = ANNOTATION.match(text, end + 1)
        seen = text[first : annotation.end() if annotation else end + 1]
        whole = text[first : first + 1] * (first < start) + out + text[end : end + 1]
        return shown_share(whole, seen, self._listed | self._newly_listed(whole, seen), self._commas)

    def _newly_listed(self, original: str, seen: str) -> dict[str, str]:
        """Characters that, if they are in the original, the site must have annotated, as the seen text shows."""
        raw = b"".join(bytes_of(character) or b"" for character in original)
        shown = set(HALF_ANNOTATION.findall(seen) + ANNOTATION.findall(seen))
        found = {}
        for at in range(len(raw) - 1):
            character = character_of(raw[at : at + 2])
            if character and single(character) != character and character not in self._listed:
                for reading in readings(character) & shown:
                    found[character] = reading
        return found


def _ranked(stretch: Stretch, scores: dict[str, float], beside: float) -> Place | None:
    """Originals by their share; the likelihood of what stands beside and of the damage is in the scores too."""
    best = max(scores, key=lambda out: scores[out])
    weights = {out: exp(CAUTION * (score - scores[best])) for out, score in scores.items()}
    unthought = UNTHOUGHT + len(best) * ANY + beside - scores[best]
    total = sum(weights.values()) + exp(min(50.0, CAUTION * unthought))
    ranked = sorted(scores, key=lambda out: -scores[out])[:PROPOSED]
    return Place(stretch.start, stretch.end, tuple(Original(out, weights[out] / total) for out in ranked))


def _undamaged(text: str) -> str:
    """A text without its damaged stretches, to learn from what is left."""
    pieces, at = [], 0
    for start, last in _windows(text):
        pieces.append(text[at:start])
        at = last + TAIL
    return "\n".join([*pieces, text[at:]])


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """First and last swallowed byte of each damaged stretch."""
    start = last = -1
    for match in SWALLOWED.finditer(text):
        at = match.start()
        if start >= 0 and at - last <= WIDTH and "\n" not in text[last:at]:
            last = at
            continue
        if start >= 0:
            yield start, last
        start = last = at
        while text[start - 1 : start] == ",":
            start -= 1
    if start >= 0:
        yield start, last


def _is_sure(place: Place) -> bool:
    return place.originals[0].share >= SURE


def _edit(place: Place) -> Edit:
    best = place.originals[0]
    return Edit(place.start, place.end, best.text, RULE, "the likeliest text of these bytes", round(best.share, 4))


def _proposal(place: Place, lexicons: Lexicons) -> Proposal:
    texts = tuple(simplify(original.text, lexicons) for original in place.originals)
    share = round(place.originals[0].share, 4)
    return Proposal(place.start, place.end, texts[0], RULE, "likelier than the others, not sure", share, texts)
