"""What the pages of documents show of plans."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from zhiheng.documents.models import Document
from zhiheng.plans import queries
from zhiheng.web.access import may


def make_button(request: HttpRequest, document: Document) -> str:
    """The way from a document to a plan; nothing before it has been read, and nothing for who may not draft."""
    if document.state != "read" or not may(request, "plans.draft"):
        return ""
    return render_to_string("plans/make_button.html", {"document": document}, request)


def plans_resting(request: HttpRequest, document: Document) -> str:
    """The plans that rest on a document."""
    found = queries.plans_of(request.scope).filter(documents=document)
    return render_to_string("plans/resting.html", {"plans": found}, request)
