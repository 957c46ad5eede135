"""The leader's page of one of the assessed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhiheng.assessments.explaining.asking import meant
from zhiheng.assessments.explaining.leading import leading
from zhiheng.assessments.views.finding import scored_of
from zhiheng.web.access import reads


@reads("assessments.view")
def leader(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Standing, what pulls it down, what to do first, its group, 督办."""
    assessed = scored_of(request, pk, code)
    asked = meant(assessed.assessment, request.GET.get("side", ""))
    page = leading(asked, assessed, request.scope, timezone.localdate())
    if page is None:
        raise Http404(code)
    context = {"page": page, "meant": asked, "assessment": assessed.assessment, "tab": "ranking"}
    return render(request, "assessments/explaining/leader.html", context)
