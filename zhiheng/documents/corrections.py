"""The page of corrections: what was read, what it is, what is suggested."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import msgspec
from django.db.models import Case, Count, QuerySet, When
from django.shortcuts import get_object_or_404

from zhiheng.core.learning import in_words
from zhiheng.core.values.cases import Line
from zhiheng.definitions.learned import KeptCase, cases_text
from zhiheng.documents.models import Correction, Item
from zhiheng.documents.wording import details, headline
from zhiheng.web.scoping import Scope

FILTERS = dict(Correction.STATES)
_KINDS = dict(Item.KINDS)


def corrections(scope: Scope, state: str = "") -> QuerySet[Correction]:
    """The corrections of the office's own area, newest first. What was not wanted comes last, under `open` and all."""
    found = Correction.objects.within(scope).select_related("document", "corrected_by", "decided_by")
    found = found.order_by(Case(When(item__state="rejected", state="open", then=1), default=0), "-corrected_at", "-pk")
    return found.filter(state=state) if state in FILTERS else found


def correction(scope: Scope, pk: int) -> Correction:
    """One of them. Raises: Http404."""
    return get_object_or_404(corrections(scope), pk=pk)


def counts(scope: Scope) -> dict[str, int]:
    """How many are in each state."""
    return dict(Correction.objects.within(scope).order_by().values_list("state").annotate(n=Count("pk")))


def shown(found: Iterable[Correction]) -> list[dict[str, Any]]:
    """Each correction as the page shows it."""
    return [_shown(one) for one in found]


def handed_on(scope: Scope) -> str:
    """The office's cases as TOML, to be handed to the project: the sentence, nothing of the document beside it."""
    kept = corrections(scope).filter(state__in=("accepted", "kept")).order_by("pk")
    return cases_text(msgspec.convert({**one.case, "learnt": one.state == "accepted"}, KeptCase) for one in kept)


def _shown(one: Correction) -> dict[str, Any]:
    case, line = one.case, one.suggestion.get("line")
    return {
        "row": one, "text": case["text"],
        "was": _words(case["was_kind"], case["was"]), "says": _words(case["kind"], case["says"]),
        "suggests": in_words(msgspec.convert(line, Line)) if line else "", "waits": not one.suggestion,
        "why_none": one.suggestion.get("why_none", ""),
    }  # fmt: skip


def _words(kind: str, value: dict[str, Any] | None) -> dict[str, Any] | None:
    if value is None:
        return None
    item = SimpleNamespace(kind=kind, value=value)
    return {"kind": _KINDS[kind], "headline": headline(item), "details": details(item)}
