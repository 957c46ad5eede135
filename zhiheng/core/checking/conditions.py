"""The one condition language of definitions, over the kept values of one row.

An empty field, on either side, satisfies nothing but `filled = false`.
"""

from collections.abc import Callable, Mapping
from typing import Any

Values = Mapping[str, Any]

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "not": lambda value, other: bool(value != other),
    "in": lambda value, other: value in other,
    "min": lambda value, other: bool(value >= other),
    "max": lambda value, other: bool(value <= other),
    "over": lambda value, other: bool(value > other),
    "under": lambda value, other: bool(value < other),
}


def satisfied(condition: Mapping[str, Any], values: Values) -> bool:
    """Whether every line of the condition holds for a row; an empty condition always does."""
    return all(_line_holds(values.get(field), line, values) for field, line in condition.items())


def _line_holds(value: Any, line: Any, values: Values) -> bool:
    if isinstance(line, list):
        return value is not None and value in line
    if not isinstance(line, dict):
        return value is not None and bool(value == line)
    return all(_operator_holds(value, operator, right, values) for operator, right in line.items())


def _operator_holds(value: Any, operator: str, right: Any, values: Values) -> bool:
    if operator == "filled":
        return (value is not None) is right
    other = values.get(right["field"]) if isinstance(right, dict) else right
    return value is not None and other is not None and OPERATORS[operator](value, other)
