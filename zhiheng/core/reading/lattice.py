"""What the bytes were where a mirroring site broke characters apart.

An annotation or comma put between the two bytes of a character makes the decoder swallow a byte: a `?`.
This goes through the seen text byte by byte and keeps every original that could have become it.
Source: docs/methods/cleaning.md
"""

import re
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import islice, pairwise
from math import exp
from typing import NamedTuple

from zhiheng.core.reading.gbk import (
    ANY_LEAD,
    beginning_in,
    bytes_of,
    ending_in,
    forms_of_all,
    readings_of_bytes,
    tail_byte,
)
from zhiheng.core.reading.likelihood import Likelihood
from zhiheng.core.reading.mirror import LETTERS, readings
from zhiheng.core.reading.simplifying import single

BEAM = 50
MARGIN = 10.0
"""Log probability by which a way may lie behind the best at its place before it is given up."""

MOST = 100
"""Places of one document that are gone through; a text broken more often is beyond repair."""

LONGEST = 80
"""Characters from which a damaged stretch is too long to go through."""

WIDTH = 16
"""Characters that two swallowed bytes of one place may stand apart."""

TAIL = 4
"""Characters after the last swallowed byte that may be wrong too."""

REACH = 12
"""Characters after the last swallowed byte within which the bytes must meet their characters again."""

STOPS = set("，、。；：")
"""Marks of which no two stand together."""

INSERTED = set("，、。；？")
"""Marks before which the site put commas."""

MARKS = {",": "，", "、": "、", "。": "。", ";": "；", "?": "？", "，": "，", "；": "；", "？": "？"}
VANISHING = 2
"""Private characters that may have vanished at one place."""

VANISHED = 0.5
"""What it costs, in log probability, that a private character vanished."""

_NONE: frozenset[int] = frozenset()
_PRIVATE = (
    (frozenset([*range(0xAA, 0xB0), *range(0xF8, 0xFF)]), frozenset(range(0xA1, 0xFF))),
    (frozenset(range(0xA1, 0xA8)), frozenset(range(0x40, 0xA1)) - {0x7F}),
)
"""First and second bytes of private characters."""

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
    vanished: int
    due: bool = False  # a comma was taken for the site's, so a mark must come next


def damaged_places(text: str, likelihood: Likelihood, listed: frozenset[str]) -> list[Place]:
    """All places of a text where bytes were swallowed and originals can be found."""
    found = []
    for start, last in islice(_windows(text), MOST):
        if last - start > LONGEST:
            continue
        for vanishing in range(1, VANISHING + 1):
            place = _solved(text, start, last, likelihood, listed, vanishing)
            if place is not None:
                found.append(place)
                break
    return found


def undamaged(text: str) -> str:
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


def _solved(
    text: str, start: int, last: int, likelihood: Likelihood, listed: frozenset[str], vanishing: int
) -> Place | None:
    before = text[start - 1] if start else "\n"
    context = single(before)
    agenda: dict[int, dict[tuple[object, ...], _State]] = {
        start: {(): _State(start, _NONE, "", tail_byte(before), 0.0, 0)}
    }  # by place, then by what differs
    ended: dict[int, dict[str, float]] = {}
    while agenda:
        at = min(agenda)
        for state in _with_vanished(_best(agenda.pop(at).values()), context, likelihood, vanishing):
            if at > last and not state.pending:
                end = _past_annotation(text, state)
                if end is not None:
                    ended.setdefault(end, {})[state.out] = state.score
            elif at < len(text) and text[at] != "\n" and at <= last + REACH:
                for new in _steps(text, state, context, likelihood):
                    _keep(agenda.setdefault(new.at, {}), new)
    return _ranked(text, start, ended, likelihood, listed)


def _with_vanished(
    states: list[_State], context: str, likelihood: Likelihood, vanishing: int
) -> Iterator[_State]:
    """States of one place, and what they become where private characters vanished before the next token."""
    for _ in range(vanishing + 1):
        yield from states
        states = _best(
            new
            for state in states
            if state.pending and state.vanished < vanishing
            for new in _over_vanished(state, single(state.out[-1]) if state.out else context, likelihood)
        )


def _keep(states: "dict[tuple[object, ...], _State]", new: _State) -> None:
    key = (new.pending, new.out, new.last, new.due)
    if key not in states or states[key].score < new.score:
        states[key] = new


def _best(states: Iterable[_State]) -> list[_State]:
    """The likeliest states of one place, without those too far behind to matter."""
    ranked = nlargest(BEAM, states, key=lambda state: state.score)
    return [state for state in ranked if state.score > ranked[0].score - MARGIN]


def _past_annotation(text: str, state: _State) -> int | None:
    """The place behind an annotation of the last character; None where one stands that does not read it."""
    annotation = ANNOTATED.match(text, state.at)
    if not annotation:
        return state.at
    return annotation.end() if state.out and annotation[1] in readings(state.out[-1]) else None


