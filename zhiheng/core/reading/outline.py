"""The headings of a text: found, each on a line of its own where it was glued, and levelled."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned, Edit
from zhiheng.core.reading.attachments import Attachment, attachments, listed
from zhiheng.core.reading.headings import Extent, extent, is_unended, splits_unmarked
from zhiheng.core.reading.numbering import STYLES, Mark, marks_in_order
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Heading

GLUED_SHARE = 0.3
"""Share of headings without an end from which a text's headings count as glued to their paragraphs."""

TITLED_SHARE = 0.5
"""Share of siblings above which they have titles; else the numbers count sentences, and none is a heading."""

ITEMS = {"han", "han_bracket", "digit"}
HIGH = {"han", "han_bracket"}
LOW = {"digit", "digit_bracket", "circled"}
ROUNDS = 4


class Outline(NamedTuple):
    """The text with its headings on lines of their own, the headings, and where each stands in the text."""

    body: Aligned
    headings: tuple[Heading, ...]
    at: tuple[tuple[int, int], ...]


class _Found(NamedTuple):
    mark: Mark
    end: int
    broken: bool


def outlined(body: Aligned, lexicons: Lexicons) -> Outline:
    """Headings with their levels by the order of styles that this text uses.

    A line broken at one heading can show another (总体要求（一）…), so this looks again until nothing is new.
    """
    glued = False
    for _ in range(ROUNDS):
        marks = _outside(listed(body.text) + _rows(body.text), marks_in_order(body.text))
        glued = glued or _are_glued(body.text, marks, lexicons)
        found = _headings(body.text, marks, glued, lexicons)
        breaks = sorted(_breaks(body.text, found) | _item_breaks(body.text, marks))
        if not breaks:
            break
        body = body.edited([Edit(at, at, "\n", "line", "a heading begins or ends here") for at in breaks])
    levels = _levels(found)
    dots = min((_dots(item.mark) for item in found if item.mark.style == "dotted"), default=0)
    attached = _attached(body.text, found)
    first = attached[0].start if attached else len(body.text)
    own = {item: levels[item.mark.style] + max(0, _dots(item.mark) - dots) for item in found}
    placed = [
        (item.mark.start, item.end, _heading(item, own[item] + (item.mark.start > first), body))
        for item in found
        if not any(held.start <= item.mark.start < held.end for held in attached)
    ]
    placed += [(held.start, held.end, _of_attachment(held, body)) for held in attached]
    placed.sort(key=lambda heading: heading[0])
    return Outline(body, tuple(heading for _, _, heading in placed), tuple((start, end) for start, end, _ in placed))


def _attached(text: str, found: list[_Found]) -> list[Attachment]:
    """Attachments that are sections; not the one that is the document itself, passed on by a notice without headings."""
    held = attachments(text)
    if held and not any(item.mark.start < held[0].start for item in found):
        end = held[1].start if len(held) > 1 else len(text)
        if any(held[0].end <= item.mark.start < end for item in found):
            return held[1:]
    return held


def _of_attachment(held: Attachment, body: Aligned) -> Heading:
    start, end = body.raw_span(held.start, held.end)
    return Heading(level=1, number=held.label, heading=held.title, start=start, end=end)


def _heading(item: _Found, level: int, body: Aligned) -> Heading:
    words = re.sub(r"[ 　]+", lambda blank: " " if blank[0] == " " else "", body.text[item.mark.end : item.end])
    words = words.strip().rstrip("，、：。；")
    start, end = body.raw_span(item.mark.start, item.end)
    return Heading(
        level=level, number=_printed(item.mark, body, item.mark.start), heading=words, start=start, end=end
    )


def _dots(mark: Mark) -> int:
    return mark.printed.count(".") if mark.style == "dotted" else 0


def _rows(text: str) -> list[tuple[int, int]]:
    """Rows of tables, of three filled cells or more: numbers in their cells count rows and kinds of work."""
    found, at = [], 0
    for line in text.split("\n") if "\t" in text else ():
        if sum(not cell.isspace() and cell != "" for cell in line.split("\t")) > 2:
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _outside(spans: list[tuple[int, int]], marks: list[Mark]) -> list[Mark]:
    spans = sorted(spans)
    before = [bisect_right(spans, mark.start, key=lambda span: span[0]) - 1 for mark in marks]
    return [mark for mark, k in zip(marks, before, strict=True) if k < 0 or mark.start >= spans[k][1]]


def _printed(mark: Mark, body: Aligned, start: int) -> str:
    """The number as the raw text prints it."""
    a, b = body.raw_span(start, start + len(mark.printed))
    printed = body.raw[a:b]
    return printed if len(printed) == len(mark.printed) else mark.printed


def _are_glued(text: str, marks: list[Mark], lexicons: Lexicons) -> bool:
    """Whether the headings of a text mostly run into their paragraphs unmarked."""
    high = [(mark, after) for mark, after in _with_following(marks, text) if mark.style in HIGH]
    unended = [is_unended(mark, after, text) for mark, after in high]
    splits = [splits_unmarked(mark, after, text, lexicons) for mark, after in high]
    inline = [split for (mark, _), split in zip(high, splits, strict=True) if not mark.at_line_start]
    glued = sum(a and b for a, b in zip(unended, splits, strict=True))
    return glued > GLUED_SHARE * len(high) or inline.count(True) > len(inline) / 2


def _with_following(marks: list[Mark], text: str) -> Iterator[tuple[Mark, int]]:
    return zip(marks, [*(mark.start for mark in marks[1:]), len(text)], strict=False)


def _headings(text: str, marks: list[Mark], glued: bool, lexicons: Lexicons) -> list[_Found]:
    found: list[tuple[Mark, Extent | None]] = []
    for mark, after in _with_following(marks, text):
        place = extent(mark, after, text, lexicons, glued)
        found.append((mark, place))
    kept = [
        _Found(mark, place.end, place.broken)
        for group in _siblings(found)
        if sum(place is not None for _, place in group) > TITLED_SHARE * len(group)
        for mark, place in group
        if place is not None
    ]
    return sorted(kept, key=lambda item: item.mark.start)


def _siblings(found: list[tuple[Mark, Extent | None]]) -> Iterator[list[tuple[Mark, Extent | None]]]:
    """What is counted together: the higher styles over the whole text, the lower under one heading."""
    groups: dict[tuple[str, int], list[tuple[Mark, Extent | None]]] = {}
    parent = 0
    for at, (mark, place) in enumerate(found):
        low = mark.style in LOW
        parent = parent if low else at
        groups.setdefault((mark.style, parent if low else 0), []).append((mark, place))
    yield from groups.values()


def _breaks(text: str, found: list[_Found]) -> set[int]:
    """Where a line must begin: before a heading in running text, and after one that no mark ends."""
    places = {item.mark.start for item in found if not item.mark.at_line_start}
    places |= {item.end for item in found if item.broken}
    return {at for at in places if 0 < at < len(text) and text[at - 1] != "\n" and text[at] != "\n"}


def _item_breaks(text: str, marks: list[Mark]) -> set[int]:
    """Where a numbered paragraph that is no heading begins in running text, after a whole sentence."""
    inline = [mark for mark in marks if mark.style in ITEMS and not mark.at_line_start]
    return {mark.start for mark in inline if text[mark.start - 1] in "。）：" and text[mark.start] != "\n"}


def _levels(found: list[_Found]) -> dict[str, int]:
    """The level of each style: those that this text uses, in their usual order."""
    used = {item.mark.style for item in found}
    return {style: level for level, style in enumerate((name for name in STYLES if name in used), 1)}
