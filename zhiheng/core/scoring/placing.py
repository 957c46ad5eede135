"""Points by what the peers have: places with ties, the share of the best, the mean.

Source: docs/methods/scoring.md
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.core.scoring.numbers import EXACT, ZERO, equals, plain, quotient
from zhiheng.core.scoring.scaling import Scored, Scorer
from zhiheng.core.values.ways import Best, Rank

TIES = {"best": "并列的都按最前的名次", "mean": "并列的取所占名次的平均分", "worst": "并列的都按最后的名次"}


def rank(way: Rank, worth: Decimal, peers: Sequence[Decimal]) -> Scorer:
    """Points by place. Equal values share their places as the way says; a mean of points is taken exactly."""
    ordered = sorted(peers)
    many = len(ordered)

    def score(value: Decimal) -> Scored:
        low, high = bisect_left(ordered, value), bisect_right(ordered, value)
        first, last = (low + 1, high) if way.less else (many - high + 1, many - low)
        last = max(first, last)
        if way.ties == "mean" and last > first:
            exact = mean([_of_place(way, worth, place) for place in range(first, last + 1)])
        else:
            exact = _of_place(way, worth, first if way.ties == "best" else last)
        tied = f"（并列至第 {last}，{TIES[way.ties]}）" if last > first else ""
        return Scored(exact, f"{plain(value)}：{many} 个中第 {first}{tied}，得{equals(exact).lstrip('=')}")

    return score


def _of_place(way: Rank, worth: Decimal, place: int) -> Decimal:
    if place <= len(way.scores):
        return min(worth, way.scores[place - 1])
    if not way.step:
        return way.last
    return max(way.last, EXACT.subtract(way.scores[-1], EXACT.multiply(Decimal(place - len(way.scores)), way.step)))


def best(way: Best, worth: Decimal, peers: Sequence[Decimal]) -> Scorer:
    """All to the best of the peers; to the others in proportion. Where the best is 0, who has 0 has all."""
    top = (min if way.less else max)(peers)

    def score(value: Decimal) -> Scored:
        if value == top or (value < top if way.less else value > top):
            return Scored(worth, f"{plain(value)} 为最好，得满分 {plain(worth)}")
        above, below = (top, value) if way.less else (value, top)
        if below <= 0 or above <= 0:
            return Scored(ZERO, f"{plain(value)} 比最好的 {plain(top)}，得 0")
        exact = quotient(above * worth, below)
        return Scored(exact, f"{plain(above)}÷{plain(below)}×{plain(worth)}{equals(exact)}（最好的是 {plain(top)}）")

    return score


def mean(values: Sequence[Decimal]) -> Decimal:
    """The mean, to 28 digits."""
    return quotient(sum(values, ZERO), Decimal(len(values)))
