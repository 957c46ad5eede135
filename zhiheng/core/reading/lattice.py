"""What the bytes were where a mirroring site broke characters apart.

An annotation or comma put between the two bytes of a character makes the decoder swallow a byte: a `?`.
This goes through the seen text byte by byte and keeps every original that could have become it.
Source: docs/methods/cleaning.md
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from math import inf, log
from typing import NamedTuple

from zhiheng.core.reading.gbk import ANY_LEAD, Character, bytes_of, character_of, forms, made_of
from zhiheng.core.reading.likelihood import Likelihood
from zhiheng.core.reading.mirror import LETTERS, readings
from zhiheng.core.reading.simplifying import single

BEAM = (60, 24, 16, 12, 8, 8, 8)
"""Ways kept at a place, by how many characters vanished in them."""

GUESSED = 3
"""How many times as many are weighed, of those that look likely at a glance."""

MARGIN = 11.0
"""Log probability by which a way may lie behind the best at its place before it is given up."""

TRIED, FAINT = 80, 1e-4
"""Characters that are tried where many fit, and how likely beside the likeliest they must be."""

BEHIND = 9.0
"""Log probability by which a way with vanished characters may lie behind the best without, to be looked for."""

ROUGH = 4.0
"""Log probability by which what is likely at a glance may be wrong."""

NEAR = 6.0
"""Log probability by which a way may lie behind the best for private characters to be looked for in it."""

FEW = 4
"""Ways in which they are looked for at a place."""

VANISHING = 6
"""Private characters that may have vanished in one stretch."""

TOGETHER = 2
"""Private characters that may have vanished at one place."""

REACH = 16
"""Characters after the last swallowed byte within which the bytes must meet their characters again."""

CONTEXT = 8
"""Characters before and after a stretch that are weighed with it."""

MARKS = {",": "，", "、": "、", "。": "。", ";": "；", "?": "？", "，": "，", "；": "；", "？": "？"}
"""Marks before which the site put commas, by how they are seen."""

STOPS = frozenset("，、。；：")
"""Marks of which no two stand together."""

LOST = "?"
"""Stands for a figure that was swallowed: which one, the bytes do not tell."""

SWALLOWABLE = "\n ().%-"
"""Characters of one byte, but figures, that a broken character may have swallowed."""

ANNOTATION = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
ANNOTATION_BEFORE = re.compile(rf"\([{LETTERS}]{{1,6}}\)$")
HALF_ANNOTATION = re.compile(rf"\?([{LETTERS}]{{1,6}})\)")

Bytes = frozenset[int]
Tried = dict[tuple[str, Bytes, Bytes, str | None], list[tuple[float, Character]]]
"""What was tried in a document before: characters by what is before them, their bytes and their reading."""

_NONE: Bytes = frozenset()
_PRIVATE: tuple[tuple[Bytes, Bytes], ...] = (
    (frozenset([*range(0xAA, 0xB0), *range(0xF8, 0xFF)]), frozenset(range(0xA1, 0xFF))),
    (frozenset(range(0xA1, 0xA8)), frozenset(range(0x40, 0xA1)) - {0x7F}),
)
"""First and second bytes of private characters."""


class Way(NamedTuple):
    """One original up to a place of the seen text."""

    score: float
    out: str
    plain: str  # the context and `out`, simplified
    pending: Bytes  # what the first byte of a broken character can be; empty between characters
    vanished: int = 0
    guess: float = 0.0  # what of the score is but guessed: that of the last character


class Stretch(NamedTuple):
    """A damaged stretch of a seen text, [start:end), and the originals found for it with their log probability."""

    start: int
    end: int
    ways: dict[str, float]


class Lattice:
    """All ways through one damaged stretch of a text."""

    def __init__(self, text: str, start: int, last: int, likelihood: Likelihood, tried: Tried) -> None:
        self._text = text
        self._start, self._last = start, last
        self._likelihood = likelihood
        self._tried = tried

    def stretch(self) -> Stretch | None:
        """The stretch up to where the bytes of every way meet their characters again; None where none does."""
        plainest = self._through(0, -inf)
        floor = max(plainest.ways.values()) - BEHIND if plainest else -inf
        return self._through(VANISHING, floor)

    def _through(self, vanishing: int, floor: float) -> Stretch | None:
        """The stretch by the ways with so many vanished characters that do not fall below a log probability."""
        self._vanishing, self._floor = vanishing, floor
        context = plainly(self._text[max(0, self._start - 4 * CONTEXT) : self._start])[-CONTEXT:]
        agenda: dict[int, dict[tuple[str, Bytes], Way]] = {}
        _keep(agenda, self._start, [Way(0.0, "", context, _NONE)])
        while agenda:
            at = min(agenda)
            ways = self._with_vanished(self._best(agenda.pop(at).values()))
            if self._is_end(at, ways) and not agenda:
                return Stretch(self._start, at, found) if (found := _met(ways)) else None
            for end, new in self._steps(at, ways):
                _keep(agenda, end, new)
        return None

    def _is_end(self, at: int, ways: list[Way]) -> bool:
        """Whether the stretch ends here: bytes and characters have met, or will not."""
        if at > self._last and not any(way.pending for way in ways):
            return not ANNOTATION.match(self._text, at)
        return self._text[at : at + 1] in ("\n", "") or at > self._last + REACH

    def _with_vanished(self, ways: list[Way]) -> list[Way]:
        """Ways to one place, and what they become where private characters vanished before the next token."""
        found, new = list(ways), ways
        for _ in range(min(TOGETHER, self._vanishing)):
            near = [way for way in new if way.pending and way.vanished < self._vanishing and way.score > new[0].score - NEAR]
            new = self._best(further for way in near[:FEW] for further in self._over_vanished(way))
            found += new
        return found

    def _over_vanished(self, way: Way) -> Iterator[Way]:
        """A private pair that the decoder dropped stood here: it ends one character and begins the next."""
        for leads, trails in _PRIVATE:
            yield from self._completed(way, leads, trails, vanished=way.vanished + 1)

    def _steps(self, at: int, ways: list[Way]) -> Iterator[tuple[int, Iterable[Way]]]:
        """Every way on over the next token of the seen text, by the place behind it."""
        text = self._text
        shown = text[at]
        if annotation := ANNOTATION.match(text, at):
            yield annotation.end(), ways
            return
        if shown == "?" and (half := HALF_ANNOTATION.match(text, at)):
            yield half.end(), (new for way in ways for new in self._over_half_annotation(half[1], way))
        elif shown == "?" and text[at + 1 : at + 2] in MARKS:
            yield at + 1, (new for way in ways for new in self._over_comma(way))
        elif shown == "?":
            yield at + 1, (new for way in ways for new in self._over_one_byte(way))
        if shown == "," and text[at + 1 : at + 2] in MARKS:
            yield at + 1, ways
        yield at + 1, self._over_shown(MARKS.get(shown, shown), ways)

    def _over_half_annotation(self, reading: str, way: Way) -> Iterator[Way]:
        """The swallowed byte completes, with the byte before it, a listed character of that reading."""
        if way.pending:
            yield from self._completed(way, ANY_LEAD, reading=reading)
            return
        last = bytes_of(way.out[-1] if way.out else self._text[before(self._text, self._start)])
        fits = _leads_read(last[1:], reading) if last and len(last) == 2 else _NONE
        if fits:
            yield Way(way.score, way.out, way.plain, fits, way.vanished)

    def _over_comma(self, way: Way) -> Iterator[Way]:
        """A first byte was swallowed with the comma put behind it."""
        if way.pending:
            yield from self._completed(way, ANY_LEAD)
        else:
            yield Way(way.score, way.out, way.plain, ANY_LEAD, way.vanished)

    def _over_one_byte(self, way: Way) -> Iterator[Way]:
        """A character of one byte was swallowed: a figure, not told which, a line's end or a mark."""
        if not way.pending:
            return
        for score, out, plain, _, vanished, _ in map(self._weighed, islice(self._completed(way, ANY_LEAD), FEW)):
            *guesses, figure = map(log, self._likelihood.at_a_glance(plain[-1], SWALLOWABLE + "0"))
            for one, guess in zip(SWALLOWABLE, guesses, strict=True):
                yield Way(score + guess, out + one, plain + one, _NONE, vanished, guess)
            yield Way(score + figure + log(10), out + LOST, plain + "0", _NONE, vanished, figure)

    def _over_shown(self, shown: str, ways: list[Way]) -> Iterator[Way]:
        """The bytes of a character as seen, whichever characters they belonged to."""
        raw = bytes_of(shown)
        if raw is None:
            return
        plain = single(shown)
        pairs = [(frozenset(pair[:1]), frozenset(pair[1:])) for pair in {raw, _unfolded(raw)}]
        guess = log(self._likelihood.at_a_glance("", plain)[0])
        for way in ways:
            if way.pending:
                for trails, rest in pairs:
                    yield from self._completed(way, trails, rest)
            elif plain not in STOPS or way.plain[-1:] not in STOPS:
                yield Way(way.score + guess, way.out + shown, way.plain + plain, _NONE, way.vanished, guess)

    def _completed(
        self, way: Way, trails: Bytes, rest: Bytes = _NONE, reading: str | None = None, vanished: int | None = None
    ) -> Iterator[Way]:
        """The broken character of a way ends in one of such bytes, and `rest` begins the next."""
        stopped = way.plain[-1:] in STOPS
        gone = way.vanished if vanished is None else vanished
        for guess, (character, plain) in self._likeliest(way.plain[-1:], way.pending, trails, reading):
            if not (stopped and plain in STOPS):
                yield Way(way.score + guess, way.out + character, way.plain + plain, rest, gone, guess)

    def _likeliest(self, before: str, leads: Bytes, trails: Bytes, reading: str | None) -> list[tuple[float, Character]]:
        """Characters of such bytes, the likelier ones where many fit, with their log probability at a glance."""
        key = before, leads, trails, reading
        known = self._tried.get(key)
        if known is None:
            fitting: Sequence[Character]
            if reading:
                fitting = [one for one in made_of(leads, trails) if one[0] != one[1] and reading in readings(one[0])]
            elif min(len(leads), len(trails)) == 1:
                fitting = made_of(leads, trails)
            else:
                fitting = self._known(before, leads, trails)
            rates = self._likelihood.at_a_glance(before, [plain for _, plain in fitting])
            rated = sorted(zip(rates, fitting, strict=True), reverse=True)[:TRIED]
            known = self._tried[key] = [(log(rate), one) for rate, one in rated if rate > FAINT * rated[0][0]]
        return known

    def _best(self, ways: Iterable[Way]) -> list[Way]:
        """The likeliest ways to one place, without those too far behind to matter, for each number vanished."""
        by_number: dict[int, list[Way]] = {}
        for way in ways:
            if way.score > self._floor - ROUGH:
                by_number.setdefault(way.vanished, []).append(way)
        kept = []
        for vanished, some in by_number.items():
            likely = sorted(some, reverse=True)[: GUESSED * BEAM[vanished]]
            kept += sorted(map(self._weighed, likely), reverse=True)[: BEAM[vanished]]
        kept.sort(reverse=True)
        least = max(self._floor, kept[0].score - MARGIN) if kept else 0.0
        return [way for way in kept if way.score > least]

    def _weighed(self, way: Way) -> Way:
        """The way with its last character's likelihood no longer guessed."""
        if not way.guess:
            return way
        step = self._likelihood.last_step(way.plain)
        return Way(way.score - way.guess + step, way.out, way.plain, way.pending, way.vanished)

    def _known(self, before: str, leads: Bytes, trails: Bytes) -> list[Character]:
        """Characters of such bytes that are known to follow `before`; where both bytes are open there are too many others."""
        of = forms()
        return [
            (character, plain)
            for plain in self._likelihood.known_after(before)
            for lead, trail, character in of.get(plain, ())
            if lead in leads and trail in trails
        ]


