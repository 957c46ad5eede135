"""A new reading meets what people decided on the one before: nothing accepted is lost, nothing decided is asked again."""

from collections import defaultdict
from typing import Any

import msgspec

from zhiheng.core.values.reading import Reading
from zhiheng.documents.kinds import LISTS, NOT_VALUE, PLACE
from zhiheng.documents.models import Document, DocumentText, Item
from zhiheng.documents.tying import reworded

MOVED = "重新识读后原文变了，请核对条款位置"


def merge_items(document: Document, content: DocumentText, reading: Reading) -> int:
    """How many items the reader found. Items decided or added by people keep their value and state."""
    waiting = defaultdict(list)
    for item in document.items.all():
        waiting[item.kind, item.start, item.end].append(item)
    new, kept, count = [], [], 0
    for kind, name in LISTS.items():
        for found in getattr(reading, name):
            count += 1
            same = waiting.get((kind, found.start, found.end))
            item = same.pop(0) if same else Item(document=document, kind=kind)
            (kept if item.pk else new).append(_filled(item, msgspec.to_builtins(found)))
    left = [item for same in waiting.values() for item in same]
    gone = [item.pk for item in left if item.state == "pending" and item.origin == "reader"]
    Item.objects.filter(pk__in=gone).delete()
    kept += [_relocated(item, content.raw) for item in left if item.pk not in gone]
    Item.objects.bulk_create(new, batch_size=500)
    fields = ["start", "end", "quote", "section", "confidence", "flags", "found", "value"]
    Item.objects.bulk_update(kept, fields, batch_size=200)
    return count


def _filled(item: Item, found: dict[str, Any]) -> Item:
    """The item as the reader found it; its value too, unless a person has decided on it."""
    item.start, item.end, item.quote = found["start"], found["end"], found["quote"]
    item.section = (found["section"] or "")[:300]
    if item.origin == "reader":
        item.confidence, item.flags = found["confidence"], found["flags"]
        item.found = {k: v for k, v in found.items() if k not in PLACE}
    if item.state == "pending" and not item.edited:
        item.value = {k: v for k, v in found.items() if k not in NOT_VALUE}
    return item


def _relocated(item: Item, raw: str) -> Item:
    """The item at its quote's place in the new raw text; marked when the quote stands there no more."""
    if raw[item.start : item.end] == item.quote:
        return item
    if places := _places(raw, item.quote):
        item.start = min(places, key=lambda at: abs(at - item.start))
        item.end = item.start + len(item.quote)
    else:
        item.start, item.end = min(item.start, len(raw)), min(item.end, len(raw))
        item.quote = raw[item.start : item.end]
        item.flags = [*(flag for flag in item.flags if flag != MOVED), MOVED]
    return item


def _places(raw: str, quote: str) -> list[int]:
    found, at = [], raw.find(quote) if quote else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = raw.find(quote, at + 1)
    return found


def reapply_choices(document: Document, content: DocumentText) -> None:
    """What people decided about damaged places holds in the new text, where the place still reads the same."""
    changed = False
    for choice in document.repair_choices.all():
        if content.raw[choice.start : choice.end] == choice.raw:
            content.text, content.ties = reworded(content.text, content.ties, choice.start, choice.end, choice.text)
            changed = True
    if changed:
        content.save(update_fields=["text", "ties"])
