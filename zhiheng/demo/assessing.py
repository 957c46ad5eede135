"""The assessment of a year, played through the actions that people use; the next one opened for the county to fill in."""

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from zhiheng.accounts.models import User
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.opening import open_assessment
from zhiheng.assessments.actions.staging import move_on
from zhiheng.assessments.models import Assessment
from zhiheng.demo.judging import score, speak_for_themselves
from zhiheng.demo.returning import worker
from zhiheng.demo.story import folder
from zhiheng.directory.models import Organisation


class Year(Struct, frozen=True, forbid_unknown_fields=True):
    """An assessment and its days."""

    period: str
    file_until: date
    self_until: date
    score_until: date
    appeal_from: date
    appeal_until: date


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """assessment.toml."""

    scheme: str
    by: str
    reviewer: str
    approver: str
    document: str
    accepted: str
    this: Year
    next: Year
    leads: dict[str, str]


def assess() -> None:
    """The year is assessed, approved and announced, the next one open. Twice adds nothing."""
    told = msgspec.toml.decode((folder() / "assessment.toml").read_bytes(), type=Told)
    by, office = worker(told.by)
    if Assessment.objects.unscoped("the story's own").filter(area=office.area, scheme=told.scheme).exists():
        return
    made = _open(told, told.this, office, by)
    made = _on(made, "self", by)
    speak_for_themselves(made, by)
    made = _on(made, "scoring", by)
    score(made, by)
    made = _on(_on(made, "visiting", by), "reviewing", by)
    reviewer = User.objects.get(username=told.reviewer)
    _approve(made, told, reviewer)
    _on(_open(told, told.next, office, by), "self", by)


def _open(told: Told, year: Year, office: Organisation, by: Any) -> Assessment:
    units = {words: Organisation.objects.get(area=office.area, name=name) for words, name in told.leads.items()}
    days = {name: getattr(year, name) for name in ("file_until", "self_until", "score_until", "appeal_from", "appeal_until")}
    return open_assessment(told.scheme, year.period, office.area, office, by, days=days, leads=units)


def _on(made: Assessment, stage: str, by: Any) -> Assessment:
    return move_on(made, stage, by, seen=made.version)


def _approve(made: Assessment, told: Told, reviewer: User) -> None:
    why = {"hand-in": told.accepted, "review": told.accepted}
    approve(
        made, reviewer, approver=told.approver, document=told.document, reasons=why, today=told.this.appeal_until.replace(day=15),
        seen=made.version,
    )  # fmt: skip
