"""Reading the registers."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from zhiheng.core.measuring import Period
from zhiheng.core.values.registers import Register
from zhiheng.definitions.registers import registers
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_within
from zhiheng.documents import originals
from zhiheng.history.models import Revision
from zhiheng.history.queries import timeline
from zhiheng.registers import exporting
from zhiheng.registers.models import Import, Row
from zhiheng.registers.showing import is_number, shown
from zhiheng.web.scoping import Scope, at_or_below


class RegisterLine(NamedTuple):
    """One register in the list of all."""

    register: Register
    rows: int
    latest: date | None


class Cell(NamedTuple):
    """One value on a page."""

    head: str
    text: str
    number: bool
    minor: bool  # a small screen's list leaves it out


def register_or_none(name: str) -> Register | None:
    """The register of that id, None when there is none."""
    return registers().get(name)


def text_digest(register: Register) -> str:
    """The digest of a definition's text: what a row was judged by."""
    return hashlib.sha256(register.text.encode()).hexdigest()


def register_lines(scope: Scope) -> list[RegisterLine]:
    """Every register with the rows the office may see."""
    found = (
        Row.objects.within(scope, reach="below")
        .order_by()
        .values("register")
        .annotate(rows=Count("pk", filter=Q(status="kept")), latest=Max("event_on"))
    )
    counted = {line["register"]: line for line in found}
    none = {"rows": 0, "latest": None}
    return [
        RegisterLine(register, (line := counted.get(name, none))["rows"], line["latest"])
        for name, register in registers().items()
    ]


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
        found = found.filter(event_on__range=(period.start, period.end))
    if words:
        found = found.filter(key__contains=words)
    if status:
        found = found.filter(status=status)
    return found.select_related("area")


def kept_data(register: str, scope: Scope, area: Area, period: Period) -> list[tuple[int, dict[str, Any]]]:
    """Id and values of every row that counts, by id."""
    found = rows_of(register, scope, area=area, period=period, status="kept")
    return list(found.order_by("pk").values_list("pk", "data"))


def cells(register: Register, row: Row, area_names: Mapping[str, str]) -> list[Cell]:
    """The values of one row in the order of the definition."""
    return [
        Cell(field.head, shown(field, row.data.get(key), area_names), is_number(field), not register.must_fill(key))
        for key, field in register.fields.items()
    ]


def area_names(scope: Scope) -> dict[str, str]:
    """The names of the areas an office may see, by code."""
    return dict(areas_of(scope).values_list("code", "name"))


def areas_of(scope: Scope) -> QuerySet[Area]:
    """The areas an office may see: its own and those below."""
    return areas_within(scope).order_by("code")


def span_of_events(scope: Scope) -> tuple[date, date] | None:
    """The first and the last day with a row, over all registers; None when there is no row."""
    found = Row.objects.within(scope, reach="below").filter(status="kept").order_by()
    ends = found.aggregate(first=Min("event_on"), last=Max("event_on"))
    return (ends["first"], ends["last"]) if ends["first"] else None


def imports_of(register: str, scope: Scope) -> QuerySet[Import]:
    """The files that came into a register, newest first."""
    found = Import.objects.within(scope, reach="below").filter(register=register)
    return found.select_related("by", "area")


def imports(scope: Scope) -> QuerySet[Import]:
    """Every file that came in."""
    return Import.objects.within(scope, reach="below")


def imported_content(one: Import) -> bytes:
    """The file of an import, as it came. Raises: Fault D405: it is not in its place."""
    return originals.read(one.digest, one.name)


def revisions_of(row: Row) -> QuerySet[Revision]:
    """What happened to a row, newest first."""
    return timeline(row)


def exported(
    kind: str, register: Register, scope: Scope, area: Area | None, period: Period | None, words: str = ""
) -> bytes:
    """All rows that count, not one page of them, as a file."""
    found = rows_of(register.id, scope, area=area, period=period, words=words, status="kept")
    data = found.order_by("event_on", "pk").values_list("data", flat=True).iterator(chunk_size=2000)
    return exporting.exported(kind, register, data, area_names(scope))


def empty_sheet(register: Register) -> bytes:
    """A sheet with the heads alone, to be filled in."""
    return exporting.exported("xlsx", register, (), {})
