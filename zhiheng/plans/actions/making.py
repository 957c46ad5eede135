"""A plan is made from what people accepted in documents."""

import re
from collections.abc import Sequence
from typing import Any, NoReturn

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.documents.models import Document, Item
from zhiheng.history.actions import record
from zhiheng.plans.actions.units import fill_units
from zhiheng.plans.flowing import FLOWING, accepted_items, duty_from, goal_from
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Duty, Goal, Plan
from zhiheng.plans.wording import due_date


@transaction.atomic
def make_plan(documents: Sequence[Document], office: Organisation, by: Any, *, title: str = "") -> Plan:
    """The plan of the office's own level, from the accepted duties and targets of the documents alone.

    Raises: Fault P101 no document; P102 a document of another area; P103 nothing accepted as yet.
    """
    _check_documents(documents, office)
    items = list(accepted_items(documents))
    if not items:
        _refuse_empty(documents)
    plan = Plan.objects.create(
        area=office.area, office=office, title=title.strip() or _title(documents, office),
        made_by=by, made_at=timezone.now(),
    )
    plan.documents.set(documents)
    tasks = [item for item in items if item.kind == "task"]
    targets = [item for item in items if item.kind != "task"]
    place = {document.pk: n for n, document in enumerate(documents)}
    orphans = _sections_without_task(targets, tasks)
    rows = sorted([*tasks, *orphans], key=lambda item: (place[item.document_id], item.start, item.pk))
    several = len(documents) > 1
    duties = [duty_from(plan, item, n * 10, several) for n, item in enumerate(rows, 1)]
    for duty in duties:  # one by one: not every database gives back the keys of rows inserted together
        duty.save()
    attach_goals(plan, targets, duties)
    fill_units(OwnLevel(office.area), duties)
    record(plan, "生成方案", by, after={"依据": "、".join(map(str, documents)), "任务": len(duties), "目标": len(targets)})
    return plan


def pending_count(documents: Sequence[Document]) -> int:
    """How many items of the kinds that flow into plans still wait for a person."""
    waiting = Count("items", filter=Q(items__state="pending", items__kind__in=FLOWING))
    found = Document.objects.filter(pk__in=[d.pk for d in documents]).unscoped("documents in hand")
    return sum(found.annotate(waiting=waiting).values_list("waiting", flat=True))


def _check_documents(documents: Sequence[Document], office: Organisation) -> None:
    if not documents:
        raise Fault("P101", "没有选文件。请选一份或几份已核对的政策文件，再生成方案。")
    for document in documents:
        if document.area_id != office.area_id:
            raise Fault("P102", f"“{document}”不是本地区的文件。请在“文件”页把它添加到本地区。")


def _refuse_empty(documents: Sequence[Document]) -> NoReturn:
    names = "、".join(map(str, documents))
    waiting = pending_count(documents)
    tail = f"还有 {waiting} 条待核" if waiting else "也没有待核的"
    raise Fault("P103", f"“{names}”没有已接受的任务或目标，{tail}。请先到核对页接受或补充，再生成方案。")


def _title(documents: Sequence[Document], office: Organisation) -> str:
    first = re.sub(r"^[^《》]*?(?=关于)", "", str(documents[0]))  # a title is cited without who issued it
    named = f"《{first}》" + ("等文件" if len(documents) > 1 else "")
    return f"{office.area.name}贯彻落实{named}任务分解表"[:300]


def _sections_without_task(targets: Sequence[Item], tasks: Sequence[Item]) -> list[Item]:
    """The first target of each section that has no task: its row stands for them, and asks who leads.

    Goals without a number make no row: they wait among the goals until a person takes them over.
    """
    covered = {(item.document_id, item.section) for item in tasks}
    first: dict[tuple[int, str], Item] = {}
    for item in (item for item in targets if item.kind == "target"):
        key = (item.document_id, item.section)
        if key not in covered:
            first.setdefault(key, item)
    return list(first.values())


def attach_goals(plan: Plan, targets: Sequence[Item], duties: Sequence[Duty]) -> None:
    """Each target goes to the duty of its own paragraph: the one whose words hold it, else the first after it in its
    section (an assignment stands at the end of its paragraph), else the last before it. Duties rest on items."""
    by_section: dict[tuple[int, str], list[Duty]] = {}
    for duty in duties:
        by_section.setdefault((duty.item.document_id, duty.item.section), []).append(duty)
    goals = []
    for position, item in enumerate(targets, 1):
        near = by_section.get((item.document_id, item.section), [])
        goals.append(goal_from(plan, item, _duty_of(item, near), position * 10))
    Goal.objects.bulk_create(goals)
    _take_deadlines_of_goals(duties, goals)


def _take_deadlines_of_goals(duties: Sequence[Duty], goals: Sequence[Goal]) -> None:
    """A duty without a deadline of its own has that of its targets, where they agree on one."""
    for duty in duties:
        said = {goal.due: None for goal in goals if goal.duty is duty and goal.due}
        if not duty.due and len(said) == 1:
            duty.due = next(iter(said))
            duty.due_on = due_date(duty.due)
            duty.save(update_fields=["due", "due_on"])


def _duty_of(item: Item, near: Sequence[Duty]) -> Duty | None:
    quote = _plain(item.quote)
    holding = [duty for duty in near if quote and quote in _plain(duty.measures)]
    after = [duty for duty in near if duty.item.start >= item.start]
    return (holding or after or [*reversed(near)] or [None])[0]


def _plain(words: str) -> str:
    """Without spaces and in one punctuation, for looking one text up in another."""
    return "".join(words.split()).translate(str.maketrans("，；：（）", ",;:()"))
