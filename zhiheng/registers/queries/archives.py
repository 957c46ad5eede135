"""The quality archive of a firm: everything that every register knows of it, on one timeline."""

import io
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count

from zhiheng.core.measuring.completeness import Completeness, completeness
from zhiheng.core.values.registers import AREA, Register
from zhiheng.definitions.archives import archive as archive_of_definitions
from zhiheng.directory.models import Enterprise
from zhiheng.directory.queries import records_of
from zhiheng.registers.deadlines import Due, due_words
from zhiheng.registers.exporting import exported_lines, write_archive
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Mention, Row
from zhiheng.registers.names import Names, names_in
from zhiheng.registers.queries.rows import Cell, cell_of
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

SHOWN = 300  # entries of the timeline on a page
WORTH = 5  # cells that an entry shows


class Entry(NamedTuple):
    """One row that names the firm."""

    register: Register
    row: Row
    cells: list[Cell]
    roles: list[str]  # in which fields it is named
    due: Due | None


class Part(NamedTuple):
    """How many rows of one register name the firm."""

    register: Register
    rows: int


class Archive(NamedTuple):
    """Everything of one firm; of merged records together."""

    firm: Enterprise
    records: list[Enterprise]
    entries: list[Entry]
    more: bool
    parts: list[Part]
    complete: Completeness | None
    missing: list[Register]


def archive(firm: Enterprise, scope: Scope, rights: Rights, today: date, limit: int = SHOWN) -> Archive:
    """What the registers that may be seen know of a firm, the newest first."""
    registers = known_registers()
    seen = {id: register for id, register in registers.items() if rights.allows("registers.view", id)}
    records = records_of(firm)
    named = Mention.objects.within(scope, reach="below").filter(
        enterprise__in=records, row__register__in=seen, row__status="kept"
    )
    counted = named.order_by().values("row__register").annotate(rows=Count("row", distinct=True))
    parts = [Part(seen[line["row__register"]], line["rows"]) for line in counted]
    parts.sort(key=lambda part: (-part.rows, part.register.name))
    fields: dict[int, list[str]] = {}
    newest = named.order_by("-row__event_on", "-row__pk").values_list("row", "field")
    for pk, field in newest[: limit * 3]:
        fields.setdefault(pk, []).append(field)
    chosen = list(fields)[:limit]
    rows = Row.objects.within(scope, reach="below").filter(pk__in=chosen).select_related("area")
    entries = _entries(seen, list(rows), fields, today)
    entries.sort(key=lambda entry: (entry.row.event_on or date.min, entry.row.pk), reverse=True)
    due = [id for id in archive_of_definitions(settings.DEFINITIONS).basic if id in seen]
    complete = completeness(due, [part.register.id for part in parts])
    missing = [seen[id] for id in complete.missing] if complete else []
    return Archive(firm, records, entries, sum(part.rows for part in parts) > len(entries), parts, complete, missing)


def _entries(
    registers: Mapping[str, Register], rows: list[Row], fields: Mapping[int, list[str]], today: date
) -> list[Entry]:
    found = []
    for id in {row.register for row in rows}:
        register, some = registers[id], [row for row in rows if row.register == id]
        names = names_in(register, [row.data for row in some])
        found += [_entry(register, row, fields[row.pk], names, today) for row in some]
    return found


def _entry(register: Register, row: Row, fields: list[str], names: Names, today: date) -> Entry:
    keys = dict.fromkeys([*register.key, *register.filters, *register.fields])
    told = [key for key in keys if key != AREA and register.fields[key].type not in ("enterprise", "file")]
    cells = [cell for key in told if (cell := cell_of(register, key, row, names)).text][:WORTH]
    return Entry(register, row, cells, [register.fields[key].name for key in fields], due_words(row, today))


def archive_file(found: Archive, scope: Scope) -> bytes:
    """A workbook of every row that names the firm, one sheet for each register."""
    out = io.BytesIO()
    parts = ((part.register, archive_rows(found.firm, scope, part.register)) for part in found.parts)
    write_archive(((register, exported_lines(register, rows)) for register, rows in parts), out)
    return out.getvalue()


def archive_rows(firm: Enterprise, scope: Scope, register: Register) -> list[Row]:
    """Every row of one register that names the firm, the newest first."""
    rows = Row.objects.within(scope, reach="below").filter(register=register.id, status="kept")
    return list(rows.filter(mentions__enterprise__in=records_of(firm)).distinct().order_by("-event_on", "-pk"))
