"""The one way in which a word about an item is written: proved against the scheme, put in place of the former word, sealed."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.models import Assessed, Assessment, Judgement
from zhiheng.core.scoring import Heard, allowed, plain
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.web.access import demand

FROZEN = ("approving", "approved", "noticed", "closed")
RIGHTS = {"self": "assessments.fill", "review": "assessments.review", "appeal": "assessments.review"}
OF_ANY_ITEM = ("self", "review", "appeal")  # the other sides speak of their own items alone
SIDES, STAGES = dict(Judgement.SIDES), dict(Judgement.STAGES)


@transaction.atomic
def say(
    assessed: Assessed, item: str, side: str, by: Any, *, stage: str = "score", value: Decimal | None = None, answer: str = "",
    applies: bool = True, sample: int = 0, why: str = "", scorer: str = "", unit: Organisation | None = None,
    file_name: str = "",
) -> Judgement:  # fmt: skip
    """The word, written. The same word said again is the one that was there.

    Raises: NotAllowed U401. Fault S211: its own score is handed in · S240: what the item cannot have · S246: the scores are
            frozen · S248: not this side's item · S249: a reason is lacking or too long, or neither number nor answer.
    """
    held = Assessed.objects.select_for_update(of=("self",)).select_related("assessment__area").get(pk=assessed.pk)
    assessment = held.assessment
    demand(by, RIGHTS.get(side, "assessments.score"), area=(held.area or assessment.area) if side == "self" else assessment.area)
    refuse_frozen(assessment)
    if side == "self":
        refuse_handed_in(held)
    asked = item_of(held, item, side)
    _proved(asked, held, side, Heard(value, answer), applies, why)
    former = held.judgements.filter(item=item, side=side, stage=stage, replaced=False).order_by("pk")
    if side == "expert" and stage in ("score", "blind"):
        former = former.filter(scorer=scorer)
    told = {
        "value": value, "answer": answer, "applies": applies, "sample": sample, "why": why, "scorer": scorer,
        "unit_id": unit.pk if unit else None,
    }  # fmt: skip
    last = former.last()
    if last and all(getattr(last, name) == said for name, said in told.items()):
        return last
    former.update(replaced=True)
    word = Judgement.objects.create(
        assessed=held, item=item, side=side, stage=stage, file_name=file_name[:255], by=by, at=timezone.now(), **told
    )
    held.version += 1
    held.save(update_fields=["version"])
    _recorded(word, asked, last, by)
    return word


def refuse_handed_in(assessed: Assessed) -> None:
    """Raises: Fault S211."""
    if assessed.handed_in_at:
        raise Fault("S211", f"{assessed.name}的自评已经报出（{assessed.handed_in_by}）。要改的，请考核单位写明理由退回。")


def refuse_frozen(assessment: Assessment) -> None:
    """Raises: Fault S246: from the day on which it is laid before the approver, no score is changed."""
    if assessment.stage in FROZEN:
        raise Fault("S246", f"“{assessment}”已到“{assessment.get_stage_display()}”，评分不能再改。请走更正，或请退回前一步。")


def item_of(assessed: Assessed, item: str, side: str = "") -> Item:
    """The item, of which that side may speak. Raises: Fault S248."""
    found = assessed.assessment.as_opened.leaves.get(item)
    if found is None or not found.asked_of(assessed.group) or (side and side not in SIDES):
        raise Fault("S248", f"{assessed.assessment}：{assessed}没有“{item}”这一项。请核对项的编号。")
    if side and side not in OF_ANY_ITEM and side != found.by:
        raise Fault("S248", f"{item} {found.name}：这一项不由{SIDES[side]}，没有记入。请核对项的编号。")
    return found


def _proved(item: Item, held: Assessed, side: str, told: Heard, applies: bool, why: str) -> None:
    about = f"{held} {item.id} {item.name}："
    if len(why) > 500:
        raise Fault("S249", f"{about}理由有 {len(why)} 个字，最多 500 个。请缩短。")
    if not why.strip() and (not applies or side in ("review", "appeal")):
        raise Fault("S249", f"{about}{'不适用' if not applies else SIDES[side]}要写明理由。请补上。")
    if applies and told.value is None and not told.answer:
        raise Fault("S249", f"{about}没有写数，也没有选答案。请补上。")
    if applies:
        allowed(item, told, held.group)


def _recorded(word: Judgement, item: Item, last: Judgement | None, by: Any) -> None:
    stage = f"（{STAGES[word.stage]}）" if word.stage != "score" else ""
    name = f"{word.assessed} {item.id} {item.name}"
    record(
        word, f"{SIDES[word.side]}{stage}", by, before={name: _short(last)} if last else {},
        after={name: _short(word)} | ({"评分人": word.scorer} if word.scorer else {})
        | ({"单位": str(word.unit)} if word.unit else {}), reason=word.why, about=word.assessed.assessment,
    )  # fmt: skip


def _short(word: Judgement) -> str:
    if not word.applies:
        return "不适用"
    return word.answer or (plain(word.value) if word.value is not None else "")
