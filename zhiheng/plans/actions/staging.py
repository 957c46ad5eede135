"""The year of a stage: typed by a person where the document says 20XX, and never so that a later stage asks for less."""

import re
from decimal import Decimal
from typing import Any

from django.db import transaction

from zhiheng.core.aligning.goals import asked_as
from zhiheng.core.aligning.stages import Stage, falling_back
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import require_reason
from zhiheng.plans.models import Goal
from zhiheng.web.access import demand

YEARS = (2000, 2100)


@transaction.atomic
def set_stage_year(goal: Goal, year: str, by: Any, *, reason: str = "") -> Goal:
    """The goal with the year its stage ends in. Raises: NotAllowed U401. Fault H101, P341: no year · P342, P343."""
    demand(by, "plans.draft", area=goal.plan.area)
    said = year.strip().removesuffix("年")
    if not re.fullmatch(r"[0-9]{4}", said) or not YEARS[0] <= int(said) <= YEARS[1]:
        raise Fault("P341", f"“{goal}”：“{year.strip()[:20]}”不是年份。请填四位数字，例如 2027。")
    require_reason(goal.plan, reason)
    before = {"目标": goal.indicator, "时限": goal.due}
    goal.due_year, goal.due = int(said), f"到{said}年"
    refuse_falling_back(goal)
    goal.save(update_fields=["due_year", "due"])
    record(goal, "填阶段年份", by, before=before, after=before | {"时限": goal.due}, reason=reason.strip(), about=goal.plan)
    return goal


def refuse_falling_back(goal: Goal) -> None:
    """Nothing, where the stages of the goal's indicator do not fall back. Raises: Fault P342 · P343: two values in one year."""
    if not goal.due_year or not goal.comparator:
        return
    others = goal.plan.goals.filter(indicator=goal.indicator, unit=goal.unit, comparator=goal.comparator, change=goal.change)
    stages = [_stage(one) for one in (goal, *others.exclude(pk=goal.pk).exclude(stance="leave")) if one.due_year]
    comparator = asked_as(goal.comparator, Vocabulary(lexicons().indicators).of(goal.indicator))
    if not (found := falling_back(comparator, stages)):
        return
    earlier, later = found
    first, last = (f"{one.year}年 {one.value}{goal.unit}" for one in (earlier, later))
    if earlier.year == later.year:
        raise Fault("P343", f"“{goal}”的两个阶段填了同一年：{first}、{last}。请核对年份。")
    raise Fault("P342", f"“{goal}”的后一阶段低于前一阶段：{first}，{last}。请核对两个阶段的年份和数值。")


def _stage(goal: Goal) -> Stage:
    own = goal.own_low if goal.stance == "tighten" else ""
    return Stage(goal.due_year or 0, Decimal(own or goal.low))
