"""What the bytes were where a mirroring site broke characters apart.

An annotation or comma put between the two bytes of a character makes the decoder swallow a byte: a `?`.
This goes through the seen text byte by byte and keeps every original that could have become it.
Source: docs/methods/reading.md
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from math import exp
from typing import NamedTuple

from zhiheng.core.reading.likelihood import UNCOMMON, Likelihood, commonness
from zhiheng.core.reading.mirror import LETTERS, readings
from zhiheng.core.reading.simplifying import is_only_simplified, single

BEAM = 100
MOST = 300
"""Places of one document that are gone through; a text broken more often is beyond repair."""

LONGEST = 80
"""Characters from which a damaged stretch is too long to go through."""

WIDTH = 16
"""Characters that two swallowed bytes of one place may stand apart."""

REACH = 12
"""Characters after the last swallowed byte within which the bytes must meet their characters again."""

STOPS = set("，、。；：")
"""Marks of which no two stand together."""

PUNCTUATION = set("，、。；：？！（）《》“”〔〕—…·○％")
MARKS = {",": "，", "、": "、", "。": "。", ";": "；", "?": "？", "，": "，", "；": "；", "？": "？"}
MANY = 1000
"""Pairs of open bytes from which only likely characters are tried."""

VANISHED = 0.5
"""What it costs, in log probability, that a private character vanished."""

_NONE: frozenset[int] = frozenset()
_ANY = frozenset(range(0x81, 0xFF))
_PRIVATE = [(lead, frozenset(range(0xA1, 0xFF))) for lead in (*range(0xAA, 0xB0), *range(0xF8, 0xFF))] + [
    (lead, frozenset(range(0x40, 0xA1)) - {0x7F}) for lead in range(0xA1, 0xA8)
]
SWALLOWED = re.compile(rf"\?(?:([{LETTERS}]{{1,6}})\)|(?=[,、。;?，；？]))")
ANNOTATED = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")


class Original(NamedTuple):
    """One text that could have become the damaged one, and how likely it is among all that could."""

    text: str
    share: float


class Place(NamedTuple):
    """A damaged stretch of the text, and its possible originals, likeliest first."""

    start: int
    end: int
    originals: tuple[Original, ...]
    by_checksum: bool  # the readings alone leave one


class _State(NamedTuple):
    at: int
    pending: frozenset[int]  # what the first byte of a broken character can be; empty between characters
    out: str
    last: bytes  # the last original byte that is known, for annotations across characters
    score: float
    vanished: bool


def damaged_places(text: str, likelihood: Likelihood, listed: frozenset[str]) -> list[Place]:
    """All places of a text where bytes were swallowed and originals can be found."""
    found = []
    for start, last in islice(_windows(text), MOST):
        if last - start > LONGEST:
            continue
        place = _solved(text, start, last, likelihood, listed)
        if place is not None:
            found.append(place)
    return found


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
    if start >= 0:
        yield start, last


def _solved(text: str, start: int, last: int, likelihood: Likelihood, listed: frozenset[str]) -> Place | None:
    before = text[start - 1] if start else "\n"
    states = [_State(start, _NONE, "", _tail_byte(before), 0.0, False)]
    ended: dict[int, dict[str, float]] = {}
    context = single(before)
    while states:
        following: dict[tuple[int, frozenset[int], str, bytes, bool], _State] = {}
        for state in states:
            if state.at > last and not state.pending:
                at = _past_annotation(text, state)
                if at is None:
                    continue
                ends = ended.setdefault(at, {})
                ends[state.out] = max(state.score, ends.get(state.out, -1e9))
                continue
            if state.at >= len(text) or text[state.at] == "\n" or state.at > last + REACH:
                continue
            for new in _steps(text, state, context, likelihood):
                key = (new.at, new.pending, new.out, new.last, new.vanished)
                if key not in following or following[key].score < new.score:
                    following[key] = new
        states = sorted(following.values(), key=lambda state: -state.score)[:BEAM]
    return _ranked(text, start, ended, likelihood, listed)


def _past_annotation(text: str, state: _State) -> int | None:
    """The place behind an annotation of the last character; None where one stands that does not read it."""
    annotation = ANNOTATED.match(text, state.at)
    if not annotation:
        return state.at
    return annotation.end() if state.out and annotation[1] in readings(state.out[-1]) else None


def _steps(text: str, state: _State, context: str, likelihood: Likelihood) -> Iterator[_State]:
    """Every way on from a state over the next token of the seen text."""
    token = text[state.at]
    before = single(state.out[-1]) if state.out else context
    if token == "?":
        swallowed = SWALLOWED.match(text, state.at)
        if swallowed and swallowed[1]:
            yield from _annotated(state, swallowed[1], swallowed.end(), before, likelihood)
        elif swallowed:
            for new in _taken(state._replace(at=state.at + 1), _ANY, before, likelihood):
                yield from _over_token(text, new, context, likelihood)
    annotation = ANNOTATED.match(text, state.at)
    if annotation:
        yield state._replace(at=annotation.end())
        return
    if token == "," and text[state.at + 1 : state.at + 2] in MARKS:
        yield state._replace(at=state.at + 1)
    yield from _over_token(text, state, context, likelihood)
    if state.pending and not state.vanished:
        yield from _over_vanished(state, before, likelihood)


def _over_token(text: str, state: _State, context: str, likelihood: Likelihood) -> Iterator[_State]:
    """The bytes of the next token, whichever characters they belonged to."""
    shown = MARKS.get(text[state.at], text[state.at])
    before = single(state.out[-1]) if state.out else context
    raw = _bytes(shown)
    if raw is None:
        return
    if len(raw) == 2 and not state.pending:
        step = likelihood.step(before, single(shown))
        yield _State(state.at + 1, _NONE, state.out + shown, raw[1:], state.score + step, state.vanished)
    elif state.pending:
        for new in _taken(state, frozenset(raw[:1]), before, likelihood):
            yield new._replace(at=state.at + 1, pending=frozenset(raw[1:]), last=raw[-1:])


def _over_vanished(state: _State, before: str, likelihood: Likelihood) -> Iterator[_State]:
    """A private pair that the decoder dropped stood here: it ends one character and begins the next."""
    for lead, trails in _PRIVATE:
        for new in _taken(state, frozenset([lead]), before, likelihood):
            yield new._replace(pending=trails, last=b"", score=new.score - VANISHED, vanished=True)


def _annotated(state: _State, reading: str, end: int, before: str, likelihood: Likelihood) -> Iterator[_State]:
    """A swallowed byte that completes, with the byte before it, a character of the reading."""
    if state.pending:
        for new in _taken(state, _ANY, before, likelihood):
            if reading in readings(new.out[-1]):
                yield new._replace(at=end)
        return
    fits = frozenset(byte for byte in _ANY if state.last and reading in _readings_of(state.last + bytes([byte])))
    if fits:
        yield state._replace(at=end, pending=fits, last=b"")


def _taken(state: _State, bytes_: frozenset[int], before: str, likelihood: Likelihood) -> Iterator[_State]:
    """The next original byte is one of `bytes_`: it completes a character or begins one."""
    if not state.pending:
        yield state._replace(pending=bytes_, last=bytes(bytes_) if len(bytes_) == 1 else b"")
        return
    for character, plain, trail in _completing(state.pending, bytes_, before, likelihood):
        if plain in STOPS and before in STOPS:
            continue
        score = state.score + likelihood.step(before, plain)
        yield _State(state.at, _NONE, state.out + character, bytes([trail]), score, state.vanished)


def _completing(
    leads: frozenset[int], trails: frozenset[int], before: str, likelihood: Likelihood
) -> Iterator[tuple[str, str, int]]:
    """Characters of such bytes with their simplified form; where both bytes are open only likely ones."""
    if len(leads) * len(trails) > MANY:
        forms = _forms()
        for plain in likelihood.likely_after(before):
            for character, lead, trail in forms.get(plain, ()):
                if lead in leads and trail in trails:
                    yield character, plain, trail
        return
    for lead in leads:
        row = _characters(lead)
        for trail in row.keys() & trails:
            yield *row[trail], trail


def _ranked(
    text: str, start: int, ended: dict[int, dict[str, float]], likelihood: Likelihood, listed: frozenset[str]
) -> Place | None:
    """The originals up to the farthest place where bytes met characters again; nearer ones go on as seen."""
    if not ended:
        return None
    end = max(ended)
    scores: dict[str, float] = {}
    for at, originals in ended.items():
        rest = _as_shown(text[at:end])
        for out, score in originals.items():
            if out and not _should_be_annotated(text[start:at], out, listed):
                whole = out + rest
                score += _cost(out[-1] + rest, text[end : end + 1], likelihood)
                score -= likelihood.names_mixed(_around(text, start, end, whole))
                scores[whole] = max(score, scores.get(whole, -1e9))
    if not scores:
        return None
    best = max(scores.values())
    weights = {out: exp(score - best) for out, score in scores.items()}
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda out: -weights[out])[:9]
    return Place(start, end, tuple(Original(out, weights[out] / total) for out in ranked), len(scores) == 1)


def _around(text: str, start: int, end: int, whole: str) -> str:
    """An original in simplified characters with what stands beside it."""
    around = text[max(0, start - 6) : start] + whole + _as_shown(text[end : end + 8])
    return "".join(single(character) for character in around)


def _as_shown(seen: str) -> str:
    return "".join(MARKS.get(character, character) for character in ANNOTATED.sub("", seen))


def _cost(characters: str, after: str, likelihood: Likelihood) -> float:
    """The log probability of characters after the first, and of what follows them."""
    row = [single(character) for character in characters + MARKS.get(after, after)]
    return sum(likelihood.step(before, character) for before, character in pairwise(row))


def _should_be_annotated(seen: str, out: str, listed: frozenset[str]) -> bool:
    """Whether the site would have annotated a character here that stands unannotated: it misses none."""
    shown = sum(1 for _ in re.finditer(rf"[{LETTERS}]{{1,6}}\)", seen))
    return sum(out.count(character) for character in listed if character in out) > shown


@cache
def _characters(lead: int) -> dict[int, tuple[str, str]]:
    """By their second byte the characters that a document in traditional ones may hold, each also simplified."""
    found = {}
    for trail in range(0x40, 0xFF):
        try:
            character = bytes([lead, trail]).decode("gbk")
        except UnicodeDecodeError:
            continue
        plain = single(character)
        usual = character in PUNCTUATION or ("一" <= character <= "鿿" and commonness(plain) >= UNCOMMON)
        if usual and not is_only_simplified(character):
            found[trail] = (character, plain)
    return found


@cache
def _forms() -> dict[str, list[tuple[str, int, int]]]:
    """By simplified character its forms in traditional text, with their bytes."""
    forms: dict[str, list[tuple[str, int, int]]] = {}
    for lead in _ANY:
        for trail, (character, plain) in _characters(lead).items():
            forms.setdefault(plain, []).append((character, lead, trail))
    return forms


@cache
def _readings_of(pair: bytes) -> frozenset[str]:
    try:
        character = pair.decode("gbk")
    except UnicodeDecodeError:
        return frozenset()
    return readings(character) if len(character) == 1 else frozenset()


@cache
def _bytes(character: str) -> bytes | None:
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return None


def _tail_byte(character: str) -> bytes:
    raw = _bytes(character) or b""
    return raw[1:] if len(raw) == 2 else b""
