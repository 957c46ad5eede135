"""An edited 任务分解表 is taken back: what a person ticked, all of it or nothing, with one reason."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from zhiheng.core.reading.formats import base_name
from zhiheng.core.values.edited import Difference
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.edited.back import edited_back
from zhiheng.core.writing.edited.cells import UNITS
from zhiheng.history.actions import record
from zhiheng.plans.actions.arranging import add_duty, remove_duty
from zhiheng.plans.actions.changing import FIELDS, change_duty, require_reason
from zhiheng.plans.edited import TAKEN, Shown, dry_run, with_answers
from zhiheng.plans.exports import token_of
from zhiheng.plans.models import Duty, EditedFile, Plan

FIRST = ("task", "measures")  # what a new duty is made with


@transaction.atomic
def hand_in(plan: Plan, name: str, content: bytes, by: Any) -> EditedFile:
    """The file, waiting to be looked at: nothing of the plan is changed by it. The same file is handed in once while it waits.

    Raises: Fault P197: it cannot be read · P195: no table of ours · P196: of another plan.
    """
    if not name:
        raise Fault("P195", "还没有选文件。请选从这里导出、改好的 .xlsx。")
    name = base_name(name)[:255]
    digest = hashlib.sha256(content).hexdigest()
    if same := plan.edited_files.filter(digest=digest, state="waits").first():
        return same
    sheet = edited_back(content, name)
    if sheet is None or not any(row.id for row in sheet.rows):
        raise Fault("P195", f"{name}：不是从这里导出的任务分解表，或者隐藏的行标识没有了。请重新导出 .xlsx，在那份表里改。")
    if sheet.plan != token_of(plan):
        raise Fault("P196", f"{name}：不是“{plan}”的表，是别的方案或别处导出的，没有收。请到那个方案里收回，或重新导出。")
    made = EditedFile.objects.create(
        plan=plan, name=name, digest=digest, said=msgspec.to_builtins(sheet), by=by, at=timezone.now()
    )  # fmt: skip
    record(made, "交来改过的分解表", by, after={"文件": name, "SHA-256": digest[:16]}, about=plan)
    return made


@transaction.atomic
def take_edited(file: EditedFile, chosen: Collection[str], answers: Mapping[str, str], by: Any, *, reason: str = "") -> str:
    """What was done, in words. `chosen` are the ticks of the dry run; `answers` bodies of ours by the names asked about.

    Raises: Fault H101 no reason though issued · P198 it stands otherwise since she looked · P199 nothing ticked · P300 a unit is
    unknown and nobody said which · P301 such a difference cannot be taken · P302 decided already · P111–P120 from a change.
    """
    plan = Plan.objects.select_for_update().unscoped("in hand").select_related("area").get(pk=file.plan_id)
    file = _waiting(file)
    require_reason(plan, reason)
    if not chosen:
        raise Fault("P199", "还没有勾选要收回的改动。请至少勾一处；都不要的，按“整份不用”。")
    wanted = _wanted(file, chosen, answers)
    said = reason.strip() or f"收回表格“{file.name}”"[:500]
    for one in wanted:
        if one.difference.kind == "order":
            _reorder(plan, one.difference.cells["order"].split(","))
    added: dict[str, Duty] = {}
    for one in wanted:
        try:
            _take(plan, one.difference, answers, added, by, said)
        except Fault as problem:
            where = f"表里第 {one.difference.row} 行" if one.difference.row else f"“{one.title}”"
            raise Fault(problem.id, f"{where}：{problem.says}") from problem
    kinds = [one.difference.kind for one in wanted]
    counts = ((kinds.count("change") + kinds.count("clash"), "改动 {} 处"), (len(added), "新增 {} 行"),
              (kinds.count("gone"), "删去 {} 行"), (kinds.count("order"), "次序照表"))  # fmt: skip
    done = "，".join(words.format(count) for count, words in counts if count)
    _decide(file, "taken", done)
    record(plan, "收回改过的分解表", by, after={"文件": file.name, "结果": done}, reason=said)
    return done


@transaction.atomic
def drop_edited(file: EditedFile, by: Any) -> None:
    """Nothing of the file is taken. Raises: Fault P302."""
    file = _waiting(file)
    _decide(file, "dropped", "整份没有采用")
    record(file, "没有采用改过的分解表", by, after={"文件": file.name}, about=file.plan)


def _waiting(file: EditedFile) -> EditedFile:
    held = EditedFile.objects.select_for_update().unscoped("in hand").get(pk=file.pk)
    if held.state != "waits":
        raise Fault("P302", f"“{held.name}”已经处理过了（{held.get_state_display()}）。还有要改的，请重新导出再改。")
    return held


def _decide(file: EditedFile, state: str, says: str) -> None:
    file.state, file.says, file.said = state, says, {}
    file.save(update_fields=["state", "says", "said"])


def _wanted(file: EditedFile, chosen: Collection[str], answers: Mapping[str, str]) -> list[Shown]:
    """The ticked differences, as they are now."""
    now = {one.value: one for one in dry_run(file).shown}
    if late := [value for value in chosen if value not in now]:
        raise Fault("P198", f"您看过以后，有 {len(late)} 处刚刚又被别人改了，这次一处也没有收。请核对新的对照再定。")
    wanted = [one for value, one in now.items() if value in set(chosen)]
    for one in wanted:
        if one.difference.kind not in TAKEN:
            raise Fault("P301", f"表里第 {one.difference.row} 行“{one.name}”不能收：{one.difference.why}请不勾这一处。")
        if unknown := [name for name in one.unknown if not answers.get(name)]:
            raise Fault("P300", f"表里第 {one.difference.row} 行的“{unknown[0]}”，还没有选定是本级哪个单位。请选定，或不勾它。")
    return wanted


def _take(plan: Plan, one: Difference, answers: Mapping[str, str], added: dict[str, Duty], by: Any, reason: str) -> None:
    if one.kind in ("change", "clash"):
        duty = plan.duties.select_related("plan__area").get(pk=int(one.id))
        change_duty(duty, one.field, _value(one.field, one.new, answers), by, reason=reason)
    elif one.kind == "gone":
        remove_duty(plan.duties.select_related("plan").get(pk=int(one.id)), by, reason=reason)
    elif one.kind in ("new", "copied"):
        after = added.get(one.after) or plan.duties.filter(pk=int(one.after or 0)).first()
        task = one.cells.get("task", "")
        made = add_duty(plan, by, task=task, measures=one.cells.get("measures", ""), after=after, reason=reason)
        for field in FIELDS:
            if field not in FIRST and one.cells.get(field):
                made = change_duty(made, field, _value(field, one.cells[field], answers), by, reason=reason)
        added[one.after] = added[one.key] = made


def _value(field: str, text: str, answers: Mapping[str, str]) -> str:
    return with_answers(text, answers) if field in UNITS else text


def _reorder(plan: Plan, order: list[str]) -> None:
    """The rows that the file names stand in its order; rows it does not name keep their places."""
    rows = list(plan.duties.filter(removed_at=None))
    by_id = {str(row.pk): row for row in rows}
    named = iter([by_id[id] for id in order])
    placed = [next(named) if str(row.pk) in set(order) else row for row in rows]
    for place, row in enumerate(placed, 1):
        row.position = place * 10
    plan.duties.bulk_update(placed, ["position"])
