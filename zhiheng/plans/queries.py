"""Reading plans. A page costs the same number of queries however long the plan is."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from zhiheng.core.values.masking import masked_name, masked_phone
from zhiheng.core.values.units import Candidate
from zhiheng.directory.models import Area, Counterpart, Organisation
from zhiheng.directory.models.areas import numbers_in
from zhiheng.directory.queries import organisations_of
from zhiheng.documents.models import Document, Item
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Comparison, Duty, DutyUnit, Goal, Plan
from zhiheng.plans.wording import asked_words, goal_words
from zhiheng.web.scoping import Scope


class Row(NamedTuple):
    """One duty as the table shows it. `span`: rows that its category cell covers, 0 where one above covers it.

    `goals`: those with a number, and those without that were taken over.
    """

    number: int
    duty: Duty
    span: int
    leads: list[DutyUnit]
    units: list[DutyUnit]
    goals: list[Goal]
    contact: str

    @property
    def lead_missing(self) -> bool:
        return not self.leads

    @property
    def can_lead(self) -> str:
        """The unit that a person may let lead where no lead is named; "" where there is none that could."""
        return first_named(self.duty, self.units)

    @property
    def quarters(self) -> list[tuple[str, str]]:
        """Progress by quarter, with the name of its cell."""
        duty = self.duty
        said = (duty.progress_1, duty.progress_2, duty.progress_3, duty.progress_4)
        return list(zip(("progress_1", "progress_2", "progress_3", "progress_4"), said, strict=True))


class Open(NamedTuple):
    """What a plan still asks of a person."""

    names: list[str]
    leads: list[Row]
    deadlines: list[Row]
    goals: int
    withdrawn: list[Row]  # whose item in the document is accepted no longer
    new: int  # items accepted since, not in the plan

    @property
    def can_lead(self) -> int:
        """How many duties without a lead have a unit that could."""
        return sum(1 for row in self.leads if row.can_lead)

    @property
    def count(self) -> int:
        waiting = (self.names, self.leads, self.deadlines, self.withdrawn)
        return sum(map(len, waiting)) + self.goals + self.new


class Question(NamedTuple):
    """One name from above that nobody has answered, with proposals."""

    counterpart: Counterpart
    uses: int
    candidates: tuple[Candidate, ...]


def plans_of(scope: Scope, state: str = "") -> QuerySet[Plan]:
    """The area's plans, newest first, each with `duty_count` and `asked_count` (names still open)."""
    standing = Q(duties__removed_at=None)
    found = Plan.objects.within(scope).annotate(
        duty_count=Count("duties", filter=standing, distinct=True),
        asked_count=Count("duties__units__name", filter=standing & Q(duties__units__kind="asked"), distinct=True),
    )
    found = found.order_by("-made_at", "-pk")
    return found.filter(state=state) if state else found


def plans(scope: Scope) -> QuerySet[Plan]:
    """The area's plans with what their head shows."""
    return Plan.objects.within(scope).select_related("area", "office", "approved_by", "made_by").prefetch_related("documents")


def rows_of(plan: Plan) -> list[Row]:
    """The table's rows in order, categories merged."""
    goals = Goal.objects.unscoped("of a plan in hand").select_related("item").prefetch_related("shares")
    duties = list(
        plan.duties.filter(removed_at=None).select_related("item").prefetch_related("units", Prefetch("goals", goals))
    )
    return [_row(n, duty, _span(duties, n)) for n, duty in enumerate(duties)]


def goals_of(plan: Plan) -> list[Goal]:
    """Every goal, in the order of the document, in words; those without a number last."""
    found = list(plan.goals.select_related("item", "duty", "decided_by").prefetch_related("shares"))
    stages = _stages(found)
    for goal in found:
        goal.stage = stages.get(goal.pk, 0)
        goal.year_open = not (goal.item and (goal.item.value.get("deadline") or {}).get("year"))  # then a person types it
    return sorted(map(_in_words, found), key=lambda goal: not goal.comparator)


def _stages(goals: Sequence[Goal]) -> dict[int, int]:
    """Which stage a goal is, from 1, where one indicator has goals of several years."""
    by_indicator: dict[str, list[Goal]] = {}
    for goal in goals:
        if goal.due_year and goal.comparator:
            by_indicator.setdefault(goal.indicator, []).append(goal)
    several = [sorted(some, key=lambda goal: goal.due_year or 0) for some in by_indicator.values() if len(some) > 1]
    return {goal.pk: number for some in several for number, goal in enumerate(some, 1)}


def removed_of(plan: Plan) -> QuerySet[Duty]:
    """Duties taken out of the table, which can be put back."""
    return plan.duties.exclude(removed_at=None).order_by("-removed_at")


def open_of(plan: Plan, rows: Sequence[Row]) -> Open:
    """What is still asked, from rows already read."""
    asked = {unit.name: None for row in rows for unit in (*row.leads, *row.units) if unit.kind == "asked"}
    return Open(
        names=list(asked),
        leads=[row for row in rows if row.lead_missing],
        deadlines=[row for row in rows if not row.duty.due],
        goals=plan.goals.filter(stance="").exclude(comparator="").count(),
        withdrawn=[row for row in rows if row.duty.item and row.duty.item.state != "accepted"],
        new=new_items_of(plan),
    )


