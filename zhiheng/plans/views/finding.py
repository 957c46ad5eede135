"""The plan, duty or goal that an address names, or 404: other areas' are not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from zhiheng.plans import queries
from zhiheng.plans.models import Duty, Goal, Plan


def plan_of(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(queries.plans(request.scope), pk=pk)


def duty_of(request: HttpRequest, pk: int, duty: int) -> Duty:
    return get_object_or_404(plan_of(request, pk).duties.select_related("plan__area", "item").prefetch_related("units"), pk=duty)


def goal_of(request: HttpRequest, pk: int, goal: int) -> Goal:
    found = plan_of(request, pk).goals.select_related("plan__area", "item", "duty").prefetch_related("shares")
    return get_object_or_404(found, pk=goal)
