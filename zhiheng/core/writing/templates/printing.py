"""A figure as it stands in a text: in another unit of its kind, with other decimals, rounded down with 多 or 余 behind it."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.papers import Printed
from zhiheng.core.values.registers import MONEY_UNITS, QUANTITY_UNITS

UNKNOWN = "暂无数据"
_EXACT = Context(prec=60)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_KINDS: tuple[Mapping[str, int | Decimal], ...] = (MONEY_UNITS, *QUANTITY_UNITS.values())
_RATES = ("%", "‰", "个百分点", "个千分点")
_CHANGES = ("change(", "figure_table(")  # what prints how a figure moved
_ALIKE = 6  # decimals to which two exact values are held against each other: as many as are kept of their halves
_OTHER_DECIMALS = 2  # of a figure in another unit than its own


class Shown(NamedTuple):
    """The number as it is printed, what stands behind it, its unit, the exact value in it; `stepped`: in tens or hundreds."""

    number: str
    more: str
    unit: str
    exact: Decimal
    stepped: bool = False

    @property
    def text(self) -> str:
        """As people write it: 2746万余元, 500多吨, 5000多万元."""
        scale = self.unit[:1] if self.more and not self.stepped and self.unit[:1] in _SCALES else ""
        return f"{self.number}{scale}{self.more}{self.unit[len(scale) :]}"


def factor(own: str, wanted: str) -> Decimal | None:
    """How many of its own units one wanted unit has; None where the two are of different kinds.

    >>> factor("万元", "亿元"), factor("人次", "万人次"), factor("次", "万元"), factor("%", "万%")
    (Decimal('10000'), Decimal('10000'), None, None)
    """
    if own == wanted:
        return Decimal(1)
    for units in _KINDS:
        if own in units and wanted in units:
            return _EXACT.divide(Decimal(units[wanted]), Decimal(units[own]))
    if own in _RATES or own in MONEY_UNITS:
        return None
    return _EXACT.divide(_scale(wanted), _scale(own)) if _bare(own) == _bare(wanted) else None


def units_like(own: str) -> list[str]:
    """The units that a figure of this unit may be printed in."""
    for units in _KINDS:
        if own in units:
            return list(units)
    return [own] if own in _RATES else [_bare(own), f"万{_bare(own)}", f"亿{_bare(own)}"]


def _bare(unit: str) -> str:
    return unit[1:] if unit[:1] in _SCALES and len(unit) > 1 else unit


def _scale(unit: str) -> Decimal:
    return _SCALES[unit[0]] if len(unit) > 1 and unit[0] in _SCALES else Decimal(1)


def shown(seen: Measured, unit: str = "", decimals: int | None = None, more: str = "", step: int = 1) -> Shown:
    """A known figure as it is printed.

    Shape:  without options, as its definition prints it. `step` rounds down to hundreds, say; `more` stands behind the number
            only where the exact value is strictly more.
    Raises: ValueError: it has no value, or cannot be said in that unit; both are refused before.
    """
    own, wanted = seen.unit, unit or seen.unit
    by = factor(own, wanted)
    value = seen.exact if seen.exact is not None else seen.value
    if value is None or by is None:
        raise ValueError("a figure is printed in a unit of its kind, when it has a value")
    exact = _EXACT.divide(value, by)
    if wanted == own and decimals is None and not more and step == 1:
        return Shown(seen.printed, "", own, exact)
    places = decimals if decimals is not None else 0 if more or step > 1 else seen.decimals if wanted == own else _OTHER_DECIMALS
    number = rounded(exact, places, down=bool(more) or step > 1, step=step)
    return Shown(plain(number, places), more if more and exact > number else "", wanted, exact, step > 1)


def still_so(printed: Printed, seen: Measured) -> bool | None:
    """Whether a printed number is what the records say now; None of a change, a list, a part, or a number of another kind."""
    value = seen.exact if seen.exact is not None else seen.value
    by = factor(seen.unit, printed.unit) if printed.unit else None
    if by is None or printed.part or printed.asked.startswith(_CHANGES):
        return None
    if not printed.value:
        return value is not None and printed.text == f"{seen.printed}{seen.unit}"
    return value is not None and rounded(Decimal(printed.value), _ALIKE) == rounded(_EXACT.divide(value, by), _ALIKE)


_TEN = 10


def rounded(exact: Decimal, places: int, *, down: bool = False, step: int = 1) -> Decimal:
    """To so many decimals, half away from zero, or down to a multiple of `step`; never a negative zero."""
    last = Decimal(1).scaleb(-places)
    while step >= _TEN and 0 < exact < step:
        step //= _TEN  # 0余 says nothing: 5 in hundreds is 5
    if step > 1:
        exact, down = _EXACT.multiply(_EXACT.divide_int(exact, Decimal(step)), Decimal(step)), True
    value = abs(exact).quantize(last, ROUND_DOWN if down else ROUND_HALF_UP, _EXACT)
    return -value if exact < 0 and value else value


def plain(number: Decimal, places: int) -> str:
    """Digits without separators.

    >>> plain(Decimal("332.7"), 2)
    '332.70'
    """
    return f"{number:.{places}f}"


def exact_text(exact: Decimal) -> str:
    """The exact number as it is kept beside a figure.

    >>> exact_text(Decimal("847.00")), exact_text(Decimal("3E+5"))
    ('847', '300000')
    """
    return f"{exact.normalize(_EXACT):f}"
