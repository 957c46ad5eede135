"""The assessment, or the one assessed, that an address names, or 404: other areas' are not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from zhiheng.assessments.listing import assessments_of
from zhiheng.assessments.models import Assessed, Assessment


def assessment_of(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(assessments_of(request.scope), pk=pk)


def assessed_of(request: HttpRequest, pk: int, code: str) -> Assessed:
    return get_object_or_404(assessment_of(request, pk).assessed.select_related("assessment", "area", "unit"), code=code)
