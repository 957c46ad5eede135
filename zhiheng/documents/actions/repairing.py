"""A person decides what a damaged place reads."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.documents.models import Decision, Document, DocumentText, RepairChoice
from zhiheng.documents.tying import Tied, reworded
from zhiheng.history.actions import record


@transaction.atomic
def decide_repair(document: Document, start: int, end: int, text: str, by: Any) -> RepairChoice:
    """What `raw[start:end]` reads from now on, in the repaired text and in items that nobody has decided on yet."""
    content = DocumentText.objects.select_for_update().get(document=document)
    if not any(repair["start"] == start and repair["end"] == end for repair in content.repairs):
        raise Fault("D410", f"{document.name}：这里没有需要修复的地方。请刷新页面后重试。")
    if len(text) > 500:
        raise Fault("D411", "修复后的文字超过 500 字。请只填写这一处应有的文字。")
    before = document.repair_choices.filter(start=start, end=end).first()
    was = _reads(content, start, end)
    now = timezone.now()
    choice, _ = RepairChoice.objects.update_or_create(
        document=document, start=start, end=end,
        defaults={"raw": content.raw[start:end], "text": text, "decided_by": by, "decided_at": now},
    )  # fmt: skip
    _reword(document, content, start, end, was, text)
    entry = {"repair": [start, end], "was": was, "text": text, "choice": before.text if before else None}
    Decision.objects.create(document=document, verb="修复", by=by, at=now, before=[entry])
    record(choice, "决定修复", by, before={"读作": was}, after={"读作": text}, about=document)
    return choice


def undo_repair(document: Document, entry: dict[str, Any], by: Any) -> None:
    """The place reads what it read before the choice."""
    start, end = entry["repair"]
    content = DocumentText.objects.select_for_update().get(document=document)
    choice = document.repair_choices.filter(start=start, end=end).first()
    if choice is None:
        return
    if choice.decided_by_id != by.pk:
        raise Fault("D412", f"这一处修复已由{choice.decided_by.get_full_name()}改过，不能撤销。请在这一处重新决定。")
    record(choice, "撤销修复", by, before={"读作": choice.text}, after={"读作": entry["was"]}, about=document)
    if entry["choice"] is None:
        choice.delete()
    else:
        choice.text = entry["choice"]
        choice.save(update_fields=["text"])
    _reword(document, content, start, end, entry["text"], entry["was"])


def _reads(content: DocumentText, start: int, end: int) -> str:
    a, b = Tied(content.ties).text_span(start, end)
    return content.text[a:b]


def _reword(document: Document, content: DocumentText, start: int, end: int, was: str, text: str) -> None:
    content.text, content.ties = reworded(content.text, content.ties, start, end, text)
    content.save(update_fields=["text", "ties"])
    if not was:
        return
    for item in document.items.filter(state="pending", edited=False, start__lte=start, end__gte=end):
        item.value = {key: _replaced(value, was, text) for key, value in item.value.items()}
        item.save(update_fields=["value"])


def _replaced(value: Any, was: str, text: str) -> Any:
    """The value with the place reworded, where it stands in it exactly once."""
    if isinstance(value, str):
        return value.replace(was, text) if value.count(was) == 1 else value
    if isinstance(value, list):
        return [_replaced(part, was, text) for part in value]
    return value
