"""审定: a result is frozen with all that it was reckoned from, and from then on nothing that changes elsewhere moves it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.freezing import Frozen, frozen
from zhiheng.assessments.inputs import inputs_of
from zhiheng.assessments.models import Assessment, Result
from zhiheng.assessments.settling import Accepted, open_points, sorted_out
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.web.access import demand

FROM = ("reviewing", "appealing", "approving")


@transaction.atomic
def approve(
    assessment: Assessment, by: Any, *, approver: str, document: str = "", reasons: Mapping[str, str] | None = None, today: date,
    seen: int,
) -> Result:  # fmt: skip
    """The first result. `reasons`: why what is open is accepted, by its key or its kind; `seen`: the version on the page.

    Raises: NotAllowed U401. Fault S260: not at its stage · S261: somebody was quicker · S262: something is open, and no reason ·
            S263: no approver; and those of `scorecards`.
    """
    demand(by, "assessments.approve", area=assessment.area)
    found = held(assessment, seen)
    refuse_at(found, found.stage not in FROM or found.results.exists(), "不能审定。请先办到复核、申诉以后；已经审定的，走更正")
    accepted, left = sorted_out(open_points(found, today), reasons or {})
    if left:
        named = "；".join(one.says for one in left[:3]) + (f"；等 {len(left)} 件" if len(left) > 3 else "")
        raise Fault("S262", f"还有没办完的：{named}。请办完，或逐件写明为什么可以审定。")
    standing = standing_of(found)
    kept = frozen(standing.scheme, inputs_of(found.period, standing.subjects, standing.findings), settings.SEAL_DIGEST)
    made = save_result(found, kept, by, 1, approver, document, accepted)
    step_on(found, "approved")
    after = {"考核结果": str(made), "得分摘要": kept.digest, "计分程序": kept.code, "审定文件": made.document}
    record(made, "审定", by, after=after | {one.says: one.why for one in accepted}, approved_by=made.approver, about=found)
    return made


def refuse_at(assessment: Assessment, early: bool, says: str) -> None:
    """Nothing, unless it is too early, or too late, for the act. Raises: Fault S260."""
    if early:
        raise Fault("S260", f"“{assessment}”在“{assessment.get_stage_display()}”，{says}。请核对考核进行到哪一步。")


def held(assessment: Assessment, seen: int) -> Assessment:
    """The assessment, locked until the transaction ends. Raises: Fault S261."""
    kept = Assessment.objects.unscoped("already in hand").select_for_update().select_related(None)
    found = kept.get(pk=assessment.pk)
    if found.version != seen:
        raise Fault("S261", f"“{found}”刚才有人改过，现在是“{found.get_stage_display()}”。请刷新页面，看过以后再办。")
    return found


def save_result(
    assessment: Assessment, kept: Frozen, by: Any, revision: int, approver: str, document: str, accepted: list[Accepted],
    **more: Any,
) -> Result:  # fmt: skip
    """The result, written. Raises: Fault S263."""
    if not approver.strip() or len(approver.strip()) > 60 or len(document.strip()) > 120:
        raise Fault("S263", "要写审定人的姓名（60 个字以内）；审定文件写名称和文号（120 个字以内）。请补上。")
    return Result.objects.create(
        assessment=assessment, revision=revision, scheme_kept=kept.scheme, scheme_digest=kept.scheme_digest, inputs=kept.inputs,
        inputs_digest=kept.inputs_digest, cards=kept.cards, digest=kept.digest, digest_name=kept.digest_name, code=kept.code,
        approver=approver.strip(), document=document.strip(), accepted=[one._asdict() for one in accepted], approved_by=by,
        approved_at=timezone.now(), **more,
    )  # fmt: skip


def step_on(assessment: Assessment, stage: str) -> None:
    """The assessment at its new stage."""
    assessment.stage = stage
    assessment.version += 1
    assessment.save(update_fields=["stage", "version"])
