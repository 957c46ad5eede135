"""督办 of what a row found or resolved: what it proposes, and the matters that were made of it."""

from datetime import date
from typing import Any, NamedTuple

from zhiheng.core.scheduling import clocks_from
from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import organisations_of
from zhiheng.plans.chasing.queries import matters_seen
from zhiheng.plans.models import Matter
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.queries.pages import title
from zhiheng.registers.queries.rows import cells
from zhiheng.web.scoping import Scope


class Proposed(NamedTuple):
    """What a row would put on the 台账: its lines, and whose they are and by when where a line does not say."""

    basis: str
    basis_on: date | None
    lines: str
    lead: Organisation | None
    due_on: date | None
    measure: str


def units_of(row: Row, office: Organisation) -> list[Organisation]:
    """Who may be asked: the bodies of the row's area and of the office's own, each once."""
    areas = [row.area] if row.area_id == office.area_id else [row.area, office.area]
    return [unit for area in areas for unit in organisations_of(area)]


def proposed(register: Register, row: Row, office: Organisation) -> Proposed:
    """What the row proposes, as its register's `chased` says."""
    asked, data = register.chased, row.data
    named = title(register, cells(register, row, names_in(register, [data])))
    place = "" if row.area_id == office.area_id else f"{row.area.name} "
    lead = next((unit for unit in units_of(row, office) if asked.lead and unit.name == data.get(asked.lead)), None)
    basis = f"{register.name}：{place}{named}"
    return Proposed(basis, row.event_on, _text(data, asked.what), lead, _due(register, row), _text(data, asked.measure))


def matters_of_row(row: Row, scope: Scope, office: Organisation) -> list[Matter]:
    """The matters made of a row that she may see, the first first."""
    found = matters_seen(scope, office).filter(origin__startswith=origin_of(row))
    return list(found.order_by("year", "number"))


def origin_of(row: Row) -> str:
    """How a matter names the row that it was made of."""
    return f"row:{row.pk}:"


def _text(data: dict[str, Any], field: str) -> str:
    return str(data.get(field) or "") if field else ""


def _due(register: Register, row: Row) -> date | None:
    asked = register.chased
    if asked.due and (day := row.data.get(asked.due)):
        return date.fromisoformat(str(day))
    clock = clocks_from(row.clocks).get(asked.clock)
    return clock.due if clock else None
