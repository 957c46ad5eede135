"""What is in a box, which pieces are missing, and of whom they are asked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest

from zhiheng.assessments.models import Assessed, Assessment, Exhibit, ExhibitUse
from zhiheng.core.exhibiting import covered, suggestions
from zhiheng.core.values.exhibits import Covered, Holding, Suggested
from zhiheng.core.values.schemes import Scheme
from zhiheng.definitions.exhibits import doubting
from zhiheng.documents.models import Refusal
from zhiheng.documents.queries import refusals

Held = dict[tuple[str, str], list[Holding]]
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


def held_in_each(assessed: Sequence[Assessed]) -> dict[int, Held]:
    """The files of boxes by number of the assessed, then (item, piece), in the order of their numbers; one query for all."""
    uses = ExhibitUse.objects.filter(exhibit__assessed__in=[one.pk for one in assessed], exhibit__dropped=False)
    held: dict[int, Held] = {one.pk: {} for one in assessed}
    for use in uses.select_related("exhibit").order_by("item", "position", "pk"):
        one = use.exhibit
        holding = Holding(exhibit=one.pk, number=str(use), title=one.title, open_doubts=len(open_doubts(one)))
        held[one.assessed_id].setdefault((use.item, use.piece), []).append(holding)
    return held


def matrices_of(scheme: Scheme, assessed: Sequence[Assessed]) -> list[tuple[Assessed, tuple[Covered, ...]]]:
    """Every item that asks evidence of each of the assessed, with its pieces and the files there are."""
    held = held_in_each(assessed)
    return [(one, covered(scheme, one.group, held[one.pk])) for one in assessed]


def matrix_of(assessed: Assessed) -> tuple[Covered, ...]:
    """Every item that asks evidence of one of the assessed, with its pieces and the files there are."""
    ((_, found),) = matrices_of(assessed.assessment.as_opened, [assessed])
    return found


def standings(assessment: Assessment) -> list[Standing]:
    """How far every box is, in the order of the assessed."""
    return _standings(assessment.as_opened, list(assessment.assessed.all()))


def standing(assessed: Assessed) -> Standing:
    """How far one box is."""
    (found,) = _standings(assessed.assessment.as_opened, [assessed])
    return found


def _standings(scheme: Scheme, assessed: Sequence[Assessed]) -> list[Standing]:
    files: dict[int, list[Exhibit]] = {one.pk: [] for one in assessed}
    there = Exhibit.objects.filter(assessed__in=list(files), dropped=False).annotate(filed=Count("uses"))
    for exhibit in there.only("assessed", "noticed"):
        files[exhibit.assessed_id].append(exhibit)
    return [_standing(one, files[one.pk], matrix) for one, matrix in matrices_of(scheme, assessed)]


def _standing(assessed: Assessed, files: Sequence[Exhibit], matrix: Sequence[Covered]) -> Standing:
    pieces = [piece for item in matrix for piece in item.pieces if piece.name]
    return Standing(
        assessed, len(files), len(pieces), sum(bool(piece.held) for piece in pieces),
        sum(not exhibit.filed for exhibit in files), sum(bool(open_doubts(exhibit)) for exhibit in files),
    )  # fmt: skip


def departments(assessment: Assessment, assessed: Iterable[Assessed] | None = None) -> list[Department]:
    """What is missing, by the department that leads the item, in the order of the scheme; those that lack nothing as well."""
    called = {one.words: one.unit.name for one in assessment.lead_units.select_related("unit")}
    gaps: dict[str, list[Gap]] = {}
    for one, matrix in matrices_of(assessment.as_opened, list(assessed or assessment.assessed.all())):
        for item in matrix:
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
