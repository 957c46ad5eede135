"""One act on a matter: proved against the definition, entered with its day and name, sealed. Entries never change."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from zhiheng.core.chasing import lacking, standing_after
from zhiheng.core.chasing.acts import act_called
from zhiheng.core.values.chasing import Act, Said, Standing
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.plans.chasing.actions.holding import held_matter
from zhiheng.plans.chasing.actions.proving import Uploaded, keep_proofs, proved_files
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Matter, MatterEntry
from zhiheng.web.access import demand

KEPT = tuple(name for name in Standing.__struct_fields__ if not name.startswith("cycle"))
LONGEST = {"reason": 500, "approver": 60, "document": 200}


class Words(NamedTuple):
    """What a person writes with an act."""

    progress: str = ""
    problems: str = ""  # 存在问题
    needs: str = ""  # 需协调事项
    plan: str = ""  # 下一步
    evidence: str = ""
    reason: str = ""
    approver: str = ""
    document: str = ""
    due: date | None = None


@transaction.atomic
def act(
    number: int, name: str, by: Any, office: Organisation, words: Words | None = None, *, today: date, on: date | None = None,
    seen: int | None = None, covers: date | None = None, file_name: str = "", proofs: Sequence[Uploaded] = (),
) -> MatterEntry:  # fmt: skip
    """The entry of an act on the matter of that number. `on` is the day it happened, `seen` the version she looked at; `proofs`
    are files (name, content) kept with it.

    Raises: NotAllowed U401. Fault P173: changed meanwhile · P176: not her unit's · P177: something is lacking · P178: no lead ·
            P179: dated back into a month that is over, without a reason. As `proved_files`.
    """
    chasing, day, words = known_chasing(), on or today, words or Words()
    matter = held_matter(number, seen, next((one.name for one in chasing.acts if one.id == name), name))
    for field, longest in LONGEST.items():
        if len(getattr(words, field)) > longest:
            raise Fault("P177", f"{matter.no}：这一格超过 {longest} 个字。请缩短。")
    files = proved_files(proofs)
    named = "、".join(file.name for file in files)
    said = Said(
        act=name, on=day, progress=words.progress.strip(), problems=words.needs.strip(), proof=named,
        evidence=words.evidence.strip() or named,
        reason=words.reason.strip(), approver=words.approver.strip(), document=words.document.strip(), due=words.due,
        covers=covers,
    )  # fmt: skip
    last = matter.entries.order_by("-position").first()
    if problems := lacking(chasing, matter.standing, said, last.on if last else matter.opened_on, today):
        raise Fault("P177", f"{matter.no}这一步没有记入：{''.join(problems)}请改好后再记。")
    done = act_called(chasing, matter.standing, name)
    _permitted(done, matter, office, by)
    if not matter.lead_id and done.end != chasing.start and matter.state == chasing.start and done.who == "office":
        raise Fault("P178", f"{matter.no}还没有主办单位，不能{done.name}。请先选主办单位。")
    if day < today.replace(day=1) and not file_name and not said.reason:
        raise Fault("P179", f"{matter.no}：{day} 所在的月份已经过了，补记会改变那个月的灯。请在理由里写明为什么现在才记。")
    before, after = matter.standing, standing_after(chasing, matter.standing, said)
    for field in KEPT:
        setattr(matter, field, getattr(after, field))
    matter.version += 1
    matter.save(update_fields=[*KEPT, "version"])
    entry = MatterEntry.objects.create(
        matter=matter, position=(last.position if last else 0) + 1, act=name, name=done.name, on=day, state=after.state,
        unit=str(matter.lead) if done.who == "unit" and matter.lead else str(office), progress=said.progress,
        problems=words.problems.strip(), needs=said.problems, plan=words.plan.strip(), evidence=said.evidence, reason=said.reason,
        approver=said.approver, document=said.document, due_was=before.due_on, due=words.due, covers=covers,
        file_name=file_name[:255], by=by, at=timezone.now(),
    )  # fmt: skip
    _recorded(entry, matter, before, after, by)
    keep_proofs(entry, files, by)
    return entry


def _permitted(done: Act, matter: Matter, office: Organisation, by: Any) -> None:
    """Who chases does everything, also for a unit that sent its answer; a unit does what is the unit's."""
    theirs = done.who == "unit" and office.pk == matter.lead_id
    if office.pk != matter.office_id and not theirs:
        whose = f"由{matter.office}督办" + (f"、{matter.lead}承办" if matter.lead else "")
        raise Fault("P176", f"{matter.no}{whose}，{office}不能“{done.name}”。请与督办单位联系。")
    demand(by, "plans.approve" if done.who == "reviewer" else "plans.draft", area=office.area)


def _recorded(entry: MatterEntry, matter: Matter, before: Standing, after: Standing, by: Any) -> None:
    shown = (
        ("状态", before.state, after.state), ("办结时限", before.due_on, after.due_on),
        ("申请的时限", before.asked_on, after.asked_on),
    )  # fmt: skip
    changed = [(name, old, new) for name, old, new in shown if old != new]
    told = {
        "进展": entry.progress, "存在问题": entry.problems, "需协调事项": entry.needs, "下一步": entry.plan,
        "佐证": entry.evidence, "依据文件": entry.document, "日期": entry.on,
    }  # fmt: skip
    record(
        entry, entry.name, by, before={name: old for name, old, _ in changed if old},
        after={name: new for name, _, new in changed} | {name: value for name, value in told.items() if value},
        reason=entry.reason, about=matter, approved_by=entry.approver or None,
    )  # fmt: skip


@transaction.atomic
def issue_ready(office: Organisation, by: Any, *, today: date) -> tuple[int, int]:
    """How many of the office's matters were handed down now, and how many have no lead and were left. Raises: NotAllowed U401."""
    start = known_chasing().start
    waiting = Matter.objects.filter(office=office, state=start).unscoped("of the office in hand").order_by("year", "number")
    ready = [matter.pk for matter in waiting if matter.lead_id]
    for number in ready:
        act(number, "issue", by, office, today=today)
    return len(ready), len(waiting) - len(ready)
