"""What if, and what can still be gained. Both read alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.assessments.explaining.asking import meant
from zhiheng.assessments.explaining.gains import gains_of
from zhiheng.assessments.explaining.whatif import what_if
from zhiheng.assessments.views.finding import assessment_of, scored_of
from zhiheng.web.access import reads


@reads("assessments.view")
def supposing(request: HttpRequest, pk: int) -> HttpResponse:
    """Points or a value moved: ranks before and after."""
    assessment = assessment_of(request, pk)
    asked = meant(assessment, request.GET.get("side", ""))
    page = what_if(asked, request.GET)
    context = {"page": page, "meant": asked, "assessment": assessment, "tab": "what-if"}
    return render(request, "assessments/explaining/what_if.html", context)


@reads("assessments.view")
def gains(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The points that one of the assessed can still gain."""
    assessed = scored_of(request, pk, code)
    asked = meant(assessed.assessment, request.GET.get("side", ""))
    page = gains_of(asked, assessed, request.scope)
    if page is None:
        raise Http404(code)
    context = {"page": page, "meant": asked, "assessment": assessed.assessment, "tab": "ranking"}
    return render(request, "assessments/explaining/gains.html", context)
