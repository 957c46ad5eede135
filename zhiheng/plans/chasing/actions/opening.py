"""立项: a matter gets its number and its unit; nothing is asked of anybody until it is handed down."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from zhiheng.core.values.chasing import CYCLES
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.actions import line, record, record_all
from zhiheng.plans.chasing.actions.holding import held_matter
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Duty, Matter, MatterHelper, Plan
from zhiheng.web.access import demand

CELLS = {
    "subject": "督办事项", "basis": "立项依据", "goal": "目标要求", "leader": "分管领导", "person": "责任人", "phone": "电话",
    "remark": "备注",
}  # fmt: skip
PERSONAL = ("person", "phone")


class Asked(NamedTuple):
    """What is to be chased. `cycle` None: as the definition says."""

    subject: str
    lead: Organisation | None = None
    helpers: Sequence[Organisation] = ()
    due_on: date | None = None
    source: str = "other"
    origin: str = ""
    origin_url: str = ""
    duty: Duty | None = None
    basis: str = ""
    basis_on: date | None = None
    goal: str = ""
    leader: str = ""
    person: str = ""
    phone: str = ""
    cycle: str | None = None
    cycle_day: int | None = None
    remark: str = ""


@transaction.atomic
def open_matter(asked: Asked, office: Organisation, by: Any, *, on: date) -> Matter:
    """The new matter with the next 立项号 of its year. Raises: NotAllowed U401. Fault P170–P172."""
    made = open_matters([asked], office, by, on=on)
    return made[0]


@transaction.atomic
def open_matters(asked: Iterable[Asked], office: Organisation, by: Any, *, on: date) -> list[Matter]:
    """The new matters, numbered in their order; what was opened from the same origin before is left out.

    Raises: NotAllowed U401. Fault P170: no subject, or too long · P171: no such cycle · P172: the unit has ended.
    """
    demand(by, "plans.draft", area=office.area)
    wanted = [one for one in asked if _proved(one)]
    Area.objects.select_for_update().get(pk=office.area_id)  # numbers are given one after another, so none is left out
    kept = Matter.objects.filter(area=office.area_id).unscoped("of the office's own area")
    there = set(kept.filter(origin__in=[one.origin for one in wanted if one.origin]).values_list("origin", flat=True))
    last = kept.filter(year=on.year).aggregate(last=Max("number"))["last"] or 0
    chasing, made = known_chasing(), []
    for one in wanted:
        if one.origin and one.origin in there:
            continue
        there.add(one.origin)
        last += 1
        matter = Matter.objects.create(
            area=office.area, office=office, year=on.year, number=last, subject=one.subject.strip(), source=one.source,
            origin=one.origin, origin_url=one.origin_url, duty=one.duty, basis=one.basis, basis_on=one.basis_on, goal=one.goal,
            leader=one.leader, lead=one.lead, person=one.person, phone=one.phone, remark=one.remark, opened_on=on, opened_by=by,
            cycle=chasing.cycle if one.cycle is None else one.cycle, cycle_day=one.cycle_day or chasing.cycle_day,
            begun_due_on=one.due_on, due_on=one.due_on, state=chasing.start,
        )  # fmt: skip
        MatterHelper.objects.bulk_create(
            MatterHelper(matter=matter, unit=unit, position=n) for n, unit in enumerate(one.helpers) if unit != one.lead
        )
        made.append(matter)
    record_all([line(one, "督办立项", by, after=_told(one)) for one in made])
    return made


@transaction.atomic
def open_from_duties(plan: Plan, duties: Iterable[int], office: Organisation, by: Any, *, on: date) -> list[Matter]:
    """The plan's duties as matters, each once: its first lead leads, the others help. Raises: NotAllowed U401. Fault P174."""
    if plan.state != "issued":
        raise Fault("P174", f"“{plan}”还没有印发，不能列入督办。请先送审、审定印发。")
    wanted = plan.duties.filter(removed_at=None, pk__in=list(duties)).prefetch_related("units__organisation")
    return open_matters([_of_duty(plan, duty) for duty in wanted], office, by, on=on)


