"""Reading areas: what lies below which, and whose rows an office may see."""

from django.db.models import QuerySet

from zhiheng.directory.models import Area
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
