"""What this level makes of each target from above."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.aligning.goals import asked_as, check_shares, check_tightened, number
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import require_reason
from zhiheng.plans.actions.staging import refuse_falling_back
from zhiheng.plans.models import Goal, GoalShare
from zhiheng.plans.sharing import known_indicator, read_shares

DECIDED = ("stance", "own_low", "own_high", "share_by", "reason")


@transaction.atomic
def set_stance(
    goal: Goal,
    stance: str,
    by: Any,
    *,
    own: str = "",
    shares: Sequence[tuple[str, str]] = (),
    share_by: str = "each",
    reason: str = "",
) -> Goal:
    """The goal taken over, tightened to `own`, shared out among areas below or units of ours, or left with a reason.

    Shape:  `shares` are (area or unit, value) pairs; `share_by` "sum": together they reach the goal, "each": each does.
    Raises: Fault H101, P130–P134, P323, P325, P342; A301–A307 where a value is no number, not stricter, or falls short.
    """
    if stance not in dict(Goal.STANCES) or not stance:
        raise Fault("P130", f"“{goal}”：没有“{stance}”这种处理。可选：承接、加严、分解、不列入。")
    if stance in ("tighten", "share") and not goal.comparator:
        raise Fault("P131", f"“{goal}”没有数值，不能加严或分解。请选“承接”或“不列入”。")
    if stance == "leave" and not reason.strip():
        raise Fault("P132", f"“{goal}”不列入本级方案。请写明理由。")
    require_reason(goal.plan, reason)
    before, goal.was = describe(goal), _standing(goal)
    goal.own_low = goal.own_high = goal.share_by = ""
    new_shares: list[tuple[str, Decimal]] = []
    if stance == "tighten":
        _tighten(goal, own)
    elif stance == "share":
        new_shares = read_shares(goal, shares)
        known = known_indicator(goal)
        comparator = asked_as(goal.comparator, known)
        check_shares(goal.indicator, comparator, goal.unit, Decimal(goal.low), new_shares, share_by, known)
        goal.share_by = share_by
    goal.stance, goal.reason = stance, reason.strip()
    if stance == "tighten":
        refuse_falling_back(goal)
    goal.decided_by, goal.decided_at = by, timezone.now()
    goal.save()
    _replace_shares(goal, new_shares)
    record(goal, "处理目标", by, before=before, after=describe(goal), reason=reason.strip(), about=goal.plan)
    return goal


@transaction.atomic
def take_all(goals: Sequence[Goal], by: Any, *, reason: str = "") -> int:
    """How many undecided goals were taken over as they are."""
    return len([set_stance(goal, "take", by, reason=reason) for goal in goals if not goal.stance])


def describe(goal: Goal) -> dict[str, str]:
    """What was made of a goal, in words."""
    found = {"目标": goal.indicator, "处理": goal.get_stance_display(), "本级数值": own_value(goal)}
    shares = "；".join(f"{share.name} {share.value}{goal.unit}" for share in goal.shares.all())
    return found | ({"分解": shares} if shares else {})


def own_value(goal: Goal) -> str:
    """The stricter value in words; "" where there is none."""
    ends = [end for end in (goal.own_low, goal.own_high) if end]
    return "–".join(ends) + goal.unit if ends else ""


def _standing(goal: Goal) -> dict[str, Any]:
    """How a goal stands, so that it can stand so again."""
    shares = list(goal.shares.order_by("position").values("name", "area_id", "unit_id", "value", "position"))
    decided = {"by": goal.decided_by_id, "at": goal.decided_at.isoformat() if goal.decided_at else ""}
    return {name: getattr(goal, name) for name in DECIDED} | decided | {"shares": shares}


def _tighten(goal: Goal, own: str) -> None:
    """The stricter value; of a range "下限-上限", whose lower end decides."""
    parts = [part for part in own.replace("—", "–").replace("~", "–").replace("至", "–").split("–") if part.strip()]
    if goal.comparator == "range" and len(parts) == 1 and own.count("-") == 1 and not own.startswith("-"):
        parts = own.split("-")
    values = [number(part, f"“{goal}”本级数值") for part in parts] or [number(own, f"“{goal}”本级数值")]
    check_tightened(goal.indicator, asked_as(goal.comparator, known_indicator(goal)), goal.unit, Decimal(goal.low), values[0])
    goal.own_low = format(values[0], "f")
    if goal.comparator == "range":
        high = values[1] if len(values) > 1 else max(values[0], Decimal(goal.high or goal.low))
        if high < values[0]:
            raise Fault("P133", f"“{goal}”：上限 {high} 小于下限 {values[0]}。请核对两个数。")
        goal.own_high = format(high, "f")


def _replace_shares(goal: Goal, shares: Sequence[tuple[str, Decimal]]) -> None:
    below = {area.name: area for area in goal.plan.area.children.all()}
    ours = {unit.name: unit for unit in goal.plan.area.organisations.filter(name__in=[name for name, _ in shares])}
    goal.shares.all().delete()
    GoalShare.objects.bulk_create(
        GoalShare(
            goal=goal, name=name, area=below.get(name), unit=ours.get(name), value=format(value, "f"), position=place
        )
        for place, (name, value) in enumerate(shares)
    )
    goal._prefetched_objects_cache = {}