def _steps(text: str, state: _State, context: str, likelihood: Likelihood) -> Iterator[_State]:
    """Every way on from a state over the next token of the seen text."""
    shown = text[state.at]
    before = single(state.out[-1]) if state.out else context
    if shown == "?":
        swallowed = SWALLOWED.match(text, state.at)
        if swallowed and swallowed[1]:
            yield from _annotated(state, swallowed[1], swallowed.end(), before, likelihood)
        elif swallowed:
            for new in _taken(state._replace(at=state.at + 1), ANY_LEAD, before, likelihood):
                yield from _over_token(text, new, context, likelihood)
    annotation = ANNOTATED.match(text, state.at)
    if annotation:
        yield state._replace(at=annotation.end())
        return
    if shown == "," and not state.due and text[state.at + 1 : state.at + 2] in MARKS:
        yield state._replace(at=state.at + 1, due=True)
    yield from _over_token(text, state, context, likelihood)


def _over_token(text: str, state: _State, context: str, likelihood: Likelihood) -> Iterator[_State]:
    """The bytes of the next token, whichever characters they belonged to."""
    shown = MARKS.get(text[state.at], text[state.at])
    before = single(state.out[-1]) if state.out else context
    raw = bytes_of(shown)
    if raw is None:
        return
    if len(raw) == 2 and not state.pending:
        if state.due and shown not in INSERTED:
            return
        step = likelihood.step(before, single(shown))
        yield _State(state.at + 1, _NONE, state.out + shown, raw[1:], state.score + step, state.vanished)
    elif state.pending:
        for pair in {raw, _unfolded(raw)}:
            for new in _taken(state, frozenset(pair[:1]), before, likelihood):
                yield new._replace(at=state.at + 1, pending=frozenset(pair[1:]), last=pair[-1:])


def _unfolded(raw: bytes) -> bytes:
    """The bytes of a full-width letter that was shown in half width; any others stay themselves."""
    return bytes([0xA3, raw[0] + 0x80]) if len(raw) == 1 and 0x20 < raw[0] < 0x7F else raw


def _over_vanished(state: _State, before: str, likelihood: Likelihood) -> Iterator[_State]:
    """A private pair that the decoder dropped stood here: it ends one character and begins the next."""
    likely = likelihood.likely_after(before)
    for leads, trails in _PRIVATE:
        for new in _taken(state, leads, before, likelihood):
            if single(new.out[-1]) in likely:
                yield new._replace(
                    pending=trails, last=b"", score=new.score - VANISHED, vanished=new.vanished + 1
                )


def _annotated(state: _State, reading: str, end: int, before: str, likelihood: Likelihood) -> Iterator[_State]:
    """A swallowed byte that completes, with the byte before it, a character of the reading."""
    if state.pending:
        for new in _taken(state, ANY_LEAD, before, likelihood):
            if reading in readings(new.out[-1]):
                yield new._replace(at=end)
        return
    fits = frozenset(byte for byte in ANY_LEAD if state.last and reading in readings_of_bytes(state.last + bytes([byte])))
    if fits:
        yield state._replace(at=end, pending=fits, last=b"")


def _taken(state: _State, bytes_: frozenset[int], before: str, likelihood: Likelihood) -> Iterator[_State]:
    """The next original byte is one of `bytes_`: it completes a character or begins one."""
    if not state.pending:
        yield state._replace(pending=bytes_, last=bytes(bytes_) if len(bytes_) == 1 else b"")
        return
    likely = likelihood.likely_after(before) if len(state.pending) > 1 and state.vanished else None
    for character, plain, trail in _completing(state.pending, bytes_, before, likelihood):
        if state.due and plain not in INSERTED:
            continue
        if (plain in STOPS and before in STOPS) or (likely is not None and plain not in likely):
            continue
        score = state.score + likelihood.step(before, plain)
        yield _State(state.at, _NONE, state.out + character, bytes([trail]), score, state.vanished)


def _completing(
    leads: frozenset[int], trails: frozenset[int], before: str, likelihood: Likelihood
) -> Iterator[tuple[str, str, int]]:
    """Characters of such bytes with their simplified form; where both bytes are open only likely ones."""
    if len(leads) == 1 or len(trails) == 1:
        many = leads if len(trails) == 1 else trails
        row = ending_in(next(iter(trails))) if len(trails) == 1 else beginning_in(next(iter(leads)))
        for byte in row.keys() & many:
            character, plain = row[byte]
            yield character, plain, next(iter(trails)) if len(trails) == 1 else byte
        return
    forms = forms_of_all()
    for plain in likelihood.likely_after(before):
        for character, lead, trail in forms.get(plain, ()):
            if lead in leads and trail in trails:
                yield character, plain, trail


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
    seen = _as_shown(text[start:end])
    if not scores or max(scores, key=lambda out: scores[out]) in {seen, seen.lstrip("，")}:
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
