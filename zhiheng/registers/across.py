"""Checks across rows, asked of what is kept: only rows alike in the first field that a check compares are looked at."""

from collections.abc import Mapping

from zhiheng.core.checking import across_problems, checks_across
from zhiheng.core.values.registers import Kept, Problem, Register
from zhiheng.registers.models import Row

AT_ONCE = 400  # values in one query: below the limit of every database
Values = Mapping[str, Kept]


def problems_across(register: Register, new: Mapping[str, Values]) -> dict[str, list[Problem]]:
    """What is wrong with rows, by natural key, beside each other and beside what the register keeps."""
    return across_problems(register, new, _alike(register, new)) if checks_across(register) and new else {}


def _alike(register: Register, new: Mapping[str, Values]) -> list[Values]:
    found: dict[str, Values] = {}
    for first in {check.by[0] for check in checks_across(register)}:
        looked_for = sorted({values[first] for values in new.values() if values[first] is not None}, key=str)
        for start in range(0, len(looked_for), AT_ONCE):
            some = looked_for[start : start + AT_ONCE]
            rows = Row.objects.unscoped("a check across rows compares them whoever's they are")
            alike = rows.filter(register=register.id, status="kept", **{f"data__{first}__in": some})
            found |= dict(alike.values_list("key", "data"))
    return [values for key, values in found.items() if key not in new]
