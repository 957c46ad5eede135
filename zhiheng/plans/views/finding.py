"""The plan, duty or goal that an address names, or 404: other areas' are not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from zhiheng.core.values.faults import Fault
from zhiheng.plans import queries
from zhiheng.plans.models import Duty, Goal, Plan

LONGEST_REASON = 500


def typed(request: HttpRequest) -> dict[str, str]:
    """What a plain form sent, without characters that no database keeps; a reason no longer than history holds."""
    found = {name: value.replace("\x00", "") for name, value in request.POST.items()}
    if len(found.get("reason", "")) > LONGEST_REASON:
        raise Fault("P160", f"理由有 {len(found['reason'])} 个字，最多 {LONGEST_REASON} 个。请缩短。")
    return found


def plan_of(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(queries.plans(request.scope), pk=pk)


def duty_of(request: HttpRequest, pk: int, duty: int) -> Duty:
    return get_object_or_404(plan_of(request, pk).duties.select_related("plan__area", "item").prefetch_related("units"), pk=duty)


def goal_of(request: HttpRequest, pk: int, goal: int) -> Goal:
    found = plan_of(request, pk).goals.select_related("plan__area", "item", "duty").prefetch_related("shares")
    return get_object_or_404(found, pk=goal)
