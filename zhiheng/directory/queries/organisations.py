"""Reading the bodies of an area."""

from django.db.models import QuerySet

from zhiheng.directory.models import Area, Counterpart, Organisation


def organisations_of(area: Area) -> QuerySet[Organisation]:
    """The bodies of an area that still exist, in protocol order."""
    return area.organisations.filter(ended_on=None)


def counterparts_of(area: Area) -> QuerySet[Counterpart]:
    """Which body above is which of ours, the unanswered first."""
    return area.counterparts.prefetch_related("units__organisation").order_by("decided_at", "upper_name")


def ended_of(area: Area) -> QuerySet[Organisation]:
    """The bodies of an area that exist no more."""
    return area.organisations.exclude(ended_on=None)


def stands_for(body: Organisation) -> list[str]:
    """The bodies above whose work this one does here."""
    return list(body.answers_for.order_by("upper_name").values_list("upper_name", flat=True))
