"""Fields that are computed from others of the same row; an empty one leaves the result unknown."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import prod
from typing import Any

from zhiheng.core.values.registers import DECIMALS, Kept, Register, usable

Rule = Callable[[list[Any]], Any]


def risk_number(given: list[Any]) -> int:
    """Severity times occurrence times detection, each from 1 to 10: 1 to 1000."""
    severity, occurrence, detection = given
    return int(severity * occurrence * detection)


def day_as_number(given: list[Any]) -> int:
    """A day as the number that people read and that can be compared: 2008-03-05 is 20080305."""
    return int(date.fromisoformat(given[0]).strftime("%Y%m%d"))


# of kind `row`: see docs/methods/rules-of-registers.md
RULES: dict[str, Rule] = {"risk-number": risk_number, "day-as-number": day_as_number}


def derived(register: Register, values: Mapping[str, Kept]) -> dict[str, Kept]:
    """The derived fields of a row, in an order in which each finds what it needs."""
    found: dict[str, Kept] = {}
    waiting = {key: field for key, field in register.fields.items() if field.derive}
    while waiting:
        key = next(key for key, field in waiting.items() if not set(field.of) & set(waiting))
        field = waiting.pop(key)
        seen = usable(register, {**values, **found})
        found[key] = _kept(_computed(field.derive, [seen[name] for name in field.of]), field.type in DECIMALS)
    return found


def _computed(rule: str, given: list[Any]) -> Any:
    if any(value is None for value in given):
        return None
    match rule:
        case "plus":
            return sum(given)
        case "minus":
            return given[0] - sum(given[1:])
        case "times":
            return prod(given)
        case "days":
            return (date.fromisoformat(given[1]) - date.fromisoformat(given[0])).days
    return RULES[rule](given)


def _kept(value: Any, as_text: bool) -> Kept:
    if value is None or not as_text:
        return int(value) if isinstance(value, Decimal) else value
    return f"{Decimal(value).normalize():f}"
