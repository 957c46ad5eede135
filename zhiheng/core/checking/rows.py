"""One row of cells, checked against the definition of its register."""

from collections.abc import Mapping

from zhiheng.core.checking.cells import Cell, Unreadable, kept_value
from zhiheng.core.checking.conditions import satisfied
from zhiheng.core.values.registers import CheckedRow, Problem, Register

LONGEST_KEY = 100  # characters of one field of the natural key


def checked_row(
    register: Register, cells: Mapping[str, Cell], *, areas: Mapping[str, str], units: Mapping[str, str] = {}
) -> CheckedRow:
    """The values to keep and every problem of the row; checks between fields run once all cells were read.

    Shape: `cells[field]`; `areas` maps codes and names of the areas allowed here to codes; `units[field]` is
           the unit in the head of its column.
    """
    values: dict[str, str | int | None] = {}
    problems: list[Problem] = []
    for key, field in register.fields.items():
        values[key] = None
        try:
            values[key] = kept_value(
                field, cells.get(key), codes=register.codes.get(key, ()), areas=areas, unit=units.get(key, "")
            )
        except Unreadable as problem:
            problems.append(Problem(field=key, says=str(problem)))
            continue
        if values[key] is None and register.must_fill(key):
            problems.append(Problem(field=key, says=f"没有填“{field.name}”。请补填。"))
        if key in register.key and len(str(values[key])) > LONGEST_KEY:
            problems.append(Problem(field=key, says=f"超过{LONGEST_KEY}个字，不能作编号。请删短。"))
    if not problems:
        problems += [
            Problem(field=next(iter(check.expect)), says=check.says, level=check.level)
            for check in register.checks.values()
            if satisfied(check.when, values) and not satisfied(check.expect, values)
        ]
    return CheckedRow(values=values, problems=tuple(problems))


def natural_key(register: Register, values: Mapping[str, str | int | None]) -> str:
    """What tells the row from every other of its register; the same row typed twice has one key."""
    return "|".join(str(values[key]).replace("\\", "\\\\").replace("|", "\\|") for key in register.key)
