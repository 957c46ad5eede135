"""目标备案 of one of the assessed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.assessments import pledges
from zhiheng.assessments.actions import answering, pledging
from zhiheng.assessments.views.answering import frame
from zhiheng.assessments.views.finding import own_of
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import number_in, typed


@reads("assessments.view")
def targets(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    one = own_of(request, pk, code)
    around = frame(request, one.assessment, one.area)
    still = one.handed_in_at is None and one.assessment.stage in answering.OPEN
    lines = pledges.targets_of(one, request.scope)
    context = {
        "one": one, "lines": lines, "filed": sum(line.filed is not None for line in lines),
        "editable": bool(around["may_fill"]) and still, "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "assessments/targets.html", around | context)


@writes("assessments.fill")
def file_target(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    given = request.POST
    made = pledging.file_target(
        own_of(request, pk, code), typed(given, "item"), request.user, says=typed(given, "says"),
        basis=typed(given, "basis"), why=typed(given, "why"), today=timezone.localdate(), seen=number_in(given.get("seen")),
    )  # fmt: skip
    messages.success(request, f"{made.item} 已备案：{made.text}。")
    return redirect("assessments:targets", pk, code)
