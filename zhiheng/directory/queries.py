"""Reading the directory."""

from django.db.models import QuerySet

from zhiheng.directory.models import Area, Counterpart, Organisation
from zhiheng.web.scoping import Scope, at_or_below


def areas_below(area: Area) -> QuerySet[Area]:
    """An area and every area under it."""
    return Area.objects.filter(at_or_below(area.path, "path"))


def scope_of(area: Area) -> Scope:
    """Whose rows an office of `area` may see."""
    others = Area.objects.exclude(pk=area.pk)
    whole = area.parent_id is None and not others.filter(parent=None).exists()
    alone = not whole and not others.filter(parent=area).exists()
    return Scope(own=area.code, area=area.pk, path=area.path, whole=whole, alone=alone)


def everywhere() -> Scope:
    """The scope of a command that speaks for the whole installation."""
    return Scope(own="", whole=True)


def areas_within(scope: Scope) -> QuerySet[Area]:
    """The areas a scope covers: its own and those below."""
    return Area.objects.filter(scope.areas())


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
