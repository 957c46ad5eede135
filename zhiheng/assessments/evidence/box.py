"""What is in a box, which pieces are missing, and of whom they are asked."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest

from zhiheng.assessments.models import Assessed, Assessment, Exhibit, ExhibitUse
from zhiheng.core.exhibiting import covered, suggestions
from zhiheng.core.values.exhibits import Covered, Holding, Suggested
from zhiheng.definitions.exhibits import doubting
from zhiheng.documents.models import Refusal
from zhiheng.documents.queries import refusals

STATES = {"": "全部", "unfiled": "没有归项的", "doubted": "有疑点的", "unread": "正在识读的", "dropped": "已移出的"}


class Line(NamedTuple):
    """One file as the box shows it; `suggested` only while it serves nothing."""

    exhibit: Exhibit
    uses: list[ExhibitUse]
    open_doubts: list[dict[str, str]]
    suggested: tuple[Suggested, ...]


class Standing(NamedTuple):
    """How far the box of one of the assessed is: files, pieces asked and there, doubts open."""

    assessed: Assessed
    files: int
    asked: int
    there: int
    unfiled: int
    doubted: int

    @property
    def missing(self) -> int:
        return self.asked - self.there


class Gap(NamedTuple):
    """One piece that is missing."""

    assessed: Assessed
    item: str
    name: str
    piece: str


class Department(NamedTuple):
    """What is missing of the items that one department leads; `words` as the scheme says, `unit` as it is called here."""

    words: str
    unit: str
    gaps: tuple[Gap, ...]


def exhibits_in(assessed: Assessed, state: str = "", q: str = "") -> QuerySet[Exhibit]:
    """The files of a box, the first that came first."""
    found = assessed.exhibits.filter(dropped=state == "dropped").order_by("pk")
    if state == "unfiled":
        found = found.filter(uses=None)
    elif state == "doubted":
        found = found.filter(pk__in=[one.pk for one in found if open_doubts(one)])
    elif state == "unread":
        found = found.filter(read_at=None)
    if q:
        found = found.filter(Q(title__icontains=q) | Q(file_name__icontains=q) | Q(number__icontains=q) | Q(issuer__icontains=q))
    return found.prefetch_related(Prefetch("uses", ExhibitUse.objects.order_by("item", "position")))


def lines_of(assessed: Assessed, exhibits: Iterable[Exhibit]) -> list[Line]:
    """The files with what they serve, or may serve."""
    scheme = assessed.assessment.as_opened
    return [
        Line(
            one, uses := list(one.uses.all()), open_doubts(one),
            () if uses or one.dropped else suggestions(one.file_name, one.title, scheme, assessed.group),
        )
        for one in exhibits
    ]  # fmt: skip


def open_doubts(one: Exhibit) -> list[dict[str, str]]:
    """The doubts of a file that nobody settled, each with the name of its kind."""
    names = doubt_names()
    return [doubt | {"name": names.get(doubt["kind"], doubt["kind"])} for doubt in one.noticed if not doubt["reason"]]


def held_in(assessed: Assessed) -> dict[tuple[str, str], list[Holding]]:
    """The files of a box by (item, piece), in the order of their numbers."""
    uses = ExhibitUse.objects.filter(exhibit__assessed=assessed, exhibit__dropped=False).select_related("exhibit")
    held: dict[tuple[str, str], list[Holding]] = {}
    for use in uses.order_by("item", "position", "pk"):
        one = use.exhibit
        holding = Holding(exhibit=one.pk, number=str(use), title=one.title, open_doubts=len(open_doubts(one)))
        held.setdefault((use.item, use.piece), []).append(holding)
    return held


def matrix_of(assessed: Assessed) -> tuple[Covered, ...]:
    """Every item that asks evidence of one of the assessed, with its pieces and the files there are."""
    return covered(assessed.assessment.as_opened, assessed.group, held_in(assessed))


def standings(assessment: Assessment) -> list[Standing]:
    """How far every box is, in the order of the assessed."""
    files = dict(
        Exhibit.objects.filter(assessed__assessment=assessment, dropped=False).order_by().values("assessed")
        .annotate(count=Count("pk")).values_list("assessed", "count")
    )  # fmt: skip
    return [standing(one, files.get(one.pk, 0)) for one in assessment.assessed.select_related("assessment")]


def standing(assessed: Assessed, files: int | None = None) -> Standing:
    """How far one box is."""
    pieces = [piece for item in matrix_of(assessed) for piece in item.pieces if piece.name]
    there = assessed.exhibits.filter(dropped=False)
    return Standing(
        assessed, there.count() if files is None else files, len(pieces), sum(bool(piece.held) for piece in pieces),
        there.filter(uses=None).count(), sum(bool(open_doubts(one)) for one in there.only("noticed")),
    )  # fmt: skip


def departments(assessment: Assessment, assessed: Iterable[Assessed] | None = None) -> list[Department]:
    """What is missing, by the department that leads the item, in the order of the scheme; those that lack nothing as well."""
    called = {one.words: one.unit.name for one in assessment.lead_units.select_related("unit")}
    gaps: dict[str, list[Gap]] = {}
    for one in assessed or assessment.assessed.select_related("assessment"):
        for item in matrix_of(one):
            mine = gaps.setdefault(item.lead, [])
            mine += [Gap(one, item.item, item.name, piece) for piece in item.missing]
    return [Department(words, called.get(words, words or "没有写明牵头部门"), tuple(found)) for words, found in gaps.items()]


def those_named(assessment: Assessment, code: str) -> list[Assessed]:
    """The one of that code, or all of the assessed where none is named."""
    found = assessment.assessed.select_related("assessment")
    return list(found.filter(code=code) if code else found)


def targets_of(assessed: Assessed) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a file may go: for every item its pieces and 其他, as (what a form sends, what it shows)."""
    return [
        (f"{item.id} {item.name}", [(f"{item.id}|{piece}", piece or "其他材料") for piece in (*item.evidence, "")])
        for item in assessed.assessment.as_opened.items
        if item.asked_of(assessed.group)
    ]


def refusals_of(request: HttpRequest) -> QuerySet[Refusal]:
    """What was refused of the files this person brought, once they were read."""
    return refusals(request.scope, request.user)


def doubt_names() -> dict[str, str]:
    """What people call the kinds of doubts."""
    return dict(doubting(settings.DEFINITIONS).names)
