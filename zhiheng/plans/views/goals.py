"""The goals of a plan, and what this level makes of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.plans import actions, queries
from zhiheng.plans.models import Goal
from zhiheng.plans.views.finding import goal_of, plan_of, typed
from zhiheng.web.access import may, reads, writes


def goals_context(request: HttpRequest, pk: int) -> dict[str, object]:
    plan = plan_of(request, pk)
    goals = queries.goals_of(plan)
    return {
        "plan": plan,
        "tab": "goals",
        "goals": goals,
        "undecided": sum(1 for goal in goals if goal.comparator and not goal.stance),
        "in_words": sum(1 for goal in goals if not goal.comparator),
        "stances": [stance for stance in Goal.STANCES if stance[0]],
        "may_draft": may(request, "plans.draft"),
    }


@reads("plans.view")
def goal_list(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "plans/goals.html", goals_context(request, pk))


@writes("plans.draft")
def stance(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    given = typed(request)
    actions.set_stance(
        goal_of(request, pk, goal), given.get("stance", ""), request.user, own=given.get("own", ""),
        reason=given.get("reason", ""),
    )  # fmt: skip
    return _goals(request, pk)


@writes("plans.draft")
def stage_year(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    given = typed(request)
    actions.set_stage_year(goal_of(request, pk, goal), given.get("year", ""), request.user, reason=given.get("reason", ""))
    return _goals(request, pk)


@writes("plans.draft")
def take_rest(request: HttpRequest, pk: int) -> HttpResponse:
    undecided = [goal for goal in queries.goals_of(plan_of(request, pk)) if goal.comparator]
    actions.take_all(undecided, request.user, reason=typed(request).get("reason", ""))
    return _goals(request, pk)


def _goals(request: HttpRequest, pk: int) -> HttpResponse:
    if request.htmx:
        return render(request, "plans/goals_body.html", goals_context(request, pk))
    return redirect("plans:goals", pk)
