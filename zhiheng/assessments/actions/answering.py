"""自评: what the assessed says of itself, on the page or by sheets, and handing it in by a named person."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.actions.entering import OUTSIDE, Cell, Typed
from zhiheng.assessments.actions.opening import refuse_unreasoned
from zhiheng.assessments.figured import changed_figure
from zhiheng.assessments.models import Assessed, Assessment, Sheet
from zhiheng.assessments.own import OwnLine, items_missing, own_form
from zhiheng.assessments.recording import refuse_handed_in, say
from zhiheng.core.scoring import Heard, heard
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.web.access import demand

OPEN = ("filing", "self")


@transaction.atomic
def save_own(assessed: Assessed, cells: Iterable[Cell], by: Any) -> Typed:
    """The cells of its own form written where they changed. Raises: NotAllowed U401."""
    _demand(assessed, by)
    Assessed.objects.select_for_update(of=("self",)).get(pk=assessed.pk)  # until this is written nobody else says anything
    lines = {line.item.id: line for line in own_form(assessed).lines}
    written, refused = 0, []
    for cell in cells:
        line = lines.get(cell.item)
        if cell.code != assessed.code or line is None or line.counted:
            continue
        try:
            with transaction.atomic():
                written += _said(assessed, line, cell, by)
        except Fault as problem:
            refused.append(f"{problem.says}（{problem.id}）")
    return Typed(written, refused)


def _said(assessed: Assessed, line: OwnLine, cell: Cell, by: Any) -> bool:
    """Whether the cell says something new. Raises: Fault S211, S212, S216, S240, and those of `say`."""
    item, word, text = line.item, line.word, cell.text.strip() if cell.applies else OUTSIDE
    why = (cell.why or "").strip()
    if not text or (text == line.text and why == (word.why if word else "")):
        return False
    told = heard(item, text, assessed.group) if text != OUTSIDE else Heard()
    if word is None and not why and line.figure and told.value is not None and told.value == line.figure.value:
        return False
    if changed_figure(item, line.figure, told.value) and not why:
        raise Fault("S212", f"{item.id} {item.name}：系统算得 {line.known}，写的是 {text}。要改的，请在“说明”里写依据。")
    refuse_unseen(line.seen != cell.seen, f"{item.id}：在您打开以后别人改为“{line.text}”，您写的“{text}”没有记入")
    say(assessed, item.id, "self", by, value=told.value, answer=told.answer, applies=text != OUTSIDE, why=why)
    return True


@transaction.atomic
def hand_out_own(assessed: Assessed, by: Any) -> list[Sheet]:
    """The sheet of the whole form; where its own units lead items, one for each of them too. Those there are stay.

    Raises: NotAllowed U401. Fault S211: it is handed in.
    """
    _demand(assessed, by)
    refuse_handed_in(assessed)
    assessment = assessed.assessment
    units = {one.unit_id: one.unit for one in assessment.lead_units.select_related("unit")} if _divided(assessed) else {}
    there = {sheet.unit_id: sheet for sheet in assessment.sheets.filter(kind="self", assessed=assessed)}
    wanted = [None, *sorted(units.values(), key=lambda unit: (unit.position, unit.pk))]
    new = [unit for unit in wanted if (unit.pk if unit else None) not in there]
    for unit in new:
        token = f"zp-{assessment.pk}-{secrets.token_hex(8)}"
        there[unit.pk if unit else None] = Sheet.objects.create(
            assessment=assessment, assessed=assessed, unit=unit, kind="self", token=token, by=by, at=timezone.now()
        )
    if new:
        names = "、".join(unit.name if unit else "全表" for unit in new)
        record(assessment, "发自评表", by, after={"自评对象": assessed.name, "表": names})
    return [there[unit.pk if unit else None] for unit in wanted]


def _divided(assessed: Assessed) -> bool:
    """Whether the units that lead are its own: a county's departments, where the county prepares its own self-assessment."""
    return assessed.area_id == assessed.assessment.area_id


@transaction.atomic
def hand_in(
    assessed: Assessed, by: Any, *, answers: str, seen: int, incomplete: bool = False, now: datetime | None = None
) -> Assessed:
    """It is handed in; `answers` names who answers for it. `incomplete`: items without a word are handed in all the same.

    Raises: NotAllowed U401. Fault S211: handed in before · S213: not at its stage · S214: items without a word · S215: no name ·
            S216: somebody was quicker.
    """
    _demand(assessed, by)
    held = Assessed.objects.select_for_update(of=("self",)).select_related("assessment__area", "area").get(pk=assessed.pk)
    assessment = held.assessment
    refuse_handed_in(held)
    refuse_past(assessment, "自评")
    refuse_wordless(not 0 < len(answers.strip()) <= 60, f"{held.name}：报自评要写负责人的姓名（60 个字以内）")
    refuse_unseen(held.version != seen, f"{held.name}的自评刚才有人改过")
    missing = items_missing(held)
    if missing and not incomplete:
        named = "、".join(item.id for item in missing[:12]) + ("等" if len(missing) > 12 else "")
        raise Fault("S214", f"{held.name}还有 {len(missing)} 项没有数，也没有自评：{named}。请补填，或勾选“缺项照报”。")
    now = now or timezone.now()
    held.handed_in_at, held.handed_in_by, held.entered_by = now, answers.strip(), by
    held.version += 1
    held.save(update_fields=["handed_in_at", "handed_in_by", "entered_by", "version"])
    late = (timezone.localtime(now).date() - assessment.self_until).days if assessment.self_until else 0
    after = {"负责人": held.handed_in_by} | ({"逾期": f"{late} 天"} if late > 0 else {})
    record(held, "报自评", by, after=after | ({"缺": f"{len(missing)} 项"} if missing else {}), about=assessment)
    return held


@transaction.atomic
def reopen(assessed: Assessed, by: Any, *, reason: str) -> Assessed:
    """It may be changed again. Raises: NotAllowed U401. Fault S209: no reason · S213: past its stage · S217: not handed in."""
    demand(by, "assessments.open", area=assessed.assessment.area)
    refuse_unreasoned(reason, f"退回{assessed.name}的自评")
    held = Assessed.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=assessed.pk)
    if held.handed_in_at is None:
        raise Fault("S217", f"{held.name}还没有报自评，不用退回。请刷新页面。")
    refuse_past(held.assessment, "自评")
    before = {"负责人": held.handed_in_by, "报出": held.handed_in_at}
    held.handed_in_at, held.handed_in_by = None, ""
    held.version += 1
    held.save(update_fields=["handed_in_at", "handed_in_by", "version"])
    record(held, "退回自评", by, before=before, reason=reason.strip(), about=held.assessment)
    return held


def refuse_past(assessment: Assessment, what: str) -> None:
    """Raises: Fault S213."""
    if assessment.stage not in OPEN:
        stage = assessment.get_stage_display()
        raise Fault("S213", f"“{assessment}”在“{stage}”，不再收{what}。请考核单位先退回“自评与佐证”。")


def refuse_unseen(differs: bool, what: str) -> None:
    """Raises: Fault S216: somebody was quicker."""
    if differs:
        raise Fault("S216", f"{what}。请刷新页面，看过以后再办。")


def refuse_wordless(wrong: bool, what: str) -> None:
    """Raises: Fault S215: a text is lacking or too long."""
    if wrong:
        raise Fault("S215", f"{what}。请补上或缩短。")


def _demand(assessed: Assessed, by: Any) -> None:
    demand(by, "assessments.fill", area=assessed.area or assessed.assessment.area)
