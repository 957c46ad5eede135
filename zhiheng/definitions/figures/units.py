"""Units of an indicator: how many kept units one printed unit has, and what a rate is multiplied by.

The unit printed must be the one that the figure has; nothing is guessed.
"""

from fractions import Fraction
from typing import NamedTuple

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measure, Part, Printing
from zhiheng.core.values.registers import ENDLESS, MONEY_UNITS, QUANTITY_UNITS, Register
from zhiheng.definitions.strict import refuse_unknown

RATES = {"%": 100, "‰": 1000}
POINTS = {"%": ("个百分点", "百分点"), "‰": ("个千分点", "千分点")}  # what two rates differ in
MANY = {1: "", 10: "十", 100: "百", 1000: "千", 10_000: "万", 100_000: "十万", 1_000_000: "百万", 100_000_000: "亿"}
MOST_DECIMALS = 6


class Dimension(NamedTuple):
    """What kind of amount a measure gives: `units` are the units it may be printed in, () any; `kept` what it is kept in."""

    kind: str
    kept: str = ""
    units: tuple[str, ...] = ()


def dimension_of(measure: Measure, register: Register) -> Dimension:
    """Whether rows, entries, firms are counted, or money, a quantity or a number with a unit is added or compared."""
    if measure.operation in ("count", "distinct") or register.fields[measure.field].many:
        return Dimension("number")
    field = register.fields[measure.field]
    match field.type:
        case "money":
            return Dimension("money", "分", tuple(MONEY_UNITS))
        case "quantity":
            return Dimension("quantity", field.unit, tuple(QUANTITY_UNITS.get(field.unit, {field.unit: 1})))
        case "percent":
            return Dimension("percent", "%", ("%",))
    return Dimension("number", field.unit, (field.unit,) if field.unit else ())


def scale_of(dimension: Dimension, unit: str, where: str) -> Fraction:
    """How many kept units one printed unit has. Raises: Fault D202 unknown unit · D253 another unit than the field has."""
    if dimension.kind == "money":
        refuse_unknown([unit], MONEY_UNITS, where)
        return Fraction(MONEY_UNITS[unit])
    if dimension.kind == "quantity":
        refuse_unknown([unit], dimension.units, where)
        return _of_quantity(dimension.kept, unit)
    if dimension.units and unit not in dimension.units:
        raise Fault("D253", f"{where}：字段的单位是“{dimension.kept}”，却写成“{unit}”。请改成一致。")
    return Fraction(1)


def _of_quantity(kept: str, unit: str) -> Fraction:
    if kept == "平方米" and unit in ENDLESS:  # as a decimal it would have no last place
        return Fraction(10_000, 15) * (10_000 if unit == "万亩" else 1)
    return Fraction(QUANTITY_UNITS.get(kept, {}).get(unit, 1))


class Rate(NamedTuple):
    """A rate in its printed unit: numerator × `per` / denominator / `scale`."""

    scale: Fraction
    per: int


def rate_of(above: Dimension, below: Dimension, printing: Printing, per: int, where: str) -> Rate:
    """The factor of a rate. Raises: Fault D202, D253: no base, halves of two kinds, a unit that is not the quotient's."""
    if not printing.base:
        raise Fault("D253", f"{where}：比率没有写 base。请写明分母数的是什么，例如 base = \"批次\"。")
    if printing.unit in RATES:
        if (above.kind, above.kept) != (below.kind, below.kept):
            said = f"分子是“{above.kept or '个数'}”，分母是“{below.kept or '个数'}”"
            raise Fault("D253", f"{where}：{said}，相除不是百分比。请改单位，例如 元/户。")
        if per:
            raise Fault("D253", f"{where}：单位是 {printing.unit}，不用再写 per。请删去。")
        return Rate(Fraction(1), RATES[printing.unit])
    top, slash, bottom = printing.unit.partition("/")
    refuse_unknown([str(per or 1)], [str(one) for one in MANY], f"{where} per")
    many = MANY[per or 1]
    bare = bottom.removeprefix(many)
    if not slash or not top or not bare or bottom != f"{many}{bare}":
        forms = "%、‰，或 元/户、人/万户 这样（万户时 per = 10000）"
        raise Fault("D253", f"{where}：比率的单位写成了“{printing.unit}”。请写成 {forms}。")
    if below.kind == "number" and bare != printing.base:
        raise Fault("D253", f"{where}：单位“{printing.unit}”的分母与 base“{printing.base}”不一致。请改成一致。")
    return Rate(scale_of(above, top, where) / scale_of(below, bare, where), per or 1)


def measures_of(measure: Measure | None, numerator: Part | None, denominator: Part | None) -> tuple[Measure, Measure] | None:
    """What is counted above and below the line; None where one of the two is not said."""
    above = numerator.measure if numerator and numerator.measure else measure
    below = denominator.measure if denominator and denominator.measure else measure
    return (above, below) if above and below else None


def per_of_share(printing: Printing, where: str) -> int:
    """What a share of those who were due, or of all, is multiplied by. Raises: Fault D253: no rate, or no base."""
    if printing.unit not in RATES or not printing.base:
        raise Fault("D253", f"{where}：这是占比，单位应为 % 或 ‰，并用 base 写明分母数的是什么，例如 base = \"市县\"。")
    return RATES[printing.unit]


def refuse_odd_printing(printing: Printing, where: str) -> None:
    """Raises: Fault D253."""
    if not printing.unit or not 0 <= printing.decimals <= MOST_DECIMALS:
        raise Fault("D253", f"{where}：须写 unit，decimals 须在 0 到 {MOST_DECIMALS} 之间。请改正。")
