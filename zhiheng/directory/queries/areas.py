"""Reading areas: what lies below which, and whose rows an office may see."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zhiheng.core.measuring import Passing, Remapped, remapped
from zhiheng.definitions import lexicons
from zhiheng.directory.listed_areas import listed_below
from zhiheng.directory.models import Area, AreaChange
from zhiheng.directory.models.areas import numbers_in
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


class AreaThen(NamedTuple):
    """An area as it was on a day."""

    pk: int
    code: str
    name: str
    level: str
    parent: int | None

    @property
    def level_name(self) -> str:
        """The level in words."""
        return dict(Area.LEVELS)[self.level]


def areas_on(day: date, areas: QuerySet[Area] | None = None) -> list[AreaThen]:
    """The areas there were on a day, each with the name, rank and place it had then; by code."""
    there = (Area.objects.all() if areas is None else areas).filter(_exists_on(day)).order_by("code")
    found = {area.pk: AreaThen(area.pk, area.code, area.name, area.level, area.parent_id) for area in there}
    later = AreaChange.objects.filter(on__gt=day, old__in=there.order_by()).order_by("-on", "-pk")
    for change in later:
        was = {"name": change.was_name, "level": change.was_level, "parent": change.was_parent_id}
        found[change.old_id] = found[change.old_id]._replace(**was)
    return _under_present_ones(found)


def _under_present_ones(found: dict[int, AreaThen]) -> list[AreaThen]:
    """Each area under the nearest one above it that is among the found: what lay between may not have been there yet."""
    if all(area.parent is None or area.parent in found for area in found.values()):
        return list(found.values())
    parents = dict(Area.objects.values_list("pk", "parent"))

    def present(pk: int | None) -> int | None:
        while pk is not None and pk not in found:
            pk = parents[pk]
        return pk

    return [area._replace(parent=present(area.parent)) for area in found.values()]


def _exists_on(day: date) -> Q:
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gt=day))


def present_below(area: Area) -> QuerySet[Area]:
    """The areas right below an area that there are today, by code."""
    return area.children.filter(until=None).order_by("code")


def areas_above(area: Area) -> list[Area]:
    """The areas above one, the uppermost first."""
    found = Area.objects.in_bulk(numbers_in(area.path)[:-1])
    return [found[pk] for pk in numbers_in(area.path)[:-1]]


def below_on(area: Area, day: date) -> list[AreaThen]:
    """The areas that lay right below an area on a day, by code."""
    below = areas_below(area).order_by().values("pk")
    near = Area.objects.filter(Q(pk__in=below) | Q(changes_from__was_parent__in=below)).distinct()
    return [one for one in areas_on(day, near) if one.parent == area.pk]


def listed_and_missing(area: Area) -> int:
    """How many areas of the national list below an area are not kept here as yet."""
    codes = [one.code for one in listed_below(area.code, lexicons())]
    return len(codes) - Area.objects.filter(code__in=codes).count() if codes else 0


def passings() -> list[Passing]:
    """What became of all areas, as measuring reads it."""
    found = AreaChange.objects.values_list("old__code", "new__code", "on", "share").order_by("on", "pk")
    whole = AreaChange.WHOLE
    return [Passing(old, new, on, None if share is None else Fraction(share, whole)) for old, new, on, share in found]


def on_map_of(day: date, amounts: Iterable[tuple[str, date, Decimal]]) -> Remapped:
    """Amounts by area, put on the map of a day; what was divided in unknown shares stays apart. The total stays.

    Shape: an amount is (area code, day it is of, amount).
    """
    return remapped(amounts, passings(), day)


def changes_of(area: Area) -> QuerySet[AreaChange]:
    """Everything that happened to an area or led to it, the latest first."""
    found = AreaChange.objects.filter(Q(old=area) | Q(new=area)).select_related("old", "new", "was_parent")
    return found.order_by("-on", "-pk")
