"""The headings of a text: found, each on a line of its own where it was glued, and levelled."""

from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned, Edit
from zhiheng.core.reading.headings import ends_marked, extent
from zhiheng.core.reading.numbering import STYLES, Mark, marks_in_order
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Heading

GLUED_SHARE = 0.3
"""Share of headings without an end from which a text's headings count as glued to their paragraphs."""


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
    """Headings with their levels by the order of styles that this text uses."""
    found = _headings(body.text, lexicons)
    breaks = sorted(_breaks(body.text, found))
    new = body.edited([Edit(at, at, "\n", "line", "a heading begins or ends here") for at in breaks])
    levels = _levels(found)
    headings, places = [], []
    added = 0
    for item in found:
        while added < len(breaks) and breaks[added] <= item.mark.start:
            added += 1
        start, end = item.mark.start + added, item.end + added
        words = new.text[item.mark.end + added : end].strip(" 　")
        raw_start, raw_end = new.raw_span(start, end)
        headings.append(
            Heading(
                level=levels[item.mark], number=_printed(item.mark, new, start), heading=words.rstrip("，、：。；"),
                start=raw_start, end=raw_end,
            )
        )  # fmt: skip
        places.append((start, end))
    return Outline(new, tuple(headings), tuple(places))


def _printed(mark: Mark, body: Aligned, start: int) -> str:
    """The number as the raw text prints it."""
    a, b = body.raw_span(start, start + len(mark.printed))
    printed = body.raw[a:b]
    return printed if len(printed) == len(mark.printed) else mark.printed


def _headings(text: str, lexicons: Lexicons) -> list[_Found]:
    marks = marks_in_order(text)
    following = [mark.start for mark in marks[1:]] + [len(text)]
    high = [
        ends_marked(mark, after, text)
        for mark, after in zip(marks, following, strict=True)
        if mark.style in {"han", "han_bracket"}
    ]
    glued = high.count(False) > GLUED_SHARE * len(high)
    found = []
    for mark, after in zip(marks, following, strict=True):
        place = extent(mark, after, text, lexicons, glued)
        if place is not None:
            found.append(_Found(mark, place.end, place.broken))
    return found


def _breaks(text: str, found: list[_Found]) -> set[int]:
    """Where a line must begin: before a heading in running text, and after one that no mark ends."""
    places = {item.mark.start for item in found if not item.mark.at_line_start}
    places |= {item.end for item in found if item.broken}
    return {at for at in places if 0 < at < len(text) and text[at - 1] != "\n" and text[at] != "\n"}


def _levels(found: list[_Found]) -> dict[Mark, int]:
    """The level of each heading: styles in their usual order, one level each, dotted numbers by their dots."""
    styles = [style for style in STYLES if any(item.mark.style == style for item in found)]
    return {
        item.mark: styles.index(item.mark.style) + 1 + (item.mark.printed.count(".") - 1 if item.mark.style == "dotted" else 0)
        for item in found
    }
