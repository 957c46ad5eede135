"""The list of assessments, the page of one, its stages and days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.assessments import overviews
from zhiheng.assessments.actions import opening, staging
from zhiheng.assessments.actions.opening import DAYS
from zhiheng.assessments.forms_of_years import DaysForm
from zhiheng.assessments.kept import latest_result, places_in
from zhiheng.assessments.listing import assessments_of, own_in, with_places
from zhiheng.assessments.views.finding import assessment_of
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.paging import page_of


@reads("assessments.view")
def assessment_list(request: HttpRequest) -> HttpResponse:
    page = page_of(assessments_of(request.scope), request)
    context = {"page": page, "own": with_places(own_in(request.scope)), "may_open": may(request, "assessments.open")}
    return render(request, "assessments/list.html", context)


@reads("assessments.view")
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    editable = may(request, "assessments.open", area=assessment.area) and assessment.stage in staging.BY_HAND
    result = latest_result(assessment)
    progress = overviews.progress_of(assessment, timezone.localdate())
    context = {
        "assessment": assessment, "tab": "overview", "result": result, "steps": overviews.steps_of(assessment),
        "to_do": overviews.NEXT[assessment.stage], "progress": overviews.by_place(progress, places_in(result)),
        "changes": overviews.changes_since(assessment), "editable": editable,
        "days": DaysForm(initial={key: getattr(assessment, key) for key in DAYS}),
        "moves": [one for one in assessment.STAGES if one[0] in staging.BY_HAND and one[0] != assessment.stage],
        "missing": overviews.missing_in_words(assessment.assessed.all()), "history": timeline(assessment)[:50],
    }  # fmt: skip
    return render(request, "assessments/overview.html", context)


@writes("assessments.open")
def move_on(request: HttpRequest, pk: int) -> HttpResponse:
    given = request.POST
    moved = staging.move_on(
        assessment_of(request, pk), typed(given, "to"), request.user, seen=number_in(given.get("version")),
        reason=typed(given, "reason"),
    )  # fmt: skip
    messages.success(request, f"已转到“{moved.get_stage_display()}”。")
    return redirect("assessments:assessment", pk)


@writes("assessments.open")
def set_days(request: HttpRequest, pk: int) -> HttpResponse:
    form, given = DaysForm(request.POST), request.POST
    opening.refuse_unread(not form.is_valid())
    staging.set_days(
        assessment_of(request, pk), form.days, request.user, seen=number_in(given.get("version")), reason=typed(given, "reason")
    )
    messages.success(request, "期限已保存。")
    return redirect("assessments:assessment", pk)
