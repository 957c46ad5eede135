"""What a result asks to be put right, and how far that has come."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zhiheng.assessments.freezing import scheme_from
from zhiheng.assessments.kept import CardKept, ItemKept, cards_in
from zhiheng.assessments.models import Assessment, Rectification, Result
from zhiheng.core.values.schemes import Consequence, Scheme
from zhiheng.plans.chasing.known import known_chasing

LOW = Decimal("0.6")  # of its points: an item below is proposed
MOST = 5  # items proposed of one of the assessed: those that lost most


class Proposed(NamedTuple):
    """One thing that may be asked. `due`: asked by the scheme within a span; `called_for`: the scheme itself asks it of them."""

    key: str
    code: str
    name: str
    item: str
    says: str
    due_on: date | None
    called_for: bool


class Progress(NamedTuple):
    """How far what was asked has come."""

    rows: Sequence[tuple[Rectification, str, bool]]  # with its state in words, and whether it is done
    done: int

    @property
    def all_done(self) -> bool:
        """Whether nothing is left."""
        return bool(self.rows) and self.done == len(self.rows)


def proposed(result: Result, today: date) -> list[Proposed]:
    """What follows by the scheme, then the items that lost most, of who has to put things right; what was asked is left out."""
    scheme = scheme_from(result.scheme_kept)
    asked = {(one.assessed.code, one.item, one.says) for one in rows_of(result.assessment)}
    found = [one for card in cards_in(result.cards).ranked for one in _of(scheme, card, today)]
    return [one for one in found if (one.code, one.item, one.says) not in asked]


def _of(scheme: Scheme, card: CardKept, today: date) -> Iterator[Proposed]:
    called = [one for one in scheme.consequences if one.says in card.consequences and asks_more(scheme, one)]
    for place, one in enumerate(called):
        yield Proposed(f"{card.area}|{place}", card.area, card.name, "", one.says, within(one.within, today), True)
    names = scheme.leaves
    for item in lowest(scheme, card):
        lacking = "（没有数据）" if item.state == "missing" else ""
        says = f"{item.id} {names[item.id].name}：满分 {item.points} 分，得 {item.score} 分{lacking}"
        yield Proposed(f"{card.area}|{item.id}", card.area, card.name, item.id, says, within("1 month", today), bool(called))


def lowest(scheme: Scheme, card: CardKept) -> list[ItemKept]:
    """The items that lost most, of those that count and have less than six tenths of their points."""
    counted = [one for one in card.items if one.points > 0 and _counts(scheme, one)]
    low = [one for one in counted if one.score < one.points * LOW and scheme.leaves[one.id].kind == "regular"]
    return sorted(low, key=lambda one: (one.score - one.points, one.id))[:MOST]


def _counts(scheme: Scheme, one: ItemKept) -> bool:
    """Whether it is part of the full points: what is converted away without data lost nothing."""
    item = scheme.leaves[one.id]
    if one.state == "missing":
        return (item.missing or scheme.missing[item.by]) != "convert"
    return one.state == "scored"


def asks_more(scheme: Scheme, one: Consequence) -> bool:
    """Whether what follows is something to do, and no praise: not of the first, not of the best grade."""
    return not one.first and one.grade != scheme.grading.bands[0].name


def within(span: str, today: date) -> date | None:
    """The last day of a span ("1 month") from today; None of what is no span of months."""
    count, _, unit = span.partition(" ")
    if not count.isdecimal() or unit.rstrip("s") != "month":
        return None
    years, month = divmod(today.month - 1 + int(count), 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def rows_of(assessment: Assessment) -> Sequence[Rectification]:
    """All that was asked after any result of it."""
    found = Rectification.objects.filter(result__assessment=assessment).select_related("assessed", "matter__lead", "result")
    return list(found.order_by("assessed__position", "assessed__code", "item", "pk"))


def progress_of(assessment: Assessment) -> Progress:
    """What was asked, each with how its 督办 stands."""
    done = set(known_chasing().done)
    rows = [
        (one, one.matter.state if one.matter else "未列入督办", bool(one.matter and one.matter.state in done))
        for one in rows_of(assessment)
    ]
    return Progress(rows, sum(finished for _, _, finished in rows))
