"""What people accept in a document after its plan was made is taken into the plan by a person's act."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from zhiheng.documents.models import Item
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import require_reason
from zhiheng.plans.actions.making import attach_goals
from zhiheng.plans.actions.units import fill_units
from zhiheng.plans.flowing import accepted_items, duty_from
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Duty, Plan
from zhiheng.plans.queries import not_yet_in


@transaction.atomic
def take_new_items(plan: Plan, by: Any, *, reason: str = "") -> int:
    """How many items accepted since are in the plan now: tasks where the document has them, targets with their duty."""
    require_reason(plan, reason)
    return take_items(plan, list(not_yet_in(plan, accepted_items(plan.documents.all()))), by, reason=reason)


def take_items(plan: Plan, items: Sequence[Item], by: Any, *, reason: str = "") -> int:
    """How many items of the plan's documents were taken into it, in the order of their text."""
    there = list(plan.duties.exclude(item=None).select_related("item"))
    several = plan.documents.count() > 1
    new = []
    for item in items:
        covered = any(duty.item.section == item.section and duty.item.document_id == item.document_id for duty in there)
        if item.kind == "task" or (item.kind == "target" and not covered):
            duty = duty_from(plan, item, _place(plan, item, there), several)
            duty.save()
            there.append(duty)
            new.append(duty)
    attach_goals(plan, [item for item in items if item.kind != "task"], there)
    fill_units(OwnLevel(plan.area), new)
    if items:
        words = "；".join(item.quote[:60] for item in items)
        record(plan, "补入来文新接受的条目", by, after={"条目": words[:2000]}, reason=reason.strip())
    return len(items)


def _place(plan: Plan, item: Any, there: list[Duty]) -> int:
    """Behind the last duty that stands before the item in its document; the rows behind make room."""
    before = [d.position for d in there if d.item.document_id == item.document_id and d.item.start <= item.start]
    position = max(before, default=0) + 10
    behind = list(plan.duties.filter(position__gte=position))
    for row in behind:
        row.position += 10
    plan.duties.bulk_update(behind, ["position"])
    for duty in there:
        if duty.position >= position:
            duty.position += 10
    return position
