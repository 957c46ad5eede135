"""Classes of a map's colours: by given thresholds, else by quantiles of the known values."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from zhiheng.core.charting.hues import STEPS, step_colour
from zhiheng.core.values.charts import Chart


class Class(Struct, frozen=True):
    """One class of colour: the least and the greatest known value in it, and how many areas have it."""

    low: Decimal
    high: Decimal
    colour: str
    count: int


def classes(chart: Chart) -> tuple[Class, ...]:
    """The classes that have values, from below; equal values are always in one class.

    Source: docs/methods/charts.md
    """
    values = sorted(chart.known)
    if not values:
        return ()
    bounds = sorted(set(chart.thresholds)) or _quantiles(values)
    parts: list[list[Decimal]] = [[] for _ in range(len(bounds) + 1)]
    for value in values:
        parts[sum(value >= bound for bound in bounds)].append(value)
    colours = [step_colour(place, len(parts)) for place in range(len(parts))]
    return tuple(Class(part[0], part[-1], colour, len(part)) for part, colour in zip(parts, colours, strict=True) if part)


def colour_of(value: Decimal, found: Sequence[Class]) -> str:
    """The colour of a known value."""
    return next(one.colour for one in found if one.low <= value <= one.high)


def _quantiles(values: Sequence[Decimal]) -> list[Decimal]:
    """The lower bounds of the classes above the first: as many classes as steps, fewer where fewer values differ."""
    count = min(len(STEPS), len(set(values)))
    bounds = {values[len(values) * place // count] for place in range(1, count)}
    return sorted(bound for bound in bounds if bound > values[0])
