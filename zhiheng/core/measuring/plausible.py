"""What looks odd in a figure, as a question to the unit; never a verdict, and nothing is changed.

Source: docs/methods/plausibility.md
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Kind = Literal["outlier", "jump", "part", "stopped", "contradiction"]
KIND_WORDS: dict[Kind, str] = {
    "outlier": "离群", "jump": "突变", "part": "部分大于全部", "stopped": "中断", "contradiction": "与已报不一致",
}  # fmt: skip
FAR = Decimal("3.5")  # robust distances from the median
TO_SIGMA = Decimal("0.6745")  # a median absolute deviation in standard deviations of a normal distribution
FEWEST_OTHERS = 5
FEWEST_BEFORE = 3
TIMES = 2  # a count that doubled or halved
SIGMAS = 3
POINTS = 5  # a rate that moved so many percentage points


class Value(Struct, frozen=True, kw_only=True):
    """A known value with its unit, and of a rate its halves."""

    value: Decimal
    unit: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def words(self) -> str:
        """The value as it is written: 87.9%."""
        return f"{self.value:f}{self.unit}"


class Odd(Struct, frozen=True):
    """One thing that looks odd, said as a question."""

    kind: Kind
    words: str


def outlier(now: Value, others: Sequence[Decimal], whose: str) -> Odd | None:
    """A value far from those of peers, or from its own past, by median and median absolute deviation.

    Shape: `whose` says of whom the others are: 同级 17 个地区, 以前 8 期.
    None:  it is not far; fewer than FEWEST_OTHERS; more than half of the others are equal, so that no distance is usual; a rate
           within POINTS of the median; a count within what counts vary by.
    """
    if len(others) < FEWEST_OTHERS:
        return None
    middle = _median(others)
    if _is_near(now, middle):
        return None
    spread = _median([abs(other - middle) for other in others])
    if not spread or TO_SIGMA * abs(now.value - middle) <= FAR * spread:
        return None
    way = "高" if now.value > middle else "低"
    usual = f"{whose}的中位数是 {_short(middle)}{now.unit}"
    return Odd("outlier", f"这个数是 {now.words}，{usual}，明显偏{way}。是否录全、录对？有什么原因？")


def jump(now: Value, before: Value, when: str) -> Odd | None:
    """A value that changed by more than chance explains: of a rate by its halves, of a count as counts vary.

    Shape: `when` says what it is held against: 上年同期, 上期.
    None:  no such change; or amounts that are neither rate nor count of things, which have no usual variation.
    """
    halves = (now.numerator, now.denominator, before.numerator, before.denominator)
    moved = _rate_moved(now, before) if None not in halves else _count_moved(now, before)
    if not moved:
        return None
    way = "增加" if now.value > before.value else "减少"
    return Odd("jump", f"{when}是 {before.words}，这一期是 {now.words}，{way}较多。是否口径或录入有变化？有什么原因？")


def above_whole(part: Value, whole: Value, whole_name: str) -> Odd | None:
    """A part that is more than the whole that it belongs to. None: it is not."""
    if part.value <= whole.value:
        return None
    return Odd("part", f"这个数是 {part.words}，大于“{whole_name}”的 {whole.words}，部分不应多于全部。哪一个录错了？")


def stopped(values: Sequence[Decimal | None], periods: Sequence[str]) -> Odd | None:
    """A series that had a value in each of the last periods and has none now. The last of `values` is now."""
    before = values[-FEWEST_BEFORE - 1 : -1]
    if len(before) < FEWEST_BEFORE or values[-1] is not None or None in before:
        return None
    span = f"{periods[-FEWEST_BEFORE - 1]}至{periods[-2]}"
    return Odd("stopped", f"{span}每期都有数，{periods[-1]}没有。是没有发生（请作零报告），还是没有录入？")


def contradiction(now: Value, given: Decimal, to: str, on: str) -> Odd | None:
    """A value that is not what was given out before for the same area, period and calibre. None: it is the same."""
    if now.value == given:
        return None
    return Odd("contradiction", f"{on} 报给{to}的是 {given:f}{now.unit}，现在算出来是 {now.words}。哪一个对？报出的要不要更正？")


def _is_near(now: Value, middle: Decimal) -> bool:
    """Whether the distance is too small to ask about, however little the others vary."""
    apart = abs(now.value - middle)
    if now.denominator is not None:
        return now.unit == "%" and apart < POINTS
    return now.numerator in (None, now.value) and apart * apart <= SIGMAS * SIGMAS * abs(middle)


def _rate_moved(now: Value, before: Value) -> bool:
    """Two shares that differ by more than SIGMAS of their pooled error, and POINTS percentage points."""
    first, base = now.numerator or Decimal(0), now.denominator or Decimal(0)
    second, base_before = before.numerator or Decimal(0), before.denominator or Decimal(0)
    if not base or not base_before or first > base or second > base_before:
        return False
    pooled = (first + second) / (base + base_before)
    error = pooled * (1 - pooled) * (1 / base + 1 / base_before)
    apart = first / base - second / base_before
    return abs(apart) * 100 >= POINTS and apart * apart > SIGMAS * SIGMAS * error


def _count_moved(now: Value, before: Value) -> bool:
    """Two counts that differ by more than SIGMAS of what counts vary by (their root), one at least TIMES the other."""
    least, most = sorted((now.value, before.value))
    if (now.numerator is not None and now.value != now.numerator) or least < 0:  # 分 as 万元: an amount, not a count
        return False
    return most >= TIMES * least and (most - least) ** 2 > SIGMAS * SIGMAS * (most + least)


def _median(values: Sequence[Decimal]) -> Decimal:
    known = sorted(values)
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2


def _short(value: Decimal) -> str:
    return f"{round(value, 2).normalize():f}"
