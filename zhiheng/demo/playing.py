"""Plays the story through the actions that people use. Playing it again adds nothing."""

from datetime import date

from django.utils import timezone

from zhiheng.accounts.actions import add_person
from zhiheng.accounts.models import User
from zhiheng.demo.assessing import assess
from zhiheng.demo.chasing import chase
from zhiheng.demo.returning import answer_returns, worker
from zhiheng.demo.story import Bulletin, Link, Paper, Person, Sheet, content, rows, story
from zhiheng.demo.yearly import import_year
from zhiheng.directory.actions import (
    add_enterprise,
    add_organisation,
    answer_counterpart,
    appoint,
    ask_counterpart,
    change_enterprise,
    change_group,
    join_group,
    set_up_group,
)
from zhiheng.directory.models import Area, Enterprise, Organisation
from zhiheng.directory.queries import scope_of
from zhiheng.documents.actions import accept_above, accept_item, add_document
from zhiheng.documents.models import Document
from zhiheng.indicators.linking import set_link
from zhiheng.plans.actions import approve_plan, make_plan, submit_plan, take_all
from zhiheng.plans.models import Goal, Plan
from zhiheng.project.serving import run_waiting_tasks
from zhiheng.publications.actions import publish
from zhiheng.registers.actions import import_file

PASSWORD = "zhiheng-demo"  # noqa: S105 of a fictional province, printed on the terminal


def play() -> None:
    """Everything of the story stands in the database."""
    _found()
    for person in story().people:
        _join(person)
    for paper in story().documents:
        _receive(paper)
    run_waiting_tasks()
    for paper in story().documents:
        _review(paper)
    for sheet in story().registers:
        _import(sheet)
    import_year(story().year.by)
    for link in story().links:
        _link(link)
    for asked in story().returns:
        answer_returns(asked)
    chase(story().chased.by, timezone.localdate())
    assess()
    _publish(story().bulletin)


def _found() -> None:
    """Areas, their offices in protocol order, firms, leading groups, and which of the county's answers for which of the
    province's."""
    for row in rows("areas.csv"):
        parent = Area.objects.filter(code=row["parent"]).first()
        Area.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "level": row["level"], "parent": parent}
        )
    for row in rows("offices.csv"):
        area, vertical = Area.objects.get(code=row["area"]), row["vertical"] == "yes"
        add_organisation(area, row["name"], None, position=int(row["position"]), vertical=vertical)
    for row in rows("enterprises.csv"):
        if not Enterprise.objects.filter(code=row["code"]).exists():
            firm = add_enterprise(Area.objects.get(code=row["area"]), row["code"], row["name"], None)
            change_enterprise(firm, {"size": row["size"]}, None)
    for row in rows("groups.csv"):
        _lead(row)
    for row in rows("counterparts.csv"):
        area = Area.objects.get(code=row["area"])
        counterpart = ask_counterpart(area, row["upper_name"])
        if counterpart.answer == "asked":
            ours = list(Organisation.objects.filter(area=area, name=row["ours"]))
            answer_counterpart(counterpart, row["answer"], ours, None)


def _lead(row: dict[str, str]) -> None:
    """One leading group, set up, manned, and adjusted on its day."""
    area, on, then = Area.objects.get(code=row["area"]), _day(row["founded_on"]), _day(row["renamed_on"])
    if area.groups.exists():
        return
    office = area.organisations.filter(name=row["office_at"]).first()
    group = set_up_group(area, row["name"], on, None, functions=row["functions"], office_at=office)
    join_group(group, row["members"].split("|"), on, None)
    appoint(group, "head", row["head"], on, None)
    change_group(group, then, None, name=row["now"], functions=row["now_functions"] or None)
    if row["added"]:
        join_group(group, row["added"].split("|"), then, None)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _join(person: Person) -> None:
    if not User.objects.filter(username=person.username).exists():
        office = Organisation.objects.get(area__code=person.area, name=person.office)
        add_person(
            office, username=person.username, name=person.name, password=PASSWORD, role=person.role, by=None,
            founder=not User.objects.exists(),
        )  # fmt: skip


def _receive(paper: Paper) -> None:
    by, office = worker(paper.by)
    add_document(office, paper.file, content("policies", paper.file), by)


def _review(paper: Paper) -> None:
    by, office = worker(paper.by)
    document = Document.objects.get(area=office.area, name=paper.file)
    if paper.accept_from is None or document.items.exclude(state="pending").exists():
        return
    accept_above(document, paper.accept_from, by)
    if paper.accept_from == 0:
        for item in document.items.filter(state="pending"):
            accept_item(item, by)
    if paper.plan and not Plan.objects.filter(documents=document).exists():
        plan = make_plan([document], office, by)
        if paper.approve:
            take_all(list(plan.goals.all()), by)
            submit_plan(plan, by)
            approve_plan(plan, by)


def _import(sheet: Sheet) -> None:
    by, office = worker(sheet.by)
    report = import_file(sheet.register, sheet.file, content("registers", sheet.file), office, by)
    if report.blocked:
        raise ValueError(f"{sheet.file}: {report.problems[0]}")


def _link(link: Link) -> None:
    by, office = worker(link.by)
    goal = Goal.objects.within(scope_of(office.area), reach="own").get(plan__area=office.area, indicator=link.goal)
    if not hasattr(goal, "link"):
        set_link(
            goal, by, indicator=link.indicator, baseline=link.baseline, baseline_on=link.baseline_on, reason=link.reason
        )


def _publish(bulletin: Bulletin) -> None:
    by, office = worker(bulletin.by)
    publish(bulletin.template, area=bulletin.area, period=bulletin.period, office=office, by=by)
