"""Rows of registers that wait, in the words of the desk."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, get_args

from django.http import HttpRequest
from django.urls import reverse

from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Organisation
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.names import Names
from zhiheng.registers.queries import (
    COUNTED,
    Asker,
    Kind,
    Whose,
    called,
    clock_of,
    counted,
    firms_called,
    rows_that_wait,
)
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

SHOWN = 8  # of each kind on the desk
PRINTED = 500  # of each kind on the list to print
NAMES: dict[Kind, str] = {"overdue": "逾期", "due": "快到期", "returned": "退回、补正", "expiring": "有效期将满"}


class Due(NamedTuple):
    """One row that waits: what, of which register and area, why, by when, where it is done."""

    what: str
    register: str
    area: str
    why: str
    day: date | None
    url: str
    tone: str
    provisional: bool = False  # reckoned without a year's holidays


class DueGroup(NamedTuple):
    """The rows of one kind; `count` is exact up to COUNTED."""

    kind: Kind
    name: str
    dues: list[Due]
    count: int

    @property
    def words(self) -> str:
        """How many, as a person says it."""
        return f"{COUNTED} 件以上" if self.count > COUNTED else f"{self.count} 件"


def asker(request: HttpRequest) -> Asker:
    """Whose work the address asks for (`?whose=me`); her unit's, where it asks for nothing else."""
    asked = request.GET.get("whose", "")
    whose: Whose = asked if asked in get_args(Whose) else "unit"  # type: ignore[assignment]
    return Asker(request.rights, request.scope, request.office.pk, request.user.pk, whose)


def due_groups(of: Asker, today: date, shown: int = SHOWN) -> list[DueGroup]:
    """What waits by kind, the most urgent first; a kind of which there is nothing is left out."""
    found = []
    for kind, name in NAMES.items():
        rows = rows_that_wait(of, kind, today)
        if dues := row_lines(rows[:shown], kind, today):
            found.append(DueGroup(kind, name, dues, counted(rows) if len(dues) == shown else len(dues)))
    return found


def asker_of(rights: Rights, scope: Scope, user: Any, office: Organisation, whose: Whose = "unit") -> Asker:
    """Whose work is meant, outside a request."""
    return Asker(rights, scope, office.pk, user.pk, whose)


def row_lines(rows: Iterable[Row], kind: Kind, today: date) -> list[Due]:
    """The rows as lines."""
    known, some = known_registers(), list(rows)
    firms = firms_called((known[row.register], row) for row in some if row.register in known)
    return [_due(row, known.get(row.register), firms, kind, today) for row in some]


def _due(row: Row, register: Register | None, firms: Names, kind: Kind, today: date) -> Due:
    what = called(register, row, firms) if register else row.tail or row.key
    name = register.name if register else row.register
    url = reverse("registers:row", args=[row.register, row.pk])
    if kind == "returned":
        return Due(what, name, row.area.name, row.state, row.due_on, url, "warn")
    if kind == "expiring":
        return Due(what, name, row.area.name, _in_days("到期", row.expires_on, today), row.expires_on, url, "warn")
    clock, days = clock_of(register, row)
    why, tone = f"{clock} {_in_days('', row.due_on, today)}", "bad" if row.due_on < today else "warn"
    return Due(what, name, row.area.name, why, row.due_on, url, tone, "provisional" in days)


def _in_days(what: str, day: date, today: date) -> str:
    left = (day - today).days
    if left < 0:
        return f"逾期 {-left} 天"
    return f"今天{what or '到期'}" if left == 0 else f"{left} 天后{what or '到期'}"
