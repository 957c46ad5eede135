"""What the pages of earlier stages show of documents."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from zhiheng.assessments.models import Assessment
from zhiheng.indicators.sources import Source
from zhiheng.plans.models import Duty, Plan
from zhiheng.publications.queries import documents_with
from zhiheng.publications.queries_of_rows import ways_from, written_about
from zhiheng.registers.models import Row
from zhiheng.web.access import may


def documents_of_figure(request: HttpRequest, source: Source) -> str:
    """The documents that printed a figure; "" where there is none."""
    found = documents_with(source.figure, request.scope, source.area, source.period)
    return render_to_string("publications/of_figure.html", {"printed": found}, request) if found else ""


def ways_to_documents(request: HttpRequest, subject: object) -> str:
    """The buttons that begin a document about a row, a duty or a plan; "" where she may not, or none can be begun yet."""
    if not _hers(request, subject):
        return ""
    ready = [way for way in ways_from(*_named(subject), request.scope) if not way.refused]
    context = {"ways": ready, "row": _named(subject)[1]}
    return render_to_string("publications/ways.html", context, request) if ready else ""


def documents_about(request: HttpRequest, subject: object) -> str:
    """What was written about a row, a duty or a plan, and what cannot be begun yet, with the reason."""
    if not may(request, "publications.view"):
        return ""
    ways = ways_from(*_named(subject), request.scope) if _hers(request, subject) else []
    found = written_about(*_named(subject), request.scope)
    context = {"found": found, "waiting": [way for way in ways if way.refused], "own": [way for way in ways if way.own]}
    return render_to_string("publications/about.html", context, request) if any(context.values()) else ""


def _named(subject: Any) -> tuple[str, int]:
    match subject:
        case Row():
            return subject.register, subject.pk
        case Duty():
            return "duty", subject.pk
        case Plan():
            return "plan", subject.pk
        case Assessment():
            return "assessment", subject.pk
    raise TypeError(type(subject))


def _hers(request: HttpRequest, subject: Any) -> bool:
    """Whether she may draft, and her office reaches the row."""
    area = subject.plan.area if isinstance(subject, Duty) else subject.area
    return may(request, "publications.draft") and request.scope.covers(area)
