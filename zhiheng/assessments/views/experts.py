"""Experts: asked, set aside, their blind scores, consensus and the site visit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.assessments.actions import experting, scoring
from zhiheng.assessments.models import Assessed, Recusal
from zhiheng.assessments.scoring import experts
from zhiheng.assessments.views.finding import assessed_of, assessment_of
from zhiheng.assessments.views.scoring import frame
from zhiheng.assessments.views.visits import typed
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import reads, writes


@reads("assessments.view")
def expert_list(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    lines = experts.lines_of(assessment)
    context = {
        "turnouts": experts.turnouts(assessment, lines), "rows": experts.tallies(lines), "proposed": experts.proposed(assessment),
        "recusals": Recusal.objects.filter(assessed__assessment=assessment).select_related("assessed", "by").order_by("pk"),
        "judged": any(item.by == "expert" for item in assessment.as_opened.items),
    }  # fmt: skip
    return render(request, "assessments/experts.html", frame(request, assessment, "experts") | context)


@writes("assessments.score")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    made = scoring.ask_experts(assessment_of(request, pk), typed(request).get("names", "").splitlines(), request.user)
    messages.success(request, f"{len(made)} 位专家的评分表已备好，可以下载后发出。")
    return redirect("assessments:experts", pk)


@writes("assessments.score")
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    given = typed(request)
    if given.get("do") == "readmit":
        number = given.get("recusal", "")
        found = Recusal.objects.filter(assessed__assessment=assessment_of(request, pk)).select_related("assessed")
        recusal = get_object_or_404(found, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
        experting.readmit(recusal, given.get("why", ""), request.user)
        messages.success(request, "回避已撤销。")
    else:
        one = assessed_of(request, pk, given.get("code", ""))
        experting.recuse(one, given.get("scorer", ""), given.get("why", ""), request.user)
        messages.success(request, "回避已记下，已有的评分留存而不计。")
    return redirect("assessments:experts", pk)


@reads("assessments.view")
def expert_scores(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    return expert_page(request, assessed_of(request, pk, code))


def expert_page(request: HttpRequest, one: Assessed, fault: Fault | None = None, at: str = "") -> HttpResponse:
    name = request.user.get_full_name()  # type: ignore[union-attr]
    lines = [(line, line.shown_to(name)) for line in experts.lines_of(one.assessment, one)]
    context = {"one": one, "lines": lines, "fault": fault, "fault_at": at, "given": request.POST}
    return render(request, "assessments/expert_scores.html", frame(request, one.assessment, "experts") | context)


@writes("assessments.score")
def settle(request: HttpRequest, pk: int, code: str, item: str) -> HttpResponse:
    one, given = assessed_of(request, pk, code), typed(request)
    act = experting.score_on_site if given.get("do") == "site" else experting.agree
    try:
        act(one, item, given.get("text", ""), request.user, why=given.get("why", ""))
    except Fault as fault:
        if fault.id in ("U401", "S248"):
            raise
        return expert_page(request, one, fault, item)
    messages.success(request, f"{item} 已记下。")
    return redirect("assessments:expert-scores", pk, code)
