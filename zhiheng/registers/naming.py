"""What a row is called where everybody may read it: in a notice, on the desk, in a mail."""

from collections.abc import Iterable, Iterator

from zhiheng.core.values.registers import AREA, Field, Register
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.names import Names, names_of_firms


def called(register: Register, row: Row, firms: Names | None = None) -> str:
    """The row by its natural key, firms by name, without what is personal in it; by its number where nothing else is left.

    `firms`: names by number, where those of many rows were asked for together (`firms_called`).
    """
    known = firms_called([(register, row)]) if firms is None else firms
    words = [_said(register.fields[key], row.data[key], known) for key in _shown(register) if row.data.get(key) not in (None, "")]
    return " ".join(words) or f"第 {row.pk} 号"


def firms_called(rows: Iterable[tuple[Register, Row]]) -> Names:
    """The names of the firms by which these rows are called; a query for all of them."""
    of_firms = ((row, key) for register, row in rows for key in _shown(register) if register.fields[key].type == "enterprise")
    return names_of_firms({row.data[key] for row, key in of_firms if row.data.get(key) is not None})


def _shown(register: Register) -> Iterator[str]:
    return (key for key in register.key if key != AREA and not register.fields[key].personal)


def _said(field: Field, value: object, firms: Names) -> str:
    """A value of the key in words: of a row referred to, its own key without the area."""
    if field.type == "enterprise" and isinstance(value, int):
        return firms.get(value, str(value))
    if field.type == "ref" and (known := known_registers().get(field.to)) and known.key[0] == AREA:
        return str(value).partition("|")[2].replace("\\|", "|") or str(value)
    return str(value)
