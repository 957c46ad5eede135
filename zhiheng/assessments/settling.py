"""What is still open before a result can be approved: each is settled, or accepted with a reason."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from zhiheng.assessments.models import Appeal, Assessment, Review

KINDS = {"hand-in": "没有报自评", "review": "没有复核完", "appeal": "申诉没有核定", "window": "申诉期没有过"}


class OpenPoint(NamedTuple):
    """One thing that is open. `key` is `kind:whose`."""

    kind: str
    key: str
    says: str


class Accepted(NamedTuple):
    """One open thing that somebody accepted, and why."""

    says: str
    why: str


def open_points(assessment: Assessment, today: date) -> list[OpenPoint]:
    """All that is open, by kind, in the order of the assessed."""
    own = (_not_handed_in(assessment), _not_reviewed(assessment), _not_ruled(assessment))
    return [*(point for points in own for point in points), *_still_to_appeal(assessment, today)]


def _not_handed_in(assessment: Assessment) -> Iterator[OpenPoint]:
    for one in assessment.assessed.filter(handed_in_at=None):
        yield OpenPoint("hand-in", f"hand-in:{one.code}", f"{one.name}没有报自评")


def _not_reviewed(assessment: Assessment) -> Iterator[OpenPoint]:
    scheme = assessment.as_opened
    closed = set(Review.objects.filter(assessed__assessment=assessment, state="closed").values_list("assessed_id", "item"))
    for one in assessment.assessed.all():
        asked = [item.id for item in scheme.items if item.asked_of(one.group)]
        if left := [item for item in asked if (one.pk, item) not in closed]:
            yield OpenPoint("review", f"review:{one.code}", _unreviewed(one.name, left, len(asked)))


def _unreviewed(name: str, left: list[str], asked: int) -> str:
    """Which items, each by its number: who accepts them answers for each."""
    if len(left) == asked:
        return f"{name}的 {asked} 项都没有复核"
    return f"{name}有 {len(left)} 项没有复核（共 {asked} 项）：{'、'.join(left)}"


def _not_ruled(assessment: Assessment) -> Iterator[OpenPoint]:
    pending = Appeal.objects.filter(assessed__assessment=assessment, state="filed").select_related("assessed")
    for one in pending.order_by("assessed__position", "assessed__code", "item", "pk"):
        yield OpenPoint("appeal", f"appeal:{one.pk}", f"{one.assessed.name}对 {one.item} 的申诉还没有核定")


def _still_to_appeal(assessment: Assessment, today: date) -> Iterator[OpenPoint]:
    if assessment.appeal_until and today <= assessment.appeal_until:
        yield OpenPoint("window", "window:", f"申诉期到 {assessment.appeal_until}，还没有过")


def sorted_out(points: list[OpenPoint], reasons: Mapping[str, str]) -> tuple[list[Accepted], list[OpenPoint]]:
    """What is accepted, with its reason (its own, or that given for its kind), and what is left."""
    why = {one.key: (reasons.get(one.key) or reasons.get(one.kind) or "").strip() for one in points}
    return [Accepted(one.says, why[one.key]) for one in points if why[one.key]], [one for one in points if not why[one.key]]
