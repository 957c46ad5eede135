"""Rows of registers that documents are about, in words: dates in Chinese form, names for codes, personal values left out."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.lookups import Exact

from zhiheng.core.values.facts import Cell, Record
from zhiheng.core.values.registers import DECIMALS, Field, Register, usable
from zhiheng.core.writing.templates import BATCH, Template, cell_of
from zhiheng.publications.found import Found
from zhiheng.registers.kept import LEAST, WHOLE, Kept
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.queries.rows import rows_of
from zhiheng.registers.showing import marked
from zhiheng.web.scoping import Scope

MOST = 2000  # rows in one list: what more there are, no document prints
_DAY = Field(name="", type="date")


def row_of(template: Template, pk: int, scope: Scope, today: date) -> Found | None:
    """The row of that number of the register that the template is about; None where there is none in the scope."""
    found = rows_of(template.head.about, scope).filter(pk=pk).first()
    return next(iter(_found(template, [found], scope, template.asked.columns)), None) if found else None


def rows_beside(template: Template, name: str, of: Found, pk: int, scope: Scope, today: date) -> list[Found]:
    """The rows of a list: the batch, those that a column refers to, those there that refer here; in the order of their keys,
    a batch as it was entered."""
    register = known_register(template.head.about)
    there, _, column = name.partition(".")
    if name == BATCH:
        return _found(template, list(_batch(template, register, of.values, scope).order_by("pk")[:MOST]), scope, ())
    if column:
        key = rows_of(register.id, scope).values_list("key", flat=True).get(pk=pk)
        rows, field = rows_of(there, scope, status="kept").order_by("key"), known_register(there).fields[column]
        if field.many:
            found = [one for one in rows if key in (one.data.get(column) or [])]
        else:
            found = list(rows.filter(Exact(Kept(column, field), key))[:MOST])
        return _found(template, found[:MOST], scope, (), there)
    field, value = register.fields[name], of.values.get(name)
    keys = value if isinstance(value, list) else [value] if value else []
    there_by_key = {one.key: one for one in rows_of(field.to, scope, status="kept").filter(key__in=keys)}
    return _found(template, [there_by_key[key] for key in keys if key in there_by_key], scope, (), field.to)


def batch_of(template: Template, row: Row, scope: Scope) -> list[int]:
    """The numbers of the rows that go into one document with a row."""
    if not template.head.batch:
        return [row.pk]
    return list(_batch(template, known_register(row.register), row.data, scope).values_list("pk", flat=True))


def _batch(template: Template, register: Register, values: Mapping[str, Any], scope: Scope) -> QuerySet[Row]:
    """The rows that the office may see and that say the same in the columns of a batch; empty cells are alike."""
    rows = rows_of(register.id, scope, status="kept")
    for key in template.head.batch:
        field, value = register.fields[key], values.get(key)
        nothing = LEAST if field.type in (*WHOLE, *DECIMALS) and not field.many else ""
        rows = rows.filter(Exact(Kept(key, field), nothing if value is None else value))
    return rows


def _found(template: Template, rows: list[Row], scope: Scope, columns: Iterable[str], id: str = "") -> list[Found]:
    register = known_register(id or template.head.about)
    names = names_in(register, [row.data for row in rows])
    purpose = template.head.purpose if register.id == template.head.about else ""
    found = []
    for row in rows:
        cells = _cells(register, row, names, purpose) | _followed(register, row, columns, scope)
        record = Record(thing=register.id, row=row.pk, name=f"{register.name} {row.tail or row.key}", cells=cells)
        beside = {"state": row.state, **{f"reached.{state}": day for state, day in row.reached.items()}}
        gone = "这一行已经作废" if row.status == "void" else ""
        found.append(Found(record, {**usable(register, row.data), **beside}, row.area, row.event_on, gone))
    return found


def _cells(register: Register, row: Row, names: Mapping[Any, str], purpose: str) -> dict[str, Cell]:
    public = register.public.fields if register.public else ()
    allowed = {
        key: field for key, field in register.fields.items()
        if field.type != "file" and (not field.personal or field.personal == purpose or key in public)
    }  # fmt: skip
    cells = {key: _cell(field, row.data.get(key), names, row.marks.get(key, {})) for key, field in allowed.items()}
    cells["state"] = Cell(text=row.state)
    return cells | {f"reached.{state}": cell_of(_DAY, day, {}) for state, day in row.reached.items()}


def _cell(field: Field, value: Any, names: Mapping[Any, str], mark: Mapping[str, Any]) -> Cell:
    """The cell; a reference is called by the last part of its key, as people refer to a row."""
    if field.type == "ref":
        value = [_last(one) for one in value] if isinstance(value, list) else _last(value) if value else value
    return cell_of(field, value, names, lambda words: marked(words, mark))


def _last(key: str) -> str:
    return key.replace("\\|", "\0").rpartition("|")[2].replace("\0", "|").replace("\\\\", "\\")


def _followed(register: Register, row: Row, columns: Iterable[str], scope: Scope) -> dict[str, Cell]:
    """The cells of rows that it refers to, by `a.b`."""
    found: dict[str, Cell] = {}
    for column in columns:
        first, _, second = column.partition(".")
        field = register.fields.get(first)
        if not second or field is None or not (key := row.data.get(first)):
            continue
        other = rows_of(field.to, scope, status="kept").filter(key=key).first()
        if other:
            there = known_register(field.to)
            found[column] = _cells(there, other, names_in(there, [other.data]), "").get(second, Cell())
    return found
