"""A kept value as a sentence says it: days in Chinese form, money and counts with their unit, names for codes."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.facts import Cell
from zhiheng.core.values.registers import Field

_FEN = 100


def _as_it_is(words: str) -> str:
    return words


def cell_of(field: Field, value: Any, names: Mapping[Any, str], beside: Callable[[str], str] = _as_it_is) -> Cell:
    """The cell in words.

    Shape: `names` has areas by code and firms by number; `beside` puts what stood beside the value around it (40多).
    None:  an empty value is an empty cell, never 0.

    >>> cell_of(Field(name="罚款", type="money"), 120050, {}).text
    '1200.5元'
    """
    if value is None or value in ("", []):
        return Cell()
    if isinstance(value, list):
        parts = tuple(_one(field, one, names, _as_it_is).text for one in value)
        return Cell(text=beside("、".join(parts)), parts=parts)
    return _one(field, value, names, beside)


def _one(field: Field, value: Any, names: Mapping[Any, str], beside: Callable[[str], str]) -> Cell:
    match field.type:
        case "date":
            day = date.fromisoformat(str(value)[:10])
            return Cell(text=beside(day_in_words(day)), day=day)
        case "money":
            return _number(Decimal(value) / _FEN, "元", beside)
        case "percent":
            return _number(Decimal(str(value)), "%", beside)
        case "int" | "decimal" | "quantity":
            return _number(Decimal(str(value)), field.unit, beside)
        case "bool":
            return Cell(text="是" if value else "否")
        case "area" | "enterprise":
            return Cell(text=beside(names.get(value, str(value))))
    return Cell(text=beside(str(value)))


def _number(number: Decimal, unit: str, beside: Callable[[str], str]) -> Cell:
    plain = digits(number)
    said = beside(plain)
    return Cell(text=f"{said}{unit}", number=number if said == plain else None, unit=unit)


def digits(number: Decimal) -> str:
    """The number without zeros that say nothing.

    >>> digits(Decimal("300.00")), digits(Decimal("98.50"))
    ('300', '98.5')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
