"""One target shared over units or areas: over whom it could be, and what a sharing would come to. Nothing is written."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.aligning.goals import adds_up, as_strict, asked_as, check_shares, number
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import IndicatorName
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons
from zhiheng.plans.models import Goal

WAYS = {"unit": "按单位", "area": "按下级地区"}


class Line(NamedTuple):
    """What one of them would have. `known` False: the name stands in no list of ours; `enough` None: not judged one by one."""

    name: str
    value: str
    known: bool = True
    enough: bool | None = None


class Look(NamedTuple):
    """What a sharing would come to before anything is kept. `says`: why it cannot be kept, "" where it can."""

    lines: list[Line]
    total: Decimal | None
    says: str = ""


def known_indicator(goal: Goal) -> IndicatorName | None:
    """What is known of the goal's indicator."""
    return Vocabulary(lexicons().indicators).of(goal.indicator)


def can_add(goal: Goal) -> bool:
    """Whether parts of the goal add up; where they do not (rates, means) all have the same threshold."""
    return adds_up(goal.unit, known_indicator(goal))


def shared_as(goal: Goal, share_by: str) -> str:
    """How it is shared: a rate is never divided, whatever was asked for."""
    return "sum" if share_by == "sum" and can_add(goal) else "each"


def proposed(goal: Goal, way: str) -> list[Line]:
    """Whom the goal could be shared over. The same threshold is filled in; how much of a sum each has is a person's to say."""
    if goal.stance == "share" and any((share.unit_id is not None) == (way == "unit") for share in goal.shares.all()):
        return [Line(share.name, share.value) for share in goal.shares.all()]
    value = "" if can_add(goal) else goal.low
    return [Line(name, value) for name in (units_of(goal) if way == "unit" else areas_of(goal))]


def units_of(goal: Goal) -> list[str]:
    """The units of the goal's duty that are ours, the leads first."""
    found = list(goal.duty.units.filter(kind="own")) if goal.duty else []
    return [unit.name for role in ("lead", "responsible") for unit in found if unit.role == role]


def areas_of(goal: Goal) -> list[str]:
    """The areas just below."""
    return [area.name for area in goal.plan.area.children.order_by("code")]


def look(goal: Goal, shares: Sequence[tuple[str, str]], share_by: str) -> Look:
    """The sharing as it would be kept, each line judged, and what forbids it."""
    names = {*areas_of(goal), *goal.plan.area.organisations.values_list("name", flat=True)}
    known, asked = known_indicator(goal), Decimal(goal.low)
    comparator = asked_as(goal.comparator, known)
    try:
        read = read_shares(goal, shares)
        check_shares(goal.indicator, comparator, goal.unit, asked, read, share_by, known)
        says = ""
    except Fault as problem:
        says = problem.says
        read = [(name, value) for name, text in shares if (value := _number_or_none(text)) is not None]
    values = dict(read)
    lines = []
    for name, text in shares:
        value = values.get(name.strip())
        enough = as_strict(comparator, asked, value) if share_by == "each" and value is not None else None
        lines.append(Line(name.strip(), text.strip(), name.strip() in names, enough))
    total = sum(values.values(), Decimal(0)) if share_by == "sum" and values else None
    return Look(lines, total, says)


def read_shares(goal: Goal, shares: Sequence[tuple[str, str]]) -> list[tuple[str, Decimal]]:
    """Names and values as numbers. Raises: Fault A301 no number; P134 no name; P323 a name twice; P325 a value of nobody."""
    read: dict[str, Decimal] = {}
    for name, value in ((name.strip(), value) for name, value in shares):
        if len(name) > 60:
            raise Fault("P134", f"“{name[:20]}…”超过 60 个字，不像地区或单位的名称。请每行填一个名称和它的数值。")
        if not name and value.strip():
            raise Fault("P325", f"“{goal}”：数值 {value.strip()[:40]} 没有写给谁。请补上地区或单位的名称，或者清空这一行。")
        if name in read:
            raise Fault("P323", f"“{goal}”：“{name}”填了两次。请合成一行。")
        if name:
            read[name] = number(value, f"“{goal}”{name}")
    return list(read.items())


def _number_or_none(text: str) -> Decimal | None:
    try:
        return number(text, "")
    except Fault:
        return None
