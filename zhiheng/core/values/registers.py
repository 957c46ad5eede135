"""A register as its definition file says it: one row's fields, codes and checks."""

from typing import Any, Literal

from msgspec import Struct

FieldType = Literal["text", "int", "money", "date", "code", "area", "organisation"]
Level = Literal["block", "warn"]
MONEY_UNITS = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}  # each in 分


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The clause of a document that a definition rests on."""

    document: str
    clause: str = ""


class Field(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a register.

    Unit:  money is kept in integer 分; `min` and `max` are in the kept unit; `unit` is what a count is called
           (人次).
    """

    name: str
    type: FieldType
    required: bool = False
    min: int | None = None
    max: int | None = None
    unit: str = ""

    @property
    def head(self) -> str:
        """The head of the column; money says its unit, so that a sheet that went out can come in again."""
        return f"{self.name}（元）" if self.type == "money" else self.name


class RowCheck(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must hold within a row: where `when` is satisfied, `expect` is.

    Shape: a condition is {field: constant}, {field: [constants]} or
           {field: {operator: constant or {"field": other}}}.
    """

    expect: dict[str, Any]
    says: str
    when: dict[str, Any] = {}
    level: Level = "block"


class Register(Struct, frozen=True, kw_only=True):
    """One register. `fields` stand in the order of the file, which is the order of columns everywhere.

    Shape: `key` names the fields of the natural key, `event` the date that puts a row into a period, `area`
           the field that says whose row it is.
    """

    id: str
    name: str
    row: str  # what one row is
    pattern: str
    key: tuple[str, ...]
    event: str
    area: str
    fields: dict[str, Field]
    codes: dict[str, tuple[str, ...]]
    checks: dict[str, RowCheck]
    source: Source
    text: str  # the file itself, for those who ask what was judged by

    @property
    def key_names(self) -> tuple[str, ...]:
        """What people call the fields of the natural key."""
        return tuple(self.fields[key].name for key in self.key)

    def must_fill(self, key: str) -> bool:
        """Whether a row without this field is no row: it is required, or key, date or area of the row need it."""
        return self.fields[key].required or key in (*self.key, self.event, self.area)


class Problem(Struct, frozen=True, kw_only=True):
    """One thing wrong with a row, and the remedy; `field` is "" where no single cell is at fault."""

    field: str
    says: str
    level: Level = "block"


class CheckedRow(Struct, frozen=True, kw_only=True):
    """One row after checking.

    Shape: `values[field]` is what is kept: text, int, ISO date, area code.
    None:  a value is None where the cell was empty: unknown, not zero.
    """

    values: dict[str, str | int | None]
    problems: tuple[Problem, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether the row may not be kept."""
        return any(problem.level == "block" for problem in self.problems)
