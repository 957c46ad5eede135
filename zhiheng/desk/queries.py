"""What is asked of the office today."""

from django.db.models import Count, Q

from zhiheng.documents.models import Document
from zhiheng.web.scoping import Scope


def day(scope: Scope) -> dict[str, object]:
    """Documents that wait for a person, newest first, at most twelve; and how many there are of each state."""
    documents = Document.objects.within(scope)
    open_items = Count("items", filter=Q(items__state="pending"))
    waiting = documents.annotate(open_items=open_items).filter(Q(open_items__gt=0) | ~Q(state="read"))
    return {"waiting": waiting.order_by("-uploaded_at")[:12], "document_count": documents.count()}
