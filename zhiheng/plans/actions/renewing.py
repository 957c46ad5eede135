"""The new version of a document goes into a plan: what a person chose is changed, added or taken out, the rest stays."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from zhiheng.core.values.faults import Fault
from zhiheng.documents.models import Document, Item
from zhiheng.history.actions import record
from zhiheng.plans.actions.arranging import remove_duty
from zhiheng.plans.actions.changing import require_reason
from zhiheng.plans.actions.following import take_items
from zhiheng.plans.actions.units import fill_units
from zhiheng.plans.flowing import accepted_items, duty_from, goal_from
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Duty, Goal, Plan
from zhiheng.plans.renewing import Change, changes_between, said_of

FROM_DOCUMENT = ("measures", "due", "due_on", "clause", "lead_names", "responsible_names", "open_ended")
OF_GOAL = ("indicator", "comparator", "low", "high", "unit", "qualifier", "change", "hold", "due", "due_year")


@transaction.atomic
def take_new_version(
    plan: Plan, old: Document, new: Document, chosen: Collection[str], by: Any, *, reason: str = ""
) -> dict[str, int]:
    """How many statements were changed, added and dropped. `chosen` are keys of `changes_between`.

    What a person had worded otherwise keeps her words; a goal that was tightened or shared out is open again where its number
    changed. What was not chosen stays, and what it adds waits among the new items of the plan.
    Raises: Fault H101 no reason though issued; P146 not its document; P147 nothing accepted in the new one.
    """
    if not plan.documents.filter(pk=old.pk).exists():
        raise Fault("P146", f"“{old}”不是这个方案的依据。请选方案依据的文件。")
    if old == new or not accepted_items([new]).exists():
        raise Fault("P147", f"“{new}”里没有已接受的任务或目标。请先核对新版文件，再来接着做。")
    reason = reason.strip() or f"依据新版《{new}》"
    require_reason(plan, reason)
    changes = changes_between(plan, old, new)
    items = {f"item:{item.pk}": item for item in accepted_items([new])}
    plan.documents.add(new)
    for change in changes:
        if change.kind == "same" or (change.kind == "changed" and change.key in chosen):
            _renew(plan, change, items[change.revised.new], by, reason)
        elif change.kind == "dropped" and change.key in chosen:
            _drop(change, by, reason)
    added = [items[change.revised.new] for change in changes if change.kind == "added" and change.key in chosen]
    take_items(plan, added, by, reason=reason)
    _let_go(plan, old)
    taken = [change.kind for change in changes if change.key in chosen]
    counts = {kind: taken.count(kind) for kind in ("changed", "added", "dropped")}
    words = {"改动": counts["changed"], "新增": counts["added"], "删去": counts["dropped"]}
    record(plan, "换用新版文件", by, before={"依据": str(old)}, after={"依据": str(new), **words}, reason=reason)
    return counts


def _renew(plan: Plan, change: Change, item: Item, by: Any, reason: str) -> None:
    for duty in change.duties:
        before, now = (duty_from(plan, one, 0, several_documents=False) for one in (duty.item, item))
        _renew_duty(duty, before, now)
        duty.item = item
        duty.save()
    fill_units(OwnLevel(plan.area), [duty for duty in change.duties if not duty.units_by_hand])
    for goal in change.goals:
        _renew_goal(goal, goal_from(plan, item, goal.duty, goal.position))
        goal.item = item
        goal.save()
    if change.kind == "changed":
        for row in (*change.duties, *change.goals):
            record(row, "随来文新版改动", by, after={"内容": said_of(change)[:2000]}, reason=reason, about=plan)


def _renew_duty(duty: Duty, before: Duty, now: Duty) -> None:
    """What the duty still says as the old version did it says as the new one does; what a person wrote stays."""
    for name in FROM_DOCUMENT:
        if getattr(duty, name) == getattr(before, name):
            setattr(duty, name, getattr(now, name))


def _renew_goal(goal: Goal, now: Goal) -> None:
    moved = any(getattr(goal, name) != getattr(now, name) for name in ("comparator", "low", "high", "unit"))
    for name in OF_GOAL:
        setattr(goal, name, getattr(now, name))
    if moved and goal.stance in ("tighten", "share"):
        goal.stance, goal.own_low, goal.own_high, goal.share_by = "", "", "", ""
        goal.shares.all().delete()
    goal.was = {}


def _drop(change: Change, by: Any, reason: str) -> None:
    for duty in change.duties:
        remove_duty(duty, by, reason=reason)
    for goal in change.goals:
        goal.stance, goal.reason, goal.decided_by, goal.was = "leave", reason[:500], by, {}
        goal.save(update_fields=["stance", "reason", "decided_by", "was"])
        record(goal, "处理目标", by, after={"处理": "不列入"}, reason=reason, about=goal.plan)


def _let_go(plan: Plan, old: Document) -> None:
    """The old version is a basis of the plan no more, once nothing in it rests on that."""
    duties = plan.duties.filter(item__document=old, removed_at=None)
    goals = plan.goals.filter(item__document=old).exclude(stance="leave")
    if not duties.exists() and not goals.exists():
        plan.documents.remove(old)
