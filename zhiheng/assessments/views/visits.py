"""现场核查: the visits of an assessment, one visit, and the rectification list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from zhiheng.assessments.actions import visiting
from zhiheng.assessments.models import SiteVisit
from zhiheng.assessments.scoring import matrix, visits
from zhiheng.assessments.views.finding import assessed_of, assessment_of
from zhiheng.assessments.views.scoring import XLSX, frame
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import may, reads, writes
from zhiheng.web.sending import attachment


def typed(request: HttpRequest) -> dict[str, str]:
    return {name: value.replace("\x00", "") for name, value in request.POST.items()}


def day_typed(text: str):  # type: ignore[no-untyped-def]
    """The day; None for none. Raises: Fault S258."""
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and day is None:
        raise Fault("S258", "日期写法不对。请填 2026-11-25 的样子。")
    return day


def visit_of(request: HttpRequest, pk: int, visit: int) -> SiteVisit:
    found = visits.visits_of(assessment_of(request, pk)).select_related("assessed__assessment__area")
    return get_object_or_404(found, pk=visit)


@reads("assessments.view")
def visit_list(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    mending = list(visits.to_mend(assessment))
    context = {
        "visits": visits.visits_of(assessment), "assessed": assessment.assessed.all(), "mending": mending,
        "unchased": sum(one.matter is None for one in mending),
        "may_chase": may(request, "plans.draft") and request.office.pk == assessment.office_id,
    }  # fmt: skip
    return render(request, "assessments/visits.html", frame(request, assessment, "visits") | context)


@writes("assessments.score")
def plan_visit(request: HttpRequest, pk: int) -> HttpResponse:
    given = typed(request)
    one = assessed_of(request, pk, given.get("code", ""))
    made = visiting.plan_visit(one, day_typed(given.get("on", "")), given.get("visitors", ""), request.user)
    messages.success(request, f"已安排 {made.on} 核查{one.name}。")
    return redirect("assessments:visits", pk)


@reads("assessments.view")
def visit(request: HttpRequest, pk: int, visit: int) -> HttpResponse:
    found = visit_of(request, pk, visit)
    scheme = found.assessed.assessment.as_opened
    items = [item for item in scheme.items if item.by == "visit" and item.asked_of(found.assessed.group)]
    lines = matrix.matrix_of(found.assessed.assessment, "visit", items).lines
    context = {
        "visit": found, "findings": found.findings.select_related("matter"), "today": timezone.localdate(),
        "items": [item for item in scheme.items if item.asked_of(found.assessed.group)],
        "cells": next((line.cells for line in lines if line.assessed.pk == found.assessed_id), []),
    }  # fmt: skip
    return render(request, "assessments/visit.html", frame(request, found.assessed.assessment, "visits") | context)


@writes("assessments.score")
def change_visit(request: HttpRequest, pk: int, visit: int) -> HttpResponse:
    found, given = visit_of(request, pk, visit), typed(request)
    match given.get("do", ""):
        case "hold":
            on, today = day_typed(given.get("on", "")), timezone.localdate()
            visiting.hold_visit(found, given.get("says", ""), request.user, today=today, on=on)
            messages.success(request, "核查情况已记下。")
        case "finding":
            due = day_typed(given.get("due_on", ""))
            visiting.add_finding(found, given.get("says", ""), request.user, item=given.get("item", ""), due_on=due)
            messages.success(request, "核查发现已记下。")
        case "score":
            visiting.score_visit(found, given.get("item", ""), given.get("text", ""), request.user, why=given.get("why", ""))
            messages.success(request, "现场评分已记下。")
        case _:
            raise Fault("S258", "不知道要做什么。请从页面上的按钮提交。")
    return redirect("assessments:visit", pk, visit)


@writes("assessments.score")
def chase(request: HttpRequest, pk: int) -> HttpResponse:
    made = visiting.chase_findings(assessment_of(request, pk), request.user, today=timezone.localdate())
    messages.success(request, f"{len(made)} 件已列入督办。" if made else "没有新的要列入督办。")
    return redirect("assessments:visits", pk)


@reads("assessments.view")
def mending_file(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    made = visits.mending_xlsx(assessment, list(visits.to_mend(assessment)), timezone.localdate().isoformat())
    return attachment(made, f"{assessment.name} 现场核查整改清单.xlsx", XLSX)


@reads("assessments.view")
def mending_printed(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    table = visits.mending_table(assessment, list(visits.to_mend(assessment)), timezone.localdate().isoformat())
    rows = [[(column.key, row.get(column.key, "")) for column in table.columns] for row in table.rows]
    back = reverse("assessments:visits", args=[pk])
    return render(request, "assessments/printed.html", {"table": table, "rows": rows, "back": back})
