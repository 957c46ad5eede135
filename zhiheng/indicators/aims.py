"""The target line of a chart: what a plan promises of a figure, by a link that a person confirmed."""

from datetime import date
from decimal import Decimal

from zhiheng.core.measuring import Period
from zhiheng.core.measuring.stepping import step_of
from zhiheng.core.values.charts import Target
from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area
from zhiheng.indicators.models import TargetLink
from zhiheng.indicators.targets import counts_up, target_of
from zhiheng.web.scoping import Scope


def aim_of(indicator: Indicator, scope: Scope, area: Area, period: Period) -> Target | None:
    """The line of an area's figure; of several targets the one due first after the period begins.

    None: no target is linked, or none that one line can show: a range, a value that is not known, or a yearly count beside
          periods that are no year.
    """
    links = TargetLink.objects.within(scope, reach="below").select_related("goal__duty")
    linked = links.filter(goal__plan__area=area, indicator=indicator.id, state="confirmed")
    if counts_up(indicator) and step_of(period) != "year":
        return None
    found: list[tuple[tuple[date, int], Decimal, bool]] = []
    for link in linked.exclude(goal__stance="leave"):
        target = target_of(link.goal, link, indicator, "", period.end)
        due = target.due or date.max
        if target.low is not None and target.comparator != "range" and due >= period.start:
            found.append(((due, link.pk), target.low, target.comparator in ("<=", "<")))
    if not found:
        return None
    _, value, less_is_better = min(found)
    return Target(value=value, less_is_better=less_is_better)
