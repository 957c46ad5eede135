"""Experts together: who does not judge whom, consensus on what lies apart, the score of the site visit."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.models import Assessed, Judgement, Recusal
from zhiheng.assessments.recording import item_of, refuse_frozen, say
from zhiheng.assessments.scoring.experts import ExpertLine, lines_of
from zhiheng.core.scoring import heard, plain
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item
from zhiheng.history.actions import record
from zhiheng.web.access import demand


@transaction.atomic
def recuse(assessed: Assessed, scorer: str, why: str, by: Any) -> Recusal:
    """The expert does not judge this one; what she said stays and counts no more.

    Raises: NotAllowed U401. Fault S246 · S255: no name or reason, or set aside before.
    """
    held = _held(assessed, by)
    name, reason = scorer.strip(), why.strip()
    if not name or not reason or len(name) > 60 or len(reason) > 300:
        raise Fault("S255", f"{held}的回避：要写专家和回避理由（300 个字以内）。请补上。")
    if held.recusals.filter(scorer=name).exists():
        raise Fault("S255", f"{name}已经对{held}回避。请刷新页面。")
    made = Recusal.objects.create(assessed=held, scorer=name, why=reason, by=by, at=timezone.now())
    record(made, "回避", by, after={"专家": name, "对象": held.name}, reason=reason, about=held.assessment)
    return made


@transaction.atomic
def readmit(recusal: Recusal, why: str, by: Any) -> None:
    """The expert judges again: her recusal was a mistake. Raises: NotAllowed U401. Fault S246 · S255: no reason."""
    held = _held(recusal.assessed, by)
    if not why.strip():
        raise Fault("S255", f"撤销{recusal.scorer}对{held}的回避：要写理由。请补上。")
    before = {"专家": recusal.scorer, "对象": held.name, "理由": recusal.why}
    record(recusal, "撤销回避", by, before=before, reason=why.strip()[:300], about=held.assessment, gone=True)
    recusal.delete()


@transaction.atomic
def agree(assessed: Assessed, item: str, text: str, by: Any, *, why: str = "") -> Judgement:
    """The consensus, once all who were asked have scored blind; it stands in place of their mean.

    Raises: NotAllowed U401. Fault S240, S246, S248 · S256: not all have scored, or far apart and no reason.
    """
    line, asked = _line(_held(assessed, by), item)
    if not line.complete:
        raise Fault("S256", f"{item} {asked.name}：还有 {line.left} 位专家没有独立评分，不能合议。请先收齐，或记下回避。")
    if line.beyond and not why.strip():
        raise Fault("S256", f"{item} {asked.name}：独立评分相差 {plain(line.apart)}，合议要写明理由。请补上。")
    told = heard(asked, text, assessed.group)
    said = {"value": told.value, "answer": told.answer, "why": why.strip(), "scorer": "合议"}
    return say(assessed, item, "expert", by, stage="consensus", **said)  # type: ignore[arg-type]


@transaction.atomic
def score_on_site(assessed: Assessed, item: str, text: str, by: Any, *, why: str = "") -> Judgement:
    """The score of the site visit, which stands in place of consensus and blind scores.

    Raises: NotAllowed U401. Fault S240, S246, S248 · S256: blind scores lack, or lie apart without a consensus.
    """
    line, asked = _line(_held(assessed, by), item)
    if not line.complete or line.to_agree:
        lacks = f"还有 {line.left} 位专家没有独立评分" if line.left or not line.asked else "独立评分相差过大，还没有合议"
        raise Fault("S256", f"{item} {asked.name}：{lacks}，不能记现场评分。请先补齐。")
    told = heard(asked, text, assessed.group)
    said = {"value": told.value, "answer": told.answer, "why": why.strip(), "scorer": "现场评审"}
    return say(assessed, item, "expert", by, stage="site", **said)  # type: ignore[arg-type]


def _held(assessed: Assessed, by: Any) -> Assessed:
    held = Assessed.objects.select_for_update(of=("self",)).select_related("assessment__area").get(pk=assessed.pk)
    demand(by, "assessments.score", area=held.assessment.area)
    refuse_frozen(held.assessment)
    return held


def _line(held: Assessed, item: str) -> tuple[ExpertLine, Item]:
    asked = item_of(held, item, "expert")
    return next(line for line in lines_of(held.assessment, held) if line.item.id == item), asked
