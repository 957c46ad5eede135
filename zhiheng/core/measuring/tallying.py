"""Rows counted, added and compared: what one line of a definition says (`count`, `sum fine`, `distinct party`)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any, Literal

from msgspec import Struct

from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Condition

Values = Mapping[str, Any]
ChangeUnit = Literal["points", "percent", "amount"]
MORE = ("多", "余")  # strictly more than the number they follow


def tallied(measure: str, rows: Sequence[Values]) -> Decimal | None:
    """The measure over usable rows.

    Shape: count · sum F [G …] (added within the row) · distinct F [G …] · min F · max F · mean F. A field with many values:
           sum counts its entries, distinct looks at each, with each of the other fields.
    None:  sum, min, max and mean of rows of which none has the field filled: unknown is not zero.
    Raises: Fault M110.
    """
    match measure.split():
        case ["count"]:
            return Decimal(len(rows))
        case ["sum", *names] if names:
            filled = [row for row in rows if any(row.get(name) is not None for name in names)]
            return sum((_amount(row.get(name)) for row in filled for name in names), Decimal(0)) if filled else None
        case ["distinct", *names] if names:
            return Decimal(len({one for row in rows for one in _identities(row, names)}))
        case ["min" | "max" | "mean" as how, name]:
            return _one_of(how, [_amount(row[name]) for row in rows if row.get(name) is not None])
    raise Fault("M110", f"计算方式“{measure}”看不懂。请写成 count、sum 字段、distinct 字段、min 字段、max 字段或 mean 字段。")


class Rate(Struct, frozen=True, kw_only=True):
    """Numerator and denominator kept to the top, with what they count: 784 of 892 批次. A rate without a base is none."""

    numerator: Decimal | None
    denominator: Decimal | None
    base: str

    def __post_init__(self) -> None:
        if not self.base:
            raise ValueError("a rate names its base")

    @property
    def percent(self) -> Decimal | None:
        """Unrounded. None: a base of nothing, or an unknown part."""
        return share(self.numerator, self.denominator)

    @property
    def in_words(self) -> str:
        """The rate's base, as it stands behind the figure: 784／892 批次; "" when unknown."""
        return "" if self.percent is None else f"{self.numerator}／{self.denominator} {self.base}"


def share(numerator: Decimal | None, denominator: Decimal | None, *, per: int = 100) -> Decimal | None:
    """Numerator by denominator, times `per`, unrounded. None: a base of nothing, or an unknown part."""
    return None if numerator is None or not denominator else numerator * per / denominator


def change(now: Decimal | None, before: Decimal | None, *, within: ChangeUnit) -> Decimal | None:
    """How much more it is than before: of two rates in points (百分点), else relative (percent) or as an amount.

    None: one of the two is unknown, or a relative change from nothing.
    """
    if now is None or before is None:
        return None
    if within == "percent":
        return (now - before) * 100 / before if before else None
    return now - before


def whole(due: Sequence[str], rows: Iterable[Values], key: str) -> bool | None:
    """Whether all who were due have a row (全部, 全覆盖, 完成). None: nobody knows who was due."""
    return not not_done(due, rows, key) if due else None


def printed(value: Decimal | None, *, decimals: int = 0, scale: int = 1, qualifier: str = "") -> str:
    """The value as it is written, rounded once: half up, or down where 多 or 余 follow; "" when unknown.

    多 and 余 stand only behind a number that the exact value exceeds.
    """
    if value is None:
        return ""
    rounded = (value / scale).quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if qualifier in MORE else ROUND_HALF_UP)
    return f"{rounded:f}{qualifier if qualifier not in MORE or value / scale > rounded else ''}"


def chosen(rows: Iterable[Values], condition: Condition) -> list[Values]:
    """The rows that satisfy a condition."""
    return [row for row in rows if satisfied(condition, row)]


def not_done(due: Iterable[str], rows: Iterable[Values], key: str) -> list[str]:
    """Who was due and has no row, in the order of the due."""
    done = {one for row in rows for one in _each(row.get(key))}
    return [one for one in due if one not in done]


def _one_of(how: str, values: list[Decimal]) -> Decimal | None:
    if not values:
        return None
    return {"min": min, "max": max}[how](values) if how != "mean" else sum(values, Decimal(0)) / len(values)


def _amount(value: Any) -> Decimal:
    if isinstance(value, list):
        return Decimal(len(value))
    if isinstance(value, bool | float):
        raise TypeError(f"a kept quantity is a whole number or decimal text, not {value!r}")
    return Decimal(0) if value is None else Decimal(value)


def _identities(row: Values, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Every combination of the values of the fields; none where one of them is not filled."""
    return list(product(*(_each(row.get(name)) for name in names)))


def _each(value: Any) -> list[Any]:
    return [one for one in value if one is not None] if isinstance(value, list) else [] if value is None else [value]
