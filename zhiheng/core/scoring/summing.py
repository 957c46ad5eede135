"""Totals: what counts is summed and converted to the full total, bonus and penalties are capped.

Source: docs/methods/scoring.md
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.scoring.numbers import ZERO, equals, plain, quotient, rounded
from zhiheng.core.values.schemes import Item, Level, Scheme
from zhiheng.core.values.scorecards import ItemScore, LevelScore


class Total(NamedTuple):
    """What the items add up to. `regular` without bonus and penalties, of `full` points that count; `raw` with them."""

    regular: Decimal
    full: Decimal
    extra: Decimal
    raw: Decimal
    adjusted: Decimal


def capped(scheme: Scheme, scores: Sequence[ItemScore], kinds: Mapping[str, Item]) -> tuple[ItemScore, ...]:
    """The scores with bonus and penalties cut, in the order of the scheme, where together they pass their caps."""
    left = {"bonus": scheme.bonus_most, "penalty": scheme.penalty_most}
    if not any(kinds[score.id].kind != "regular" and score.score for score in scores):
        return tuple(scores)
    return tuple(_cut(scheme, score, kinds[score.id].kind, left) for score in scores)


def _cut(scheme: Scheme, score: ItemScore, kind: str, left: dict[str, Decimal]) -> ItemScore:
    if kind == "regular":
        return score
    size = abs(score.score)
    kept = min(size, left[kind])
    left[kind] -= kept
    if kept == size:
        return score
    signed = rounded(kept if kind == "bonus" else -kept, scheme.decimals)
    word = "加分" if kind == "bonus" else "扣分"
    return replace(score, score=signed, trace=(*score.trace, f"{word}合计封顶，本项计 {plain(signed)}"))


def total_of(scheme: Scheme, scores: Iterable[ItemScore], kinds: Mapping[str, Item]) -> Total:
    """The total of one subject; never below 0."""
    regular = full = extra = ZERO
    for score in scores:
        if kinds[score.id].kind == "regular":
            regular += score.score
            if score.counts:
                full += score.points
        else:
            extra += score.score
    return summed(scheme, regular, full, extra)


def summed(scheme: Scheme, regular: Decimal, full: Decimal, extra: Decimal) -> Total:
    """The total of what was had, of what counts, and of what comes on top."""
    converted = regular if full == scheme.total else ZERO
    if full and full != scheme.total:
        converted = rounded(quotient(regular * scheme.total, full), scheme.decimals)
    return Total(regular, full, extra, regular + extra, rounded(max(ZERO, converted + extra), scheme.decimals))


def steps_of(scheme: Scheme, total: Total) -> tuple[str, ...]:
    """How the total came about, in words."""
    steps = [f"各项得分合计 {plain(total.regular)}"]
    if not total.full:
        steps.append("没有一项计入满分，总分按 0 计")
    elif total.full != scheme.total:
        exact = quotient(total.regular * scheme.total, total.full)
        reckoned = f"{plain(total.regular)}÷{plain(total.full)}×{plain(scheme.total)}{equals(exact)}"
        says = f"计入的满分 {plain(total.full)}，折算：{reckoned}"
        short = rounded(exact, scheme.decimals)
        steps.append(says if short == exact else f"{says}，保留 {scheme.decimals} 位得 {plain(short)}")
    if total.extra:
        steps.append(f"{'加分' if total.extra > 0 else '扣分'} {plain(abs(total.extra))}，总分 {plain(total.adjusted)}")
    return tuple(steps)


def levels_of(
    levels: Mapping[str, Level], scores: Iterable[ItemScore], kinds: Mapping[str, Item], depth: str
) -> tuple[LevelScore, ...]:
    """The sums of aspects or points in the order of the scheme, by the points that count."""
    had = dict.fromkeys(levels, ZERO)
    of = dict.fromkeys(levels, ZERO)
    for score in scores:
        item = kinds[score.id]
        key: str = item.aspect if depth == "aspect" else item.point
        had[key] += score.score
        if score.counts:
            of[key] += score.points
    return tuple(LevelScore(id=key, name=level.name, points=of[key], score=had[key]) for key, level in levels.items())
