"""What flows from a document into a plan: its accepted duties and targets, as rows not yet saved."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from django.db.models import QuerySet

from zhiheng.core.aligning import whole_names
from zhiheng.documents.models import Document, Item
from zhiheng.plans.models import Duty, Goal, Plan
from zhiheng.plans.wording import clause_words, deadline_words, first_clause, numbered, parts_of

FLOWING = ("task", "target", "qualitative_target")


def accepted_items(documents: Iterable[Document]) -> QuerySet[Item]:
    """What people accepted of the kinds that flow into plans, in the order of the documents' text."""
    found = Item.objects.filter(document__in=documents, state="accepted", kind__in=FLOWING)
    return found.select_related("document").order_by("document_id", "start", "pk")


def duty_from(plan: Plan, item: Item, position: int, several_documents: bool) -> Duty:
    """The duty, not yet saved, that an item becomes: a task with its units, or the row of targets without a task."""
    value = item.value
    parts = parts_of(item.section)
    is_task = item.kind == "task"
    words = value.get("text", "") if is_task else ""
    due, due_on = deadline_words(value.get("deadline")) if is_task else ("", None)
    category = numbered(parts[0]) if parts else ""
    task = numbered(parts[-1]) if len(parts) > 1 else first_clause(words) or category
    source = item.document.doc_number or f"《{item.document}》"
    return Duty(
        plan=plan, item=item, position=position, category=category[:200], task=task, measures=words,
        lead_names=_names(value, "lead_units") if is_task else [],
        responsible_names=_names(value, "responsible_units") if is_task else [],
        open_ended=bool(value.get("open_ended")) if is_task else False,
        due=due[:100], due_on=due_on,
        clause=((source if several_documents else "") + clause_words(item.section))[:300],
    )  # fmt: skip


def _names(value: Mapping[str, Any], side: str) -> list[str]:
    """The units a task names; a name longer than the directory holds is cut, for a person to see."""
    return [name[:80] for name in whole_names(value.get(side) or [])]


def goal_from(plan: Plan, item: Item, duty: Duty | None, position: int) -> Goal:
    """The goal, not yet saved, that a target becomes."""
    value = item.value
    deadline = value.get("deadline") or {}
    due, _ = deadline_words(deadline)
    common = {"plan": plan, "duty": duty, "item": item, "position": position, "due": due[:100],
              "due_year": deadline.get("year")}  # fmt: skip
    ends = _ends(value.get("value"))
    if item.kind == "qualitative_target" or not ends[0]:  # 20XX and the like stay words
        return Goal(**common, indicator=str(value.get("text") or item.quote)[:200])
    indicator, scope = str(value.get("indicator") or ""), value.get("scope") or ""
    if scope and scope not in indicator:
        indicator += f"（{scope}）"
    low, high = ends
    return Goal(
        **common, indicator=indicator[:200], comparator=value.get("comparator") or "=",
        low=low, high=high, unit=(value.get("unit") or "")[:40], hold=bool(value.get("hold")),
        qualifier=(value.get("qualifier") or "")[:4], change=value.get("kind") == "change",
    )  # fmt: skip


def _ends(value: Any) -> tuple[str, str]:
    """The value as decimal text; of a range both ends. "" for what is no number."""
    words = [_decimal_text(end) for end in (value if isinstance(value, list) else [value])]
    return (words[0], words[1]) if len(words) == 2 else ("".join(words[:1]), "")


def _decimal_text(value: Any) -> str:
    """98.5 as it is printed: the shortest decimal that means the number, never in powers of ten."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return ""
    return format(Decimal(str(value)).normalize(), "f")
