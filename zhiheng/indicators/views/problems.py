"""Problems that were found, for a person to decide about."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.indicators import queries
from zhiheng.indicators.models import Dismissal
from zhiheng.indicators.problems import counting, deciding, finding
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed


def found_by(request: HttpRequest) -> list[finding.Problem]:
    """All that waits for her; how many there are is kept for the tab."""
    seen, today = queries.seen_indicators(request.rights), timezone.localdate()
    found = finding.problems(request.office, seen, today)
    counting.keep(request.office, seen, today, len(found))
    return found


def problem_called(request: HttpRequest) -> finding.Problem:
    """The problem that the form names. Raises: Fault P322: it shows no more, or was decided."""
    origin = typed(request.POST, "origin")
    found = next((one for one in found_by(request) if one.origin == origin), None)
    if found is None:
        raise Fault("P322", "这个问题已经有人处理，或者记录补上以后不再存在。请刷新页面。")
    return found


@reads("indicators.view")
def problems(request: HttpRequest) -> HttpResponse:
    context = {"tab": "found", "found": found_by(request), "may_draft": may(request, "plans.draft")}
    context["dismissed"] = Dismissal.objects.within(request.scope).select_related("by")[:50]
    return render(request, "indicators/problems.html", context)


@reads("indicators.view")
def count(request: HttpRequest) -> HttpResponse:
    """How many wait, for the tab; asked for once its page is shown, for it takes a second."""
    return HttpResponse(counting.waiting(request.office, queries.seen_indicators(request.rights), timezone.localdate()))


@writes("plans.draft")
def chase(request: HttpRequest) -> HttpResponse:
    made = deciding.chase(problem_called(request), request.office, request.user, on=timezone.localdate())
    messages.success(request, f"已立项：{made.no}。定了主办单位和时限以后下发。")
    return redirect("plans:matter", made.pk)


@writes("plans.draft")
def dismiss(request: HttpRequest) -> HttpResponse:
    deciding.dismiss(problem_called(request), request.office, typed(request.POST, "reason"), request.user)
    messages.success(request, "已记下，不再提出。")
    return redirect("indicators:problems")
