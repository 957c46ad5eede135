"""A row takes what was checked: the values, and what every row's header says of them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from zhiheng.core.checking import natural_key
from zhiheng.core.values.registers import AREA, CheckedRow, Kept, Register
from zhiheng.directory.models import Area, Organisation
from zhiheng.registers.models import Row
from zhiheng.registers.queries.registers import text_digest
from zhiheng.registers.timing import SET, Clockwork

Units = Callable[[str], int | None]
FILLED = [  # what `fill` sets, for bulk_update
    "area", "event_on", "key", "tail", "unit", "data", "marks", "definition", "version", "changed_at", *SET,
]  # fmt: skip


def new_row(register: Register, office: Organisation, by: Any, at: datetime) -> Row:
    """A row that holds nothing as yet, in the first state of its lifecycle."""
    state = register.lifecycle.start if register.lifecycle else ""
    return Row(register=register.id, office=office, state=state, version=0, entered_by=by, entered_at=at)


def fill(
    row: Row,
    register: Register,
    checked: CheckedRow,
    area: Area,
    units: Units,
    at: datetime,
    work: Clockwork | None = None,
) -> None:
    """The row holds the checked values, and its header what follows from them; not yet saved.

    `work` times the rows of a register; who fills many makes it once.
    """
    values = checked.values
    row.area = area
    row.key = natural_key(register, values)
    row.tail = tail_of(register, values)
    row.event_on = day_in(values, register.event)
    row.unit_id = units(str(values[register.credit])) if register.credit and values[register.credit] else None
    row.data, row.marks = values, checked.marks
    row.definition = text_digest(register)
    row.changed_at = at
    row.version += 1
    (work or Clockwork(register)).set(row)


def tail_of(register: Register, values: Mapping[str, Kept]) -> str:
    """The last part of the natural key, by which people call the row: 检-1."""
    last = [str(values[key]) for key in register.key if key != AREA and values[key] is not None]
    return last[-1] if last else str(values[AREA])


def day_in(values: Mapping[str, Kept], field: str) -> date | None:
    """The day that a date field holds; None where there is none."""
    value = values.get(field) if field else None
    return date.fromisoformat(str(value)) if value else None


def units_of(area: Area) -> Units:
    """Which body of an area a name means: the body's number, None where no body, or more than one, is called so."""

    @lru_cache(1000)
    def found(name: str) -> int | None:
        bodies = [body for body in _bodies() if name == body.name or name in body.aliases]
        return bodies[0].pk if len(bodies) == 1 else None

    @lru_cache(1)
    def _bodies() -> list[Organisation]:
        return list(area.organisations.all())

    return found
