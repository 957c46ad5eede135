"""A plan, or a document that was reviewed, as the statements that are held against another's."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from zhiheng.core.aligning.goals_below import printed_goal
from zhiheng.core.values.carrying import Statement
from zhiheng.directory.models import Area
from zhiheng.documents.models import Document
from zhiheng.plans.flowing import accepted_items, duty_from, goal_from
from zhiheng.plans.models import Comparison, Duty, Goal, Plan


def own_statements(plan: Plan) -> list[Statement]:
    """What our plan says: its duties with our units, its goals as we made them; what is left out is not in it."""
    duties = _worded(plan)
    goals = plan.goals.exclude(stance="leave")
    return [*(_of_duty(duty) for duty in duties), *(_of_goal(goal, *_own_ends(goal)) for goal in goals)]


def upper_statements(comparison: Comparison) -> list[Statement]:
    """What was asked above; of a goal that was shared out among areas, our share."""
    if comparison.upper_plan:
        return _asked_by_plan(comparison.upper_plan, comparison.plan.area)
    return asked_by_document(comparison.document, comparison.plan) if comparison.document else []


def words_of(statement: Statement) -> str:
    """A statement on one line, as it is kept with a decision about it."""
    return f"{statement.text}{_sign(statement)}" + (f"（{statement.due}）" if statement.due else "")


def _asked_by_plan(upper: Plan, area: Area) -> list[Statement]:
    duties = _worded(upper)
    goals = upper.goals.exclude(stance="leave").prefetch_related("shares")
    return [*(_of_duty(duty) for duty in duties), *(_shared(goal, area) for goal in goals)]


def asked_by_document(document: Document, plan: Plan) -> list[Statement]:
    """What people accepted of a document, as it asks it; keys are those of its items."""
    items = list(accepted_items([document]))
    duties = [duty_from(plan, item, 0, several_documents=False) for item in items if item.kind == "task"]
    goals = [goal_from(plan, item, None, 0) for item in items if item.kind != "task"]
    asked = (_of_goal(goal, goal.low, goal.high, f"item:{goal.item_id}") for goal in goals)
    return [*(_of_item(duty) for duty in duties), *asked]


def _worded(plan: Plan) -> QuerySet[Duty]:
    """The duties that say something: a row that stands for targets alone says it in its goals."""
    stands_for_targets = Q(measures="", item__kind__in=("target", "qualitative_target"))
    return plan.duties.filter(removed_at=None).exclude(stands_for_targets).prefetch_related("units")


def _of_duty(duty: Duty) -> Statement:
    units = list(duty.units.all())
    return Statement(
        id=f"duty:{duty.pk}", kind="duty", text=duty.measures or duty.task, place=duty.clause or duty.category,
        lead=tuple(unit.name for unit in units if unit.role == "lead"),
        responsible=tuple(unit.name for unit in units if unit.role == "responsible"), due=duty.due, due_on=duty.due_on,
    )  # fmt: skip


def _of_item(duty: Duty) -> Statement:
    return Statement(
        id=f"item:{duty.item_id}", kind="duty", text=duty.measures or duty.task, place=duty.clause,
        lead=tuple(duty.lead_names), responsible=tuple(duty.responsible_names), due=duty.due, due_on=duty.due_on,
    )  # fmt: skip


def _of_goal(goal: Goal, low: str, high: str, key: str = "") -> Statement:
    numbered = bool(goal.comparator and low)
    return Statement(
        id=key or f"goal:{goal.pk}", kind="goal", text=goal.indicator, place=goal.item.section if goal.item else "",
        comparator=goal.comparator, low=Decimal(low) if numbered else None, high=Decimal(high) if numbered and high else None,
        unit=goal.unit, change=goal.change, due=goal.due, due_on=date(goal.due_year, 12, 31) if goal.due_year else None,
    )  # fmt: skip


def _shared(goal: Goal, area: Area) -> Statement:
    share = next((share for share in goal.shares.all() if share.area_id == area.pk), None)
    return _of_goal(goal, share.value, "") if share else _of_goal(goal, *_own_ends(goal))


def _own_ends(goal: Goal) -> tuple[str, str]:
    return (goal.own_low, goal.own_high) if goal.stance == "tighten" else (goal.low, goal.high)


def _sign(statement: Statement) -> str:
    return f" {printed_goal(statement)}" if statement.low is not None else ""


def by_key(statements: Iterable[Statement]) -> dict[str, Statement]:
    """Statements by their keys."""
    return {one.id: one for one in statements}
