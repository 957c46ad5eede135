"""What indicators show on pages of plans: how targets stand, and the way to problems found."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from zhiheng.indicators.models import TargetLink
from zhiheng.indicators.queries import seen_indicators
from zhiheng.indicators.targets import lines_of
from zhiheng.registers.selections import selection
from zhiheng.web.access import may


def way_to_problems(request: HttpRequest, tab: object) -> str:
    """The tab of 督办 that lists problems found; "" where she may not see figures. How many there are comes after the page."""
    if not may(request, "indicators.view"):
        return ""
    return render_to_string("indicators/way_to_problems.html", {"current": tab == "found"}, request)


def targets_of_plan(request: HttpRequest, plan: object) -> str:
    """The targets of a plan that are held against an indicator, as they stand now; "" where she may not see figures."""
    area = plan.area  # type: ignore[attr-defined]
    if not may(request, "indicators.view", area=area):
        return ""
    chosen, seen = selection(request)._replace(area=area), {one.id for one in seen_indicators(request.rights)}
    links = TargetLink.objects.within(request.scope, reach="below").filter(goal__plan=plan, state="confirmed", indicator__in=seen)
    links = list(links.exclude(goal__stance="leave").select_related("goal__item", "goal__duty", "goal__plan"))
    lines = lines_of(links, area, chosen.period, timezone.localdate(), ahead=False)
    return render_to_string("indicators/targets_of_plan.html", {"lines": lines, "chosen": chosen}, request)
