"""Checks that look at other rows: no two alike, and shares that add up."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.lookups import Exact

from zhiheng.core.values.registers import AREA, Kept, Problem, Register, RowCheck
from zhiheng.registers.kept import Kept as KeptField
from zhiheng.registers.models import Row


def problems_among_rows(register: Register, values: Mapping[str, Kept], pk: int | None) -> list[Problem]:
    """What the other rows of the register say against this one; `pk` is its own number."""
    found = []
    for check in register.checks.values():
        if check.unique and _unique_broken(register, check, values, pk):
            found.append(Problem(field=check.unique[-1], says=check.says, level=check.level))
        if check.sum and _sum_broken(register, check, values, pk):
            found.append(Problem(field=check.sum.of, says=check.says, level=check.level))
    return found


def _unique_broken(register: Register, check: RowCheck, values: Mapping[str, Kept], pk: int | None) -> bool:
    if any(values[key] is None for key in check.unique):
        return False
    return _alike(register, check.unique, values, pk).exists()


def _sum_broken(register: Register, check: RowCheck, values: Mapping[str, Kept], pk: int | None) -> bool:
    """Shares may still be coming in: only more than the whole is wrong while rows are typed one by one."""
    assert check.sum is not None  # noqa: S101 - the caller has looked
    if values[check.sum.of] is None or any(values[key] is None for key in check.sum.by):
        return False
    others = _alike(register, check.sum.by, values, pk).values_list("data", flat=True)
    whole = sum((_number(data.get(check.sum.of)) for data in others), _number(values[check.sum.of]))
    return whole > Decimal(check.sum.equals) + Decimal(check.sum.within)


def _number(value: Any) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def _alike(register: Register, keys: tuple[str, ...], values: Mapping[str, Kept], pk: int | None) -> QuerySet[Row]:
    found = Row.objects.unscoped("what may stand once stands once, whoever's row it is")
    found = found.filter(register=register.id, status="kept").exclude(pk=pk)
    for key in keys:
        if key == AREA:
            found = found.filter(area__code=values[key])
        elif key == register.event:
            found = found.filter(event_on=values[key])
        else:
            value = str(values[key]).lower() if isinstance(values[key], bool) else values[key]
            found = found.filter(Exact(KeptField(key, register.fields[key]), value))
    return found
