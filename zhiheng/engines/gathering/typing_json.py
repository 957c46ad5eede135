"""Columns of a snapshot out of the JSON of a kept row, as SQLite and PostgreSQL write it."""

import json
from abc import ABC, abstractmethod

from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.relations import SQLITE, Dialect, Kind, kind_of_column

# ruff: noqa: S608 — queries are made of our own names


def text(constant: str) -> str:
    """A text in a query."""
    return "'" + constant.replace("'", "''") + "'"


def typing(dialect: Dialect) -> "Typing":
    """How the columns are written in that dialect."""
    return Sqlite() if dialect is SQLITE else Postgres()


class Typing(ABC):
    """How the columns of rows, their entries, the areas and the periods are written."""

    header: dict[str, str]

    def column(self, register: Register, name: str) -> str:
        """A column of a kept row `r`, of the area `a`; `ua` is that of the unit it counts for."""
        if name == "@area" and register.credit:
            return f"coalesce({self.header['@area'].replace('a.code', 'ua.code')}, {self.header['@area']})"
        if name in self.header:
            return self.header[name]
        field = register.fields.get(name)
        if field is None:
            first, _, rest = name.partition(".")
            kept = self.path("r.reached", rest) if first == "reached" else self.path("r.clocks", rest, first)
            return self.typed(kept, "day")
        if field.many:
            return self.listed(name)
        value = self.typed(self.path("r.data", name), kind_of_column(register, name))
        return _merged(value) if field.type == "enterprise" else value

    def entries(self, register: Register, name: str, where: str) -> str:
        """The entries of a field with many values: "@id", "value"."""
        value = self.typed("one.value", kind_of_column(register, name))
        if register.fields[name].type == "enterprise":
            value = _merged(value)
        named = f'SELECT DISTINCT r.id AS "@id", {value} AS "value"'
        return f"{named} FROM registers_row AS r, {self.unfolded(name)} WHERE {where} AND one.value IS NOT NULL"

    @abstractmethod
    def path(self, column: str, *keys: str) -> str:
        """What JSON has under these keys, as text or as SQLite has it."""

    @abstractmethod
    def typed(self, value: str, kind: Kind) -> str:
        """A value of its type; NULL where it is none of it."""

    @abstractmethod
    def listed(self, name: str) -> str:
        """Anything but NULL where the field is filled."""

    @abstractmethod
    def unfolded(self, name: str) -> str:
        """The entries of a row's field as `one.value`."""

    @abstractmethod
    def areas(self, mark: str) -> str:
        """The lines of `areas`, out of JSON for which the mark stands."""

    @abstractmethod
    def periods(self, mark: str) -> str:
        """The lines of `periods`."""


class Sqlite(Typing):
    """SQLite: days are texts, decimals whole numbers of millionths."""

    header = {
        "@id": "r.id", "@area": "a.code", "@event_on": "r.event_on", "@state": "r.state", "@key": "r.key", "@late": "r.late",
        "@entered_on": "date(r.entered_at, '+8 hours')",
    }  # fmt: skip

    def path(self, column: str, *keys: str) -> str:
        plain = "".join(f'."{key}"' for key in keys)
        written = "".join(f".{json.dumps(key)}" for key in keys)  # older versions compare keys as they are written
        found = f"json_extract({column}, {text('$' + plain)})"
        return found if plain == written else f"coalesce({found}, json_extract({column}, {text('$' + written)}))"

    def typed(self, value: str, kind: Kind) -> str:
        match kind:
            case "decimal":
                return f"zhiheng_units({value})"
            case "whole":
                return f"CASE WHEN typeof({value}) = 'integer' AND abs({value}) < 1000000000000000000 THEN {value} END"
            case "day":
                return f"CASE WHEN date({value}) = {value} THEN {value} END"
        return value

    def listed(self, name: str) -> str:
        return self.path("r.data", name)

    def unfolded(self, name: str) -> str:
        path = text(f'$."{name}"')
        return f"json_each(r.data, {path}) AS one"

    def areas(self, mark: str) -> str:
        return f"SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({mark})"

    def periods(self, mark: str) -> str:
        columns = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(4))
        return f"SELECT {columns} FROM json_each({mark})"


class Postgres(Typing):
    """PostgreSQL: texts are compared by their characters, whatever the language of the database."""

    header = {
        "@id": "r.id", "@area": 'a.code COLLATE "C"', "@event_on": "r.event_on", "@state": 'r.state COLLATE "C"',
        "@key": 'r.key COLLATE "C"', "@late": "r.late",
        "@entered_on": "((r.entered_at AT TIME ZONE 'UTC') + INTERVAL '8 hours')::date",
    }  # fmt: skip

    def path(self, column: str, *keys: str) -> str:
        *before, last = keys
        return f"({column}{''.join(f'->{text(key)}' for key in before)}->>{text(last)})"

    def typed(self, value: str, kind: Kind) -> str:
        match kind:
            case "decimal":
                return rf"CASE WHEN {value} ~ '^[+-]?[0-9]{{1,12}}(\.[0-9]{{1,6}}0*)?$' THEN ({value})::numeric END"
            case "whole":
                return f"CASE WHEN {value} ~ '^[+-]?[0-9]{{1,18}}$' THEN ({value})::bigint END"
            case "day":
                return f"CASE WHEN {value} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN ({value})::date END"
            case "truth":
                return f"({value})::boolean"
        return f'({value}) COLLATE "C"'

    def listed(self, name: str) -> str:
        return f"NULLIF(r.data->{text(name)}, 'null'::jsonb)"

    def unfolded(self, name: str) -> str:
        kept = self.listed(name)
        listed = f"CASE jsonb_typeof({kept}) WHEN 'array' THEN {kept} ELSE jsonb_build_array({kept}) END"
        return f"jsonb_array_elements_text({listed}) AS one(value)"

    def areas(self, mark: str) -> str:
        return f"SELECT one->>0, one->>1 FROM jsonb_array_elements({mark}::jsonb) AS one"

    def periods(self, mark: str) -> str:
        columns = "one->>0, (one->>1)::date, (one->>2)::date, (one->>3)::bigint"
        return f"SELECT {columns} FROM jsonb_array_elements({mark}::jsonb) AS one"


def _merged(value: str) -> str:
    return f"coalesce((SELECT merged.same FROM merged WHERE merged.id = {value}), {value})"
