"""The relations as Ibis sees them: names and types, no data."""

from typing import Any

import ibis
from ibis.expr.types import Table

from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.naming import Named
from zhiheng.engines.gathering.relations import Dialect, Kind, kind_of_column

_TYPES: dict[Kind, str] = {"text": "string", "whole": "int64", "day": "date", "truth": "boolean"}


def type_of(kind: Kind, dialect: Dialect) -> str:
    """The Ibis type of what a column holds."""
    return _TYPES.get(kind) or ("int64" if dialect.places else "decimal(18, 6)")


def rows_of(register: Register, name: str, columns: list[str], dialect: Dialect) -> Table:
    """Rows of a register."""
    many = {key for key, field in register.fields.items() if field.many}
    types = {column: type_of(kind_of_column(register, column), dialect) for column in columns}
    return ibis.table({key: f"array<{one}>" if key in many else one for key, one in types.items()}, name=name)


def entries_of(named: Named, dialect: Dialect) -> Table:
    """The entries of a field with many values."""
    return ibis.table({"@id": "int64", "value": type_of(named.kind, dialect)}, name=named.each)


def areas() -> Table:
    """Areas, and the wanted ones that their rows count for."""
    return ibis.table({"@of": "string", "@wanted": "string"}, name="areas")


def periods() -> Table:
    """The wanted periods of one step."""
    return ibis.table({"@period": "string", "@start": "date", "@finish": "date", "@step": "int64"}, name="periods")


def all_of(parts: list[Any]) -> Any:
    """What holds where every part does."""
    found = ibis.literal(True)
    for place, part in enumerate(parts):
        found = part if place == 0 else found & part
    return found


def any_of(parts: list[Any]) -> Any:
    """What holds where one part does; never, where there is none."""
    found = ibis.literal(False)
    for place, part in enumerate(parts):
        found = part if place == 0 else found | part
    return found
