"""The edited .xlsx comes back: handing it in, the dry run, taking what was ticked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.plans import actions, edited, queries
from zhiheng.plans.models import EditedFile
from zhiheng.plans.views.comments import LARGEST
from zhiheng.plans.views.finding import plan_of, typed
from zhiheng.web.access import reads, writes

ANSWER = "who:"  # before the name asked about


def file_of(request: HttpRequest, pk: int, edited_file: int) -> EditedFile:
    return get_object_or_404(plan_of(request, pk).edited_files.select_related("plan__area", "by"), pk=edited_file)


@reads("plans.draft")
def files(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    handed_in = plan.edited_files.select_related("by")[:50]
    return render(request, "plans/edited_files.html", {"plan": plan, "tab": "table", "files": handed_in, "may_draft": True})


@writes("plans.draft")
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    plan, file = plan_of(request, pk), request.FILES.get("file")
    if refused := next(iter(let_go(request)), None):
        raise refused
    made = actions.hand_in(plan, file.name if file else "", file.read(LARGEST + 1) if file else b"", request.user)
    return redirect("plans:edited", pk, made.pk)


@reads("plans.draft")
def dry_run(request: HttpRequest, pk: int, edited_file: int) -> HttpResponse:
    return _page(request, file_of(request, pk, edited_file))


@writes("plans.draft")
def take(request: HttpRequest, pk: int, edited_file: int) -> HttpResponse:
    file, given = file_of(request, pk, edited_file), typed(request)
    ours = {str(body.pk): body.name for body in queries.bodies_of(file.plan.area)}
    answers = {key.removeprefix(ANSWER): ours[value] for key, value in given.items() if key.startswith(ANSWER) and value in ours}
    chosen = request.POST.getlist("take")
    try:
        done = actions.take_edited(file, chosen, answers, request.user, reason=given.get("reason", ""))
    except Fault as problem:
        return _page(request, file, {"problem": problem, "chosen": set(chosen), "given": given, "answers": answers})
    messages.success(request, f"已收回“{file.name}”：{done}。")
    return redirect("plans:plan", pk)


@writes("plans.draft")
def drop(request: HttpRequest, pk: int, edited_file: int) -> HttpResponse:
    actions.drop_edited(file_of(request, pk, edited_file), request.user)
    return redirect("plans:edited-files", pk)


def _page(request: HttpRequest, file: EditedFile, more: dict[str, object] | None = None) -> HttpResponse:
    if file.state != "waits":
        return redirect("plans:edited-files", file.plan_id)
    run = edited.dry_run(file)
    bodies = queries.bodies_of(file.plan.area)
    context = {"plan": file.plan, "tab": "table", "file": file, "run": run, "bodies": bodies, "may_draft": True}
    return render(request, "plans/edited.html", context | (more or {}), status=422 if more else 200)
