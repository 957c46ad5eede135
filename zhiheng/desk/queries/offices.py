"""The workbench of a leading group's office: all it has open, by the kind of its work; it stores nothing of its own."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, Model, Q, QuerySet, When
from django.urls import reverse

from zhiheng.desk.queries import assessed
from zhiheng.indicators.models import Return, ReturnRound
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.chasing.queries import matters_within
from zhiheng.plans.models import CommentRound, Matter, Plan
from zhiheng.plans.queries import plans_of
from zhiheng.publications.models import Manuscript
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.queries import called
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

SHOWN = 12  # of each source; its own page has the rest
KINDS = ("规划部署", "组织协调", "指导监督", "考核检查", "督办", "专报")
REGISTERS = {"规划部署": ("annual-work-plan", "half-year-point"), "指导监督": ("problem-list", "field-supervision")}
WAITS, RUNS = "待办", "在办"


class Work(NamedTuple):
    """One open thing: what, of which ledger, who has it, by when, whether it has begun."""

    subject: str
    source: str
    assignee: str
    due_on: date | None
    state: str
    url: str


class Source(NamedTuple):
    """One ledger of open things; `due` is the field that holds the deadline, "" where there is none."""

    kind: str
    found: QuerySet
    work: Callable[[Any], Work]
    due: str
    url: str


class Kind(NamedTuple):
    """The open things of one kind of work: how many, how many past their day, and the most urgent."""

    name: str
    count: int
    overdue: int
    works: list[Work]
    more: list[tuple[str, int, str]]  # of which ledger, how many, where they all stand


def office_work(scope: Scope, rights: Rights, today: date) -> list[Kind]:
    """What the office has open, each thing once, by kind; kinds without any have 0."""
    found = list(_sources(scope, rights))
    return [_kind(name, [one for one in found if one.kind == name], today) for name in KINDS]


def _kind(name: str, sources: list[Source], today: date) -> Kind:
    count, overdue, works, more = 0, 0, list[Work](), list[tuple[str, int, str]]()
    for one in sources:
        of = one.found.count()
        count += of
        overdue += one.found.filter(**{f"{one.due}__lt": today}).count() if one.due and of else 0
        ordered = one.found.order_by(F(one.due).asc(nulls_last=True), "pk") if one.due else one.found.order_by("-pk")
        shown = [one.work(each) for each in ordered[:SHOWN]] if of else []
        works += shown
        if of > len(shown):
            more.append((shown[0].source, of - len(shown), one.url))
    works.sort(key=lambda work: (work.due_on or date.max, work.subject))
    return Kind(name, count, overdue, works, more)


def _sources(scope: Scope, rights: Rights) -> Iterator[Source]:
    if rights.allows("plans.view"):
        yield Source("规划部署", plans_of(scope).exclude(state="issued"), _plan, "", reverse("plans:list"))
        asked = CommentRound.objects.within(scope).filter(plan__state="comments").select_related("plan__office")
        yield Source("规划部署", asked, _round, "due_on", reverse("plans:list"))
        for kind, matters in _matters(scope):
            yield Source(kind, matters.select_related("lead"), _matter, "due_on", reverse("plans:chasing"))
    for kind, ids in REGISTERS.items():
        for id in ids:
            if (own := rights.scope(id)) is not None:
                yield Source(kind, _open_rows(own, id), _row, "due_on", reverse("registers:rows", args=[id]))
    if rights.allows("returns.open"):
        out = Q(returns__state__in=(*Return.OPEN, "submitted", "accepted"))
        rounds = ReturnRound.objects.within(scope).filter(out).distinct()
        yield Source("组织协调", rounds, _asked, "due_on", reverse("indicators:returns"))
    if rights.allows("assessments.open"):
        until = [When(stage=stage, then=F(field)) for stage, field in _UNTIL.items()]
        held = assessed.held(scope).select_related("office").annotate(until=Case(*until, default=None))
        yield Source("考核检查", held, _assessment, "until", reverse("assessments:list"))
    if rights.allows("publications.draft") or rights.allows("publications.sign"):
        drafts = Manuscript.objects.within(scope).filter(state__in=("draft", "review", "signed")).select_related("made_by")
        yield Source("专报", drafts, _manuscript, "", reverse("publications:manuscripts"))


_UNTIL = {"filing": "file_until", "self": "self_until", "scoring": "score_until", "appealing": "appeal_until"}


def _matters(scope: Scope) -> Iterator[tuple[str, QuerySet[Matter]]]:
    """The open matters that are chased, each of one kind."""
    chasing = known_chasing()
    open_ones = matters_within(scope).exclude(state__in={*chasing.done, *chasing.ends})
    to_settle = {act.end for act in chasing.acts if act.id == "escalate"}
    assessed_ones = ~Q(state__in=to_settle) & Q(source="assessment")
    yield "组织协调", open_ones.filter(state__in=to_settle)
    yield "考核检查", open_ones.filter(assessed_ones)
    yield "督办", open_ones.exclude(state__in=to_settle).exclude(source="assessment")


def _open_rows(scope: Scope, register: str) -> QuerySet[Row]:
    lifecycle = known_registers()[register].lifecycle
    ends = {*lifecycle.end} | {"完成"} if lifecycle else set()  # done, though not struck off yet
    return Row.objects.within(scope).filter(register=register, status="kept").exclude(state__in=ends)


def _plan(one: Plan) -> Work:
    state = WAITS if one.state == "draft" else RUNS
    return Work(one.title, "方案", str(one.office), None, state, reverse("plans:plan", args=[one.pk]))


def _round(one: CommentRound) -> Work:
    url = reverse("plans:round", args=[one.plan_id, one.number])
    return Work(str(one), "征求意见", str(one.plan.office), one.due_on, RUNS, url)


def _matter(one: Matter) -> Work:
    state = WAITS if one.state == known_chasing().start else RUNS
    return Work(f"{one.no} {one.subject}", "督办台账", str(one.lead or ""), one.due_on, state, _to("plans:matter", one))


def _row(one: Row) -> Work:
    register = known_registers()[one.register]
    lead = register.chased.lead if register.chased else ""
    begun = register.lifecycle is not None and one.state != register.lifecycle.start
    url = reverse("registers:row", args=[one.register, one.pk])
    says = one.data.get(register.chased.what) if register.chased else None
    subject = f"{called(register, one)}：{str(says).splitlines()[0]}" if says else called(register, one)
    return Work(subject, register.name, one.data.get(lead) or "", one.due_on, RUNS if begun else WAITS, url)


def _asked(one: ReturnRound) -> Work:
    return Work(f"{one.name} {one.period}", "收报", "", one.due_on, RUNS, _to("indicators:round", one))


def _assessment(one: Any) -> Work:
    url = _to("assessments:assessment", one)
    return Work(f"{one.name}：{one.get_stage_display()}", "考核", str(one.office), one.until, RUNS, url)


def _manuscript(one: Manuscript) -> Work:
    state = WAITS if one.state == "draft" else RUNS
    return Work(one.title, "公文起草", one.made_by.get_full_name(), None, state, _to("publications:manuscript", one))


def _to(name: str, one: Model) -> str:
    return reverse(name, args=[one.pk])
