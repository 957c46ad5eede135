"""现场核查: planned, held, what was found, its scores; what is to be put right becomes 督办."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.models import Assessed, Assessment, Judgement, SiteFinding, SiteVisit
from zhiheng.assessments.recording import item_of, refuse_frozen, say
from zhiheng.core.scoring import Heard, heard
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.plans.chasing.actions.opening import Asked, open_matters
from zhiheng.plans.models import Matter
from zhiheng.web.access import demand

LONGEST = 2000


@transaction.atomic
def plan_visit(assessed: Assessed, on: date | None, visitors: str, by: Any) -> SiteVisit:
    """The visit. Raises: NotAllowed U401. Fault S246 · S252: no day, nobody who goes, or too long."""
    _permit(assessed.assessment, by)
    who = visitors.strip()
    if on is None or not who or len(who) > 200:
        raise Fault("S252", f"{assessed}的现场核查：要写日期和核查人员（200 个字以内）。请补上。")
    made = SiteVisit.objects.create(assessed=assessed, on=on, visitors=who, by=by, at=timezone.now())
    record(made, "安排现场核查", by, after={"对象": assessed.name, "日期": on, "人员": who}, about=assessed.assessment)
    return made


@transaction.atomic
def hold_visit(visit: SiteVisit, says: str, by: Any, *, today: date, on: date | None = None) -> SiteVisit:
    """The visit with what was seen, on the day it was. Raises: NotAllowed U401. Fault S246 · S253: nothing said, or not yet."""
    _permit(visit.assessed.assessment, by)
    held = SiteVisit.objects.select_for_update().select_related("assessed__assessment").get(pk=visit.pk)
    day, told = on or held.on, says.strip()
    if not told or len(told) > LONGEST:
        raise Fault("S253", f"{held.assessed}的现场核查：要写核查情况，{LONGEST} 个字以内。请补上或缩短。")
    if day > today:
        raise Fault("S253", f"{held.assessed}的现场核查定在 {day}，还没有到。请核查以后再记，或改成实际的日期。")
    before = {"日期": held.on, "情况": held.says}
    held.on, held.says = day, told
    held.save(update_fields=["on", "says"])
    record(held, "记现场核查", by, before=before, after={"日期": day, "情况": told}, about=held.assessed.assessment)
    return held


@transaction.atomic
def add_finding(visit: SiteVisit, says: str, by: Any, *, item: str = "", due_on: date | None = None) -> SiteFinding:
    """What was found; with a day, it is to be put right.

    Raises: NotAllowed U401. Fault S246, S248 · S254: nothing said, or a day before the visit.
    """
    assessed = visit.assessed
    _permit(assessed.assessment, by)
    if item:
        item_of(assessed, item)
    told = says.strip()
    if not told or len(told) > LONGEST:
        raise Fault("S254", f"{assessed}的核查发现：是空的，或超过 {LONGEST} 个字。请写清发现了什么。")
    if due_on and due_on < visit.on:
        raise Fault("S254", f"{assessed}的核查发现：整改期限 {due_on} 早于核查日期 {visit.on}。请改正。")
    made = SiteFinding.objects.create(visit=visit, item=item, says=told, due_on=due_on)
    after = {"项": item, "发现": told, "整改期限": due_on}
    record(made, "记核查发现", by, after={key: value for key, value in after.items() if value}, about=assessed.assessment)
    return made


@transaction.atomic
def score_visit(visit: SiteVisit, item: str, text: str, by: Any, *, why: str = "") -> Judgement:
    """The item's score by this visit. Raises: NotAllowed U401. Fault S240, S246, S248, S249 · S253: it was not held as yet."""
    assessed = visit.assessed
    if not visit.says:
        raise Fault("S253", f"{assessed}的现场核查还没有记核查情况，不能评分。请先记核查情况。")
    asked = item_of(assessed, item, "visit")
    outside = text.strip() == "不适用"
    told = Heard() if outside else heard(asked, text, assessed.group)
    return say(
        assessed, item, "visit", by, value=told.value, answer=told.answer, applies=not outside, why=why.strip(),
        scorer=visit.visitors[:60],
    )  # fmt: skip


@transaction.atomic
def chase_findings(assessment: Assessment, by: Any, *, today: date) -> list[Matter]:
    """The findings to be put right that no 督办 follows as yet, as matters, each once. Raises: NotAllowed U401."""
    demand(by, "assessments.score", area=assessment.area)
    found = SiteFinding.objects.select_for_update(of=("self",)).select_related("visit__assessed__unit")
    wanted = list(found.filter(visit__assessed__assessment=assessment, matter=None).exclude(due_on=None).order_by("pk"))
    made = open_matters([_asked(assessment, one) for one in wanted], assessment.office, by, on=today)
    by_origin = {matter.origin: matter for matter in made}
    for one in wanted:
        one.matter = by_origin.get(f"visit:{one.pk}")
        one.save(update_fields=["matter"])
    if made:
        record(assessment, "核查发现列入督办", by, after={"件数": len(made), "立项号": "、".join(one.no for one in made)[:300]})
    return made


def _asked(assessment: Assessment, one: SiteFinding) -> Asked:
    assessed = one.visit.assessed
    subject = f"{assessed.name}：{one.says}"
    return Asked(
        subject=subject if len(subject) <= 300 else f"{subject[:299]}…", lead=assessed.unit, due_on=one.due_on, source="visit",
        origin=f"visit:{one.pk}", origin_url=f"/assessments/{assessment.pk}/visits/{one.visit_id}/",
        basis=f"{assessment.name}现场核查", basis_on=one.visit.on, goal=one.says,
    )  # fmt: skip


def _permit(assessment: Assessment, by: Any) -> None:
    demand(by, "assessments.score", area=assessment.area)
    refuse_frozen(assessment)
