"""Whose targets add up to mine: what the areas below promise together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from zhiheng.core.aligning.goals import AT_MOST, adds_up, as_strict, asked_as
from zhiheng.core.values.carrying import Statement, Total
from zhiheng.core.values.scales import factor
from zhiheng.core.values.vocabulary import Vocabulary


def promised_below(
    asked: Statement, below: Mapping[str, Statement], areas: Sequence[str], vocabulary: Vocabulary
) -> Total | None:
    """What the areas promise of a target, held against it. `below` has the targets of those that take it up, by area.

    Of what is added, `short` is what the sum is short of; of a rate, which no sum is, by how much the worst area misses it.
    Zero: reached by those who have it; who has none stands in `silent`. None: the target has no number.
    """
    if asked.low is None:
        return None
    known = vocabulary.of(asked.text)
    comparator = asked_as(asked.comparator, known)
    values: dict[str, Decimal] = {}
    for area, goal in below.items():
        times = factor(goal.unit, asked.unit)
        if goal.low is None or times is None or goal.change is not asked.change:
            why = f"{area}的目标单位或口径不同（{goal.unit or '没有数值'}），不能合计"
            return _untold(asked.low, asked.unit, below, areas, why)
        values[area] = goal.low * times.numerator / times.denominator
    silent = tuple(area for area in areas if area not in values)
    if not values:
        return _untold(asked.low, asked.unit, below, areas, "下级都还没有对应的目标")
    adding = adds_up(asked.unit, known) and not asked.change
    together = sum(values.values(), Decimal(0)) if adding else _worst(list(values.values()), comparator)
    short = Decimal(0) if as_strict(comparator, asked.low, together) else abs(asked.low - together)
    why = "" if adding else "比率不能相加：看最差的一个地区"
    return Total(
        asked=asked.low, promised=together, unit=asked.unit, areas=tuple(values), silent=silent, short=short, why=why
    )


def _worst(values: Sequence[Decimal], comparator: str) -> Decimal:
    return max(values) if comparator in AT_MOST else min(values)


def _untold(asked: Decimal, unit: str, below: Mapping[str, Statement], areas: Sequence[str], why: str) -> Total:
    silent = tuple(area for area in areas if area not in below)
    return Total(asked=asked, promised=Decimal(0), unit=unit, areas=tuple(below), silent=silent, why=why)
