"""The list of assessments and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.assessments.listing import assessments_of
from zhiheng.assessments.views.finding import assessment_of
from zhiheng.web.access import may, reads
from zhiheng.web.paging import page_of


@reads("assessments.view")
def assessment_list(request: HttpRequest) -> HttpResponse:
    page = page_of(assessments_of(request.scope), request)
    return render(request, "assessments/list.html", {"page": page, "may_open": may(request, "assessments.open")})


@reads("assessments.view")
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    return render(request, "assessments/overview.html", {"assessment": assessment, "tab": "overview"})
