"""Changing one cell of the 任务分解表. The old value stays in history, with the reason."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.edited.cells import unit_names
from zhiheng.history.actions import reason_given, record
from zhiheng.plans.actions.units import units_of
from zhiheng.plans.cells import FIELDS, PERSONAL, UNITS, WORDS, cell_text, shown
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Duty, DutyUnit, Plan
from zhiheng.plans.queries import first_named, rows_of
from zhiheng.plans.wording import due_date


def require_reason(plan: Plan, reason: str) -> None:
    """Nothing, if the plan may be changed with that reason.

    Raises: Fault H101: the plan has been issued and no reason is given.
    """
    reason_given(f"“{plan}”", reason, locked=plan.state == "issued")


@transaction.atomic
def change_duty(duty: Duty, field: str, value: str, by: Any, *, reason: str = "", was: str | None = None) -> Duty:
    """The duty with one cell changed. `was` is what the person saw before typing.

    Raises: Fault H101 no reason; P111 no such cell; P112 somebody changed it meanwhile; P113 too long; P114 a unit
    that the directory does not know.
    """
    if field not in FIELDS:
        raise Fault("P111", f"任务分解表没有“{field}”这一列。请刷新页面后重试。")
    require_reason(duty.plan, reason)
    duty = Duty.objects.select_for_update().unscoped("in hand").select_related("plan").get(pk=duty.pk)
    old, value = cell_text(duty, field), value.strip().replace("\r\n", "\n")
    if was is not None and was.strip().replace("\r\n", "\n") != old and old != value:
        raise Fault("P112", f"“{FIELDS[field]}”刚刚已被改为“{shown(field, old)}”。请刷新页面，核对后再改。")
    if value == old:
        return duty
    if field in UNITS:
        _set_units(duty, field, value)
    else:
        _set_words(duty, field, value)
    before, after = {FIELDS[field]: shown(field, old)}, {FIELDS[field]: shown(field, value)}
    record(duty, "修改任务", by, before=before, after=after, reason=reason.strip(), about=duty.plan)
    return duty


@transaction.atomic
def fill_missing_deadlines(plan: Plan, due: str, by: Any, *, reason: str = "") -> int:
    """How many duties without a deadline have it now."""
    if not due.strip():
        raise Fault("P115", "还没有填时限。请填写，例如“2026年底”或“长期坚持”。")
    without = plan.duties.filter(removed_at=None, due="")
    return len([change_duty(duty, "due", due, by, reason=reason) for duty in without])


@transaction.atomic
def first_responsible_leads_all(plan: Plan, by: Any, *, reason: str = "") -> int:
    """How many duties without a lead have their first responsible unit leading now: 列首位的为牵头单位."""
    without = [row.duty for row in rows_of(plan) if row.lead_missing and row.can_lead]
    return len([first_responsible_leads(duty, by, reason=reason) for duty in without])


def first_responsible_leads(duty: Duty, by: Any, *, reason: str = "") -> Duty:
    """The duty led by the unit the document lists first: what a person decides where it names no lead."""
    first = first_named(duty, list(duty.units.all()))
    if not first:
        raise Fault("P116", f"“{duty}”没有已确定的责任单位，不能以首位牵头。请直接填写牵头单位。")
    return change_duty(duty, "lead_units", first, by, reason=reason or "列首位的为牵头单位")


def _set_words(duty: Duty, field: str, value: str) -> None:
    longest = Duty._meta.get_field(field).max_length
    if longest and len(value) > longest:
        raise Fault("P113", f"“{FIELDS[field]}”有 {len(value)} 个字，最多 {longest} 个。请缩短。")
    setattr(duty, field, value)
    changed = [field]
    if field == "due":
        duty.due_on = due_date(value)
        changed.append("due_on")
    duty.save(update_fields=changed)


def _set_units(duty: Duty, field: str, value: str) -> None:
    role = "lead" if field == "lead_units" else "responsible"
    level = OwnLevel(duty.plan.area)
    rows = [_unit_row(duty, role, name, level, place) for place, name in enumerate(unit_names(value))]
    names = {row.name for row in rows}
    duty.units.filter(role=role).delete()
    duty.units.filter(name__in=names).delete()  # nobody both leads and answers in one duty
    DutyUnit.objects.bulk_create(rows)
    duty.units_by_hand = True
    duty.save(update_fields=["units_by_hand"])
    duty._prefetched_objects_cache = {}


def _unit_row(duty: Duty, role: str, name: str, level: OwnLevel, place: int) -> DutyUnit:
    known = next((unit for unit in duty.units.all() if unit.name == name), None)
    if known and known.kind == "asked":
        return DutyUnit(duty=duty, role=role, kind="asked", name=name, stands_for=[name], position=place)
    stands_for = known.stands_for if known else []
    if level.names.general(name):
        return DutyUnit(duty=duty, role=role, kind="general", name=name, stands_for=stands_for, position=place)
    body = level.organisations.get(name) or _only_ending(name, level)
    return DutyUnit(
        duty=duty, role=role, kind="own", name=body.name, organisation=body, stands_for=stands_for, position=place
    )


def _only_ending(name: str, level: OwnLevel):  # type: ignore[no-untyped-def]
    """The one body whose name ends so: 市场监管局 for 县市场监管局."""
    found: Sequence[Any] = [body for body in level.bodies if body.name.endswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(body.name for body in found)
        raise Fault("P114", f"“{name}”可能是 {names}。请写全称。")
    raise Fault("P114", f"本级机构表里没有“{name}”。请核对名称，或先到“机构”页增加它。")


__all__ = [
    "FIELDS", "PERSONAL", "UNITS", "WORDS", "cell_text", "change_duty", "fill_missing_deadlines",
    "first_responsible_leads", "first_responsible_leads_all", "require_reason", "shown", "unit_names", "units_of",
]  # fmt: skip
