"""Units as people write them: whether two are of one kind, and the exact factor between them."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from zhiheng.core.values.registers import QUANTITY_UNITS

_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SIZED = re.compile(r"(十万|百万|千万|十|百|千|万|亿)?(.+)")
SAME = {"个百分点": "百分点", "名": "人"}
Fit = Literal["same", "scaled", "alike", "other"]


@lru_cache(maxsize=4096)
def parts_of(unit: str) -> tuple[str, int]:
    """A unit as its base and how many of it one is: 万元 is ten thousand 元."""
    found = _SIZED.fullmatch(unit)
    if not found or not found[1]:
        return SAME.get(unit, unit), 1
    return SAME.get(found[2], found[2]), _SIZES[found[1]]


@lru_cache(maxsize=16384)
def factor(given: str, wanted: str) -> Fraction | None:
    """What an amount in `given` is multiplied by to be in `wanted`; None: they measure different things.

    >>> factor("万元", "元")
    Fraction(10000, 1)
    """
    for group in QUANTITY_UNITS.values():
        if given in group and wanted in group:
            return Fraction(group[given]) / Fraction(group[wanted])
    (one, many), (other, size) = parts_of(given), parts_of(wanted)
    return Fraction(many, size) if one == other else None


@lru_cache(maxsize=16384)
def fit(given: str, wanted: str, alike: tuple[frozenset[str], ...]) -> Fit:
    """How a unit suits a figure that is kept in `given`: the same; convertible; taken for it by people; another thing."""
    if factor(given, wanted) is not None:
        return "same" if factor(given, wanted) == 1 else "scaled"
    one, other = parts_of(given)[0], parts_of(wanted)[0]
    return "alike" if any(one in group and other in group for group in alike) else "other"


def is_money(unit: str) -> bool:
    """Whether it is an amount of money."""
    return parts_of(unit)[0] == "元"
