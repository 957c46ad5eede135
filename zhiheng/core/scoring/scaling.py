"""Points from one value alone: lines, bands, shares, deductions, answers. Each says its step in words.

Source: docs/methods/scoring.md
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from zhiheng.core.scoring.numbers import EXACT, HUNDRED, ZERO, equals, plain, quotient
from zhiheng.core.values.ways import (
    Band,
    Bands,
    Choice,
    Convert,
    Deduct,
    Earn,
    Given,
    Linear,
    Reach,
    Survey,
    Timely,
)


class Scored(NamedTuple):
    """Points before rounding, and the step that gave them."""

    exact: Decimal
    says: str


Scorer = Callable[[Decimal], Scored]


def linear(way: Linear | Survey, worth: Decimal) -> Scorer:
    """The straight line from nothing to all."""
    zero, full = way.zero, way.full
    up = full > zero
    span = full - zero
    says = plain(zero) if zero >= 0 else f"({plain(zero)})"
    whole = f"({plain(full)}−{says})×{plain(worth)}" if up else f"({plain(zero)}−{plain(full)})×{plain(worth)}"

    def score(value: Decimal) -> Scored:
        if (value >= full) if up else (value <= full):
            return Scored(worth, f"{plain(value)} 达到满分线 {plain(full)}，得满分 {plain(worth)}")
        if (value <= zero) if up else (value >= zero):
            return Scored(ZERO, f"{plain(value)} 未过零分线 {plain(zero)}，得 0")
        exact = quotient((value - zero) * worth, span)
        above = f"({plain(value)}−{says})" if up else f"({plain(zero)}−{plain(value)})"
        return Scored(exact, f"{above}÷{whole}{equals(exact)}")

    return score


def reach(way: Reach, worth: Decimal) -> Scorer:
    """The share of the target that is reached."""

    def score(value: Decimal) -> Scored:
        if value >= way.target:
            return Scored(worth, f"{plain(value)} 达到目标 {plain(way.target)}，得满分 {plain(worth)}")
        exact = max(ZERO, quotient(value * worth, way.target))
        if value < 0:
            return Scored(exact, f"{plain(value)} 低于 0，得 0")
        return Scored(exact, f"{plain(value)}÷{plain(way.target)}×{plain(worth)}{equals(exact)}")

    return score


def bands(way: Bands, worth: Decimal) -> Scorer:
    """Points of the band in which the value lies; the bands leave no value out (proved when the scheme is loaded)."""
    told = [(band, band_in_words(band)) for band in way.bands]

    def score(value: Decimal) -> Scored:
        for band, words in told:
            if (band.since is None or value >= band.since) and (band.below is None or value < band.below):
                return Scored(band.score, f"{plain(value)} 在“{words}”一档，得 {plain(band.score)}")
        return Scored(ZERO, f"{plain(value)} 不在任何一档，得 0")

    return score


def band_in_words(band: Band) -> str:
    """The values of a band, both ends told."""
    if band.since is None:
        return f"不到 {plain(band.below)}" if band.below is not None else "不限"
    return f"{plain(band.since)} 以上" if band.below is None else f"{plain(band.since)} 至不到 {plain(band.below)}"


def deduct(way: Deduct, worth: Decimal, above: Decimal, why: str = "") -> Scorer:
    """All points, less what every whole `per` beyond takes; `above` is the number that the way says, or the mean of the peers."""
    per = "" if way.per == 1 else f"每 {plain(way.per)} "
    each = f"{per or '每 1 '}扣 {plain(way.each)}"
    starts = f"{plain(above)}{why}"

    def score(value: Decimal) -> Scored:
        if way.none is not None and value >= way.none:
            return Scored(ZERO, f"{plain(value)} 达到 {plain(way.none)}，不得分")
        beyond = above - value if way.under else value - above
        if beyond <= 0 and above == 0 and not way.under:
            return Scored(worth, f"{plain(value)}：不扣分，得 {plain(worth)}")
        if beyond <= 0:
            return Scored(worth, f"{plain(value)} {'不低于' if way.under else '不超过'} {starts}，不扣分，得 {plain(worth)}")
        times = _times(beyond, way)
        taken = EXACT.multiply(times, way.each)
        exact = max(way.floor, worth - taken)
        bare = above == 0 and not way.under and way.per == 1
        count = "" if bare else f"{'低于' if way.under else '超过'} {starts} 计 {plain(times)} 次，"
        floored = f"，最低 {plain(way.floor)}" if worth - taken < way.floor else ""
        reckoned = f"{plain(worth)}−{plain(times)}×{plain(way.each)}{equals(worth - taken)}"
        return Scored(exact, f"{plain(value)}：{count}{each}，{reckoned}{floored}")

    return score


def _times(beyond: Decimal, way: Deduct) -> Decimal:
    exact = quotient(beyond, way.per)
    if way.part == "share":
        return exact
    return exact.to_integral_value(ROUND_CEILING if way.part == "whole" else ROUND_FLOOR)


def earn(way: Earn, worth: Decimal) -> Scorer:
    """So many points for each, up to those of the item."""

    def score(value: Decimal) -> Scored:
        times = max(ZERO, quotient(value - way.above, way.per).to_integral_value(ROUND_FLOOR))
        gained = EXACT.multiply(times, way.each)
        step = f"{plain(value)}：计 {plain(times)} 次，{plain(times)}×{plain(way.each)}={plain(gained)}"
        return Scored(worth, f"{step}，本项最高 {plain(worth)}") if gained > worth else Scored(gained, step)

    return score


def convert(way: Convert, worth: Decimal) -> Scorer:
    """The score of another assessment as a share of its full points."""

    def score(value: Decimal) -> Scored:
        exact = min(worth, max(ZERO, quotient(value * worth, way.full)))
        return Scored(exact, f"折算：{plain(value)}÷{plain(way.full)}×{plain(worth)}{equals(exact)}")

    return score


def timely(way: Timely, worth: Decimal) -> Scorer:
    """All in time; each day late takes its part. The value counts the days late, 0 or less is in time."""

    def score(value: Decimal) -> Scored:
        if value <= 0:
            return Scored(worth, f"按时，得满分 {plain(worth)}")
        left = worth - EXACT.multiply(value, way.each)
        floored = f"，最低 {plain(way.floor)}" if left < way.floor else ""
        reckoned = f"{plain(worth)}−{plain(value)}×{plain(way.each)}{equals(left)}"
        return Scored(max(way.floor, left), f"逾期 {plain(value)} 日，{reckoned}{floored}")

    return score


def given(way: Given, worth: Decimal) -> Scorer:
    """What persons gave, as points or as a share of them."""

    def score(value: Decimal) -> Scored:
        if not way.percent:
            return Scored(value, f"评分 {plain(value)}")
        exact = quotient(value * worth, HUNDRED)
        return Scored(exact, f"{plain(worth)}×{plain(value)}%{equals(exact)}")

    return score


def chosen(way: Choice, answer: str) -> Scored:
    """The points of an answer, which is one of the options (refused before where it is not)."""
    found = next(option for option in way.options if option.answer == answer)
    return Scored(found.score, f"“{answer}”得 {plain(found.score)}")
