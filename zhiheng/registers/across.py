"""Checks across rows, asked of what is kept: only rows alike in what a check compares are looked at."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.lookups import Exact, In

from zhiheng.core.checking import across_problems, checks_across, group_of
from zhiheng.core.values.registers import AREA, Kept, Problem, Register
from zhiheng.registers.kept import Kept as KeptField
from zhiheng.registers.models import Row

FEW = 20  # groups asked for one by one
AT_ONCE = 400  # values in one query: below the limit of every database
Values = Mapping[str, Kept]


def problems_across(
    register: Register, new: Mapping[str, Values], *, instead: int | None = None, growing: bool = False
) -> dict[str, list[Problem]]:
    """What is wrong with rows, by natural key, beside each other and beside what the register keeps.

    `instead` is the number of the row that a single new one replaces; `growing`: others are still to come, so that parts
    are wrong only where they exceed their whole.
    """
    if not (new and checks_across(register)):
        return {}
    kept = dict(_alike(register, new, instead))
    standing = [values for key, values in kept.items() if key not in new]
    return across_problems(register, new, standing, growing=growing)


def _alike(register: Register, new: Mapping[str, Values], instead: int | None) -> Iterator[tuple[str, Values]]:
    rows = Row.objects.unscoped("a check across rows compares them whoever's they are")
    rows = rows.filter(register=register.id, status="kept").exclude(pk=instead)
    for check in checks_across(register):
        groups = {group for values in new.values() if (group := group_of(check, values))}
        if len(groups) <= FEW:
            for group in groups:
                yield from _where(rows, register, zip(check.by, group, strict=True)).values_list("key", "data")
        else:
            firsts = sorted({group[0] for group in groups}, key=str)
            for start in range(0, len(firsts), AT_ONCE):
                first = In(KeptField(check.by[0], register.fields[check.by[0]]), firsts[start : start + AT_ONCE])
                yield from rows.filter(first).values_list("key", "data")


def _where(rows: QuerySet[Row], register: Register, wanted: Iterable[tuple[str, Any]]) -> QuerySet[Row]:
    for key, value in wanted:
        if key == AREA:
            rows = rows.filter(area__code=value)
        elif key == register.event:
            rows = rows.filter(event_on=value)
        else:
            asked = str(value).lower() if isinstance(value, bool) else value
            rows = rows.filter(Exact(KeptField(key, register.fields[key]), asked))
    return rows
