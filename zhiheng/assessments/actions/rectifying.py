"""整改: what a result asks to be put right, handed over to 督办; the year is closed when all of it is done."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhiheng.assessments.actions.approving import held, refuse_at, step_on
from zhiheng.assessments.kept import latest_result
from zhiheng.assessments.models import Assessed, Assessment, Rectification, Result
from zhiheng.assessments.rectifications import progress_of, proposed, rows_of
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.actions import line, record, record_all
from zhiheng.plans.chasing.actions.opening import Asked, open_matters
from zhiheng.plans.models import Matter
from zhiheng.web.access import demand


@transaction.atomic
def ask_rectification(result: Result, keys: Collection[str], by: Any, *, today: date) -> list[Rectification]:
    """What was chosen of what is proposed, as rows of the result. Raises: NotAllowed U401. Fault S274: nothing chosen."""
    demand(by, "assessments.approve", area=result.assessment.area)
    Assessment.objects.unscoped("already in hand").select_for_update().get(pk=result.assessment_id)
    chosen = [one for one in proposed(result, today) if one.key in keys]
    if not chosen:
        raise Fault("S274", f"{result}：没有选整改事项，或所选的已经列过。请刷新页面后再选。")
    assessed = {one.code: one for one in result.assessment.assessed.all()}
    made = [
        Rectification.objects.create(
            result=result, assessed=assessed[one.code], item=one.item, says=one.says, due_on=one.due_on, by=by, at=timezone.now()
        )
        for one in chosen
    ]
    about = result.assessment
    record_all([line(one, "列入整改", by, after={"对象": one.assessed.name, "整改事项": one.says}, about=about) for one in made])
    return made


@transaction.atomic
def chase_rectification(assessment: Assessment, by: Any, *, today: date) -> list[Matter]:
    """A 督办 matter for each row that has none, led by the one assessed. Raises: NotAllowed U401. Fault S274: none is left."""
    demand(by, "plans.draft", area=assessment.office.area)
    waiting = [one for one in rows_of(assessment) if one.matter is None]
    if not waiting:
        raise Fault("S274", f"{assessment}：没有待列入督办的整改事项。请先从考核结果里选定整改事项。")
    url = reverse("assessments:rectification", args=[assessment.pk])
    asked = [
        Asked(
            f"{one.assessed.name}考核整改：{one.says}"[:300], lead_of(one.assessed), due_on=one.due_on, source="assessment",
            basis=f"{one.result}", basis_on=timezone.localdate(one.result.approved_at), goal=one.says,
            origin=f"rectification:{one.pk}", origin_url=url,
        )
        for one in waiting
    ]  # fmt: skip
    made = open_matters(asked, assessment.office, by, on=today)
    opened = {matter.origin: matter for matter in made}
    for one in waiting:
        one.matter = opened.get(f"rectification:{one.pk}")
        one.save(update_fields=["matter"])
    return made


def lead_of(assessed: Assessed) -> Organisation | None:
    """The unit itself; of an area its office for quality work, the first in its order. None where it has none as yet."""
    if assessed.unit or assessed.area is None:
        return assessed.unit
    return assessed.area.organisations.filter(ended_on=None).order_by("position", "pk").first()


@transaction.atomic
def announce(assessment: Assessment, by: Any, *, document: str, seen: int) -> Assessment:
    """The assessment, announced by a paper. Raises: NotAllowed U401. Fault S260 · S261 · S276: no paper named."""
    demand(by, "assessments.approve", area=assessment.area)
    found = held(assessment, seen)
    refuse_at(found, found.stage != "approved", "不能记为已通报，审定以后才通报")
    if not document.strip() or len(document.strip()) > 120:
        raise Fault("S276", f"{found}：要写通报的名称和文号（120 个字以内）。请补上。")
    return _announced(found, by, document.strip())


@transaction.atomic
def announced_by_issue(pk: int, by: Any, *, document: str, area: Area) -> bool:
    """Whether the notice that `by` just issued in an office of `area` announced the assessment of that number.

    Who may issue the notice announces by it: nothing is typed twice. An assessment that was announced before, or that another
    level assesses, stays as it is.
    """
    kept = Assessment.objects.unscoped("its notice is issued by its own level").select_for_update().select_related(None)
    found = kept.filter(pk=pk, area=area, stage="approved").first()
    if found is None:
        return False
    _announced(found, by, document)
    return True


def _announced(found: Assessment, by: Any, document: str) -> Assessment:
    step_on(found, "noticed")
    record(found, "通报", by, after={"通报": document, "结果": str(latest_result(found))})
    return found


@transaction.atomic
def close(assessment: Assessment, by: Any, *, seen: int) -> Assessment:
    """The assessment, closed when all that was asked is done. Raises: NotAllowed U401. Fault S260 · S261 · S275: not all done."""
    demand(by, "assessments.approve", area=assessment.area)
    found = held(assessment, seen)
    refuse_at(found, found.stage != "noticed", "还没有通报，不能办结")
    progress = progress_of(found)
    if left := [one for one, _, done in progress.rows if not done]:
        named = f"{left[0].assessed.name}“{left[0].says[:40]}”"
        raise Fault("S275", f"{found}：还有 {len(left)} 件整改没有办结，例如{named}。请办结后再来。")
    step_on(found, "closed")
    record(found, "整改办结", by, after={"整改": f"{len(progress.rows)} 件全部办结"})
    return found
