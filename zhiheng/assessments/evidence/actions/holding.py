"""A box held for a change: by somebody who may, while the assessment still takes evidence."""

from collections.abc import Iterable
from typing import Any

from zhiheng.assessments.models import Assessed, Exhibit, ExhibitUse
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import demand

_OVER = ("approved", "noticed", "closed")


def held_box(assessed: Assessed, by: Any) -> Assessed:
    """The box, locked until the transaction ends. Raises: NotAllowed U401. Fault S225: the result is approved."""
    demand(by, "assessments.fill", area=assessed.area or assessed.assessment.area)
    found = Assessed.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=assessed.pk)
    if found.assessment.stage in _OVER:
        raise Fault("S225", f"{found.assessment.name}已经审定，佐证材料不再增减。确需更正的，请走结果更正。")
    return found


def held_exhibit(exhibit: Exhibit, by: Any) -> Exhibit:
    """The file, its box locked. Raises: as `held_box`. Fault S227: it was taken out of the box meanwhile."""
    held_box(exhibit.assessed, by)
    found = Exhibit.objects.select_related("assessed__assessment").get(pk=exhibit.pk)
    if found.dropped:
        raise Fault("S227", f"“{found.title}”已经移出（{found.dropped_why}）。要用的话，请把原文件再交一次。")
    return found


def remember_numbers(exhibit: Exhibit, uses: Iterable[ExhibitUse]) -> None:
    """The numbers of these uses, about to be given up, are not given again: printed directories and appeals name them."""
    given = dict(exhibit.assessed.numbers_given)
    for use in uses:
        given[use.item] = max(given.get(use.item, 0), use.position)
    Assessed.objects.filter(pk=exhibit.assessed_id).update(numbers_given=given)
    exhibit.assessed.numbers_given = given
