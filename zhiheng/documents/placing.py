"""Places in a document's text: where a form or a quotation points, what the reader makes of it, a clause in the whole."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.conf import settings

from zhiheng.core import find_items
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import Items, Meta
from zhiheng.definitions import lexicons
from zhiheng.documents.kinds import LISTS, NOT_VALUE
from zhiheng.documents.layout import Mark, Paragraph, paragraphs, part_with, parts
from zhiheng.documents.models import Document, Item
from zhiheng.documents.tying import Tied
from zhiheng.web.asking import number_in


def place_asked(document: Document, asked: Mapping[str, Any]) -> tuple[int, int] | None:
    """The stretch of the repaired text that a form names by offsets of either text, or by quoting it; None: it names none."""
    content = document.content
    start, end = number_in(asked.get("start")), number_in(asked.get("end"))
    if asked.get("in") == "raw" and 0 <= start < end <= len(content.raw):
        start, end = Tied(content.ties).text_span(start, end)
    if 0 <= start < end <= len(content.text):
        trimmed = content.text[start:end]
        start += len(trimmed) - len(trimmed.lstrip())
        end -= len(trimmed) - len(trimmed.rstrip())
        return (start, end) if start < end else None
    return place_of_quote(document, str(asked.get("quote", "")))


def place_of_quote(document: Document, quote: str) -> tuple[int, int] | None:
    """Where a quoted sentence stands in the repaired text, looked for there, then in the raw text; None: nowhere."""
    content, quote = document.content, quote.strip()
    if not quote:
        return None
    if (at := content.text.find(quote)) >= 0:
        return at, at + len(quote)
    if (at := content.raw.find(quote)) >= 0:
        start, end = Tied(content.ties).text_span(at, at + len(quote))
        return (start, end) if start < end else None
    return None


def proposal(document: Document, start: int, end: int, kind: str = "") -> tuple[str, dict[str, Any]]:
    """Kind and value that the reader gives a stretch of the repaired text, read in its paragraph.

    Where it sees nothing there, the words themselves for a kind that has a text, else an empty value.
    """
    text = document.content.text
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    found = _found_in(document, line_start, len(text) if line_end < 0 else line_end)
    raw_start, raw_end = Tied(document.content.ties).raw_span(start, end)
    for name in [kind] if kind else [*LISTS]:
        inside = [one for one in getattr(found, LISTS[name]) if _shares_half(one, raw_start, raw_end)]
        if inside:
            return name, {k: v for k, v in msgspec.to_builtins(inside[0]).items() if k not in NOT_VALUE}
    kind = kind or "target"
    words = text[start:end].strip()
    return kind, {"text": words} if kind not in ("target", "statistic", "rule") else {}


def _found_in(document: Document, start: int, end: int) -> Items:
    """What the reader finds in `text[start:end]` by itself."""
    content = document.content
    tied = Tied(content.ties)
    spans = [tied.raw_span(at, at + 1) for at in range(start, end)]
    cleaned = Cleaned(
        raw=content.raw, text=content.text[start:end], starts=[a for a, _ in spans], ends=[b for _, b in spans],
        meta=msgspec.convert(content.meta, Meta) if content.meta else Meta(),
    )  # fmt: skip
    return find_items(cleaned, lexicons(settings.DEFINITIONS))


def _shares_half(found: Any, start: int, end: int) -> bool:
    """Whether what was found and `raw[start:end]` share half of the shorter of both."""
    shared = min(found.end, end) - max(found.start, start)
    return 2 * shared >= min(found.end - found.start, end - start)


def form_context(
    document: Document, kind: str, *, item: Item | None, place: tuple[int, int] | None, sought: str
) -> dict[str, Any]:
    """What the form of an item shows around its fields."""
    content = document.content
    quote = content.text[slice(*place)] if place else ""
    if item is not None:
        start, end = Tied(content.ties).text_span(item.start, item.end)
        quote = content.text[start:end]
    return {
        "document": document, "item": item, "place": place, "sought": sought, "quote": quote,
        "kind_of_item": kind, "kinds": Item.KINDS,
    }  # fmt: skip


def clause_paragraphs(document: Document, item: Item) -> list[Paragraph]:
    """The paragraphs of the part of the text in which an item stands, with that item alone marked."""
    content = document.content
    part = part_with(parts(content.text, content.ties, len(content.raw)), item.start)
    mark = Mark(item.start, item.end, "clause", item.kind)
    return paragraphs(content.raw, content.text, content.ties, [mark], part)
