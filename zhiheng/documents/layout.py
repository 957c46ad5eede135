"""A document's two texts laid out beside each other, paragraph by paragraph, cut where items and repairs begin and end.

Nothing here knows of requests or of HTML. Long texts come in parts of about `PART` characters.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from zhiheng.documents.tying import Tie, Tied

PART = 20_000  # characters of the repaired text shown at once


class Mark(NamedTuple):
    """A stretch of the raw text that is marked: an item, or a repair."""

    start: int
    end: int
    ref: str  # "i12" an item's id, "r3" the place of a repair in the list
    style: str  # target, task, …; fix or open for repairs


class Piece(NamedTuple):
    """A stretch of one text under the same marks."""

    text: str
    marks: tuple[Mark, ...]


class Paragraph(NamedTuple):
    """One paragraph in both texts. `omitted` is raw text before it that is not body."""

    start: int  # in the repaired text
    raw_start: int
    raw_end: int
    text: tuple[Piece, ...]
    raw: tuple[Piece, ...]
    omitted: str


class Part(NamedTuple):
    """What one page of a long text shows."""

    number: int  # from 1
    count: int
    start: int  # raw offsets
    end: int


def parts(text: str, ties: Sequence[Tie], raw_length: int) -> list[Part]:
    """The parts of a text, each ending with a paragraph unless that is endless; always at least one."""
    cuts = [0]
    while len(text) - cuts[-1] > PART:
        line_end = text.find("\n", cuts[-1] + PART, cuts[-1] + 2 * PART)
        cut = line_end + 1 if line_end >= 0 else cuts[-1] + 2 * PART
        if cut >= len(text):
            break
        cuts.append(cut)
    tied = Tied(ties)
    raw = [0, *(tied.raw_span(cut, cut + 1)[0] for cut in cuts[1:]), raw_length]
    return [Part(n + 1, len(cuts), raw[n], raw[n + 1]) for n in range(len(cuts))]


def part_with(found: Sequence[Part], raw_offset: int) -> Part:
    """The part in which a raw offset stands."""
    return next((part for part in found if raw_offset < part.end), found[-1])


def paragraphs(raw: str, text: str, ties: Sequence[Tie], marks: Iterable[Mark], part: Part) -> list[Paragraph]:
    """The paragraphs of a part, in order; every raw character of the part stands in exactly one of them."""
    tied = Tied(ties)
    inside = sorted(mark for mark in marks if mark.start < part.end and mark.end >= part.start)
    spans = _lines(text, *tied.text_span(part.start, part.end)) if ties else []
    found, raw_at, active = [], part.start, list[Mark]()
    waiting = iter(inside)
    following = next(waiting, None)
    for number, (start, end) in enumerate(spans):
        body_start, body_end = tied.raw_span(start, end)
        last = number + 1 == len(spans)
        raw_end = part.end if last else max(body_end, raw_at)
        while following is not None and following.start < raw_end:
            active.append(following)
            following = next(waiting, None)
        active = [mark for mark in active if mark.end >= body_start]
        gap = raw[raw_at : max(body_start, raw_at)]
        omitted = gap.strip()
        raw_start = max(body_start, raw_at)
        found.append(
            Paragraph(
                start=start,
                raw_start=raw_start,
                raw_end=raw_end,
                text=_pieces(text, start, end, [(*tied.text_span(m.start, m.end), m) for m in active]),
                raw=_pieces(raw, raw_start, max(body_end, raw_start), [(m.start, m.end, m) for m in active]),
                omitted=omitted,
            )
        )
        raw_at = max(body_end, raw_at)
    tail = raw[raw_at : part.end]
    if tail.strip():
        found.append(Paragraph(len(text), raw_at, part.end, (), (), tail.strip()))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The non-empty lines of `text[start:end]`, without their ends."""
    found, at = [], start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            found.append((at, stop))
        at = stop + 1
    return found


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int, Mark]]) -> tuple[Piece, ...]:
    """`text[start:end]` cut at the spans' ends; an empty span stays as an empty piece, so that it can be shown."""
    within = [(max(a, start), min(b, end), mark) for a, b, mark in spans if a <= end and b >= start and (a < end or a == b)]
    cuts = sorted({start, end, *(a for a, _, _ in within), *(b for _, b, _ in within)})
    empty: dict[int, list[Any]] = {}
    for a, b, mark in within:
        if a == b:
            empty.setdefault(a, []).append(mark)
    pieces = []
    for k, cut in enumerate(cuts):
        if cut in empty:
            pieces.append(Piece("", tuple(empty[cut])))
        if k + 1 < len(cuts):
            stop = cuts[k + 1]
            pieces.append(Piece(text[cut:stop], tuple(m for a, b, m in within if a <= cut and b >= stop and a < b)))
    return tuple(pieces)


def page_starts(blocks: Sequence[Sequence[Any]]) -> list[tuple[int, int]]:
    """(raw offset, page) where each page of a scan begins, in order."""
    starts: dict[int, int] = {}
    for page, start, *_ in blocks:
        starts[page] = min(start, starts.get(page, start))
    return sorted((start, page) for page, start in starts.items())


def page_at(starts: Sequence[tuple[int, int]], raw_offset: int) -> int:
    """The page on which a raw offset stands."""
    k = bisect_left(starts, (raw_offset + 1, 0)) - 1
    return starts[max(k, 0)][1] if starts else 1
