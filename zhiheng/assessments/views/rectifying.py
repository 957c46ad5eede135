"""整改: what follows of the result is chosen, handed to 督办, and closed when it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.assessments.actions import rectifying
from zhiheng.assessments.kept import latest_result
from zhiheng.assessments.rectifications import progress_of, proposed
from zhiheng.assessments.views.finding import assessment_of
from zhiheng.assessments.views.results import result_of
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in


@reads("assessments.view")
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    found = assessment_of(request, pk)
    result, may_approve = latest_result(found), may(request, "assessments.approve")
    context = {
        "assessment": found, "tab": "rectification", "result": result, "progress": progress_of(found),
        "proposed": proposed(result, timezone.localdate()) if result and may_approve else (),
        "may_approve": may_approve, "may_chase": may(request, "plans.draft", area=found.office.area),
    }  # fmt: skip
    return render(request, "assessments/rectification.html", context)


@writes("assessments.approve")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    result = result_of(request, assessment_of(request, pk))
    made = rectifying.ask_rectification(result, request.POST.getlist("keys"), request.user, today=timezone.localdate())
    messages.success(request, f"已列入整改 {len(made)} 件。")
    return redirect("assessments:rectification", pk)


@writes("plans.draft")
def chase(request: HttpRequest, pk: int) -> HttpResponse:
    made = rectifying.chase_rectification(assessment_of(request, pk), request.user, today=timezone.localdate())
    lacking = sum(one.lead is None for one in made)
    more = f"，其中 {lacking} 件没有主办单位，请在督办里分派" if lacking else ""
    messages.success(request, f"已列入督办 {len(made)} 件{more}；核对以后在督办台账下发。")
    return redirect("assessments:rectification", pk)


@writes("assessments.approve")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    rectifying.close(assessment_of(request, pk), request.user, seen=number_in(request.POST.get("version")))
    messages.success(request, "整改全部办结，本年度考核办结。")
    return redirect("assessments:rectification", pk)
