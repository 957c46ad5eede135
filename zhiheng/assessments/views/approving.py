"""审定, 更正, 重新打开: acts that make a result, with what is open shown first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.assessments.actions import approving, correcting, rectifying
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.forms_of_results import ApprovalForm, CorrectionForm
from zhiheng.assessments.settling import KINDS, open_points
from zhiheng.assessments.views.finding import assessment_of
from zhiheng.assessments.views.results import compared_page, result_of
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import writes
from zhiheng.web.asking import number_in

REASON = "why-"


@writes("assessments.approve", methods=("GET", "POST"))
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found, today, fault = assessment_of(request, pk), timezone.localdate(), None
    form = ApprovalForm(request.POST or None)
    given = {name.removeprefix(REASON): words.replace("\0", "")[:300] for name, words in request.POST.items() if REASON in name}
    if request.method == "POST" and form.is_valid():
        seen = number_in(request.POST.get("version"))
        try:
            made = approving.approve(found, request.user, reasons=given, today=today, seen=seen, **form.cleaned_data)
        except Fault as problem:
            fault = problem
        else:
            messages.success(request, f"已审定：{made}。以后数据、定义、方案的变化不影响这个结果。")
            return redirect("assessments:result", pk)
    points = open_points(found, today)
    kinds = [
        (kind, name, [(one, given.get(one.key, "")) for one in points if one.kind == kind], given.get(kind, ""))
        for kind, name in KINDS.items() if any(one.kind == kind for one in points)
    ]  # fmt: skip
    cards = sorted(standing_of(found).cards, key=lambda one: (one.group, one.rank, one.subject))
    context = {"assessment": found, "tab": "result", "form": form, "kinds": kinds, "cards": cards, "fault": fault}
    return render(request, "assessments/approve.html", context, status=422 if fault or form.errors else 200)


@writes("assessments.approve")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = assessment_of(request, pk), CorrectionForm(request.POST)
    if not form.is_valid():
        return compared_page(request, result_of(request, found), form)
    keys, seen = request.POST.getlist("keys"), number_in(request.POST.get("version"))
    try:
        made = correcting.correct(found, request.user, keys=keys, seen=seen, **form.cleaned_data)
    except Fault as fault:
        return compared_page(request, result_of(request, found), form, fault.says)
    messages.success(request, f"已更正：{made}。原来的第 {made.revision - 1} 版保留可查。")
    return redirect("assessments:result", pk)


@writes("assessments.approve")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    why, seen = request.POST.get("why", "").replace("\0", ""), number_in(request.POST.get("version"))
    correcting.reopen(assessment_of(request, pk), request.user, why=why, seen=seen)
    says = "已重新打开复核。改完评分以后，在“与现在的数据对照”里选定变化并更正；在那以前，已审定的结果仍然有效。"
    messages.success(request, says)
    return redirect("assessments:result", pk)


@writes("assessments.approve")
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    document, seen = request.POST.get("document", "").replace("\0", ""), number_in(request.POST.get("version"))
    rectifying.announce(assessment_of(request, pk), request.user, document=document, seen=seen)
    messages.success(request, "已记为通报。")
    return redirect("assessments:result", pk)
