"""A round of feedback: units are asked, their files come back by the dozen; what disagrees is kept apart for a person."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone

from zhiheng.core.chasing import possible_acts
from zhiheng.core.reading.formats import base_name
from zhiheng.core.values.answering import MatterSaid, SheetBack
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.chased_back import chased_back
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.history.actions import record
from zhiheng.plans.chasing.actions.acting import Words, act
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.chasing.months import month_days
from zhiheng.plans.models import ChaseAnswer, ChaseAsked, ChaseFile, ChaseRound, Matter
from zhiheng.web.access import demand

SAID = {"progress": "本期进展", "problems": "存在问题", "needs": "需协调事项", "plan": "下一步", "evidence": "佐证"}


class Taken(NamedTuple):
    """What became of one file. `state`: taken, apart (something waits for a person), again, refused."""

    name: str
    state: str
    says: str
    unit: str = ""


@transaction.atomic
def open_round(office: Organisation, period: str, due_on: date, by: Any) -> ChaseRound:
    """The month's round with every open matter of the office; asked again, those that came since are added.

    Raises: NotAllowed U401. Fault P182: no such month · P183: nothing is open.
    """
    demand(by, "plans.draft", area=office.area)
    month_days(period)
    chasing = known_chasing()
    answering = {state for one in chasing.acts if one.feedback for state in one.start}
    found = Matter.objects.filter(office=office, state__in=answering).exclude(lead=None).exclude(issued_on=None)
    matters = list(found.unscoped("of the office in hand"))
    opened = ChaseRound.objects.filter(office=office, area=office.area, period=period).unscoped("of the office in hand").first()
    there = set(opened.asked.values_list("matter_id", flat=True)) if opened else set()
    new = [matter for matter in matters if matter.pk not in there]
    if not opened and not new:
        raise Fault("P183", "没有已下发、还在办的督办事项，不用催报。请先立项、下发。")
    opened = opened or ChaseRound.objects.create(
        area=office.area, office=office, period=period, due_on=due_on, token=f"db-{period}-{secrets.token_hex(6)}", opened_by=by,
        opened_at=timezone.now(),
    )  # fmt: skip
    ChaseAsked.objects.bulk_create(ChaseAsked(round=opened, matter=matter, unit=matter.lead) for matter in new)
    if new:
        units = len({matter.lead_id for matter in new})
        record(opened, "督办催报", by, after={"月份": period, "截止": due_on, "事项": len(new), "单位": units})
    return opened


def take_back(
    opened: ChaseRound, files: Iterable[tuple[str, bytes]], by: Any, *, today: date, arrived_on: date | None = None
) -> list[Taken]:
    """What became of each file (name, content); one that is refused keeps no other out.

    Raises: NotAllowed U401. Fault P184: they cannot have come on that day.
    """
    demand(by, "plans.draft", area=opened.area)
    day = arrived_on or today
    if day > today:
        raise Fault("P184", f"收到日期 {day} 还没有到。请改成收到表的那一天。")
    return [_file(opened, base_name(name)[:255], content, by, day, today) for name, content in files]


@transaction.atomic
def use_answer(answer: ChaseAnswer, by: Any, *, today: date) -> None:
    """What was kept apart is entered, dated the day on which it is decided. Raises: NotAllowed U401. Fault P173–P179, P186."""
    waiting = _waiting(answer, by)
    said = msgspec.convert(waiting.said, MatterSaid)
    _entered(waiting.asked, said, by, today, today, waiting.file_name)
    _decided(waiting, "used", by)


@transaction.atomic
def drop_answer(answer: ChaseAnswer, by: Any) -> None:
    """What was kept apart stays in the file and nowhere else. Raises: NotAllowed U401. Fault P186."""
    _decided(_waiting(answer, by), "dropped", by)


def _waiting(answer: ChaseAnswer, by: Any) -> ChaseAnswer:
    held = ChaseAnswer.objects.select_for_update().get(pk=answer.pk)
    demand(by, "plans.draft", area=held.asked.round.area)
    if held.state != "waits":
        raise Fault("P186", f"{held.file_name}：这一行已经处理过了（{held.get_state_display()}）。请刷新页面。")
    return held


def _decided(answer: ChaseAnswer, state: str, by: Any) -> None:
    answer.state = state
    answer.save(update_fields=["state"])
    said = {"文件": answer.file_name, "单位": answer.asked.unit.name, "内容": answer.said.get("progress", "")}
    record(answer, f"督办反馈{answer.get_state_display()}", by, after=said, about=answer.asked.matter)


def _file(opened: ChaseRound, name: str, content: bytes, by: Any, day: date, today: date) -> Taken:
    digest = hashlib.sha256(content).hexdigest()
    if same := opened.files.filter(digest=digest).first():
        return Taken(name, "again", f"与已收到的“{same.name}”是同一份文件，没有重复并入。", same.unit)
    try:
        back = _proved(opened, name, chased_back(content, name))
        originals.keep(content, digest)
        with transaction.atomic():
            return _taken(opened, back, name, digest, by, day, today)
    except Fault as problem:
        return Taken(name, "refused", f"{problem.says}（{problem.id}）")


def _proved(opened: ChaseRound, name: str, back: SheetBack | None) -> SheetBack:
    """Raises: Fault P185: no sheet of this round, or its columns are gone."""
    if back is None or not back.rows:
        raise Fault("P185", f"{name}：不是发下去的督办反馈表，或者隐藏的行标识没有了。请在本月发的表里填写后再交。")
    if back.round != opened.token:
        other = ChaseRound.objects.filter(token=back.round or "-").unscoped("to name the month of a file").first()
        whose = f"{other.period}的表" if other else "别的月份或别处发的表"
        unit = back.unit or "该单位"
        raise Fault("P185", f"{name}：这是{whose}，不是{opened.period}的，没有并入。请让{unit}填{opened.period}的表。")
    if back.lacks:
        gone = "、".join(back.lacks)
        raise Fault("P185", f"{name}：找不到“{gone}”这一列，表头可能改过。请把表头改回来，或重新在发下去的表里填写。")
    return back


def _taken(opened: ChaseRound, back: SheetBack, name: str, digest: str, by: Any, day: date, today: date) -> Taken:
    asked = {str(one.matter_id): one for one in opened.asked.select_related("matter", "unit", "entry", "round")}
    entered, same, empty, apart, notes = 0, 0, 0, [], []
    for said in back.rows:
        one = asked.get(said.id)
        if said.is_empty:
            empty += one is not None and one.entry_id is None
            continue
        if one is None:
            notes.append(f"第 {said.row} 行不在本月应报的事项里，没有并入")
            continue
        if _is_same(one, said):
            same += 1
            continue
        if why := _why_apart(one, said, back.unit):
            apart.append((one, said, why))
            continue
        try:
            with transaction.atomic():
                if _entered(one, said, by, day, today, name):
                    notes.append(f"第 {said.row} 行写了办结但没有佐证{'文件' if said.evidence else ''}，先记为反馈")
            entered += 1
        except Fault as problem:
            apart.append((one, said, problem.says))
    if back.loose:
        notes.append(f"第 {'、'.join(map(str, back.loose))} 行没有行标识，没有并入；新的事项请另行立项")
    _keep_apart(apart, name, digest, by, day)
    counts = ((entered, "并入 {} 件"), (same, "{} 件与已收的相同"), (empty, "{} 件没有填"), (len(apart), "{} 件等您定"))
    says = "，".join(words.format(count) for count, words in counts if count) or "没有填任何一件"
    says = "；".join([says, *notes])[:500]
    file = ChaseFile.objects.create(
        round=opened, name=name, digest=digest, unit=back.unit[:80], says=says, by=by, at=timezone.now()
    )  # fmt: skip
    record(file, "收到督办反馈", by, after={"单位": back.unit, "文件": name, "结果": says}, about=opened)
    return Taken(name, "apart" if apart else "taken", says, back.unit)


def _why_apart(one: ChaseAsked, said: MatterSaid, unit: str) -> str:
    """Why a row waits for a person; "" where it can be entered."""
    if said.no and said.no != one.matter.no:
        return f"第 {said.row} 行的行标识是{one.matter.no}，格里写的是“{said.no}”：可能只移动了一部分列，不知道说的是哪一件。"
    if unit != one.unit.name:
        return f"这一件由{one.unit.name}主办，表上写的是“{unit or '空'}”。"
    if one.entry_id:
        return f"{one.unit.name}本月已经反馈过（{one.entry.on}），这份说的不一样。"
    if not said.progress:
        return f"第 {said.row} 行没有填本期进展。"
    return ""


def _is_same(one: ChaseAsked, said: MatterSaid) -> bool:
    entry = one.entry
    return entry is not None and all(getattr(entry, field) == getattr(said, field) for field in SAID)


def _entered(one: ChaseAsked, said: MatterSaid, by: Any, day: date, today: date, name: str) -> bool:
    """Whether it said it was done without any proof, and was entered as feedback only."""
    matter = Matter.objects.unscoped("asked about").get(pk=one.matter_id)
    possible = possible_acts(known_chasing(), matter.standing)
    by_file = any(way.finish and "proof" in way.needs for way in possible)  # no file comes with a sheet
    finishing = said.done and bool(said.evidence) and not by_file
    ways = [way for way in possible if way.feedback and way.finish == finishing]
    if not ways:
        raise Fault("P187", f"{matter.no}现在是“{matter.state}”，不再收反馈。请看过最新情况再定。")
    words = Words(said.progress, said.problems, said.needs, said.plan, said.evidence)
    entry = act(
        matter.pk, ways[0].id, by, one.round.office, words, today=today, on=day, covers=one.round.due_on, file_name=name,
    )  # fmt: skip
    one.entry = entry
    one.save(update_fields=["entry"])
    return said.done and not finishing


def _keep_apart(apart: list[tuple[ChaseAsked, MatterSaid, str]], name: str, digest: str, by: Any, day: date) -> None:
    now = timezone.now()
    ChaseAnswer.objects.bulk_create(
        ChaseAnswer(
            asked=one, file_name=name, digest=digest, on=day, said=msgspec.to_builtins(said), why=why[:500], by=by, at=now
        )
        for one, said, why in apart
    )  # fmt: skip
