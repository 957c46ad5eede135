"""Corrections become cases, cases become lines of the office's own definitions once a person has accepted them."""

import os
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from zhiheng.core import learn
from zhiheng.core.learning import in_words
from zhiheng.core.values.cases import Case, Line
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons
from zhiheng.definitions.learned import KeptCase, files_of
from zhiheng.definitions.strict import LEARNED
from zhiheng.documents.cases import case_of, confirmed_cases
from zhiheng.documents.models import Correction, Document, Item
from zhiheng.history.actions import record

LEARNT = ("accepted", "kept")  # what a line tried out later must leave as it is
LATEST = 10  # documents whose accepted items a line must leave as they are
VERBS = {"accepted": "采纳识读建议", "kept": "只记为案例", "dismissed": "标为不是读错", "open": "撤回"}


def note_correction(item: Item, by: Any) -> None:
    """The item stands among the corrections if a person read it otherwise; what was decided there stays."""
    there = Correction.objects.unscoped("an item in hand").filter(item=item).first()
    if there and there.state != "open":
        return
    case = case_of(item)
    if case is None:
        if there:
            there.delete()
        return
    said = msgspec.to_builtins(case)
    if there and there.case == said:
        return
    correction, _ = Correction.objects.unscoped("an item in hand").update_or_create(
        item=item,
        defaults={
            "area_id": item.document.area_id, "document_id": item.document_id, "case": said, "suggestion": {},
            "corrected_by": by, "corrected_at": timezone.now(),
        },
    )  # fmt: skip
    suggest_in_background.enqueue(correction.pk)


@task(priority=-10)  # documents are read first
def suggest_in_background(correction_id: int) -> None:
    """Lines are tried out for one correction."""
    suggest(correction_id)


def suggest(correction_id: int) -> None:
    """What would mend the correction stands beside it."""
    correction = _rows().filter(pk=correction_id, state="open").first()
    if correction is None:
        return
    case = msgspec.convert(correction.case, Case)
    past = [msgspec.convert(one.case, Case) for one in _rows().filter(state__in=LEARNT)]
    read_lately = Document.objects.unscoped("what was confirmed anywhere must stay").filter(state="read")[:LATEST]
    past += confirmed_cases(read_lately.select_related("content"))
    offered = learn(case, past, lexicons(settings.DEFINITIONS))
    _rows().filter(pk=correction_id, state="open").update(suggestion=msgspec.to_builtins(offered))


@transaction.atomic
def decide_correction(correction: Correction, state: str, by: Any) -> None:
    """What a person makes of a correction: the line accepted, a case only, no mistake of the reader, or open again.

    What is accepted counts from the next reading on. Raises: Fault D414: there is no line to accept.
    """
    line = correction.suggestion.get("line")
    if state == "accepted" and not line:
        raise Fault("D414", "这一处没有可以采纳的建议。请选“只记为案例”，或稍后再看：建议由后台试算。")
    if state == correction.state:
        return
    before, correction.state = correction.get_state_display(), state
    correction.decided_by, correction.decided_at = (None, None) if state == "open" else (by, timezone.now())
    correction.save(update_fields=["state", "decided_by", "decided_at"])
    said = in_words(msgspec.convert(line, Line)) if line else "—"
    after = {"改正": correction.get_state_display(), "建议": said}
    record(correction, VERBS[state], by, before={"改正": before}, after=after, about=correction.document)
    transaction.on_commit(write_learned)
    for one in _rows().filter(state="open"):
        if one.suggestion.get("line"):
            suggest_in_background.enqueue(one.pk)  # what is offered must hold beside what was learnt now


def write_learned() -> None:
    """The accepted lines and the cases stand in the office's definitions, each file put in place whole."""
    decided = list(_rows().filter(state__in=LEARNT).order_by("pk"))
    lines = [msgspec.convert(one.suggestion["line"], Line) for one in decided if one.state == "accepted"]
    kept = [msgspec.convert({**one.case, "learnt": one.state == "accepted"}, KeptCase) for one in decided]
    folder = settings.DEFINITIONS / LEARNED
    texts = files_of(lines, kept)
    for name, text in texts.items():
        _put(folder / name, text)
    for path in folder.glob("lexicons/*.csv"):
        if f"lexicons/{path.name}" not in texts:
            path.unlink()


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def _rows() -> Any:
    return Correction.objects.unscoped("definitions are one tree for all areas of an installation")
