"""One page of a register's list: narrowed, in its order, going on from a row."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from zhiheng.core.measuring import Period
from zhiheng.core.values.registers import AREA, Register
from zhiheng.directory.models import Area
from zhiheng.registers import exporting
from zhiheng.registers.deadlines import Due, due_words
from zhiheng.registers.filtering import STATUSES, Chip, Choice, Filters
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.ordering import DAY, DUE, KEY, Order, order, sortable
from zhiheng.registers.queries.rows import Cell, cell_of, rows_of
from zhiheng.registers.showing import is_number
from zhiheng.web.scoping import Scope

PAGE = 50
AT_ONCE = 2000  # rows read together for a file
COUNTED = 1000  # rows are counted up to here: a count of all would read all
SHOWN = 9  # columns beside state and due date: as many as 1366 pixels hold


class Heading(NamedTuple):
    """The head of one column; `sort` is what the address says to order by it, "" where it cannot be."""

    key: str
    text: str
    number: bool
    minor: bool
    sort: str
    arrow: str  # ↑ ↓ where the list is in its order


class Line(NamedTuple):
    """One row of the list."""

    row: Row
    cells: list[Cell]
    due: Due | None


class Listing(NamedTuple):
    """One page of a list."""

    register: Register
    headings: list[Heading]
    lines: list[Line]
    count: int
    counted: bool  # False: there are more than `count`
    chips: tuple[Chip, ...]
    choices: list[Choice]
    says: tuple[str, ...]
    order: Order
    before: str  # the address of the page before, "" where there is none
    after: str
    status: str

    @property
    def counted_in_words(self) -> str:
        return f"{self.count} 行" if self.counted else f"{self.count} 行以上"


class Wanted(NamedTuple):
    """The rows that an address asks for, and in which order."""

    rows: QuerySet[Row]
    order: Order
    filters: Filters
    status: str


def wanted_rows(
    register: Register, scope: Scope, given: Mapping[str, str], today: date, area: Area | None, period: Period | None
) -> Wanted:
    """The rows that an address asks for, not yet ordered."""
    filters = Filters(register, given, lookups(scope), today)
    status = given.get("status", "")
    status = status if status in STATUSES else "kept"
    found = rows_of(register.id, scope, area=area, period=period, status=status)
    narrowed = filters.narrowed
    for condition in narrowed.conditions:
        found = found.filter(condition)
    return Wanted(found, _order(register, given, narrowed.leads), filters, status)


def _order(register: Register, given: Mapping[str, str], leads: str) -> Order:
    """What the address asks for; else by the field that is narrowed to a range, or the due date, or the day."""
    asked = given.get("sort", "")
    if asked:
        return order(register, asked.lstrip("-"), asked.startswith("-"))
    if leads in sortable(register):
        return order(register, leads, True)
    return order(register, DUE, False) if given.get("clock") else order(register)


def listing(
    register: Register,
    scope: Scope,
    given: Mapping[str, str],
    *,
    today: date,
    area: Area | None = None,
    period: Period | None = None,
) -> Listing:
    """One page of the rows that an address asks for."""
    wanted = wanted_rows(register, scope, given, today, area, period)
    found = list(wanted.rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    if (count := len(found)) <= COUNTED:  # few enough to be put in order by hand, whatever they were found by
        few = Row.objects.unscoped("found within the scope").filter(pk__in=found)
        wanted = wanted._replace(rows=few)
    rows, before, after = _page(wanted, given)
    columns = listed(register)
    names = names_in(register, [row.data for row in rows])
    lines = [Line(row, [cell_of(register, key, row, names) for key in columns], due_words(row, today)) for row in rows]
    narrowed = wanted.filters.narrowed
    return Listing(
        register=register,
        headings=[_heading(register, key, wanted.order) for key in columns],
        lines=lines,
        count=min(count, COUNTED),
        counted=count <= COUNTED,
        chips=narrowed.chips,
        choices=wanted.filters.choices,
        says=narrowed.says,
        order=wanted.order,
        before=before,
        after=after,
        status=wanted.status,
    )


def _page(wanted: Wanted, given: Mapping[str, str]) -> tuple[list[Row], str, str]:
    """The rows of the page, and the places before and after it."""
    backwards = "before" in given
    place = given.get("before") or given.get("after") or ""
    found = wanted.rows.filter(wanted.order.after(place, backwards=backwards)) if place else wanted.rows
    some = list(wanted.order.sorted(found, backwards=backwards).select_related("area")[: PAGE + 1])
    more, rows = len(some) > PAGE, some[:PAGE]
    rows = rows[::-1] if backwards else rows
    if not rows:
        return rows, "", ""
    first, last = wanted.order.place(rows[0]), wanted.order.place(rows[-1])
    return rows, first if (more if backwards else bool(place)) else "", last if more or backwards else ""


def listed(register: Register) -> list[str]:
    """The columns of the list: key, day and filters first, then what every row must have; the rest is on the row's page."""
    alone = [key for key in register.fields if key not in (*register.key, register.event, *register.filters)]
    must = [key for key in alone if register.must_fill(key)]
    others = [key for key in alone if key not in must and register.fields[key].type != "file"]
    number = [key for key in register.key if key != AREA]
    chosen = [*number, *((AREA,) if AREA in register.key else ()), register.event, *register.filters, *must, *others]
    return list(dict.fromkeys(key for key in chosen if key))[:SHOWN]


