"""Kept values as people read them, on pages, in exports and in history."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zhiheng.core.values.registers import NUMBERS, Field, Register


def shown(field: Field, value: Any, area_names: Mapping[str, str]) -> str:
    """One value; "" when unknown."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(shown(field, one, area_names) for one in value)
    match field.type:
        case "money":
            return f"{Decimal(value) / 100:.2f}"
        case "area":
            return area_names.get(value, value)
        case "bool":
            return "是" if value else "否"
    return str(value)


def shown_row(register: Register, data: Mapping[str, Any], area_names: Mapping[str, str]) -> dict[str, str]:
    """A row by the heads of its columns, for history."""
    return {field.head: shown(field, data.get(key), area_names) for key, field in register.fields.items()}


def is_number(field: Field) -> bool:
    """Whether a column is set to the right."""
    return field.type in NUMBERS
