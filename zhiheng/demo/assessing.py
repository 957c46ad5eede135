"""The assessment of a year, played through the actions that people use; the next one opened for the county to fill in."""

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from django.utils import timezone
from msgspec import Struct

from zhiheng.accounts.models import User
from zhiheng.assessments.actions.answering import hand_in
from zhiheng.assessments.actions.appealing import file_appeal, rule
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.opening import open_assessment
from zhiheng.assessments.actions.pledging import file_target
from zhiheng.assessments.actions.rectifying import announce, ask_rectification, chase_rectification
from zhiheng.assessments.actions.reviewing import close_calm
from zhiheng.assessments.actions.staging import move_on
from zhiheng.assessments.models import Assessment
from zhiheng.assessments.rectifications import proposed
from zhiheng.demo.judging import begin_own, score, speak_for_themselves
from zhiheng.demo.proving import hand_in_papers
from zhiheng.demo.returning import worker
from zhiheng.demo.story import folder
from zhiheng.demo.visiting import Visited, visit
from zhiheng.directory.models import Organisation

MOST_PUT_RIGHT = 2  # of one area


class Year(Struct, frozen=True, forbid_unknown_fields=True):
    """An assessment and its days."""

    period: str
    file_until: date
    self_until: date
    score_until: date
    appeal_from: date
    appeal_until: date


class Appealed(Struct, frozen=True, forbid_unknown_fields=True):
    """What one area appealed against, and what came of it."""

    area: str
    item: str
    says: str
    asks: str
    filed_by: str
    filed_on: date
    outcome: str
    ruling: str
    value: str = ""


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """What one area means to reach, and the day on which it filed that."""

    area: str
    item: str
    says: str
    basis: str
    filed_on: date
    why: str = ""


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """assessment.toml."""

    scheme: str
    by: str
    reviewer: str
    approver: str
    document: str
    accepted: str
    begun: str
    this: Year
    next: Year
    notice: str
    put_right: tuple[str, ...]
    leads: dict[str, str]
    answers: dict[str, str]
    targets: tuple[Target, ...]
    visits: tuple[Visited, ...]
    appeals: tuple[Appealed, ...]


def assess() -> None:
    """The year is assessed, approved and announced, the next one open. Twice adds nothing."""
    told = msgspec.toml.decode((folder() / "assessment.toml").read_bytes(), type=Told)
    by, office = worker(told.by)
    if Assessment.objects.unscoped("the story's own").filter(area=office.area, scheme=told.scheme).exists():
        return
    made = _open(told, told.this, office, by)
    _aim(made, told.targets, by)
    made = _on(made, "self", by)
    speak_for_themselves(made, by)
    hand_in_papers(made, by)
    _hand_in(made, told, by)
    made = _on(made, "scoring", by)
    score(made, by)
    made = _on(made, "visiting", by)
    visit(made, told.visits, by)
    made = _on(made, "reviewing", by)
    reviewer = User.objects.get(username=told.reviewer)
    close_calm(made, reviewer)
    made = _on(made, "appealing", by)
    for one in told.appeals:
        _appeal(made, one, by, reviewer)
    _approve(made, told, reviewer)
    _put_right(made, told, by, reviewer, timezone.localdate())
    begin_own(_on(_open(told, told.next, office, by), "self", by), told.begun, by)


def _aim(made: Assessment, targets: tuple[Target, ...], by: Any) -> None:
    for one in targets:
        assessed = made.assessed.get(name=one.area)
        there = assessed.pledges.filter(item=one.item, replaced=False).last()
        file_target(
            assessed, one.item, by, says=one.says, basis=one.basis, why=one.why, today=one.filed_on, seen=there.pk if there else 0
        )


def _hand_in(made: Assessment, told: Told, by: Any) -> None:
    """Every area's self-assessment is in on the last day but one, answered for by a named person."""
    day = timezone.make_aware(datetime.combine(told.this.self_until - timedelta(days=1), time(10)))
    for assessed in made.assessed.select_related("area"):
        hand_in(assessed, by, answers=told.answers[assessed.name], seen=assessed.version, incomplete=True, now=day)


def _open(told: Told, year: Year, office: Organisation, by: Any) -> Assessment:
    units = {words: Organisation.objects.get(area=office.area, name=name) for words, name in told.leads.items()}
    days = {name: getattr(year, name) for name in ("file_until", "self_until", "score_until", "appeal_from", "appeal_until")}
    return open_assessment(told.scheme, year.period, office.area, office, by, days=days, leads=units)


def _on(made: Assessment, stage: str, by: Any) -> Assessment:
    return move_on(made, stage, by, seen=made.version)


def _appeal(made: Assessment, one: Appealed, by: Any, reviewer: User) -> None:
    assessed = made.assessed.get(name=one.area)
    filed = file_appeal(assessed, one.item, by, says=one.says, filed_by=one.filed_by, asks=one.asks, today=one.filed_on)
    rule(
        filed, reviewer, outcome=one.outcome, ruling=one.ruling, decided_by=reviewer.get_full_name(), value=one.value,
        seen=filed.version,
    )  # fmt: skip


def _approve(made: Assessment, told: Told, reviewer: User) -> None:
    why, today = {"review": told.accepted}, told.this.appeal_until + timedelta(days=8)
    approve(made, reviewer, approver=told.approver, document=told.document, reasons=why, today=today, seen=made.version)


def _put_right(made: Assessment, told: Told, by: Any, reviewer: User, today: date) -> None:
    """The result is announced; what the lowest have to put right is chased: a report, and the items that lost most."""
    made.refresh_from_db()
    result = made.results.get()
    open_points = [one for one in proposed(result, today) if one.name in told.put_right]
    keys = [one.key for name in told.put_right for one in [at for at in open_points if at.name == name][:MOST_PUT_RIGHT]]
    ask_rectification(result, keys, reviewer, today=today)
    announce(made, reviewer, document=told.notice, seen=made.version)
    chase_rectification(made, by, today=today)