@transaction.atomic
def change_matter(matter: Matter, field: str, value: str, by: Any, *, seen: int, reason: str = "") -> Matter:
    """The matter with one typed cell changed. Raises: NotAllowed U401. Fault P170, P173, P175: handed down, and no reason."""
    found = held_matter(matter.pk, seen, f"修改{CELLS[field]}")
    demand(by, "plans.draft", area=found.area)
    value, was = value.strip(), getattr(found, field)
    longest = Matter._meta.get_field(field).max_length
    if (field == "subject" and not value) or (longest and len(value) > longest):
        raise Fault("P170", f"“{CELLS[field]}”是空的，或者超过 {longest} 个字。请改写。")
    if found.issued_on and field not in PERSONAL and not reason.strip():
        raise Fault("P175", f"{found.no}已经下发，改“{CELLS[field]}”要写明理由。请在“理由”里填写后再保存。")
    if value != was:
        setattr(found, field, value)
        found.version += 1
        found.save(update_fields=[field, "version"])
        mark = CELLS[field] + ("（个人信息）" if field in PERSONAL else "")
        said = ("已填" if was else "空", "已填" if value else "空") if field in PERSONAL else (was, value)
        record(found, f"修改{CELLS[field]}", by, before={mark: said[0]}, after={mark: said[1]}, reason=reason.strip())
    return found


def _proved(one: Asked) -> bool:
    if not one.subject.strip() or len(one.subject.strip()) > 300:
        raise Fault("P170", f"督办事项是空的，或者超过 300 个字：“{one.subject[:30]}”。请写一句话。")
    if one.cycle is not None and one.cycle not in CYCLES:
        raise Fault("P171", f"没有“{one.cycle}”这种反馈周期。可选：{'、'.join(CYCLES.values())}。")
    if ended := next((unit for unit in (one.lead, *one.helpers) if unit and unit.ended_on), None):
        raise Fault("P172", f"{ended}已于 {ended.ended_on} 撤并。请改选承接它职责的单位。")
    return True


def _of_duty(plan: Plan, duty: Duty) -> Asked:
    own = [unit for unit in duty.units.all() if unit.kind == "own" and unit.organisation and not unit.organisation.ended_on]
    leads = [unit.organisation for unit in own if unit.role == "lead"]  # a lead that is missing stays missing: a person names it
    helpers = [unit.organisation for unit in own if unit.organisation not in leads[:1]]
    return Asked(
        subject=(duty.task or duty.measures)[:300], lead=leads[0] if leads else None, helpers=tuple(dict.fromkeys(helpers)),
        due_on=duty.due_on, source="document", origin=f"duty:{duty.pk}", duty=duty, goal=duty.measures,
        basis=" ".join(part for part in (plan.title, duty.clause) if part), leader=duty.leader, person=duty.person,
        phone=duty.phone, remark="" if duty.due_on else duty.due,
    )  # fmt: skip


def _told(matter: Matter) -> dict[str, object]:
    said = {"立项号": matter.no, "督办事项": matter.subject, "主办单位": str(matter.lead or ""), "办结时限": matter.due_on}
    return {name: value for name, value in said.items() if value}


@transaction.atomic
def assign_matter(
    matter: Matter, lead: Organisation | None, helpers: Sequence[Organisation], due_on: date | None, by: Any, *, seen: int
) -> Matter:
    """Who has the matter and by when, while it is not handed down. Raises: NotAllowed U401. Fault P172, P173, P180."""
    found = held_matter(matter.pk, seen, "分派")
    demand(by, "plans.draft", area=found.area)
    if found.state != known_chasing().start:
        raise Fault("P180", f"{found.no}已经下发，不能改主办单位和时限。要改时限的走申请延期，不归该单位办的由它退回立项。")
    _proved(Asked(found.subject, lead, helpers))
    before = {"主办单位": str(found.lead or ""), "办结时限": found.begun_due_on}
    found.lead, found.begun_due_on, found.due_on = lead, due_on, due_on
    found.version += 1
    found.save(update_fields=["lead", "begun_due_on", "due_on", "version"])
    found.helpers.all().delete()
    MatterHelper.objects.bulk_create(
        MatterHelper(matter=found, unit=unit, position=n) for n, unit in enumerate(helpers) if unit != lead
    )
    after = {"主办单位": str(lead or ""), "协办单位": "、".join(map(str, helpers)), "办结时限": due_on}
    record(found, "分派", by, before=before, after=after)
    return found
