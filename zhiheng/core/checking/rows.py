"""One row of cells, checked against the definition of its register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from zhiheng.core.checking.cells import Cell, Unreadable, kept_value
from zhiheng.core.checking.deriving import derived
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import CheckedRow, Field, Kept, Problem, Register, usable

LONGEST_KEY = 100  # characters of one field of the natural key


def checked_row(
    register: Register,
    cells: Mapping[str, Cell],
    *,
    known: Lookups,
    units: Mapping[str, str] = {},
    beside: Mapping[str, Any] = {},
) -> CheckedRow:
    """The values to keep and every problem of the row; checks between fields run once all cells were read.

    Shape: `cells[field]`; `units[field]` is the unit in the head of its column; `beside` is what checks ask of a row that
           is no field of it: state, reached.立案, check.found_on.
    """
    values: dict[str, Kept] = dict.fromkeys(register.fields)
    marks: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for key in _dated_first(register):
        field = register.fields[key]
        if field.derive:
            continue
        cell = cells.get(key) if cells.get(key) is not None else field.default
        try:
            values[key], mark = kept_value(
                field, cell, codes=register.codes.get(key, ()), known=known, unit=units.get(key, "")
            )
        except Unreadable as problem:
            problems.append(Problem(field=key, says=str(problem)))
            continue
        if key == register.event and values[key]:
            known = structs.replace(known, day=date.fromisoformat(str(values[key])))
        if mark:
            marks[key] = mark
        problems += _about(register, key, values[key], mark)
    if not any(problem.level == "block" for problem in problems):
        values |= derived(register, values)
        problems += row_problems(register, values, beside)
    columns = list(register.fields)
    problems.sort(key=lambda problem: columns.index(problem.field) if problem.field else len(columns))
    return CheckedRow(values=values, marks=marks, problems=tuple(problems))


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


def _about(register: Register, key: str, value: Kept, mark: Mapping[str, Any]) -> list[Problem]:
    field: Field = register.fields[key]
    if "open" in mark:
        readings = "、".join(mark["open"])
        return [Problem(field=key, says=f"“{field.name}”有几种读法（{readings}），先空着，待人核定。", level="warn")]
    if value is None and register.must_fill(key):
        return [Problem(field=key, says=f"没有填“{field.name}”。请补填。")]
    if key in register.key and len(str(value)) > LONGEST_KEY:
        return [Problem(field=key, says=f"超过{LONGEST_KEY}个字，不能作编号。请删短。")]
    return []


def _first_field(condition: Any, register: Register) -> str:
    table = condition[0] if isinstance(condition, list) else condition
    return next((key.partition(".")[0] for key in table if key.partition(".")[0] in register.fields), "")


def natural_key(register: Register, values: Mapping[str, Kept]) -> str:
    """What tells the row from every other of its register; the same row typed twice has one key."""
    return "|".join(_key_part(values[key]) for key in register.key)


def _key_part(value: Kept) -> str:
    return "" if value is None else str(value).replace("\\", "\\\\").replace("|", "\\|")
