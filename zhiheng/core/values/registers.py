"""A register as its definition file says it: one row's fields, codes, lifecycle, clocks and checks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct
from msgspec import field as made

from zhiheng.core.values.lifecycles import Clock, Lifecycle
from zhiheng.core.values.spans import Span

FieldType = Literal[
    "text", "int", "decimal", "percent", "money", "quantity", "date", "time", "bool", "code", "file", "ref", "area",
    "organisation", "enterprise", "product",
]  # fmt: skip
Pattern = Literal[
    "register", "procedure", "activity", "series", "campaign", "inspection", "evaluation", "survey", "trace", "plan",
    "exchange", "publication", "organisation", "money",
]  # fmt: skip
Level = Literal["block", "explain", "warn"]
Kept = str | int | bool | list[str] | list[int] | None
Condition = dict[str, Any] | list[dict[str, Any]]  # a table: all must hold; a list of tables: one must
NUMBERS: tuple[FieldType, ...] = ("int", "decimal", "percent", "money", "quantity")
DECIMALS: tuple[FieldType, ...] = ("decimal", "percent", "quantity")  # kept as decimal text: no float ever decides
MONEY_UNITS = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}  # each in 分
QUANTITY_UNITS: dict[str, dict[str, Decimal]] = {  # each in the kept unit
    "平方米": {
        "平方米": Decimal(1), "万平方米": Decimal(10_000), "平方公里": Decimal(1_000_000), "公顷": Decimal(10_000),
        "亩": Decimal(10_000) / 15, "万亩": Decimal(100_000_000) / 15,
    },
    "千克": {"千克": Decimal(1), "公斤": Decimal(1), "克": Decimal("0.001"), "吨": Decimal(1000), "万吨": Decimal(10_000_000)},
    "亩": {"亩": Decimal(1), "万亩": Decimal(10_000)},
    "吨标准煤": {"吨标准煤": Decimal(1), "万吨标准煤": Decimal(10_000)},
    "吨": {"吨": Decimal(1), "万吨": Decimal(10_000)},
    "千米": {"千米": Decimal(1), "公里": Decimal(1), "米": Decimal("0.001")},
    "千瓦时": {"千瓦时": Decimal(1), "度": Decimal(1), "万千瓦时": Decimal(10_000)},
}
ENDLESS = ("亩", "万亩")  # in 平方米 they have no last decimal: what they come to is rounded at the fourth
AREA = "area"  # the field of every register that says whose row it is
SHARING = ("无条件共享", "有条件共享", "不予共享")


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The clause of a document that a definition rests on."""

    document: str
    clause: str = ""


