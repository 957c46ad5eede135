"""Reading the bodies of an area."""

from datetime import date

from django.db.models import QuerySet

from zhiheng.directory.bodies import BodyBook
from zhiheng.directory.models import Area, Counterpart, Organisation
from zhiheng.web.scoping import Scope


def organisations_of(area: Area) -> QuerySet[Organisation]:
    """The bodies of an area that still exist, in protocol order."""
    return area.organisations.filter(ended_on=None)


def counterparts_of(area: Area) -> QuerySet[Counterpart]:
    """Which body above is which of ours, the unanswered first."""
    return area.counterparts.prefetch_related("units__organisation").order_by("decided_at", "upper_name")


def ended_of(area: Area) -> QuerySet[Organisation]:
    """The bodies of an area that exist no more."""
    return area.organisations.exclude(ended_on=None)


def bodies_within(scope: Scope) -> QuerySet[Organisation]:
    """The bodies of all areas an office may see."""
    return Organisation.objects.filter(scope.reached("area")).select_related("area")


def body_book(scope: Scope) -> BodyBook:
    """All names of these bodies, for asking what many names mean without a query each."""
    return BodyBook(scope)


def names_through_time(body: Organisation) -> list[tuple[str, date | None, date | None]]:
    """Every name of a body, the latest first, each with its first day and the day of the next one."""
    names, since = [], body.since
    for one in body.former_names.all():
        names.append((one.name, since, one.until))
        since = one.until
    return [(body.name, since, body.ended_on), *reversed(names)]


def stands_for(body: Organisation) -> list[str]:
    """The bodies above whose work this one does here."""
    return list(body.answers_for.order_by("upper_name").values_list("upper_name", flat=True))
