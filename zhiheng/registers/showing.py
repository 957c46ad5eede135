"""Kept values as people read them, on pages, in exports and in history: personal ones masked, unless they are revealed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zhiheng.core.values.masking import MARK, masked_kept, masked_value
from zhiheng.core.values.registers import NUMBERS, Field, Register


def shown(field: Field, value: Any, area_names: Mapping[str, str], *, revealed: bool = False) -> str:
    """One value; "" when unknown. A personal one is masked unless it was revealed (see personal.py)."""
    words = _words(field, value, area_names)
    return masked_value(words, field.name) if field.personal and not revealed else words


def _words(field: Field, value: Any, area_names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_words(field, one, area_names) for one in value)
    match field.type:
        case "money":
            return f"{Decimal(value) / 100:.2f}"
        case "area":
            return area_names.get(value, value)
        case "bool":
            return "是" if value else "否"
    return str(value)


def shown_row(register: Register, data: Mapping[str, Any], area_names: Mapping[str, str]) -> dict[str, str]:
    """A row by the heads of its columns, for history, which keeps personal values whole and shows them masked."""
    return {
        f"{field.head}{MARK if field.personal else ''}": shown(field, data.get(key), area_names, revealed=True)
        for key, field in register.fields.items()
    }


def masked_data(register: Register, data: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values of a row as programs may have them: personal ones masked."""
    fields = register.fields
    return {
        key: masked_kept(value, fields[key].name) if key in fields and fields[key].personal else value
        for key, value in data.items()
    }


def is_number(field: Field) -> bool:
    """Whether a column is set to the right."""
    return field.type in NUMBERS
