"""Reading documents: lists, one document, what flows on from it. The review page is in reviewing.py.

Later stages use `document`, `accepted_items`, `clause_url`.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from zhiheng.core.reading.formats.showing import page_shown
from zhiheng.core.values.reading import asks_to_look
from zhiheng.documents import originals
from zhiheng.documents.models import Document, DocumentText, Item, Refusal
from zhiheng.history.models import Revision
from zhiheng.history.queries import timeline
from zhiheng.web.scoping import Scope

FILTERS = {
    "pending": "待核",
    "done": "已核完",
    "working": "识读中",
    "failed": "识读失败",
}


def document(scope: Scope, pk: int) -> Document:
    """The document of that id in the office's own area.

    Raises: Http404: there is none, or it is another area's.
    """
    return get_object_or_404(Document.objects.within(scope).select_related("area", "office", "uploaded_by"), pk=pk)


def item(scope: Scope, document_pk: int, pk: int) -> Item:
    """One item of a document of the office's own area, its document at hand.

    Raises: Http404: there is none, or it is another area's.
    """
    found = document(scope, document_pk).items.select_related("decided_by", "document")
    return get_object_or_404(found, pk=pk)


def item_of(document: Document, said: str) -> Item:
    """The item of a document that a button names. Raises: Http404: it has no such item."""
    if not said.isdecimal():
        raise Http404
    return get_object_or_404(document.items.select_related("decided_by", "document"), pk=int(said))


def accepted_items(document: Document, scope: Scope) -> QuerySet[Item]:
    """What flows on from a document: the items that a person accepted, in its order; none of another area's document."""
    if document.area.code != scope.own:
        return Item.objects.none()
    return document.items.filter(state="accepted")


def clause_url(item: Item) -> str:
    """The address at which an item's clause is highlighted in the whole text."""
    return reverse("documents:clause", args=[item.document_id, item.pk]) + "#clause"


def others_read(scope: Scope, document: Document) -> QuerySet[Document]:
    """The other documents of the area that were read, newest first: what one may be compared with."""
    found = Document.objects.within(scope).filter(area=document.area, state="read").exclude(pk=document.pk)
    return found.order_by("-uploaded_at", "-pk")[:200]


def documents(scope: Scope, *, q: str = "", state: str = "") -> QuerySet[Document]:
    """The documents of the office's own area, newest first. `state` is one of FILTERS; `q` is looked for in
    title, file name, number and issuer."""
    found = Document.objects.within(scope)
    for word in q.split():
        found = found.filter(
            Q(title__icontains=word) | Q(name__icontains=word) | Q(doc_number__icontains=word) | Q(issuer__icontains=word)
        )
    pending = Exists(Item.objects.filter(document=OuterRef("pk"), state="pending"))
    match state:
        case "pending":
            found = found.filter(pending, state="read")
        case "done":
            found = found.filter(~pending, state="read")
        case "working":
            found = found.filter(state__in=["waiting", "reading"])
        case "failed":
            found = found.filter(state="failed")
    return found


def with_counts(found: Iterable[Document]) -> list[Document]:
    """The documents, each with `pending`, `accepted`, `rejected` and `decided`: how many of its items are so."""
    rows = list(found)
    counts: dict[tuple[int, str], int] = {
        (row["document"], row["state"]): row["n"]
        for row in Item.objects.filter(document__in=[row.pk for row in rows])
        .order_by()
        .values("document", "state")
        .annotate(n=Count("pk"))
    }
    for row in rows:
        for state, _ in Item.STATES:
            setattr(row, state, counts.get((row.pk, state), 0))
        row.decided = row.accepted + row.rejected
    return rows


def progress(document: Document) -> dict[str, Any]:
    """Where the reading of a document stands: what is left, whether its reader died, what waits before it."""
    now = timezone.now()
    left = None
    if document.state == "reading" and document.started_at and document.progress >= 10:
        spent = (now - document.started_at).total_seconds()
        left = round(spent * (100 - document.progress) / document.progress)
    ahead = 0
    if document.state == "waiting" and document.queued_at:
        waiting = Document.objects.unscoped("the queue is one for all areas; only its length is shown")
        ahead = waiting.filter(state__in=["waiting", "reading"], queued_at__lt=document.queued_at).count()
    idle = document.state == "waiting" and document.queued_at and (now - document.queued_at).total_seconds() > 60
    return {"seconds_left": left, "stalled": document.stalled(now), "ahead": ahead, "idle": idle and not ahead}


def kinds_found(document: Document) -> list[tuple[str, int]]:
    """(kind in words, how many) of a document's items, kinds that are absent left out."""
    counts = dict(document.items.order_by().values_list("kind").annotate(n=Count("pk")))
    return [(word, counts[kind]) for kind, word in Item.KINDS if counts.get(kind)]


def sure_items(document: Document, confidence: float, kinds: Iterable[str] = ()) -> list[Item]:
    """The items that accepting above a confidence would take.

    Left for a person's eye, however sure the reader is: what a flag asks to look at, a text that allows another value.
    """
    found = document.items.filter(state="pending", confidence__gte=confidence)
    kinds = list(kinds)
    if kinds:
        found = found.filter(kind__in=kinds)
    return [item for item in found if not asks_to_look(item.flags) and not item.found.get("alternatives")]


def has_text(document: Document) -> bool:
    """Whether the document has been read, so that it can be reviewed."""
    return DocumentText.objects.filter(document=document).exists()


def notes_of(document: Document) -> list[str]:
    """What a reader must know of how the text was got (recognised from an image, signatures not verified)."""
    return DocumentText.objects.filter(document=document).values_list("notes", flat=True).first() or []


def history_of(document: Document) -> QuerySet[Revision]:
    """The document's timeline, newest first."""
    return timeline(document)


def refusals(scope: Scope, user: Any) -> QuerySet[Refusal]:
    """The notices that wait for a person: files of hers that were not kept."""
    return Refusal.objects.within(scope).filter(sent_by=user)


def refusal(scope: Scope, user: Any, pk: int) -> Refusal:
    """One such notice. Raises: Http404."""
    return get_object_or_404(refusals(scope, user), pk=pk)


def original_of(document: Document) -> bytes:
    """The original, byte for byte. Raises: Fault D405: it is not in its place."""
    return originals.read(document.digest, document.name)


def page_image(document: Document, number: int) -> bytes:
    """One page of a scan as JPEG.

    Raises: Http404: no such page. Fault: the original is gone, or cannot be shown page by page.
    """
    try:
        return page_shown(originals.read(document.digest, document.name), document.name, number)
    except IndexError:
        raise Http404 from None
