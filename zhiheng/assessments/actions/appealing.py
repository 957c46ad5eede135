"""申诉: filed item by item in its window, withdrawn, ruled upon by a named person."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.appeals import ANSWERED, ENDED, item_of, ruled_to, window_of
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import Appeal, Assessed
from zhiheng.assessments.recording import say
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.web.access import demand

RULED = dict(Appeal.STATES)


@transaction.atomic
def file_appeal(
    assessed: Assessed, item: str, by: Any, *, says: str, filed_by: str, asks: str = "", exhibits: Collection[int] = (),
    today: date,
) -> Appeal:  # fmt: skip
    """The appeal, with the score as it stands.

    Raises: NotAllowed U401. Fault S265: not said what is asked, or by whom · S266: outside the window ·
            S267: one of this item is open · S277: no such item.
    """
    found = Assessed.objects.select_for_update(of=("self",)).select_related("assessment__office", "area", "unit__area")
    held = found.get(pk=assessed.pk)
    demand(by, "assessments.fill", area=held.area or held.assessment.area)
    asked = item_of(held, item)
    window = window_of(held.assessment, today)
    if not window.open:
        raise Fault("S266", f"{held.name} {asked.id}：{window.says}。请在申诉期内提出。")
    if not says.strip() or not filed_by.strip() or len(filed_by.strip()) > 60 or len(asks.strip()) > 120:
        raise Fault("S265", f"{held.name} {asked.id}：要写申诉理由和申诉人姓名；要求的得分或数值不超过 120 个字。请补上。")
    if held.appeals.filter(item=item, state="filed").exists():
        raise Fault("S267", f"{held.name}对 {asked.id} {asked.name} 的申诉还没有核定。请等核定，或先撤回再申诉。")
    named = held.exhibits.filter(pk__in=list(exhibits), dropped=False).order_by("pk").values_list("pk", "title")
    score = next(one.score for one in standing_of(held.assessment).card(held.code).items if one.id == item)
    made = Appeal.objects.create(
        assessed=held, item=item, says=says.strip(), asks=asks.strip(), scored=score, filed_on=today, filed_by=filed_by.strip(),
        exhibits=[{"number": pk, "title": title} for pk, title in named], entered_by=by, entered_at=timezone.now(),
    )  # fmt: skip
    after = {"项": item, "当时得分": score, "要求": made.asks, "佐证": "、".join(title for _, title in named)}
    record(made, "申诉", by, after=after, reason=made.says[:500], about=held.assessment)
    return made


@transaction.atomic
def withdraw(appeal: Appeal, by: Any, *, why: str, seen: int) -> Appeal:
    """The appeal, withdrawn. Raises: NotAllowed U401. Fault S269: somebody was quicker · S270: no reason."""
    found = held_appeal(appeal, seen)
    demand(by, "assessments.fill", area=found.assessed.area or found.assessed.assessment.area)
    return _ended(found, by, "withdrawn", why, found.filed_by)


@transaction.atomic
def rule(
    appeal: Appeal, by: Any, *, outcome: str, ruling: str, decided_by: str, value: str = "", seen: int
) -> Appeal:  # fmt: skip
    """The appeal with its ruling; upheld, whole or in part, the value that counts from now on is said of the item.

    Raises: NotAllowed U401. Fault S240: no value of the item · S268: the scores are frozen · S269: somebody was quicker ·
            S270: no such outcome, no reason, or nobody's · S271: pieces of evidence decide; and those of `say`.
    """
    found = held_appeal(appeal, seen)
    assessed, assessment = found.assessed, found.assessed.assessment
    demand(by, "assessments.review", area=assessment.area)
    if assessment.stage in ENDED:
        raise Fault("S268", f"“{assessment}”已到“{assessment.get_stage_display()}”，申诉不能再核定。已经审定的，请走更正。")
    if outcome not in RULED or outcome in ("filed", "withdrawn"):
        raise Fault("S270", f"{found}：没有选核定意见。请选采纳、部分采纳或不采纳。")
    if outcome in ANSWERED:
        item = item_of(assessed, found.item)
        to = ruled_to(item, value, assessed.group)
        if to:
            found.judgement = say(
                assessed, item.id, "appeal", by, value=to.value, answer=to.answer, sample=getattr(item.how, "sample", 0),
                why=_proved(found, ruling, decided_by)[:500], scorer=decided_by.strip(),
            )  # fmt: skip
    return _ended(found, by, outcome, ruling, decided_by)


def held_appeal(appeal: Appeal, seen: int) -> Appeal:
    """The appeal, locked until the transaction ends. Raises: Fault S269."""
    found = Appeal.objects.select_for_update(of=("self",)).select_related("assessed__assessment__area", "assessed__area")
    held = found.get(pk=appeal.pk)
    if held.version != seen or held.state != "filed":
        who = f"，由 {held.decided_by}" if held.decided_by else ""
        now = f"现在是“{held.get_state_display()}”{who}"
        raise Fault("S269", f"{held} 的申诉刚才有人办过，{now}。您的意见没有记入；请刷新页面看过再办。")
    return held


def _proved(appeal: Appeal, why: str, who: str) -> str:
    if not why.strip() or not who.strip() or len(who.strip()) > 60:
        raise Fault("S270", f"{appeal}：要写理由和核定人姓名（60 个字以内）。请补上。")
    return why.strip()


def _ended(appeal: Appeal, by: Any, state: str, why: str, who: str) -> Appeal:
    appeal.ruling, appeal.decided_by = _proved(appeal, why, who), who.strip()
    appeal.state, appeal.ruled_by, appeal.ruled_at = state, by, timezone.now()
    appeal.version += 1
    appeal.save()
    verb = "撤回申诉" if state == "withdrawn" else f"申诉核定：{RULED[state]}"
    after = {"项": appeal.item} | ({"核定为": appeal.judgement.answer or appeal.judgement.value} if appeal.judgement else {})
    about = appeal.assessed.assessment
    record(appeal, verb, by, after=after, reason=appeal.ruling[:500], approved_by=appeal.decided_by, about=about)
    return appeal
