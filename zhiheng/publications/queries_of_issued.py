"""Reading what became of issued documents: whether they hold, whom they went to, who has not signed for them yet."""

from typing import NamedTuple

from django.db.models import QuerySet

from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import bodies_within
from zhiheng.publications.models import Amendment, Delivery, Publication
from zhiheng.publications.outdated import ToCorrect, outdated_of, to_correct
from zhiheng.publications.verifying import by_code, by_file
from zhiheng.web.scoping import Scope

__all__ = [
    "Standing", "ToCorrect", "amendments_of", "bodies_for", "by_code", "by_file", "deliveries_of", "delivery_to", "outdated_of",
    "received_by", "standing", "to_correct", "waiting_for_receipt",
]  # fmt: skip


class Standing(NamedTuple):
    """Whether a document holds: the word, its tone, and the amendment that says why."""

    word: str
    tone: str
    why: Amendment | None = None


def standing(one: Publication) -> Standing:
    """Withdrawn, corrected, or valid."""
    found = {each.kind: each for each in reversed(amendments_of(one))}
    if why := found.get("withdrawn"):
        return Standing("已撤回", "bad", why)
    if why := found.get("corrected"):
        return Standing("已更正", "warn", why)
    return Standing("有效", "good")


def amendments_of(one: Publication) -> list[Amendment]:
    """What became of it, newest first."""
    return list(one.amendments.select_related("by", "notice"))


def deliveries_of(one: Publication) -> list[Delivery]:
    """Whom it went to, in protocol order."""
    return list(one.deliveries.select_related("organisation__area"))


def waiting_for_receipt(scope: Scope) -> QuerySet[Delivery]:
    """The reminder list: deliveries of own documents that nobody has signed for, the oldest first."""
    found = Delivery.objects.filter(scope.reached("publication__area"), received_at=None)
    return found.select_related("publication", "organisation__area").order_by("sent_at", "pk")


def received_by(office: Organisation) -> QuerySet[Delivery]:
    """What was sent to an office, newest first."""
    found = Delivery.objects.filter(organisation=office).select_related("publication__office", "publication__area")
    return found.order_by("-sent_at", "-pk")


def delivery_to(office: Organisation, pk: int) -> Delivery | None:
    """One of the documents that were sent to an office."""
    return received_by(office).filter(pk=pk).first()


def bodies_for(scope: Scope, one: Publication) -> list[Organisation]:
    """The bodies that a document may still be sent to: of the area and below, its own office apart."""
    there = one.deliveries.values_list("organisation", flat=True)
    found = bodies_within(scope).filter(ended_on=None).exclude(pk=one.office_id).exclude(pk__in=list(there))
    return list(found.order_by("area__path", "position", "pk"))
