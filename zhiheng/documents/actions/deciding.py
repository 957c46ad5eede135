"""A person decides on items: accepts, edits, rejects, adds one the reader missed, and undoes it."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.reading import Heading
from zhiheng.documents.actions.learning import note_correction
from zhiheng.documents.models import Decision, Document, Item
from zhiheng.documents.queries import sure_items
from zhiheng.documents.tying import Tied
from zhiheng.documents.wording import headline, in_words
from zhiheng.history.actions import line, record, record_all

WORDS = dict(Item.STATES)


def accept_item(item: Item, by: Any) -> Item:
    """The item, accepted: it may flow on."""
    return _decided(item, "接受", by, state="accepted")


def reject_item(item: Item, by: Any) -> Item:
    """The item, rejected: it stays to be seen and flows nowhere."""
    return _decided(item, "不要", by, state="rejected")


def put_back_item(item: Item, by: Any) -> Item:
    """The item, waiting for a decision again."""
    return _decided(item, "放回待核", by, state="pending")


def edit_item(item: Item, kind: str, value: dict[str, Any], by: Any) -> Item:
    """The item with a person's value, accepted. `found` keeps what the reader said."""
    edited = item.edited or value != item.value or kind != item.kind
    return _decided(item, "修改并接受", by, state="accepted", kind=kind, value=value, edited=edited)


@transaction.atomic
def accept_above(document: Document, confidence: float, by: Any, kinds: Iterable[str] = ()) -> int:
    """How many were accepted: those waiting with at least that confidence and nothing flagged for a person's eye."""
    items = sure_items(document, confidence, kinds)
    if not items:
        return 0
    now, before = timezone.now(), [_state(item) for item in items]
    for item in items:
        item.state, item.decided_by, item.decided_at = "accepted", by, now
    Item.objects.bulk_update(items, ["state", "decided_by", "decided_at"], batch_size=200)
    was, why = {"状态": WORDS["pending"]}, f"把握不低于 {confidence:g}，成批接受"
    record_all(
        line(item, "接受", by, before=was, after={"项": _name(item), "状态": WORDS["accepted"]}, reason=why, about=document)
        for item in items
    )
    Decision.objects.create(document=document, verb=f"成批接受 {len(items)} 项", by=by, at=now, before=before)
    return len(items)


@transaction.atomic
def add_item(document: Document, kind: str, text_start: int, text_end: int, value: dict[str, Any], by: Any) -> Item:
    """An item that the reader missed, at a place of the repaired text, accepted."""
    content = document.content
    if not 0 <= text_start < text_end <= len(content.text):
        raise Fault("D406", f"{document.name}：没有选中原文。请在“修复后”一栏选中这一项所在的句子，再按 N。")
    start, end = Tied(content.ties).raw_span(text_start, text_end)
    now = timezone.now()
    item = Item.objects.create(
        document=document, kind=kind, start=start, end=end, quote=content.raw[start:end], value=value,
        section=section_at(content.outline, start), origin="person", state="accepted", decided_by=by, decided_at=now,
    )  # fmt: skip
    note_correction(item, by)
    record(item, "补充", by, after={"类别": item.get_kind_display(), "内容": in_words(item)}, about=document)
    Decision.objects.create(document=document, verb="补充", by=by, at=now, before=[{"item": item.pk, "added": True}])
    return item


@transaction.atomic
def undo(document: Document, by: Any) -> Decision:
    """The decision undone: the last thing this person decided in this document and has not undone.

    Raises: Fault: there is nothing to undo, or somebody else has changed it since.
    """
    from zhiheng.documents.actions.repairing import undo_repair

    last = document.decisions.filter(by=by, undone=False).first()
    if last is None:
        raise Fault("D407", "没有可以撤销的操作：您在这份文件上的决定都已撤销。请直接在各项上重新决定。")
    for entry in last.before:
        if "repair" in entry:
            undo_repair(document, entry, by)
        else:
            _restore(document, last, entry, by)
    last.undone = True
    last.save(update_fields=["undone"])
    return last


@transaction.atomic
def _decided(item: Item, verb: str, by: Any, **changes: Any) -> Item:
    """The item with `changes`, the decision and one line of history."""
    now, before, words = timezone.now(), _state(item), _words(item)
    for field, value in changes.items():
        setattr(item, field, value)
    waits = item.state == "pending"
    item.decided_by, item.decided_at = (None, None) if waits else (by, now)
    item.save()
    note_correction(item, by)
    record(item, verb, by, before=words, after={"项": _name(item), **_words(item)}, about=item.document)
    Decision.objects.create(document=item.document, verb=verb, by=by, at=now, before=[before])
    return item


def _restore(document: Document, decision: Decision, entry: dict[str, Any], by: Any) -> None:
    item = document.items.select_for_update().filter(pk=entry["item"]).first()
    if item is None:
        return
    if item.decided_by_id not in (None, by.pk):
        raise Fault("D408", f"这一项已由{item.decided_by.get_full_name()}改过，不能撤销。请在这一项上重新决定。")
    if entry.get("added"):
        _take_away(document, item, by)
        return
    words = _words(item)
    for field in ("kind", "state", "value", "edited", "decided_by_id", "decided_at"):
        setattr(item, field, entry[field])
    item.save()
    note_correction(item, by)
    record(item, f"撤销{decision.verb}"[:30], by, before=words, after={"项": _name(item), **_words(item)}, about=document)


def _take_away(document: Document, item: Item, by: Any) -> None:
    record(item, "撤销补充", by, before={"内容": in_words(item)}, about=document)
    try:
        item.delete()
    except ProtectedError:
        raise Fault("D409", "这一项已经用在方案里，不能撤销补充。请先在方案中删去，或改选“不要”。") from None


def _state(item: Item) -> dict[str, Any]:
    return {
        "item": item.pk, "kind": item.kind, "state": item.state, "value": item.value, "edited": item.edited,
        "decided_by_id": item.decided_by_id, "decided_at": item.decided_at,
    }  # fmt: skip


def _words(item: Item) -> dict[str, str]:
    return {"状态": WORDS[item.state], "类别": item.get_kind_display(), "内容": in_words(item)}


def _name(item: Item) -> str:
    """What an item is called in history."""
    said = headline(item)
    return f"{item.get_kind_display()} {said if len(said) <= 40 else said[:39] + '…'}"


def section_at(outline: list[dict[str, Any]], start: int) -> str:
    """The headings over a raw offset, outermost first, as the reader names sections."""
    above: list[Heading] = []
    for heading in msgspec.convert(outline, list[Heading]):
        if heading.start > start:
            break
        above = [upper for upper in above if upper.level < heading.level]
        above.append(heading)
    return "/".join(heading.titled for heading in above)[:300]
