"""What compiled SQL reads: relations by name, which each engine gives in its own way.

Shape of the relations (the columns of a register are those of a snapshot: engines/snapshots):

    rows        the kept rows of the register: "@id", "@area", "@event_on", fields, "reached.STATE", "due.CLOCK" …
    to.FIELD    the rows of the register that the ref FIELD names, found by "@key"
    each.FIELD  one line for each entry of a field with many values: "@id", "value"; of a referenced row: each.FIELD.OTHER
    areas       "@of" (an area's code), "@wanted" (the code of an area that its rows count for)
    periods     "@period" (as it is called), "@start", "@finish" (days, included), "@step" (see `stepping`)
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import DECIMALS, NUMBERS, Field, Register

Kind = Literal["text", "whole", "decimal", "day", "truth"]
PLACES = 6  # decimals of a decimal: DECIMAL(18,6)
HEADER: dict[str, Kind] = {
    "@id": "whole", "@area": "text", "@event_on": "day", "@state": "text", "@key": "text", "@late": "truth", "@entered_on": "day",
}  # fmt: skip
CLOCK_DAYS = ("start", "due", "stop", "paused")
_TELLS_NOBODY = (*NUMBERS, "code", "bool")  # what may be counted of a personal field


class Dialect(Struct, frozen=True):
    """One way of writing SQL. `places` above 0: decimals are whole numbers of so many places, for want of a type."""

    name: Literal["duckdb", "sqlite", "postgres", "pyspark"]
    places: int = 0


DUCKDB, POSTGRES, SPARK = Dialect("duckdb"), Dialect("postgres"), Dialect("pyspark")
SQLITE = Dialect("sqlite", PLACES)


class Source(Struct, frozen=True):
    """A relation that SQL reads, with no more columns than it looks at.

    Shape: with `each`, the entries of that field of the register's rows.
    """

    name: str
    register: Register
    columns: tuple[str, ...]
    each: str = ""


class Compiled(Struct, frozen=True):
    """SQL that is the same for all areas and periods, and what it reads.

    Shape: `places`: the numerator and the denominator are whole numbers of so many places; `kinds` of the values of `by`.
    """

    sql: str
    sources: tuple[Source, ...]
    places: tuple[int, int] = (0, 0)
    kinds: tuple[Kind, ...] = ()


class Wanted(Struct, frozen=True):
    """For what figures are asked. Every row that may count has its day within `days`; None: on any day, or without one."""

    areas: tuple[list[str], list[str]]  # "@of", "@wanted"
    periods: list[tuple[str, date, date, int]]
    days: tuple[date, date] | None

    @property
    def years(self) -> range | None:
        """The years of the rows that may count; None: any."""
        return range(self.days[0].year, self.days[1].year + 1) if self.days else None


def kind_of(field: Field) -> Kind:
    """What the column of a field holds."""
    if field.type in ("int", "money", "enterprise"):
        return "whole"
    if field.type in DECIMALS:
        return "decimal"
    if field.type == "date":
        return "day"
    return "truth" if field.type == "bool" else "text"


def kind_of_column(register: Register, column: str) -> Kind:
    """What any column of a relation of rows holds."""
    if column in register.fields:
        return kind_of(register.fields[column])
    return HEADER.get(column, "day")


def readable(register: Register, key: str) -> Field:
    """The field of a register, where figures may look at it. Raises: Fault E403, E404."""
    if key not in register.fields:
        raise Fault("E403", f"台账“{register.name}”没有“{key}”这一列。可用的列：{'、'.join(register.fields)}。")
    field = register.fields[key]
    if field.personal and field.type not in _TELLS_NOBODY:
        raise Fault("E404", f"台账“{register.name}”的“{field.name}”是个人信息，统计不读取它。请换成别的列。")
    return field
