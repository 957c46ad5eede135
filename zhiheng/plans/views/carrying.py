"""衔接: our plan held against what was asked above, statement by statement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.plans import actions, queries
from zhiheng.plans import carrying as reading
from zhiheng.plans.models import Comparison
from zhiheng.plans.views.finding import plan_of, typed
from zhiheng.plans.views.tables import FORMS
from zhiheng.web.access import may, reads, writes
from zhiheng.web.sending import attachment


def comparison_of(request: HttpRequest, pk: int, comparison: int) -> Comparison:
    return get_object_or_404(queries.comparisons_of(plan_of(request, pk)), pk=comparison)


def comparison_context(request: HttpRequest, pk: int, comparison: int) -> dict[str, object]:
    found = comparison_of(request, pk, comparison)
    view = reading.view_of(found)
    state = request.GET.get("state") or request.POST.get("state", "")
    return {
        "plan": found.plan,
        "tab": "carrying",
        "comparison": found,
        "view": view,
        "state": state,
        "groups": [group for group in view.groups if not state or state in group.states],
        "changes": reading.changes_since(found),
        "may_draft": may(request, "plans.draft"),
    }


@reads("plans.view")
def comparisons(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    below = list(queries.comparisons_below(request.scope, plan))
    areas = list(queries.areas_under(plan.area))
    context = {
        "plan": plan, "tab": "carrying", "comparisons": queries.comparisons_of(plan), "above": queries.plans_above(plan),
        "documents": queries.documents_above(request.scope, plan), "below": below,
        "totals": reading.totals_of(plan, areas, below) if below else [], "may_draft": may(request, "plans.draft"),
    }  # fmt: skip
    return render(request, "plans/comparisons.html", context)


@writes("plans.draft")
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    plan, given = plan_of(request, pk), typed(request)
    kind, _, number = given.get("upper", "").partition(":")
    found = {"plan": queries.plans_above(plan), "document": queries.documents_above(request.scope, plan)}.get(kind)
    if found is None or not number.isdigit():
        raise Fault("P167", "还没有选上级的方案或文件。请选一份，再开始对照。")
    before = given.get("follows", "")
    follows = comparison_of(request, pk, int(before)) if before.isdigit() else None
    made = actions.compare_with(plan, get_object_or_404(found, pk=number), request.user, follows=follows)
    return redirect("plans:comparison", pk, made.pk)


@reads("plans.view")
def comparison(request: HttpRequest, pk: int, comparison: int) -> HttpResponse:
    return render(request, "plans/comparison.html", comparison_context(request, pk, comparison))


@writes("plans.draft")
def decide(request: HttpRequest, pk: int, comparison: int) -> HttpResponse:
    given = typed(request)
    found, lower = comparison_of(request, pk, comparison), given.get("lower", "")
    actions.decide(
        found, given.get("upper", ""), lower and reading.own_key(found.plan, lower), given.get("decision", ""), request.user,
        reason=given.get("reason", ""),
    )  # fmt: skip
    return _body(request, pk, comparison)


@writes("plans.draft")
def undo(request: HttpRequest, pk: int, comparison: int) -> HttpResponse:
    given = typed(request)
    actions.undo(comparison_of(request, pk, comparison), given.get("upper", ""), given.get("lower", ""), request.user)
    return _body(request, pk, comparison)


@writes("plans.draft")
def confirm_sure(request: HttpRequest, pk: int, comparison: int) -> HttpResponse:
    found = comparison_of(request, pk, comparison)
    confirmed = actions.confirm_all(found, reading.view_of(found).sure, request.user)
    messages.success(request, f"已确认 {confirmed} 条。")
    return redirect("plans:comparison", pk, comparison)


@reads("plans.view")
def download(request: HttpRequest, pk: int, comparison: int) -> HttpResponse:
    found = comparison_of(request, pk, comparison)
    body = reading.carrying_xlsx(found, timezone.localdate())
    return attachment(body, f"{found.plan.title} 衔接对照表.xlsx", FORMS["xlsx"][1])


def _body(request: HttpRequest, pk: int, comparison: int) -> HttpResponse:
    if request.htmx:
        return render(request, "plans/comparison_body.html", comparison_context(request, pk, comparison))
    return redirect("plans:comparison", pk, comparison)
