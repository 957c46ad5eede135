"""A round of comments: files go out to units, answers come back, the clerk decides and the table follows."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone

from zhiheng.core.reading.formats import base_name
from zhiheng.core.values import comments
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing import read_answer, rows_by_unit
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import UNITS, WORDS, change_duty, require_reason
from zhiheng.plans.exports import breakdown_row
from zhiheng.plans.models import Answer, CommentRound, DutyUnit, Opinion, Plan, RoundUnit
from zhiheng.plans.queries import rows_of

FIELD_OF_COLUMN = {
    "类别": "category",
    "重点任务": "task",
    "具体举措": "measures",
    "牵头单位": "lead_units",
    "责任（配合）单位": "units",
    "完成时限": "due",
    "备注": "remark",
}


class Taken(NamedTuple):
    """What became of one file that was handed in. `state`: taken, again (seen before), refused."""

    name: str
    state: str
    says: str
    unit: str = ""


@transaction.atomic
def open_round(plan: Plan, by: Any, *, due_on: date | None = None) -> CommentRound:
    """The new round, with every unit that has a duty. The plan is out for comment.

    Raises: Fault P150: the plan is issued; P151: no unit has a duty as yet.
    """
    plan = Plan.objects.select_for_update().unscoped("in hand").select_related("area").get(pk=plan.pk)
    if plan.state == "issued":
        raise Fault("P150", f"“{plan}”已经印发，不能再征求意见。要改内容的，请在表中直接修改并写明理由。")
    rows = [breakdown_row(row, contacts=False) for row in rows_of(plan)]
    units = _asked_units(plan, rows_by_unit(rows))
    if not units:
        raise Fault("P151", f"“{plan}”还没有一项任务有本级单位。请先确定对应单位，再征求意见。")
    number = plan.rounds.count() + 1
    now = timezone.localtime()
    opened = CommentRound.objects.create(
        plan=plan, number=number, opened_by=by, opened_at=now, due_on=due_on,
        token=f"{now:%Y年%m月%d日}第{number}轮-{secrets.token_hex(3)}", sent=msgspec.to_builtins(rows),
    )  # fmt: skip
    RoundUnit.objects.bulk_create(RoundUnit(round=opened, name=name, position=n) for n, name in enumerate(units))
    before, plan.state = plan.get_state_display(), "comments"
    plan.save(update_fields=["state"])
    after = {"状态": "征求意见", "轮次": number, "单位": "、".join(units)}
    record(plan, "开始征求意见", by, before={"状态": before}, after=after)
    return opened


def take_answers(
    opened: CommentRound, files: Iterable[tuple[str, bytes]], by: Any, *, let_go: Iterable[Fault] = ()
) -> list[Taken]:
    """What became of each file (name, content). A file that cannot be taken, or was let go already, harms no other."""
    return [_take_file(opened, name, data, by) for name, data in files] + [_refused("", fault) for fault in let_go]


def _refused(name: str, fault: Fault) -> Taken:
    return Taken(name, "refused", f"{fault.says}（{fault.id}）")


@transaction.atomic
def take_text(opened: CommentRound, unit: str, text: str, by: Any) -> Answer:
    """The answer a unit gave in words (a chat message, a call), as one opinion on the whole table."""
    asked = opened.units.filter(name=unit).first()
    if asked is None:
        raise Fault("P152", f"本轮没有征求“{unit}”的意见。请从名单中选单位。")
    if not text.strip():
        raise Fault("P153", f"{unit}的意见是空的。请粘贴原文；没有意见的，请填“无意见”。")
    agrees = text.strip().rstrip("。") in ("无意见", "没有意见", "无", "同意")
    answer = _answer(opened, unit, "agree" if agrees else "text", by)
    if not agrees:
        Opinion.objects.create(answer=answer, row_id=comments.WHOLE_TABLE, opinion=text.strip())
    record(answer, "收到意见", by, after={"单位": unit, "意见": text.strip()}, about=opened.plan)
    return answer


@transaction.atomic
def take_silence_as_agreement(opened: CommentRound, units: Sequence[str], by: Any) -> int:
    """How many units that sent nothing are held to agree: what a notice's 逾期视为无意见 means, by a person's word."""
    answered = set(opened.answers.values_list("unit", flat=True))
    silent = [unit for unit in opened.units.all() if unit.name in units and unit.name not in answered]
    for unit in silent:
        _answer(opened, unit.name, "agree", by, notes=["逾期未反馈，视为无意见。"])
    if silent:
        names = "、".join(unit.name for unit in silent)
        record(opened, "逾期视为无意见", by, after={"单位": names}, about=opened.plan)
    return len(silent)


@transaction.atomic
def decide_opinion(
    opinion: Opinion, decision: str, by: Any, *, reason: str = "", field: str = "", wording: str | None = None
) -> Opinion:
    """The opinion adopted, partly adopted or rejected; `wording` goes into the duty's `field`, the old kept.

    Raises: Fault P154: no such decision; P155: no reason for what is not adopted whole; H101, P111–P114 from the change.
    """
    if decision not in ("adopted", "partly", "rejected"):
        raise Fault("P154", f"没有“{decision}”这种处理。可选：采纳、部分采纳、不采纳。")
    if decision != "adopted" and not reason.strip():
        raise Fault("P155", f"{opinion.answer.unit}的意见没有全部采纳。请写明理由。")
    plan = opinion.answer.round.plan
    before = {"采纳与否": opinion.get_decision_display(), "理由": opinion.reason}
    if decision != "rejected" and wording is not None and opinion.duty and field in (WORDS | UNITS):
        said = f"{dict(Opinion.DECISIONS)[decision]}{opinion.answer.unit}意见：{opinion}"
        change_duty(opinion.duty, field, wording, by, reason=said[:500])
        opinion.wording = wording.strip()
    elif plan.state == "issued":
        require_reason(plan, reason)
    opinion.decision, opinion.reason = decision, reason.strip()
    opinion.decided_by, opinion.decided_at = by, timezone.now()
    opinion.save()
    after = {"采纳与否": opinion.get_decision_display(), "理由": opinion.reason}
    record(opinion, "处理意见", by, before=before, after=after, reason=opinion.reason, about=plan)
    return opinion


def _asked_units(plan: Plan, by_unit: dict[str, Any]) -> list[str]:
    """Own units alone, in protocol order: phrases and names still open are nobody to write to."""
    own = DutyUnit.objects.filter(duty__plan=plan, duty__removed_at=None, kind="own")
    names = own.order_by("organisation__position", "name").values_list("name", flat=True)
    return [name for name in dict.fromkeys(names) if name in by_unit]


def _take_file(opened: CommentRound, name: str, data: bytes, by: Any) -> Taken:
    name = base_name(name)[:255]
    digest = hashlib.sha256(data).hexdigest()
    if same := opened.answers.filter(digest=digest).first():
        return Taken(name, "again", f"与已收到的“{same.file_name}”是同一份文件，没有重复并入。", same.unit)
    try:
        read = read_answer(data, name, opened.token)
    except Fault as problem:
        return _refused(name, problem)
    with transaction.atomic():
        answer = _answer(opened, read.unit, "file", by, file_name=name, digest=digest, notes=list(read.notes))
        found = [_opinion(answer, said, opened) for said in read.opinions]
        Opinion.objects.bulk_create(found)
        wishes = sum(1 for said in found if not said.agrees)
        record(answer, "收到意见", by, after={"单位": read.unit, "文件": name, "意见": wishes}, about=opened.plan)
    listed = opened.units.filter(name=read.unit).exists()
    says = f"{wishes} 条意见" if wishes else "无修改意见"
    stranger = "" if listed else "；注意：本轮名单里没有这个单位，请核对"
    return Taken(name, "taken", says + stranger + _notes(read.notes), read.unit)


def _notes(notes: Sequence[str]) -> str:
    return "".join(f"；{note.split('：', 1)[-1]}" for note in notes if "没有填写意见" not in note)


def _answer(opened: CommentRound, unit: str, means: str, by: Any, **more: Any) -> Answer:
    return Answer.objects.create(round=opened, unit=unit[:120], means=means, taken_by=by, taken_at=timezone.now(), **more)


def _opinion(answer: Answer, said: comments.Opinion, opened: CommentRound) -> Opinion:
    known = {row["row_id"] for row in opened.sent}
    return Opinion(
        answer=answer, row_id=said.row_id[:20], field=said.field[:40], agrees=said.agrees, opinion=said.opinion,
        suggestion=said.suggestion, about=said.about, duty_id=int(said.row_id) if said.row_id in known else None,
    )  # fmt: skip
