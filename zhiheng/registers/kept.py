"""What rows keep, as SQL: an index and a query that spell a value alike find each other.

Nothing here is null (an empty field is "" or the least number), so that every value has its place in an order. Names
and constants are written out, not bound: databases match index expressions by their text.
"""

import json
import re
from typing import Any

from django.db.models import BigIntegerField, BooleanField, CharField, DateField, F, FloatField, Func

from zhiheng.core.values.registers import DECIMALS, Field

WHOLE = ("int", "money", "enterprise")
LEAST = -(10**15)  # of a number that is not known; no kept number is as small
NO_DAY = "0001-01-01"  # of a row without a date
NAME = re.compile(r"[A-Za-z0-9_-]+")


class Kept(Func):
    """One field of a row: text as text, dates as ISO text, numbers as numbers, 是 as "true"."""

    def __init__(self, key: str, field: Field) -> None:
        if not NAME.fullmatch(key):
            raise ValueError(key)
        self.key, self.kept_as = key, field
        super().__init__(F("data"), output_field=_output(field))

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        return sql_of(self.key, self.kept_as, connection.vendor, column), params


def sql_of(key: str, field: Field, vendor: str, column: str = '"data"') -> str:
    """The expression of a field, in a database's words."""
    whole, decimal = field.type in WHOLE and not field.many, field.type in DECIMALS
    if vendor == "postgresql":
        value = f"({column} ->> '{key}')"
        value += "::bigint" if whole else "::double precision" if decimal else ""
    elif vendor == "sqlite":
        value = f"json_extract({column}, '$.\"{key}\"')"
        value = f"CAST({value} AS REAL)" if decimal else value
        value = f"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END" if field.type == "bool" else value
    else:
        value = f"JSON_VALUE({column}, '$.\"{key}\"')"
        value = f"CAST({value} AS DECIMAL(38, 10))" if whole or decimal else value
    return f"COALESCE({value}, {LEAST if whole or decimal else _NOTHING})"


_NOTHING = "''"


class Day(Func):
    """The day that puts a row into a period."""

    def __init__(self) -> None:
        super().__init__(F("event_on"), output_field=DateField())

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        return day_sql(connection.vendor, column), params


class Holds(Func):
    """Whether the kept values hold some words at all, as they stand: a quick look before the slow one at each field.

    Only SQLite keeps the values as they were written; elsewhere everything holds everything.
    """

    def __init__(self, words: str) -> None:
        self.words = json.dumps(words)[1:-1]  # as the values are written
        super().__init__(F("data"), output_field=BooleanField())

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        if connection.vendor != "sqlite":
            return "1 = 1", []
        column, params = compiler.compile(self.source_expressions[0])
        return f"instr({column}, %s) > 0", [*params, self.words]


def day_sql(vendor: str, column: str = '"event_on"') -> str:
    """The expression of the day, in a database's words."""
    return f"COALESCE({column}, {'' if vendor == 'sqlite' else 'DATE '}'{NO_DAY}')"


def _output(field: Field) -> Any:
    if field.many:
        return CharField()
    return BigIntegerField() if field.type in WHOLE else FloatField() if field.type in DECIMALS else CharField()


def least(field: Field) -> Any:
    """What an empty field is in an order."""
    return LEAST if not field.many and field.type in (*WHOLE, *DECIMALS) else ""
