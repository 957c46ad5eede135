"""申诉: the list, one to file, one to rule upon with ranks before and after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.assessments import appeals
from zhiheng.assessments.actions import appealing
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.forms_of_results import AppealForm, RulingForm
from zhiheng.assessments.models import Appeal
from zhiheng.assessments.views.finding import assessment_of, own_of
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in


@reads("assessments.view")
def appeal_list(request: HttpRequest, pk: int) -> HttpResponse:
    found = assessment_of(request, pk)
    context = {
        "assessment": found, "tab": "appeals", "appeals": appeals.appeals_of(found), "items": found.as_opened.leaves,
        "window": appeals.window_of(found, timezone.localdate()), "may_fill": may(request, "assessments.fill"),
    }  # fmt: skip
    return render(request, "assessments/appeals.html", context)


@writes("assessments.fill", methods=("GET", "POST"))
def file_appeal(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    found = own_of(request, pk, code)
    items, today, fault = appeals.items_of(found), timezone.localdate(), None
    given = {"item": request.GET.get("item", ""), "filed_by": found.handed_in_by}
    form = AppealForm(request.POST or None, assessed=found, items=items, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            made = appealing.file_appeal(found, by=request.user, today=today, **form.cleaned_data)
        except Fault as problem:
            fault = problem
        else:
            messages.success(request, f"已登记{found.name}对 {made.item} 的申诉。")
            return redirect("assessments:appeal", pk, made.pk)
    context = {
        "assessment": found.assessment, "assessed": found, "tab": "appeals", "form": form, "fault": fault,
        "window": appeals.window_of(found.assessment, today), "filed": found.appeals.order_by("pk"),
    }  # fmt: skip
    return render(request, "assessments/appeal_new.html", context, status=422 if form.errors or fault else 200)


def appeal_of(request: HttpRequest, pk: int, appeal: int) -> Appeal:
    """The appeal, for who rules upon it."""
    return get_object_or_404(appeals.appeals_of(assessment_of(request, pk)), pk=appeal)


def own_appeal_of(request: HttpRequest, pk: int, appeal: int) -> Appeal:
    """The appeal, for who rules upon it and for who filed it."""
    found = get_object_or_404(Appeal.objects.select_related("assessed", "ruled_by", "entered_by"), pk=appeal)
    found.assessed = own_of(request, pk, found.assessed.code)
    return found


@reads("assessments.view")
def appeal(request: HttpRequest, pk: int, appeal: int) -> HttpResponse:
    return appeal_page(request, own_appeal_of(request, pk, appeal))


@writes("assessments.review")
def rule(request: HttpRequest, pk: int, appeal: int) -> HttpResponse:
    """What the ruling would move, then the ruling itself once it is confirmed."""
    found, fault, moves = appeal_of(request, pk, appeal), None, None
    form = ruling_form(request, found)
    if form.is_valid():
        try:
            if request.POST.get("confirmed") == form.fingerprint:
                done = appealing.rule(found, request.user, seen=number_in(request.POST.get("version")), **form.cleaned_data)
                messages.success(request, f"已核定：{done.get_state_display()}。")
                return redirect("assessments:appeal", pk, appeal)
            moves = appeals.moves_of(found, form.cleaned_data["outcome"], form.cleaned_data["value"])
        except Fault as problem:
            fault = problem
    return appeal_page(request, found, form, fault, moves)


@writes("assessments.fill")
def withdraw(request: HttpRequest, pk: int, appeal: int) -> HttpResponse:
    why = request.POST.get("why", "").replace("\0", "")
    appealing.withdraw(own_appeal_of(request, pk, appeal), request.user, why=why, seen=number_in(request.POST.get("version")))
    messages.success(request, "已撤回这件申诉。")
    return redirect("assessments:appeal", pk, appeal)


def ruling_form(request: HttpRequest, found: Appeal) -> RulingForm:
    given = request.POST if request.method == "POST" else None
    return RulingForm(given, asked=appeals.asked_for(found), initial={"decided_by": request.user.get_full_name()})


def appeal_page(
    request: HttpRequest, found: Appeal, form: RulingForm | None = None, fault: Fault | None = None,
    moves: appeals.Moves | None = None,
) -> HttpResponse:  # fmt: skip
    assessment = found.assessed.assessment
    card = standing_of(assessment).card(found.assessed.code)
    context = {
        "assessment": assessment, "tab": "appeals", "appeal": found, "item": appeals.item_of(found.assessed, found.item),
        "score": next(one for one in card.items if one.id == found.item), "card": card, "fault": fault, "moves": moves,
        "form": form or ruling_form(request, found), "may_rule": may(request, "assessments.review", area=assessment.area),
        "may_fill": may(request, "assessments.fill"),
    }  # fmt: skip
    wrong = fault or (form and form.errors)
    return render(request, "assessments/appeal.html", context, status=422 if wrong else 200)
