"""Axes: round ticks that cover the data, and where on the paper a value stands."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_FROM_ZERO = Decimal("0.5")  # an axis starts at zero unless the smallest value is more than this part of the largest


def ticks(low: Decimal, high: Decimal, wanted: int = 5, finest: int = 0) -> tuple[Decimal, ...]:
    """Round values, evenly apart, from at or below `low` to at or above `high`.

    Shape:  two to `wanted` + 2 of them; the step is 1, 2 or 5 times a power of ten, and not finer than `finest` decimals.
    Source: docs/methods/charts.md
    """
    if low > high:
        low, high = high, low
    step = _step((high - low) / max(wanted - 1, 1), Decimal(1).scaleb(-finest))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    if first == last:
        last += 1
    return tuple(step * (first + place) for place in range(int(last - first) + 1))


def ticks_of(values: Iterable[Decimal], wanted: int = 5, finest: int = 0, *, from_zero: bool = False) -> tuple[Decimal, ...]:
    """The ticks of an axis for values: with zero where `from_zero` (bars), or where the values lie near it anyway."""
    found = list(values) or [Decimal(0), Decimal(1)]
    low, high = min(found), max(found)
    if from_zero or (low >= 0 and low <= high * _FROM_ZERO) or (high <= 0 and high >= low * _FROM_ZERO):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    return ticks(low, high, wanted, finest)


def _step(least: Decimal, finest: Decimal) -> Decimal:
    """The smallest round step that is not below `least`, nor below `finest`."""
    if least <= finest:
        return finest
    power = Decimal(1).scaleb(least.adjusted())
    return next(factor * power for factor in _STEPS if factor * power >= least)


def tick_decimals(values: tuple[Decimal, ...]) -> int:
    """How many decimals the labels of these ticks need."""
    exponent = (values[1] - values[0]).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


class Scale(Struct, frozen=True):
    """Values from `low` to `high` laid on the paper from `start` to `end`."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """Where on the paper the value stands."""
        return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)