def not_yet_in(plan: Plan, items: QuerySet[Item]) -> QuerySet[Item]:
    """Those of the items that neither a duty nor a goal of the plan rests on, duties taken out included."""
    used = Duty.objects.filter(plan=plan).exclude(item=None).unscoped("of a plan in hand").values("item_id")
    goals = Goal.objects.filter(plan=plan).exclude(item=None).unscoped("of a plan in hand").values("item_id")
    return items.exclude(pk__in=used).exclude(pk__in=goals)


def new_items_of(plan: Plan) -> int:
    """How many tasks and targets of the plan's documents were accepted after it was made."""
    flowing = Item.objects.filter(document__plans=plan, state="accepted", kind__in=("task", "target"))
    return not_yet_in(plan, flowing).count()


def documents_to_plan(scope: Scope) -> QuerySet[Document]:
    """Documents that have been read, with how many duties and targets are accepted and how many wait."""
    flowing = Q(items__kind__in=("task", "target", "qualitative_target"))
    found = Document.objects.within(scope).filter(state="read").annotate(
        accepted=Count("items", filter=flowing & Q(items__state="accepted"), distinct=True),
        waiting=Count("items", filter=flowing & Q(items__state="pending"), distinct=True),
    )
    return found.order_by("-uploaded_at", "-pk")


def questions_of(area: Area) -> list[Question]:
    """The names nobody has answered, those used most first, with proposals and their reasons."""
    level = OwnLevel(area)
    mine = DutyUnit.objects.filter(duty__plan__area=area, duty__removed_at=None)
    uses = dict(mine.filter(kind="asked").values_list("name").annotate(uses=Count("duty", distinct=True)))
    asked = area.counterparts.filter(answer="asked")
    found = [Question(row, uses.get(row.upper_name, 0), level.proposals(row.upper_name)) for row in asked]
    return sorted(found, key=lambda question: (-question.uses, question.counterpart.upper_name))


def answered_of(area: Area) -> QuerySet[Counterpart]:
    """The answered rows of the 机构对照表, newest first."""
    return area.counterparts.exclude(answer="asked").prefetch_related("units__organisation").order_by("-decided_at", "upper_name")


def bodies_of(area: Area) -> QuerySet[Organisation]:
    """The area's own bodies in protocol order, for choosing."""
    return organisations_of(area)


def first_named(duty: Duty, units: Sequence[DutyUnit]) -> str:
    """The responsible unit of ours that stands for the first the document names: 列首位的为牵头单位. "" for none."""
    own = [unit for unit in units if unit.kind == "own" and unit.role == "responsible"]
    listed = [unit.name for name in duty.responsible_names for unit in own if name in unit.stands_for]
    return next(iter([*listed, *(unit.name for unit in own)]), "")


def contact_of(duty: Duty) -> str:
    """Person and number, masked."""
    return " ".join(part for part in (masked_name(duty.person), masked_phone(duty.phone)) if part)


def plans_above(plan: Plan) -> QuerySet[Plan]:
    """Plans that areas above have issued: what is issued is addressed to those below."""
    above = numbers_in(plan.area.path)[:-1]
    found = Plan.objects.unscoped("issued by areas above").filter(area__in=above, state="issued")
    return found.select_related("area")


def documents_above(scope: Scope, plan: Plan) -> QuerySet[Document]:
    """Documents of our own area that were read and that a plan may be held against, those it rests on first."""
    resting = Exists(plan.documents.filter(pk=OuterRef("pk")).unscoped("of a plan in hand"))
    return Document.objects.within(scope).filter(state="read").annotate(rests=resting).order_by("-rests", "-uploaded_at")


def comparisons_of(plan: Plan) -> QuerySet[Comparison]:
    """With what a plan was compared, newest first."""
    return plan.comparisons.select_related("plan__area", "upper_plan", "document", "follows", "made_by")


def comparisons_below(scope: Scope, plan: Plan) -> QuerySet[Comparison]:
    """The plans of areas below that were held against this one."""
    found = Comparison.objects.within(scope, reach="below").filter(upper_plan=plan)
    return found.select_related("plan__area").prefetch_related("carried").order_by("plan__area__code", "-made_at")


def areas_under(area: Area) -> QuerySet[Area]:
    """The areas just below, to which goals may be shared out."""
    return area.children.order_by("code")


def _row(n: int, duty: Duty, span: int) -> Row:
    units = list(duty.units.all())
    return Row(
        number=n + 1, duty=duty, span=span,
        leads=[unit for unit in units if unit.role == "lead"],
        units=[unit for unit in units if unit.role == "responsible"],
        goals=[_in_words(goal) for goal in duty.goals.all() if goal.comparator or goal.stance == "take"],
        contact=contact_of(duty),
    )  # fmt: skip


def _in_words(goal: Goal) -> Goal:
    goal.words, goal.asked = goal_words(goal), asked_words(goal)
    return goal


def _span(duties: Sequence[Duty], n: int) -> int:
    category = duties[n].category
    if n and category and duties[n - 1].category == category:
        return 0
    end = n + 1
    while category and end < len(duties) and duties[end].category == category:
        end += 1
    return end - n
