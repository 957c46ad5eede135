"""A corrected item as a case: its sentence with personal data masked, what was read, what a person says it is."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from zhiheng.core.learning import masked
from zhiheng.core.values.cases import Case
from zhiheng.documents.kinds import NOT_VALUE
from zhiheng.documents.models import Document, Item
from zhiheng.documents.tying import Tied

_KIND_OF = {  # what only one kind of item has: the reader's kind, where a person chose another
    "indicator": "target", "measure": "statistic", "lead_units": "task", "frequency": "mechanism", "then": "rule",
}  # fmt: skip
_ENDS = "。！？\n"
_LONGEST = 300  # characters
_MOST = 50  # items of one document looked at
_OWN_TEXT = "text"  # of a duty: may reach over more than its sentence


def case_of(item: Item) -> Case | None:
    """The case that an item is; None where the person left it as it was read, or has not decided."""
    was = {name: value for name, value in item.found.items() if name not in NOT_VALUE} or None
    added = item.origin == "person"
    was_kind = _kind_of(was) if was else item.kind
    says = None if item.state == "rejected" else item.value
    if item.state == "pending" or (added and item.state == "rejected"):
        return None
    if not added and says is not None and (was_kind, was) == (item.kind, says):
        return None
    if not added and says is None and item.edited:
        return None  # first mended, then not wanted: what it is stands nowhere
    return _case(item, item.kind if says is not None else was_kind, was_kind, was, says)


def confirmed_cases(documents: Iterable[Document]) -> Iterator[Case]:
    """The items that people accepted just as they were read: what is learnt must leave them so."""
    for document in documents:
        for item in document.items.filter(state="accepted", edited=False, origin="reader").order_by("-decided_at")[:_MOST]:
            item.document = document  # its text is loaded once
            yield _case(item, item.kind, item.kind, None, item.value)


def _case(item: Item, kind: str, was_kind: str, was: dict[str, Any] | None, says: dict[str, Any] | None) -> Case:
    about = item.document
    return msgspec.convert(
        {
            "text": masked(_sentence(item)), "kind": kind, "was_kind": was_kind,
            "was": _short(was, was_kind), "says": _short(says, kind),
            "type": about.doc_type, "issued_on": about.issued_on and str(about.issued_on),
        },
        Case,
    )  # fmt: skip


def _sentence(item: Item) -> str:
    """The sentence of an item in the repaired text; the paragraph for a duty, whose units stand in a bracket behind."""
    content = item.document.content
    start, end = Tied(content.ties).text_span(item.start, item.end)
    ends = "\n" if item.kind == "task" else _ENDS
    first = max(content.text.rfind(mark, 0, start) for mark in ends) + 1
    last = min((at for mark in ends if (at := content.text.find(mark, max(start, end - 1))) >= 0), default=len(content.text) - 1)
    return content.text[max(first, start - _LONGEST) : min(last + 1, end + _LONGEST)].strip()


def _short(value: dict[str, Any] | None, kind: str) -> dict[str, Any] | None:
    return {name: each for name, each in value.items() if kind != "task" or name != _OWN_TEXT} if value else value


def _kind_of(value: dict[str, Any]) -> str:
    return next((kind for name, kind in _KIND_OF.items() if name in value), "qualitative_target")
