"""A document that a plan rests on comes in a new version: what is otherwise is shown, and what she chooses is taken."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.documents.models import Document
from zhiheng.plans import actions, queries
from zhiheng.plans import renewing as reading
from zhiheng.plans.models import Plan
from zhiheng.plans.views.finding import plan_of, typed
from zhiheng.web.access import reads, writes


def chosen_documents(request: HttpRequest, plan: Plan, given: dict[str, str]) -> tuple[Document, Document] | None:
    """The old and the new version that she named; None where one is not named yet."""
    old, new = given.get("old", ""), given.get("new", "")
    if not (old.isdigit() and new.isdigit()):
        return None
    there = queries.documents_above(request.scope, plan)
    return get_object_or_404(plan.documents, pk=old), get_object_or_404(there, pk=new)


@reads("plans.draft")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    chosen = chosen_documents(request, plan, request.GET.dict())
    changes = reading.changes_between(plan, *chosen) if chosen else []
    context = {
        "plan": plan, "tab": "carrying", "documents": queries.documents_above(request.scope, plan), "chosen": chosen,
        "changes": [change for change in changes if change.kind != "same"], "same": sum(c.kind == "same" for c in changes),
    }  # fmt: skip
    return render(request, "plans/renew.html", context)


@writes("plans.draft")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    plan, given = plan_of(request, pk), typed(request)
    versions = chosen_documents(request, plan, given)
    if versions is None:
        return redirect("plans:renew", pk)
    done = actions.take_new_version(
        plan, *versions, request.POST.getlist("change"), request.user, reason=given.get("reason", "")
    )
    messages.success(request, f"已换用新版：改动 {done['changed']} 条，新增 {done['added']} 条，删去 {done['dropped']} 条。")
    return redirect("plans:plan", pk)
