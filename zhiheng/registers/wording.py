"""Kept values as a form holds them: typed back unchanged, they are read as what they were."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zhiheng.core.values.registers import Field, Register
from zhiheng.registers.names import Names
from zhiheng.registers.showing import BEFORE, shown


def form_words(register: Register, data: Mapping[str, Any], marks: Mapping[str, Any], names: Names) -> dict[str, str]:
    """What each field's input holds for a row; personal values masked."""
    return {
        key: words_of(field, data.get(key), marks.get(key, {}), names)
        for key, field in register.fields.items()
        if not field.derive
    }


def words_of(field: Field, value: Any, mark: Mapping[str, Any], names: Names) -> str:
    """One value, with what stood beside it: 40多, 甲、乙等."""
    if value is None:
        return ""
    if field.type == "money" and not field.personal:
        words = f"{Decimal(value) / 100:f}"
        words = words.rstrip("0").rstrip(".") if "." in words else words
    else:
        words = shown(field, value, names)
    if qualifier := mark.get("qualifier"):
        words = f"约{words}" if qualifier in BEFORE else f"{words}{qualifier}"
    return f"{words}等" if mark.get("open_ended") else words


def typed_units(register: Register) -> dict[str, str]:
    """The units that a form says beside its inputs, as heads of columns say them."""
    units = dict.fromkeys(register.of_type("money"), "元")
    units |= dict.fromkeys(register.of_type("percent"), "%")
    return units | {key: register.fields[key].unit for key in register.of_type("quantity")}


def known_firms(register: Register, data: Mapping[str, Any], names: Names) -> dict[str, int]:
    """The firms of a row by the words that its form shows for them: typed back, they are the same firms."""
    found = {}
    for key in register.of_type("enterprise"):
        value = data.get(key)
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            found[names.get(one, str(one))] = one
    return found
