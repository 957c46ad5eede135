"""Which assessments somebody sees."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from zhiheng.assessments.kept import PlaceKept, latest_result, places_in
from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.web.scoping import Scope


def assessments_of(scope: Scope) -> QuerySet[Assessment]:
    """Those of the areas within reach, the latest period first; each with how many are assessed and have handed in."""
    return (
        Assessment.objects.within(scope, reach="below")
        .select_related("area", "office")
        .annotate(count=Count("assessed"), handed_in=Count("assessed__handed_in_at"))
        .order_by("-end", "scheme", "-pk")
    )


def own_in(scope: Scope) -> QuerySet[Assessed]:
    """Where an area within reach is itself assessed by a level above, the latest period first."""
    found = Assessed.objects.filter(scope.reached("area")).exclude(scope.reached("assessment__area"))
    return found.select_related("assessment__office", "assessment__area", "area", "unit").order_by("-assessment__end", "pk")


def with_places(assessed: Iterable[Assessed]) -> list[tuple[Assessed, PlaceKept | None]]:
    """Each with what it came to in the result that counts; None before approval."""
    return [(one, places_in(latest_result(one.assessment)).get(one.code)) for one in assessed]