def _heading(register: Register, key: str, now: Order) -> Heading:
    field = register.fields[key]
    by = DAY if key == register.event else KEY if key == _number(register) else key if key in sortable(register) else ""
    falling = now.falling if now.by == by else by != DAY  # the next click turns the order round
    arrow = ("↓" if now.falling else "↑") if by and now.by == by else ""
    sort = (by if falling else f"-{by}") if by else ""
    return Heading(key, field.head, is_number(field), not register.must_fill(key), sort, arrow)


def _number(register: Register) -> str:
    return next((key for key in register.key if key != AREA), AREA)


def neighbours(wanted: Wanted, row: Row) -> tuple[Any, Any]:
    """The rows before and after one in a list, each by its number; None at the ends."""
    place = wanted.order.place(row)
    found = []
    for backwards in (True, False):
        beside = wanted.order.sorted(wanted.rows.filter(wanted.order.after(place, backwards=backwards)), backwards=backwards)
        found.append(beside.values_list("pk", flat=True).first())
    return found[0], found[1]


PRINTED = 5000  # rows on one print: paper is for reading


def print_sheet(register: Register, wanted: Wanted) -> dict[str, Any]:
    """The rows that are wanted as a table to print: each field but files that one of them has filled; `more` says that some
    rows were left out, `empty` which columns."""
    rows = list(wanted.order.sorted(wanted.rows).select_related("area")[: PRINTED + 1])
    printable = [key for key, field in register.fields.items() if field.type != "file"]
    columns = [key for key in printable if any(row.data.get(key) not in (None, "", []) for row in rows)] or printable
    names = names_in(register, [row.data for row in rows])
    return {
        "heads": [register.fields[key].head for key in columns],
        "lines": [(row, [cell_of(register, key, row, names) for key in columns]) for row in rows[:PRINTED]],
        "more": len(rows) > PRINTED,
        "empty": [register.fields[key].head for key in printable if key not in columns],
        "wide": len(columns) > 10,
    }


def exported_rows(kind: str, register: Register, wanted: Wanted) -> Iterator[bytes]:
    """All wanted rows, not one page of them, as a file, piece by piece."""
    rows = wanted.order.sorted(wanted.rows).select_related(None).iterator(chunk_size=AT_ONCE)
    return exporting.streamed(kind, register, exporting.exported_lines(register, rows))