def before(text: str, start: int) -> int:
    """Where the last character before a place stands, its annotation passed over; the place itself at a text's start."""
    annotation = ANNOTATION_BEFORE.search(text, max(0, start - 9), start)
    return max(0, (annotation.start() if annotation else start) - 1)


def as_shown(seen: str) -> str:
    """A seen text without annotations and commas before marks."""
    bare = re.sub(r",(?=[,，、。;；?])", "", ANNOTATION.sub("", seen))
    return "".join([MARKS.get(character, character) for character in bare])


def plainly(seen: str) -> str:
    """The same, simplified."""
    return "".join(map(single, as_shown(seen)))


def _keep(agenda: dict[int, dict[tuple[str, Bytes], Way]], at: int, new: Iterable[Way]) -> None:
    """Of ways to one place that are alike the likeliest is kept."""
    ways = agenda.setdefault(at, {})
    for way in new:
        key = way[1], way[3]
        known = ways.get(key)
        if known is None or known[0] < way[0]:
            ways[key] = way


def _met(ways: list[Way]) -> dict[str, float]:
    """The originals whose bytes have met their characters, with their log probability."""
    return {way.out: way.score for way in ways if way.out and not way.pending}


def _unfolded(raw: bytes) -> bytes:
    """The bytes of a full-width letter that was shown in half width; any others stay themselves."""
    return bytes([0xA3, raw[0] + 0x80]) if len(raw) == 1 and 0x20 < raw[0] < 0x7F else raw


@cache
def _leads_read(last: bytes, reading: str) -> Bytes:
    """First bytes that are, behind a byte before them, a listed character of the reading."""
    return frozenset(
        lead
        for lead in ANY_LEAD
        if (listed := character_of(last + bytes([lead]))) and single(listed) != listed and reading in readings(listed)
    )
