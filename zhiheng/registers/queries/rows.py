"""The rows of a register that somebody may see, and what a page shows of each."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from zhiheng.core.measuring import Period
from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Area
from zhiheng.directory.models.areas import numbers_in
from zhiheng.directory.queries import areas_within
from zhiheng.history.models import Revision
from zhiheng.history.queries import timeline
from zhiheng.registers import exporting
from zhiheng.registers.kept import Day
from zhiheng.registers.models import Row
from zhiheng.registers.names import Names, names_in
from zhiheng.registers.showing import is_number, marked, shown
from zhiheng.web.scoping import Scope, at_or_below

OUTERMOST = 1000  # rows, of whichever area, among which the first day of a scope is looked for before its own are read


class Cell(NamedTuple):
    """One value on a page."""

    key: str
    head: str
    text: str
    number: bool
    minor: bool  # a small screen's list leaves it out


def rows_of(
    register: str,
    scope: Scope,
    *,
    area: Area | None = None,
    period: Period | None = None,
    words: str = "",
    status: str = "",
) -> QuerySet[Row]:
    """The rows of a register, newest first: of `area` and the areas below it, with their date in `period`.

    `words` are looked for in the natural key, which is what people search a row by; no `status` means any.
    """
    found = Row.objects.within(scope, reach="below").filter(register=register)
    if area and area.code != scope.own:
        found = found.filter(at_or_below(area.path, "area__path"))
    if period:
        found = found.filter(GreaterThanOrEqual(Day(), period.start), LessThanOrEqual(Day(), period.end))
    if words:
        found = found.filter(key__contains=words)
    if status:
        found = found.filter(status=status)
    return found.select_related("area")


def kept_data(register: str, scope: Scope, area: Area, period: Period) -> list[tuple[int, dict[str, Any]]]:
    """Id and values of every row that counts, by id."""
    found = rows_of(register, scope, area=area, period=period, status="kept")
    return list(found.order_by("pk").values_list("pk", "data"))


def cells(register: Register, row: Row, names: Names) -> list[Cell]:
    """The values of one row in the order of the definition."""
    return [cell_of(register, key, row, names) for key in register.fields]


def cell_of(register: Register, key: str, row: Row, names: Names) -> Cell:
    """One value of a row, with what stands beside it."""
    field = register.fields[key]
    text = marked(shown(field, row.data.get(key), names), row.marks.get(key, {}))
    return Cell(key, field.head, text, is_number(field), not register.must_fill(key))


def names_of(register: Register, row: Row) -> dict[str | int, str]:
    """The names of the areas and enterprises that a row names."""
    return names_in(register, [row.data])


def cells_in_clear(register: Register, opened: Register, row: Row) -> list[Cell]:
    """The values that are personal in the register and were opened."""
    keys = {key for key in register.personal if not opened.fields[key].personal}
    return [cell for cell in cells(opened, row, names_in(opened, [row.data])) if cell.key in keys]


def area_names(scope: Scope) -> dict[str | int, str]:
    """The names of the areas an office may see, by code."""
    return dict(areas_of(scope).values_list("code", "name"))


def areas_of(scope: Scope) -> QuerySet[Area]:
    """The areas an office may see: its own and those below."""
    return areas_within(scope).order_by("code")


def areas_round(scope: Scope, area: Area) -> list[Area]:
    """The areas to choose from beside one: those above it and right below it, as far as the scope reaches."""
    tops = [one.area for one in (scope, *scope.also) if one.area]
    round_it = Q(pk__in=[*numbers_in(area.path), *tops]) | Q(parent=area)
    return list(areas_within(scope).filter(round_it).order_by("path"))


def span_of_events(scope: Scope) -> tuple[date, date] | None:
    """The first and the last day with a row, over all registers; None when there is no row."""
    first, last = _outermost(scope, "event_on"), _outermost(scope, "-event_on")
    return (first, last) if first and last else None


def _outermost(scope: Scope, order: str) -> date | None:
    """The first day in that order: among the outermost rows of all areas, which hold it as a rule, else among its own."""
    days = Row.objects.within(scope, reach="below").filter(event_on__isnull=False).order_by(order)
    outer = Row.objects.unscoped("narrowed to the scope").filter(event_on__isnull=False).order_by(order).values("pk")[:OUTERMOST]
    found = days.filter(pk__in=outer).values_list("event_on", flat=True).first()
    return found or days.values_list("event_on", flat=True).first()


def revisions_of(row: Row) -> QuerySet[Revision]:
    """What happened to a row, newest first."""
    return timeline(row)


def exported(
    kind: str, register: Register, scope: Scope, area: Area | None, period: Period | None, words: str = ""
) -> bytes:
    """All rows that count, not one page of them, as a file."""
    found = rows_of(register.id, scope, area=area, period=period, words=words, status="kept")
    rows = found.order_by("event_on", "pk").select_related(None).iterator(chunk_size=2000)
    with exporting.file_of(kind, register, exporting.exported_lines(register, rows)) as file:
        return file.read()


def empty_sheet(register: Register) -> bytes:
    """A sheet to be filled in: its head, what each column asks for, and what drops down."""
    with exporting.file_of("xlsx", register, ()) as file:
        return file.read()
