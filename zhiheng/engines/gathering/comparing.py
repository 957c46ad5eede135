"""One column against a constant or another column, exact on every engine. An empty side satisfies nothing."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

import ibis

from zhiheng.core.values.faults import Fault
from zhiheng.engines.gathering.naming import Named
from zhiheng.engines.gathering.relations import PLACES, Dialect

NUMERIC = ("whole", "decimal")
LARGEST = 2**63 - 1
WIDE = f"decimal(38, {PLACES})"
OPERATORS = {
    "is": lambda left, right: left == right,
    "not": lambda left, right: left != right,
    "min": lambda left, right: left >= right,
    "max": lambda left, right: left <= right,
    "over": lambda left, right: left > right,
    "under": lambda left, right: left < right,
}


def compared(operator: str, value: Any, named: Named, constant: Any, dialect: Dialect) -> Any:
    """Whether the value stands so to a constant. Raises: Fault E406: they cannot be compared."""
    if named.kind in NUMERIC:
        return _compared_number(operator, value, named, constant, dialect)
    wanted = {"truth": bool, "text": str, "day": str | date}[named.kind]
    if not isinstance(constant, wanted) or (named.kind == "truth" and operator not in ("is", "not")):
        raise unlike(named, constant)
    if named.kind == "day":
        return OPERATORS[operator](value, day(named, constant))
    return OPERATORS[operator](value, ibis.literal(constant))


def among(value: Any, named: Named, constants: list[Any], dialect: Dialect) -> Any:
    """Whether the value is one of the constants."""
    if named.kind == "text" and constants and all(isinstance(one, str) for one in constants):
        return value.isin(constants)
    found = ibis.literal(False)
    for constant in constants:
        found = found | compared("is", value, named, constant, dialect)
    return found


def against(operator: str, left: Any, named: Named, right: Any, other: Named, dialect: Dialect) -> Any:
    """Whether one column stands so to another. Raises: Fault E406."""
    if named.kind == "truth" and operator not in ("is", "not"):
        raise unlike(named, other.column)
    if named.kind in NUMERIC and other.kind in NUMERIC:
        if named.kind != other.kind:
            left, right = _decimal(left, named, dialect), _decimal(right, other, dialect)
    elif named.kind != other.kind:
        raise unlike(named, other.column)
    return OPERATORS[operator](left, right)


def _decimal(value: Any, named: Named, dialect: Dialect) -> Any:
    if not dialect.places:
        return value.cast(WIDE)
    return value * 10**PLACES if named.kind == "whole" else value


def _compared_number(operator: str, value: Any, named: Named, constant: Any, dialect: Dialect) -> Any:
    """Both are counted in the smallest unit that the column has: a constant between two units lies above the lower one."""
    if isinstance(constant, bool) or not isinstance(constant, int | Decimal | float):
        raise unlike(named, constant)
    exact = Decimal(str(constant)).scaleb(PLACES if named.kind == "decimal" else 0)
    units = int(exact.to_integral_value(ROUND_FLOOR))
    if abs(units) > LARGEST:  # beyond whatever a column holds
        below = units > 0
        always = operator == "not" or operator in (("max", "under") if below else ("min", "over"))
        return value.notnull() if always else ibis.literal(False)
    right = _number(units, named, dialect)
    if units != exact:
        if operator in ("is", "not"):
            return value.notnull() if operator == "not" else ibis.literal(False)
        operator = "over" if operator in ("min", "over") else "max"
    return OPERATORS[operator](value, right)


def _number(units: int, named: Named, dialect: Dialect) -> Any:
    if named.kind == "whole" or dialect.places:
        return ibis.literal(units, type="int64")
    shape = f"decimal(18, {PLACES})" if abs(units) < 10**18 else WIDE
    return ibis.literal(Decimal(units).scaleb(-PLACES), type=shape)


def day(named: Named, constant: str | date) -> Any:
    """A day of a condition."""
    try:
        return ibis.literal(constant if isinstance(constant, date) else date.fromisoformat(constant))
    except ValueError:
        raise unlike(named, constant) from None


def unlike(named: Named, constant: Any) -> Fault:
    """A condition that means nothing."""
    kind = {"text": "文字", "whole": "整数", "decimal": "数", "day": "日期", "truth": "是或否"}[named.kind]
    return Fault("E406", f"条件里“{named.column}”是{kind}，不能这样和“{constant}”比较。请改正条件。")
