"""The list of plans, making one, and its way from draft to issued."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.history.queries import timeline
from zhiheng.plans import actions, queries
from zhiheng.plans.forms import MakeForm
from zhiheng.plans.models import Plan
from zhiheng.plans.views.finding import plan_of, typed
from zhiheng.web.access import may, reads, writes
from zhiheng.web.paging import page_of


@reads("plans.view")
def plan_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    page = page_of(queries.plans_of(request.scope, state), request)
    found = {"page": page, "state": state, "states": Plan.STATES, "may_draft": may(request, "plans.draft")}
    return render(request, "plans/list.html", found | {"pager_query": f"{urlencode({'state': state})}&"})


@writes("plans.draft", methods=("GET", "POST"))
def make(request: HttpRequest) -> HttpResponse:
    documents = queries.documents_to_plan(request.scope)
    form = MakeForm(request.POST or None, documents=documents, chosen=request.GET.getlist("document"))
    if request.method == "POST" and form.is_valid():
        chosen, title = list(form.cleaned_data["documents"]), form.cleaned_data["title"]
        plan = actions.make_plan(chosen, request.office, request.user, title=title)
        return redirect("plans:plan", plan.pk)
    chosen = form.chosen()
    page = page_of(documents.filter(pk__in=chosen) if chosen else documents, request)
    return render(request, "plans/make.html", {"form": form, "page": page, "chosen": chosen})


@reads("plans.view")
def history(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    page = page_of(timeline(plan), request)
    found = {"plan": plan, "tab": "history", "page": page, "removed": queries.removed_of(plan)}
    return render(request, "plans/history.html", found | {"may_draft": may(request, "plans.draft")})


@writes("plans.draft")
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    given = typed(request)
    actions.rename_plan(plan_of(request, pk), given.get("title", ""), request.user, reason=given.get("reason", ""))
    return redirect("plans:plan", pk)


@writes("plans.draft")
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    actions.submit_plan(plan_of(request, pk), request.user)
    messages.success(request, "已送审。审核人可以审定印发，或退回修改。")
    return redirect("plans:plan", pk)


@writes("plans.approve")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    actions.return_plan(plan_of(request, pk), request.user, reason=typed(request).get("reason", ""))
    messages.success(request, "已退回起草。")
    return redirect("plans:plan", pk)


@writes("plans.approve")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    actions.approve_plan(plan_of(request, pk), request.user, reason=typed(request).get("reason", ""))
    messages.success(request, "已审定印发。此后每处修改都要写明理由。")
    return redirect("plans:plan", pk)
