"""The order of a list, and the place of a row in it: pages go on from a row, not from a count of rows before it."""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

from zhiheng.core.values.registers import DECIMALS, Field, Register
from zhiheng.registers.kept import NO_DAY, Day, Kept, least
from zhiheng.registers.models import Row

DAY, KEY, DUE = "@day", "@key", "@due"  # what no field is called


class Term(NamedTuple):
    """One thing that rows are ordered by."""

    expression: Any
    of: Callable[[Row], Any]
    falling: bool = False


class Order(NamedTuple):
    """The order of a list. `by` is a field, or one of the names above."""

    by: str
    falling: bool
    terms: tuple[Term, ...]

    def sorted(self, rows: QuerySet[Row], *, backwards: bool = False) -> QuerySet[Row]:
        """The rows in this order."""
        return rows.order_by(*(
            term.expression.desc() if term.falling != backwards else term.expression.asc() for term in self.terms
        ))  # fmt: skip

    def after(self, place: str, *, backwards: bool = False) -> Q:
        """The condition that a row comes after a place (before it, when backwards); none where the place is no place."""
        values = _read(place)
        return Q(_past(self.terms, values, backwards)) if len(values) == len(self.terms) else Q()

    def place(self, row: Row) -> str:
        """Where a row stands, as an address says it."""
        text = json.dumps([term.of(row) for term in self.terms], default=str, ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def order(register: Register, by: str = DAY, falling: bool = True) -> Order:
    """The order by a field that is a filter, or by day, key or due date; the newest first otherwise."""
    day = Term(Day(), lambda row: row.event_on or date.fromisoformat(NO_DAY), True)
    number = Term(F("pk"), lambda row: row.pk, True)
    if by == KEY:
        terms = (Term(F("key"), lambda row: row.key, falling),)
    elif by == DUE:
        terms = (Term(F("due_on"), lambda row: row.due_on, falling), number)
    elif by in sortable(register):
        first = Term(Kept(by, register.fields[by]), lambda row: _kept(row, by, register.fields[by]), falling)
        terms = (first, day._replace(falling=not falling), number._replace(falling=not falling))  # as the index lies
    else:
        by, terms = DAY, (day._replace(falling=falling), number._replace(falling=falling))
    return Order(by, falling, terms)


def sortable(register: Register) -> tuple[str, ...]:
    """The fields that a list can be ordered by: its filters with one value each."""
    return tuple(key for key in register.filters if not register.fields[key].many)


def _kept(row: Row, key: str, field: Field) -> Any:
    value = row.data.get(key)
    if value is None:
        return least(field)
    if isinstance(value, bool):
        return str(value).lower()
    return float(value) if field.type in DECIMALS else value


def _past(terms: tuple[Term, ...], values: list[Any], backwards: bool) -> Any:
    (term, *others), (value, *rest) = terms, values
    lower = term.falling != backwards
    beyond = (LessThan if lower else GreaterThan)(term.expression, value)
    if not others:
        return beyond
    here_or_beyond = (LessThanOrEqual if lower else GreaterThanOrEqual)(term.expression, value)
    return Q(here_or_beyond) & (Q(beyond) | Q(_past(tuple(others), rest, backwards)))


def _read(place: str) -> list[Any]:
    try:
        found = json.loads(base64.urlsafe_b64decode(place + "=" * (-len(place) % 4)))
    except (binascii.Error, ValueError):
        return []
    return found if isinstance(found, list) and all(isinstance(one, str | int | float) for one in found) else []
