"""Appeals of an assessment: whether the window is open, what was appealed, and what a ruling would move."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import Appeal, Assessed, Assessment
from zhiheng.core.scoring import Heard, heard, supposed, value_asked
from zhiheng.core.scoring.supposing import Supposition
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import EVIDENCE, Item
from zhiheng.core.values.ways import Choice

ANSWERED = ("upheld", "partly")
ZERO = Decimal(0)

ENDED = ("approving", "approved", "noticed", "closed")


class Window(NamedTuple):
    """Whether an appeal may be filed on a day, and why not, or how long still."""

    open: bool
    says: str


class Move(NamedTuple):
    """What a ruling would move of one of the assessed, before and after."""

    name: str
    total: tuple[Decimal, Decimal]
    grade: tuple[str, str]
    rank: tuple[int, int]
    own: bool  # who appealed


class Moves(NamedTuple):
    """All that a ruling would move, and the score of the item before and after; no rows: it moves nothing."""

    rows: tuple[Move, ...]
    score: tuple[Decimal, Decimal]


def window_of(assessment: Assessment, on: date) -> Window:
    """Whether the window is open on a day."""
    begin, end, who = assessment.appeal_from, assessment.appeal_until, f"{assessment.office}"
    if assessment.stage in ENDED:
        return Window(False, f"“{assessment}”已到“{assessment.get_stage_display()}”，不再受理申诉")
    if begin is None or end is None:
        return Window(False, f"还没有定申诉期。申诉期由{who}在考核的“概览”页确定")
    if on < begin:
        return Window(False, f"申诉从 {begin} 起受理，到 {end} 止。需要提前的，由{who}在“概览”页改定")
    if on > end:
        return Window(False, f"申诉期到 {end} 止，已过 {(on - end).days} 天。需要延长的，由{who}在“概览”页改定")
    return Window(True, f"申诉期 {begin} 至 {end}，还有 {(end - on).days} 天" if on < end else f"申诉期到今天（{end}）为止")


def appeals_of(assessment: Assessment) -> QuerySet[Appeal]:
    """All of them, those that wait first."""
    found = Appeal.objects.filter(assessed__assessment=assessment).select_related("assessed", "ruled_by", "entered_by")
    return found.order_by("ruled_at", "assessed__position", "assessed__code", "item", "pk")


def items_of(assessed: Assessed) -> list[Item]:
    """The items that are asked of its group."""
    return [one for one in assessed.assessment.as_opened.items if one.asked_of(assessed.group)]


def item_of(assessed: Assessed, item: str) -> Item:
    """The item, which must be asked of its group. Raises: Fault S277."""
    found = next((one for one in items_of(assessed) if one.id == item), None)
    if found is None:
        raise Fault("S277", f"{assessed.assessment}：{assessed.name}没有“{item}”这一项。请核对项的编号。")
    return found


def asked_for(appeal: Appeal) -> str:
    """What a ruling has to write, in words."""
    item = item_of(appeal.assessed, appeal.item)
    if item.of == EVIDENCE:
        return "这一项按佐证件数计分，先补登佐证，这里空着"
    if isinstance(item.how, Choice):
        return "、".join(one.answer for one in item.how.options)
    return value_asked(item, appeal.assessed.group)


def ruled_to(item: Item, words: str, group: str) -> Heard | None:
    """The value or answer that a ruling gives; None where pieces of evidence decide, which no ruling replaces.

    Raises: Fault S240 (what is written is no value of the item), S271 (a value where pieces decide).
    """
    if item.of == EVIDENCE:
        if words.strip():
            raise Fault("S271", f"{item.id} {item.name}：按佐证的件数计分，不能直接写数。请先补登佐证，这里把核定值空着。")
        return None
    return heard(item, words, group)


def moves_of(appeal: Appeal, outcome: str, value: str) -> Moves:
    """Who moves under a ruling: who appealed first, then by rank. Raises: Fault S240, S271, and those of `supposed`."""
    item = item_of(appeal.assessed, appeal.item)
    to = ruled_to(item, value, appeal.assessed.group) if outcome in ANSWERED else None
    if to is None:
        return Moves((), (ZERO, ZERO))
    now, subject = standing_of(appeal.assessed.assessment), appeal.assessed.code
    asked = Supposition(item=item.id, subject=subject, value=to.value, answer=to.answer)
    found = supposed(now.scheme, now.subjects, now.findings, now.cards, [asked])
    before = next(one.score for one in now.card(subject).items if one.id == item.id)
    names = {one.id: one.name for one in now.subjects}
    told = [Move(names[one.subject], one.total, one.grade, one.rank, one.subject == subject) for one in found.moved]
    kept = [one for one in told if one.own or one.total[0] != one.total[1] or one.rank[0] != one.rank[1]]
    rows = sorted(kept, key=lambda one: (not one.own, one.rank[1], one.name))
    return Moves(tuple(rows), (before, found.items[item.id][subject].score))
