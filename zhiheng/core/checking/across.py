"""Checks across rows: no two alike, parts that add up, figures that agree with those given before,
dates far enough from each other.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.registers import Kept, Problem, Register, RowCheck, Summed, usable

Values = Mapping[str, Kept]
Group = tuple[Any, ...]


def checks_across(register: Register) -> tuple[RowCheck, ...]:
    """The checks of a register that look at more than one row."""
    return tuple(check for check in register.checks.values() if check.by)


def group_of(check: RowCheck, values: Values) -> Group | None:
    """What rows looked at together share; None for a row with one of its fields empty: it is like no other."""
    group = tuple(values.get(key) for key in check.by)
    return None if None in group else group


def across_problems(
    register: Register, new: Mapping[str, Values], kept: Iterable[Values], *, growing: bool = False
) -> dict[str, list[Problem]]:
    """What is wrong with new rows beside each other and beside those kept, by the keys of `new`.

    Shape: `kept` are rows of the register that the new ones do not replace; others than those alike do no harm.
           `growing`: more rows are to come, so that parts are wrong only where they exceed their whole.
    """
    standing = list(kept)
    found: dict[str, list[Problem]] = {}
    for check in checks_across(register):
        together: dict[Group, list[dict[str, Any]]] = {}
        for values in (*standing, *new.values()):
            if group := group_of(check, values):
                together.setdefault(group, []).append(usable(register, values))
        for key, values in new.items():
            group = group_of(check, values)
            if group is None or not satisfied(check.when, usable(register, values)):
                continue
            if says := _broken(check, together[group], values, growing):
                found.setdefault(key, []).append(Problem(field=_field(check), says=says, level=check.level))
    return found


def _field(check: RowCheck) -> str:
    across = check.sum or check.agree or check.apart
    return across.of if across else check.unique[-1]


def _broken(check: RowCheck, rows: list[dict[str, Any]], values: Values, growing: bool) -> str:
    """Why the check does not hold; "" when it does, or when it cannot be judged: a part is unknown."""
    if check.sum:
        return _not_whole(check.says, check.sum, [row.get(check.sum.of) for row in rows], growing)
    if check.agree:
        of = check.agree.of
        others = dict.fromkeys(str(row[of]) for row in rows if row.get(of) not in (None, usable_value(values.get(of), row[of])))
        return f"{check.says}（另有：{'、'.join(others)}）" if values.get(of) is not None and others else ""
    if check.apart:
        near = _too_near([row.get(check.apart.of) for row in rows], values.get(check.apart.of), check.apart.days)
        return f"{check.says}（另有：{'、'.join(near)}）" if near else ""
    return check.says if len(rows) > 1 else ""


def _too_near(days: list[Any], day: Kept, least: int) -> list[str]:
    """The other days that lie nearer than `least` days; the row itself is one of the rows."""
    if day is None:
        return []
    others = [one for one in days if one is not None]
    others.remove(day)
    mine = date.fromisoformat(str(day))
    return sorted(one for one in others if abs((date.fromisoformat(one) - mine).days) < least)


def _not_whole(says: str, whole: Summed, parts: list[Any], growing: bool) -> str:
    if None in parts:
        if not growing:
            return ""
        parts = [part for part in parts if part is not None]
    total = sum((Decimal(part) for part in parts), Decimal(0))
    apart = total - whole.equals if growing else abs(total - whole.equals)
    return f"{says}（现在合计 {total}）" if apart > whole.within else ""


def usable_value(kept: Kept, like: Any) -> Any:
    """A kept value as the usable one it is compared with."""
    return Decimal(str(kept)) if isinstance(like, Decimal) and kept is not None else kept
