"""What was last made of a target is undone: it stands again as it stood, with its shares."""

from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import require_reason
from zhiheng.plans.actions.staging import refuse_falling_back
from zhiheng.plans.actions.stances import DECIDED, describe
from zhiheng.plans.models import Goal, GoalShare


@transaction.atomic
def undo_stance(goal: Goal, by: Any, *, reason: str = "") -> Goal:
    """The goal as it stood before it was last decided, once. Raises: Fault H101 no reason; P324 nothing to undo; P342 a stage."""
    goal = Goal.objects.select_for_update().unscoped("in hand").select_related("plan").get(pk=goal.pk)
    was = goal.was
    if not was:
        raise Fault("P324", f"“{goal}”没有可以撤销的处理：已经撤销过，或者文件换了新版本。请直接重新处理。")
    require_reason(goal.plan, reason)
    before = describe(goal)
    for name in DECIDED:
        setattr(goal, name, was[name])
    goal.decided_by_id, goal.decided_at = was["by"], parse_datetime(was["at"]) if was["at"] else None
    if goal.stance == "tighten":
        refuse_falling_back(goal)
    goal.was = {}
    goal.save()
    goal.shares.all().delete()
    GoalShare.objects.bulk_create(GoalShare(goal=goal, **share) for share in was["shares"])
    goal._prefetched_objects_cache = {}
    record(goal, "撤销处理", by, before=before, after=describe(goal), reason=reason.strip(), about=goal.plan)
    return goal
