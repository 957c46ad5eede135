"""Which areas the rows of an area count for."""

import functools
import operator
from collections.abc import Sequence

from django.db.models import Q

from zhiheng.core.values.gathering import Closure
from zhiheng.directory.models import Area
from zhiheng.directory.models.areas import numbers_in
from zhiheng.web.scoping import at_or_below

FEW = 50  # areas below which each is asked for by its own range of paths


def closure(areas: Sequence[Area]) -> Closure:
    """Every area at or below the wanted ones, with those of them that its rows count for: itself and those above it."""
    wanted = {area.pk: area.code for area in areas}
    found = Area.objects.all()
    if len(areas) <= FEW:
        found = found.filter(functools.reduce(operator.or_, (at_or_below(area.path, "path") for area in areas), Q(pk=None)))
    lines = found.order_by("code").values_list("code", "path")
    return {code: over for code, path in lines if (over := [wanted[n] for n in numbers_in(path) if n in wanted])}

