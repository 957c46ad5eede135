"""What is asked of the office today, from every stage; a handful of queries, however much there is."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from zhiheng.desk.queries import assessed
from zhiheng.desk.queries.todos import Todo
from zhiheng.directory.models import Organisation
from zhiheng.documents.models import Document
from zhiheng.indicators.models import Return, ReturnRound
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.chasing.queries import asked_of, line_of, waiting_at
from zhiheng.plans.models import CommentRound, Matter, Plan
from zhiheng.plans.queries import plans_of
from zhiheng.publications.models import Manuscript
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

MANUSCRIPTS = (("review", "publications.sign"), ("signed", "publications.sign"), ("draft", "publications.draft"))
_CHASING = reverse_lazy("plans:chasing")
SHOWN = 8  # of each kind; the stage's own page has the rest


class Group(NamedTuple):
    """The waiting things of one stage; `more` are not shown here."""

    name: str
    todos: list[Todo]
    more: int
    url: str


def groups(scope: Scope, rights: Rights, office: Organisation) -> list[Group]:
    """What waits, by stage in the order of the flow; a stage where nothing waits, or that is not hers, is left out."""
    found = []
    if rights.allows("documents.view"):
        found.append(_group("文件", _documents(scope), _document_todo, reverse("documents:list")))
    if rights.allows("plans.view"):
        found.append(_group("方案", _plans(scope), _plan_todo, reverse("plans:list")))
        asked = asked_of(office).order_by(F("due_on").asc(nulls_last=True), "pk")
        found.append(_group("交办的事", asked, _asked_matter, _CHASING))
        found.append(_group("督办待定", waiting_at(office), _waiting_matter, _CHASING))
        found.append(_group("征求意见", _rounds(scope), _round_todo, reverse("plans:list")))
    if rights.allows("returns.fill"):
        found.append(_group("报送", _returns(scope), _return_todo, reverse("indicators:returns")))
    if rights.allows("returns.open"):
        found.append(_group("收报", _asked(scope), _asked_todo, reverse("indicators:returns")))
    if rights.allows("assessments.fill"):
        found.append(_group("自评", assessed.own(scope), assessed.own_todo, reverse("assessments:list")))
    if rights.allows("assessments.open"):
        found.append(_group("考核", assessed.held(scope), assessed.held_todo, reverse("assessments:list")))
    if states := [state for state, right in MANUSCRIPTS if rights.allows(right)]:
        found.append(_group("公文", _manuscripts(scope, states), _manuscript_todo, reverse("publications:manuscripts")))
    return [group for group in found if group.todos]


def is_empty(scope: Scope) -> bool:
    """Whether the office has not begun."""
    return not Document.objects.within(scope).exists()


def _group(name: str, waiting: QuerySet, todo: Callable[..., Todo], url: str) -> Group:
    count = waiting.count()
    return Group(name, [todo(one) for one in waiting[:SHOWN]] if count else [], max(0, count - SHOWN), url)


def _documents(scope: Scope) -> QuerySet[Document]:
    waiting = Count("items", filter=Q(items__state="pending"))
    found = Document.objects.within(scope).annotate(waiting=waiting).order_by("-uploaded_at", "-pk")
    return found.filter(Q(waiting__gt=0) | ~Q(state="read"))


def _document_todo(document: Document) -> Todo:
    page = "documents:review" if document.state == "read" else "documents:show"
    url = reverse(page, args=[document.pk])
    if document.state == "failed":
        return Todo(str(document), document.fault_says, url, "bad")
    if document.state != "read":
        return Todo(str(document), document.get_state_display(), url, "plain")
    return Todo(str(document), f"待核 {document.waiting} 项", url, "warn")


def _plans(scope: Scope) -> QuerySet[Plan]:
    return plans_of(scope).exclude(state="issued")


def _plan_todo(plan: Plan) -> Todo:
    asked = f"，{plan.asked_count} 个上级单位待对应" if plan.asked_count else ""
    return Todo(plan.title, f"{plan.get_state_display()}{asked}", reverse("plans:plan", args=[plan.pk]), "warn")


def _asked_matter(matter: Matter) -> Todo:
    """What is asked of the office itself, with its light and what is left of the time."""
    line = line_of(matter, known_chasing(), timezone.localdate())
    why = "，".join(part for part in (line.light.name, matter.state, line.when) if part)
    return Todo(f"{matter.no} {matter.subject}", why, reverse("plans:matter", args=[matter.pk]), line.light.tone)


def _waiting_matter(matter: Matter) -> Todo:
    """What the office that chases has to decide."""
    why = f"{matter.lead}申请延期到 {matter.asked_on}" if matter.asked_on else f"{matter.lead or '未定主办单位'}，{matter.state}"
    return Todo(f"{matter.no} {matter.subject}", why, reverse("plans:matter", args=[matter.pk]), "warn")


def _rounds(scope: Scope) -> QuerySet[CommentRound]:
    asked = CommentRound.objects.within(scope).filter(plan__state="comments").select_related("plan")
    answered = Count("answers__unit", distinct=True)
    return asked.annotate(asked=Count("units", distinct=True), answered=answered).order_by("-pk")


def _round_todo(opened: CommentRound) -> Todo:
    url = reverse("plans:round", args=[opened.plan_id, opened.number])
    return Todo(opened.plan.title, f"{opened.asked} 个单位，已答 {opened.answered} 个", url, "warn")


def _returns(scope: Scope) -> QuerySet[Return]:
    """What the office's own area must return, the most urgent first."""
    open_ones = Return.objects.within(scope).filter(state__in=Return.OPEN)
    return open_ones.select_related("round", "area").order_by("round__due_on", "pk")


def _return_todo(one: Return) -> Todo:
    late = (timezone.localdate() - one.round.due_on).days
    when = f"逾期 {late} 天" if late > 0 else f"{one.round.due_on} 前报"
    why = when if one.state == "draft" else f"{one.get_state_display()}，{when}"
    what = f"{one.name} {one.round.name} {one.round.period}"
    return Todo(what, why, reverse("indicators:return", args=[one.pk]), "bad" if late > 0 else "warn")


def _asked(scope: Scope) -> QuerySet[ReturnRound]:
    """What the office asked for and somebody has not returned, or it has not accepted."""
    missing = Count("returns", filter=Q(returns__state__in=Return.OPEN), distinct=True)
    waiting = Count("returns", filter=Q(returns__state__in=("submitted", "accepted")), distinct=True)
    found = ReturnRound.objects.within(scope).annotate(missing=missing, waiting=waiting)
    return found.filter(Q(missing__gt=0) | Q(waiting__gt=0)).order_by("due_on", "pk")


def _asked_todo(asked: ReturnRound) -> Todo:
    counts = (("未报", asked.missing), ("待审", asked.waiting))
    why = "，".join(f"{word} {count} 家" for word, count in counts if count)
    return Todo(f"{asked.name} {asked.period}", why, reverse("indicators:round", args=[asked.pk]), "warn")


def _manuscripts(scope: Scope, states: list[str]) -> QuerySet[Manuscript]:
    """The office's own documents on their way out, whose next act somebody may do."""
    return Manuscript.objects.within(scope).filter(state__in=states).select_related("area", "made_by").order_by("-pk")


def _manuscript_todo(one: Manuscript) -> Todo:
    why = {"review": "待您签发或退回", "signed": "已签发，待印发"}.get(one.state, "起草中，待送审签")
    return Todo(one.title, f"{why}，{one.made_by.get_full_name()}起草", reverse("publications:manuscript", args=[one.pk]), "warn")
