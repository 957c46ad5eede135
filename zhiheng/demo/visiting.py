"""The visits of the year, as assessment.toml tells them: what was seen, what was found."""

from datetime import date
from typing import Any

from msgspec import Struct

from zhiheng.assessments.actions.visiting import add_finding, hold_visit, plan_visit, score_visit
from zhiheng.assessments.models import Assessment


class Found(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a visit found; with a day, it is to be put right."""

    item: str
    says: str
    due_on: date | None = None


class Visited(Struct, frozen=True, forbid_unknown_fields=True):
    """One visit to one area, and the score it gave."""

    area: str
    on: date
    visitors: str
    says: str
    item: str
    score: str
    findings: tuple[Found, ...] = ()


def visit(made: Assessment, told: tuple[Visited, ...], by: Any) -> None:
    """Every visit was held, its findings and its score are kept."""
    for one in told:
        assessed = made.assessed.select_related("assessment__area", "area").get(name=one.area)
        held = hold_visit(plan_visit(assessed, one.on, one.visitors, by), one.says, by, today=one.on)
        for found in one.findings:
            add_finding(held, found.says, by, item=found.item, due_on=found.due_on)
        score_visit(held, one.item, one.score, by)
