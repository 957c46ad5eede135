"""An assessment that documents are about: its approved result in words, with the ranking and the rectifications beside it."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from zhiheng.assessments.freezing import scheme_from
from zhiheng.assessments.kept import CardKept, cards_in, latest_result
from zhiheng.assessments.models import Assessment, Result
from zhiheng.assessments.rectifications import rows_of
from zhiheng.core.values.facts import Cell, Record
from zhiheng.core.values.registers import Field
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.writing.templates import cell_of
from zhiheng.publications.found import Found
from zhiheng.web.scoping import Scope

_DAY = Field(name="", type="date")


def assessment_in(scope: Scope, pk: int) -> Assessment | None:
    """The assessment of that number; None where there is none in the scope."""
    return Assessment.objects.within(scope, reach="below").select_related("area", "office").filter(pk=pk).first()


def assessment_found(one: Assessment) -> Found:
    """Its result in words; before approval nothing can be written of it."""
    result = latest_result(one)
    cells = {"name": Cell(text=one.name), "period": Cell(text=f"{one.end.year}年度")}
    if result is None:
        gone = f"还没有审定的结果（现在是“{one.get_stage_display()}”）"
        return Found(Record(thing="assessment", row=one.pk, name=one.name, cells=cells), {}, one.area, one.end, gone)
    cards, scheme = cards_in(result.cards).scorecards, scheme_from(result.scheme_kept)
    cells |= {
        "scheme": Cell(text=scheme.name), "groups": _many(tuple(scheme.groups.values())), "approver": Cell(text=result.approver),
        "document": Cell(text=result.document), "approved_on": _day(timezone.localdate(result.approved_at)),
        "revision": Cell(text=f"第{result.revision}版"), "corrects": Cell(text=_corrects(result)),
        "count": Cell(text=f"{len(cards)}个", number=Decimal(len(cards)), unit="个"),
    }  # fmt: skip
    record = Record(thing="assessment", row=one.pk, name=f"{one.name}结果", cells=cells)
    return Found(record, {key: cell.text or None for key, cell in cells.items()}, one.area, one.end)


def rows_beside_result(name: str, one: Assessment) -> list[Found]:
    """The rows of a list: those assessed by rank (`cards`), by grade and then rank (`grades`), or what is to be put right."""
    result = latest_result(one)
    if result is None:
        return []
    if name == "rectifications":
        return [_found(record, one) for record in _asked(one)]
    scheme, cards = scheme_from(result.scheme_kept), cards_in(result.cards).ranked
    if name == "grades":
        order = [band.name for band in scheme.grading.bands]
        cards = sorted(cards, key=lambda card: (order.index(card.grade), card.group, card.rank, card.area))
    ids = dict(one.assessed.values_list("code", "pk"))
    return [_found(_card(scheme, card, ids.get(card.area, 0)), one) for card in cards]


def _card(scheme: Scheme, card: CardKept, row: int) -> Record:
    cells = {
        "rank": Cell(text=f"{card.rank}", number=Decimal(card.rank)), "name": Cell(text=card.name),
        "group": Cell(text=scheme.groups.get(card.group, card.group)),
        "total": Cell(text=f"{card.adjusted}", number=card.adjusted), "grade": Cell(text=card.grade),
        "struck": Cell(text="；".join(veto.name for veto in card.struck)), "consequences": _many(card.consequences),
    }  # fmt: skip
    return Record(thing="scorecard", row=row, name=f"{card.name}考核结果", cells=cells)


def _asked(one: Assessment) -> Iterable[Record]:
    for asked in rows_of(one):
        cells = {"name": Cell(text=asked.assessed.name), "says": Cell(text=asked.says), "due_on": _day(asked.due_on)}
        yield Record(thing="rectification", row=asked.pk, name=f"{asked.assessed.name}整改", cells=cells)


def _corrects(result: Result) -> str:
    return f"更正第{result.corrects.revision}版：{result.why}" if result.corrects else ""


def _found(record: Record, one: Assessment) -> Found:
    return Found(record, {key: cell.text or None for key, cell in record.cells.items()}, one.area)


def _many(parts: tuple[str, ...]) -> Cell:
    return Cell(text="；".join(parts), parts=parts)


def _day(day: object) -> Cell:
    return cell_of(_DAY, day, {}) if day else Cell()
