"""Rows that wait for somebody: overdue, due soon, returned, expiring. By the dates that rows keep: no clock is reckoned here."""

import functools
import operator
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from zhiheng.core.scheduling import moved
from zhiheng.core.values.registers import Register
from zhiheng.core.values.spans import Span
from zhiheng.definitions.calendars import calendar
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

Whose = Literal["me", "unit", "area"]
Kind = Literal["overdue", "due", "returned", "expiring"]
SOON = 14  # days ahead that the desk looks
REMINDED = Span(30, "d")  # before a row expires, where its definition says nothing else
SENT_BACK = ("退回", "补正")  # states, by the words they begin with
COUNTED = 1000  # beyond that, «1000+»: an exact count of more would cost and tell nobody anything


class Asker(NamedTuple):
    """Whose work is meant: all of her area's, her unit's, or what she entered herself."""

    rights: Rights
    scope: Scope
    office: int
    user: int
    whose: Whose = "unit"


def rows_that_wait(asker: Asker, kind: Kind, today: date) -> QuerySet[Row]:
    """The rows of one kind, the most urgent first."""
    found = rows_of_asker(asker)
    match kind:
        case "overdue":
            return found.filter(due_on__lt=today).order_by("due_on", "pk")
        case "due":
            return found.filter(due_on__range=(today, today + timedelta(days=SOON))).order_by("due_on", "pk")
        case "returned":
            sent_back = Row.objects.unscoped("narrowed by the scope around it").filter(state__in=_states_sent_back())
            return found.filter(pk__in=sent_back.order_by().values("pk")).order_by("changed_at", "pk")  # few: found first
        case "expiring":
            return found.filter(_expiring(today)).order_by("expires_on", "pk")


def days_with_rows(asker: Asker, field: Literal["due_on", "expires_on"], first: date, last: date) -> dict[date, int]:
    """How many rows are due, or expire, on each day that has any."""
    found = rows_of_asker(asker).filter(**{f"{field}__range": (first, last)}).order_by()
    return dict(found.values_list(field).annotate(rows=Count("pk")))


def rows_of_days(asker: Asker, field: Literal["due_on", "expires_on"], first: date, last: date) -> QuerySet[Row]:
    """The rows that are due, or expire, from one day to another."""
    return rows_of_asker(asker).filter(**{f"{field}__range": (first, last)}).order_by(field, "pk")


def counted(rows: QuerySet[Row]) -> int:
    """How many there are, up to COUNTED + 1."""
    return rows.order_by()[: COUNTED + 1].count()


def rows_of_asker(asker: Asker) -> QuerySet[Row]:
    """The rows that count, of the registers and areas that the asker may see."""
    found = Row.objects.within(asker.scope, reach="below").filter(_seen(asker), status="kept")
    if asker.whose == "me":
        found = found.filter(entered_by=asker.user)
    elif asker.whose == "unit":
        found = found.filter(Q(office=asker.office) | Q(unit=asker.office))
    return found.prefetch_related("area")  # joined, it would lead some databases away from the index of dates


def _seen(asker: Asker) -> Q:
    """What her roles reach, where it is less than all registers of her whole area."""
    by_scope: dict[Scope, list[str]] = {}
    known = known_registers()
    for register in known:
        if (scope := asker.rights.scope(register)) is not None:
            by_scope.setdefault(scope, []).append(register)
    if list(by_scope) == [asker.scope] and len(by_scope[asker.scope]) == len(known):
        return Q()
    return _any(Q(register__in=registers) & scope.reached("area") for scope, registers in by_scope.items())


def _states_sent_back() -> list[str]:
    states = {state for register in known_registers().values() if register.lifecycle for state in register.lifecycle.states}
    return sorted(state for state in states if state.startswith(SENT_BACK))


def _expiring(today: date) -> Q:
    """From today to the day of reminding, which registers set themselves."""
    ours = calendar(settings.DEFINITIONS)
    reminded: dict[Span, list[str]] = {}
    for register in known_registers().values():
        if len(register.active) > 1:
            reminded.setdefault(register.remind or REMINDED, []).append(register.id)
    last = {span: moved(ours, today, span) for span in reminded}
    within = Q(expires_on__range=(today, max(last.values(), default=today)))  # what an index finds
    return within & _any(Q(register__in=registers, expires_on__lte=last[span]) for span, registers in reminded.items())


def _any(conditions: Iterable[Q]) -> Q:
    """One of them; nothing, where there is none."""
    return functools.reduce(operator.or_, conditions, Q(pk__in=()))


def clock_of(register: Register | None, row: Row) -> tuple[str, dict[str, Any]]:
    """The name and the dates of the clock by which a row is due."""
    due = row.due_on.isoformat() if row.due_on else ""
    open_ones = {id: days for id, days in row.clocks.items() if days.get("due") == due and not days.get("stop")}
    for id, days in open_ones.items():
        clock = register.clocks.get(id) if register else None
        return (clock.name if clock and clock.name else "办理时限"), days
    return "办理时限", {}
