"""Kept values as people read them, on pages, in exports and in history: personal ones masked, unless they are revealed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zhiheng.core.values.masking import MARK, masked_kept, masked_value
from zhiheng.core.values.registers import NUMBERS, Field, Register
from zhiheng.registers.names import Names

BEFORE = ("近", "约")  # qualifiers that stand before the number


def shown(field: Field, value: Any, names: Names, *, revealed: bool = False) -> str:
    """One value; "" when unknown. A personal one is masked unless it was revealed (see personal.py)."""
    words = _words(field, value, names)
    return masked_value(words, field.name) if field.personal and not revealed else words


def _words(field: Field, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_words(field, one, names) for one in value)
    match field.type:
        case "money":
            return f"{Decimal(value) / 100:.2f}"
        case "area" | "enterprise":
            return names.get(value, str(value))
        case "bool":
            return "是" if value else "否"
    return str(value)


def marked(words: str, mark: Mapping[str, Any]) -> str:
    """The words with what stood beside them: 40多, 甲、乙等, 两种读法：2、3."""
    if "open" in mark:
        return f"待核定（读作 {' 或 '.join(mark['open'])}）"
    if "qualifier" in mark:
        before = mark["qualifier"] in BEFORE
        words = f"{mark['qualifier']}{words}" if before else f"{words}{mark['qualifier']}"
    words += "等" if mark.get("open_ended") else ""
    return f"{words}（承前推定）" if mark.get("presumed") else words


def shown_row(register: Register, data: Mapping[str, Any], names: Names) -> dict[str, str]:
    """A row by the heads of its columns, for history, which keeps personal values whole and shows them masked."""
    return {
        f"{field.head}{MARK if field.personal else ''}": shown(field, data.get(key), names, revealed=True)
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