class Force(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """The days in which a definition is in force, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Field(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a register.

    Shape: `required` is true, or the state from which on it is; `personal` is the purpose for which it may be read in
           clear; `derive` with `of` computes it from other fields; `to` is the register a ref points to; `index` makes
           it a filter of the list.
    Unit:  money is kept in integer 分; `min` and `max` are in the kept unit; `unit` is what a count is called (人次) or
           the unit a quantity is kept in (平方米).
    """

    name: str
    type: FieldType
    required: bool | str = False
    min: int | Decimal | None = None
    max: int | Decimal | None = None
    unit: str = ""
    many: bool = False
    index: bool = False
    default: str | int | bool | None = None
    personal: str = ""
    derive: str = ""
    of: tuple[str, ...] = ()
    to: str = ""
    hint: str = ""

    @property
    def head(self) -> str:
        """The head of the column; money and quantities say their unit, so that a sheet that went out can come in again."""
        match self.type:
            case "money":
                return f"{self.name}（元）"
            case "percent":
                return f"{self.name}（%）"
            case "quantity":
                return f"{self.name}（{self.unit}）"
        return self.name


class Code(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One value of a code list, with the days in which it may be given; an ended value stays true for past days."""

    value: str
    since: date | None = None
    until: date | None = None
    note: str = ""

    def valid_on(self, day: date | None) -> bool:
        """Whether it may be given on that day; on an unknown day every value may."""
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))


class Summed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows alike in `by` whose `of` must add up to `equals`, give or take `within`."""

    of: str
    by: tuple[str, ...]
    equals: int | Decimal
    within: int | Decimal = 0


class Agreed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows alike in `by` that must say the same of `of`."""

    of: str
    by: tuple[str, ...]


class Apart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows alike in `by` whose dates `of` must lie at least so many days from each other."""

    of: str
    by: tuple[str, ...]
    days: int


class RowCheck(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must hold where `when` is satisfied: `expect`, within the row; or across rows, `unique`, `sum`, `agree` or `apart`.

    Shape: a condition is {field: constant}, {field: [constants]} or {field: {operator: constant or {"field": other}}};
           `a.b` follows one reference.
    """

    says: str
    when: Condition = {}
    expect: Condition = {}
    unique: tuple[str, ...] = ()
    sum: Summed | None = None
    agree: Agreed | None = None
    apart: Apart | None = None
    level: Level = "block"

    @property
    def by(self) -> tuple[str, ...]:
        """The fields in which rows must be alike to be looked at together; () where the check stays within a row."""
        across = self.sum or self.agree or self.apart
        return across.by if across else self.unique


class Public(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from", "span": "for"}):
    """What the public may see of a row, from a state or a date on, and for how long; it leaves the page by itself."""

    fields: tuple[str, ...]
    since: str = ""
    span: str = ""
    where: Condition = {}


class Sharing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """The class of sharing with other offices, and the code of the catalogue of data."""

    kind: str = "有条件共享"
    catalogue: str = ""


class Chased(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What of a row becomes 督办: `what` holds the findings or resolutions, one a line; "" where a person copies them from paper.

    Shape: `lead`, `measure` and `due` are fields, `clock` a clock: the deadline where `due` names none.
    """

    source: Literal["meeting", "visit", "other"]
    what: str = ""
    lead: str = ""
    measure: str = ""
    due: str = ""
    clock: str = ""


class Returns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who returns the register and how often: with no row and no return a figure is unknown, with a return it is 0."""

    by: str
    every: Literal["month", "quarter", "half-year", "year"]


class Register(Struct, frozen=True, kw_only=True):
    """One register. `fields` stand in the order of the file, which is the order of columns everywhere; the area is
    always among them.

    Shape: `key` names the fields of the natural key; `event` the date that puts a row into a period, "" where none does;
           `active` the date from which a row is in force and those that end it; `credit` the field of the unit that a
           joint row counts for; `topic` the part of the work (A1 to A16).
    """

    id: str
    name: str
    row: str  # what one row is
    pattern: Pattern
    topic: str = ""
    subject: str = ""
    key: tuple[str, ...]
    event: str = ""
    active: tuple[str, ...] = ()
    remind: Span | None = None  # before the end of `active`
    credit: str = ""
    returns: Returns | None = None
    fields: dict[str, Field]
    codes: dict[str, tuple[Code, ...]] = made(default_factory=dict)
    lifecycle: Lifecycle | None = None
    clocks: dict[str, Clock] = made(default_factory=dict)
    checks: dict[str, RowCheck] = made(default_factory=dict)
    public: Public | None = None
    chased: Chased | None = None
    sharing: Sharing = Sharing()
    source: Source
    in_force: Force = Force()
    note: str = ""
    text: str  # the file itself, for those who ask what was judged by

    @property
    def key_names(self) -> tuple[str, ...]:
        """What people call the fields of the natural key."""
        return tuple(self.fields[key].name for key in self.key)

    @property
    def filters(self) -> tuple[str, ...]:
        """The fields that the list can be narrowed by."""
        return tuple(key for key, field in self.fields.items() if field.index and not field.personal)

    @property
    def personal(self) -> tuple[str, ...]:
        """The fields that are masked outside their purpose."""
        return tuple(key for key, field in self.fields.items() if field.personal)

    def of_type(self, *types: FieldType) -> tuple[str, ...]:
        """The fields of some types."""
        return tuple(key for key, field in self.fields.items() if field.type in types)

    def must_fill(self, key: str) -> bool:
        """Whether a row without this field is no row in any state: it is required, or key or area of the row need it."""
        return self.fields[key].required is True or key in (*self.key, AREA)

    def code_values(self, key: str, day: date | None = None) -> tuple[str, ...]:
        """The values that a code field may have on a day."""
        return tuple(code.value for code in self.codes.get(key, ()) if code.valid_on(day))


class Problem(Struct, frozen=True, kw_only=True):
    """One thing wrong with a row, and the remedy; `field` is "" where no single cell is at fault."""

    field: str
    says: str
    level: Level = "block"


class CheckedRow(Struct, frozen=True, kw_only=True):
    """One row after checking.

    Shape: `values[field]` is what is kept: see docs/methods/registers.md; `marks[field]` what stands beside it.
    None:  a value is None where the cell was empty: unknown, not zero.
    """

    values: dict[str, Kept]
    marks: dict[str, dict[str, Any]] = made(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether the row may not be kept."""
        return any(problem.level == "block" for problem in self.problems)


def usable(register: Register, values: Mapping[str, Kept]) -> dict[str, Any]:
    """The kept values as conditions compare and figures add them: decimal text becomes Decimal, the rest stays."""
    decimals = register.of_type(*DECIMALS)
    return {**values, **{key: Decimal(str(values[key])) for key in decimals if values.get(key) is not None}}
