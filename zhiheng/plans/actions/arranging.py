"""Adding, moving and taking out duties. Nothing is lost: what is taken out can be put back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import cell_text, require_reason
from zhiheng.plans.models import Duty, DutyUnit, Plan

COPIED = ("category", "task", "due", "due_on", "clause", "item", "open_ended", "lead_names", "responsible_names",
          "units_by_hand")  # fmt: skip


@transaction.atomic
def add_duty(plan: Plan, by: Any, *, task: str, measures: str = "", after: Duty | None = None, reason: str = "") -> Duty:
    """A new duty after another, of its category; at the end when none is named."""
    require_reason(plan, reason)
    if not task.strip():
        raise Fault("P120", "重点任务是空的。请填写这项任务做什么。")
    position = room_after(plan, after)
    made = Duty.objects.create(
        plan=plan, position=position, task=task.strip(), measures=measures.strip(),
        category=after.category if after else "", clause="", units_by_hand=True,
    )  # fmt: skip
    record(made, "增加任务", by, after={"重点任务": made.task, "具体举措": made.measures}, reason=reason, about=plan)
    return made


@transaction.atomic
def move_duty(duty: Duty, steps: int, by: Any, *, reason: str = "") -> None:
    """The duty stands `steps` rows further down (up when negative)."""
    require_reason(duty.plan, reason)
    rows = list(duty.plan.duties.filter(removed_at=None))
    here = next(n for n, row in enumerate(rows) if row.pk == duty.pk)
    there = max(0, min(len(rows) - 1, here + steps))
    if here == there:
        return
    rows.insert(there, rows.pop(here))
    for place, row in enumerate(rows, 1):
        row.position = place * 10
    duty.plan.duties.bulk_update(rows, ["position"])
    record(duty, "调整次序", by, before={"序号": here + 1}, after={"序号": there + 1}, reason=reason, about=duty.plan)


@transaction.atomic
def remove_duty(duty: Duty, by: Any, *, reason: str = "") -> None:
    """The duty is out of the table; its goals stay in the plan without a duty. It can be put back."""
    require_reason(duty.plan, reason)
    duty.removed_at = timezone.now()
    duty.save(update_fields=["removed_at"])
    before = {"重点任务": duty.task, "牵头单位": cell_text(duty, "lead_units")}
    record(duty, "删去任务", by, before=before, after={"重点任务": "（已删去）", "牵头单位": ""}, reason=reason, about=duty.plan)


@transaction.atomic
def restore_duty(duty: Duty, by: Any, *, reason: str = "") -> None:
    """The duty stands in the table again, where it stood."""
    require_reason(duty.plan, reason)
    duty.removed_at = None
    duty.save(update_fields=["removed_at"])
    record(duty, "恢复任务", by, after={"重点任务": duty.task}, reason=reason, about=duty.plan)


def room_after(plan: Plan, after: Duty | None) -> int:
    """A free position after a duty; the rows behind make room."""
    if after is None:
        last = plan.duties.order_by("-position").first()
        return last.position + 10 if last else 10
    behind = list(plan.duties.filter(position__gt=after.position))
    for row in behind:
        row.position += 10
    plan.duties.bulk_update(behind, ["position"])
    return after.position + 10


def copy_of(unit: DutyUnit, duty: Duty) -> DutyUnit:
    """The unit for another duty, not yet saved."""
    return DutyUnit(
        duty=duty, role=unit.role, kind=unit.kind, name=unit.name, organisation_id=unit.organisation_id,
        stands_for=unit.stands_for, position=unit.position,
    )  # fmt: skip
