"""The assessment, or the one assessed, that an address names, or 404: other areas' are not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from zhiheng.assessments.listing import assessments_of, own_in
from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.core.values.faults import Fault


def assessment_of(request: HttpRequest, pk: int) -> Assessment:
    """The assessment, for who assesses."""
    return get_object_or_404(assessments_of(request.scope), pk=pk)


def assessed_of(request: HttpRequest, pk: int, code: str) -> Assessed:
    """One of the assessed, for who assesses."""
    return get_object_or_404(assessment_of(request, pk).assessed.select_related("assessment", "area", "unit"), code=code)


def own_of(request: HttpRequest, pk: int, code: str) -> Assessed:
    """One of the assessed, for who assesses and for its own area, which sees its own part alone (`seen_as`)."""
    if assessments_of(request.scope).filter(pk=pk).exists():
        return assessed_of(request, pk, code)
    found = get_object_or_404(own_in(request.scope), assessment=pk, code=code)
    found.assessment.seen_as = found.code
    return found


def scored_of(request: HttpRequest, pk: int, code: str) -> Assessed:
    """As `own_of`; its own area sees what others scored from the appeals on. Raises: Fault S290: not yet."""
    found = own_of(request, pk, code)
    if found.assessment.seen_as and not found.assessment.published:
        stage = found.assessment.get_stage_display()
        raise Fault("S290", f"“{found.assessment}”现在是“{stage}”，得分到申诉开始时才公布。请先看自评。")
    return found
