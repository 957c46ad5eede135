"""The one condition language of definitions, over the usable values of one row.

An empty field, on either side, satisfies nothing but `filled = false`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from zhiheng.core.values.registers import Condition

Values = Mapping[str, Any]

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "not": lambda value, other: bool(value != other),
    "in": lambda value, other: value in other,
    "min": lambda value, other: bool(value >= other),
    "max": lambda value, other: bool(value <= other),
    "over": lambda value, other: bool(value > other),
    "under": lambda value, other: bool(value < other),
}


def satisfied(condition: Condition, values: Values) -> bool:
    """Whether the condition holds for a row: every line of a table, or one table of a list; an empty one always does.

    Shape: `values` holds whatever the condition names, `state`, `reached.立案`, `check.found_on` among them.
    """
    if isinstance(condition, list):
        return not condition or any(satisfied(table, values) for table in condition)
    return all(_line_holds(values.get(field), line, values) for field, line in condition.items())


def _line_holds(value: Any, line: Any, values: Values) -> bool:
    if isinstance(line, list):
        return value is not None and any(one in line for one in _each(value))
    if not isinstance(line, dict):
        return value is not None and any(bool(one == line) for one in _each(value))
    return all(_operator_holds(value, operator, right, values) for operator, right in line.items())


def _each(value: Any) -> list[Any]:
    """A field with many values satisfies what one of them does."""
    return value if isinstance(value, list) else [value]


def _operator_holds(value: Any, operator: str, right: Any, values: Values) -> bool:
    if operator == "filled":
        return (value is not None) is right
    other = values.get(right["field"]) if isinstance(right, dict) else right
    if value is None or other is None:
        return False
    every = all if operator == "not" else any
    return every(OPERATORS[operator](one, other) for one in _each(value))


def names_in(condition: Condition) -> set[str]:
    """Every name that a condition looks at, on either side."""
    found: set[str] = set()
    for table in condition if isinstance(condition, list) else [condition]:
        for key, line in table.items():
            found.add(key)
            if isinstance(line, dict):
                found |= {right["field"] for right in line.values() if isinstance(right, dict) and "field" in right}
    return found
