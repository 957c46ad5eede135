"""What assessments ask of an office: of the one that assesses, and of the one whose area is assessed."""

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.desk.queries.todos import Todo
from zhiheng.web.scoping import Scope

CLOSED = ("approved", "noticed", "closed")
OWN_WORK = {"filing": ("file_until", "目标未备案"), "self": ("self_until", "自评未报")}


def held(scope: Scope) -> QuerySet[Assessment]:
    """The office's own assessments that have no result yet, with what is still out."""
    missing = Count("assessed", filter=Q(assessed__handed_in_at=None), distinct=True)
    appeals = Count("assessed__appeals", filter=Q(assessed__appeals__state="filed"), distinct=True)
    found = Assessment.objects.within(scope).exclude(stage__in=CLOSED)
    return found.annotate(missing=missing, pending=appeals).order_by("end", "pk")


def held_todo(one: Assessment) -> Todo:
    """Its stage, and how many have not handed in or wait for a ruling."""
    out = {"filing": "", "self": f"{one.missing} 个未报自评" if one.missing else ""}.get(one.stage, "")
    asked = f"{one.pending} 件申诉待核定" if one.pending else ""
    why = "，".join(filter(None, (one.get_stage_display(), out, asked)))
    return Todo(one.name, why, reverse("assessments:assessment", args=[one.pk]), "warn")


def own(scope: Scope) -> QuerySet[Assessed]:
    """Where the office's own area is assessed and has its own part still to do, the most urgent first."""
    until = F("assessment__self_until").asc(nulls_last=True)
    waiting = Assessed.objects.filter(area=scope.area, assessment__stage__in=OWN_WORK, handed_in_at=None)
    return waiting.select_related("assessment").order_by(until, "pk")


def own_todo(one: Assessed) -> Todo:
    """What is to be handed in, and until when."""
    field, says = OWN_WORK[one.assessment.stage]
    until = getattr(one.assessment, field)
    late = (timezone.localdate() - until).days if until else 0
    when = f"逾期 {late} 天" if late > 0 else f"{until} 前报" if until else ""
    url = reverse("assessments:self", args=[one.assessment_id, one.code])
    return Todo(one.assessment.name, "，".join(filter(None, (says, when))), url, "bad" if late > 0 else "warn")
