"""What plans show on a document's pages: the way to a table made from it, and the tables that rest on it."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from zhiheng.plans.queries import plans_of
from zhiheng.web.access import may


def way_to_a_plan(request: HttpRequest, document: object) -> str:
    """The button that makes a plan of a document that was read; "" where she may not."""
    shown = getattr(document, "state", "") == "read" and may(request, "plans.draft")
    return render_to_string("plans/way_to_a_plan.html", {"document": document}, request) if shown else ""


def plans_resting_on(request: HttpRequest, document: object) -> str:
    """The plans that rest on a document; "" where none does."""
    found = list(plans_of(request.scope).filter(documents=document))  # type: ignore[attr-defined]
    return render_to_string("plans/resting_on.html", {"plans": found}, request) if found else ""
