"""Rows of cells, checked against the definition of their register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from zhiheng.core.checking.cells import Cell, Unreadable, kept_value
from zhiheng.core.checking.deriving import derived
from zhiheng.core.checking.referring import referred
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import CheckedRow, Field, Kept, Problem, Register, usable

LONGEST_KEY = 100  # characters of one field of the natural key
REMEMBERED = 20_000  # cells of one column
Reading = tuple[Kept, dict[str, Any], str]  # what is kept, what stands beside it, and what is wrong
NOTHING: Reading = (None, {}, "")


class Checker:
    """Checks rows of one register, many in a row: what is the same for all of them is looked up once, and what a cell
    was read as is remembered for the next like it.

    Shape: `units[field]` is the unit in the head of its column.
    """

    def __init__(self, register: Register, known: Lookups, units: Mapping[str, str] = {}) -> None:
        self.register, self.known, self.units = register, known, units
        self._columns = {key: place for place, key in enumerate(register.fields)}
        self._typed = [(key, register.fields[key]) for key in _dated_first(register) if not register.fields[key].derive]
        self._must = {key for key in register.fields if register.must_fill(key)}
        self._dated = {key for key, codes in register.codes.items() if any(code.since or code.until for code in codes)}
        self._beyond_cells = bool(register.checks) or any(
            field.derive or isinstance(field.required, str) for field in register.fields.values()
        )
        self._seen: dict[str, dict[Any, Reading]] = {key: {} for key, _ in self._typed}

    def checked(self, cells: Mapping[str, Cell], beside: Mapping[str, Any] = {}) -> CheckedRow:
        """The values to keep and every problem of the row; checks between fields run once all cells were read.

        Shape: `cells[field]`; `beside` is what checks ask of a row that is no field of it: state, reached.立案.
        """
        register = self.register
        values: dict[str, Kept] = dict.fromkeys(register.fields)
        marks: dict[str, dict[str, Any]] = {}
        problems: list[Problem] = []
        day: date | None = None
        for key, field in self._typed:
            cell = cells.get(key)
            value, mark, says = self._reading(key, field, field.default if cell is None else cell, day)
            if says:
                problems.append(Problem(field=key, says=says))
                continue
            values[key] = value
            if key == register.event and value and self._dated:
                day = date.fromisoformat(str(value))
            if mark:
                marks[key] = mark
            if mark or key in self._must:
                problems += self._about(key, field, value, mark)
        if self._beyond_cells and not any(problem.level == "block" for problem in problems):
            values |= derived(register, values)
            problems += row_problems(register, values, {**referred(register, values, self.known.row_of), **beside})
        problems.sort(key=lambda problem: self._columns.get(problem.field, len(self._columns)))
        return CheckedRow(values=values, marks=marks, problems=tuple(problems))

    def _reading(self, key: str, field: Field, cell: Cell, day: date | None) -> Reading:
        if cell is None:
            return NOTHING
        seen = self._seen[key]
        known_as = (type(cell), cell, day if key in self._dated else None)
        if (found := seen.get(known_as)) is None:
            if len(seen) >= REMEMBERED:
                seen.clear()
            found = seen[known_as] = self._read(key, field, cell, day)
        return found

    def _read(self, key: str, field: Field, cell: Cell, day: date | None) -> Reading:
        known = structs.replace(self.known, day=day) if day else self.known
        codes, unit = self.register.codes.get(key, ()), self.units.get(key, "")
        try:
            value, mark = kept_value(field, cell, codes=codes, known=known, unit=unit)
        except Unreadable as problem:
            return None, {}, str(problem)
        return value, mark, ""

    def _about(self, key: str, field: Field, value: Kept, mark: Mapping[str, Any]) -> list[Problem]:
        if "open" in mark:
            readings = "、".join(mark["open"])
            return [Problem(field=key, says=f"“{field.name}”有几种读法（{readings}），先空着，待人核定。", level="warn")]
        if value is None and key in self._must:
            return [Problem(field=key, says=f"没有填“{field.name}”。请补填。")]
        if key in self.register.key and len(str(value)) > LONGEST_KEY:
            return [Problem(field=key, says=f"超过{LONGEST_KEY}个字，不能作编号。请删短。")]
        return []


def checked_row(
    register: Register,
    cells: Mapping[str, Cell],
    *,
    known: Lookups,
    units: Mapping[str, str] = {},
    beside: Mapping[str, Any] = {},
) -> CheckedRow:
    """One row, checked alone: see Checker."""
    return Checker(register, known, units).checked(cells, beside)


def row_problems(register: Register, values: Mapping[str, Kept], beside: Mapping[str, Any] = {}) -> list[Problem]:
    """What a row's checks and its state find wrong, all of its values being readable."""
    seen = {**beside, **usable(register, values)}
    found = [
        Problem(field=key, says=f"到了“{field.required}”还没有填“{field.name}”。请补填。")
        for key, field in register.fields.items()
        if isinstance(field.required, str) and seen.get(f"reached.{field.required}") and values[key] is None
    ]
    for check in register.checks.values():
        if check.expect and satisfied(check.when, seen) and not satisfied(check.expect, seen):
            found.append(Problem(field=_first_field(check.expect, register), says=check.says, level=check.level))
    return found


def _dated_first(register: Register) -> list[str]:
    """The fields, the row's own date before the others: code lists are dated by it."""
    first = [register.event] if register.event else []
    return first + [key for key in register.fields if key != register.event]


def _first_field(condition: Any, register: Register) -> str:
    table = condition[0] if isinstance(condition, list) else condition
    return next((key.partition(".")[0] for key in table if key.partition(".")[0] in register.fields), "")


def natural_key(register: Register, values: Mapping[str, Kept]) -> str:
    """What tells the row from every other of its register; the same row typed twice has one key."""
    return "|".join(_key_part(values[key]) for key in register.key)


def _key_part(value: Kept) -> str:
    return "" if value is None else str(value).replace("\\", "\\\\").replace("|", "\\|")
