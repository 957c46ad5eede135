"""The functions a template may call, one struct each: its arguments, their kinds, and what it asks the records for.

An argument without default may stand without its name; the field of a struct is the name of an argument.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from zhiheng.core.writing.templates.asking import Ask, ChartAsk, RowsAsk

_DAY = r"\d{4}-\d{2}-\d{2}"
_STEP = r"A?[1-9]\d{3}|[1-9]\d{3}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))"
Period = Annotated[str, Meta(pattern=rf"^(|last-year|previous|cumulative|{_STEP}|{_DAY}\.\.{_DAY})$")]
Against = Annotated[str, Meta(pattern=r"^(last-year|previous|[1-9]\d{3})$")]
Decimals = Annotated[int, Meta(ge=0, le=8)]
Count = Annotated[int, Meta(ge=1, le=1000)]
Listed = Literal["done", "missing", "unreported", "names"]


class Each(Struct, frozen=True):
    """The item that a loop stands at, as an argument: `area=one`."""

    name: str


class Call(Struct, frozen=True, kw_only=True):
    """One function with its arguments.

    Shape: `roles` say where it may stand: print (in a sentence), block (in a paragraph of its own), test (true, false or
           unknown), number (to be compared), loop (what a loop runs over).
    """

    roles: ClassVar[frozenset[str]] = frozenset({"print"})

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The figures it needs."""
        return ()


class Named(Call, frozen=True, kw_only=True):
    """What speaks of one indicator, in a period and an area, or of one part of it."""

    indicator: str
    period: Period = ""
    area: str | Each = ""
    part: str | Each = ""

    @property
    def ask(self) -> Ask:
        """The figure it is about."""
        return self.in_period(self.period)

    def in_period(self, period: str) -> Ask:
        """The same figure in another period."""
        if isinstance(self.area, Each):
            return Ask(self.indicator, period, split="areas")
        return Ask(self.indicator, period, self.area, "parts" if self.part else "")

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (self.ask,)


class Figure(Named, frozen=True, kw_only=True):
    """A figure with its unit."""

    unit: str = ""
    decimals: Decimals | None = None
    more: Literal["", "多", "余"] = ""
    step: Annotated[int, Meta(ge=1)] = 1


class Number(Figure, frozen=True, kw_only=True):
    """A figure without its unit."""


class Compared(Named, frozen=True, kw_only=True):
    """What speaks of a figure in two periods."""

    against: Against = "last-year"

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (self.ask, self.before)

    @property
    def before(self) -> Ask:
        """The figure it is held against."""
        step = f"in-{self.against}" if self.against.isdigit() else self.against
        return self.in_period(f"{self.period} {step}".strip())


class Over(Named, frozen=True, kw_only=True):
    """The period that a figure was really counted over: the last whole half-year, where it counts those."""


class Change(Compared, frozen=True, kw_only=True):
    """How a figure moved, in words: 比上年同期提高0.5个百分点."""

    by: Literal["", "points", "percent", "amount"] = ""
    lead: str | None = None
    decimals: Decimals | None = None


class Rises(Compared, frozen=True, kw_only=True):
    """Whether it is more than before."""

    roles = frozenset({"test"})


class Falls(Rises, frozen=True, kw_only=True):
    """Whether it is less than before."""


class Steady(Rises, frozen=True, kw_only=True):
    """Whether it is what it was before."""


class Known(Named, frozen=True, kw_only=True):
    """Whether there is a value."""

    roles = frozenset({"test"})


class Value(Named, frozen=True, kw_only=True):
    """The exact number, to be compared."""

    roles = frozenset({"number"})


class OfList(Call, frozen=True, kw_only=True):
    """What speaks of the names that a figure lists."""

    indicator: str
    of: Listed = "names"
    period: Period = ""

    @property
    def ask(self) -> Ask:
        """The figure whose list it is."""
        return Ask(self.indicator, self.period)

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (self.ask,)


class Names(OfList, frozen=True, kw_only=True):
    """The names themselves; the first so many and 等N个 where there are more."""

    roles = frozenset({"print", "loop"})
    first: Count | None = None
    short: bool = False
    word: str = "个市县"
    none: str = "无"


class CountOf(OfList, frozen=True, kw_only=True):
    """How many names there are."""

    roles = frozenset({"print", "number"})


class ExceptAreas(OfList, frozen=True, kw_only=True):
    """除东方市外，其他市县都; 各市县都 where none is missing."""

    of: Listed = "missing"
    word: str = "市县"
    short: bool = False


class SomeAreas(OfList, frozen=True, kw_only=True):
    """仍有部分市县（海口、文昌）; with one alone, its name."""

    of: Listed = "missing"
    word: str = "市县"
    short: bool = True
    lead: str = "仍有"


class Ranked(Call, frozen=True, kw_only=True):
    """The areas below by a figure, so many of them, those level with the last among them."""

    roles = frozenset({"print", "loop"})
    indicator: str
    first: Count
    period: Period = ""
    values: bool = True

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (Ask(self.indicator, self.period, split="areas"),)


class Highest(Ranked, frozen=True, kw_only=True):
    """The areas with most."""


class Lowest(Ranked, frozen=True, kw_only=True):
    """The areas with least."""


class Parts(Call, frozen=True, kw_only=True):
    """The values that a figure is kept apart by, largest first."""

    roles = frozenset({"loop"})
    indicator: str
    first: Count | None = None
    period: Period = ""

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (Ask(self.indicator, self.period, split="parts"),)


class Table(Call, frozen=True, kw_only=True):
    """A table of figures."""

    roles = frozenset({"block"})
    title: str = ""
    period: Period = ""
    note: str = ""
    landscape: bool = False


class AreaTable(Table, frozen=True, kw_only=True):
    """One row for each area below, a column for each figure, and the figures of the whole."""

    indicators: Annotated[tuple[str, ...], Meta(min_length=1, max_length=12)]
    total: str = "合计"

    @property
    def asks(self) -> tuple[Ask, ...]:
        """A total is the figure of the whole as it is counted, never the sum of what the rows print."""
        wholes = tuple(Ask(one, self.period) for one in self.indicators) if self.total else ()
        return (*(Ask(one, self.period, split="areas") for one in self.indicators), *wholes)


class PartTable(Table, frozen=True, kw_only=True):
    """One row for each value that a figure is kept apart by."""

    indicator: str
    head: str = "类别"

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (Ask(self.indicator, self.period, split="parts"),)


class FigureTable(Table, frozen=True, kw_only=True):
    """One row for each figure: now, before, and how it moved."""

    indicators: Annotated[tuple[str, ...], Meta(min_length=1, max_length=60)]
    against: Annotated[str, Meta(pattern=r"^(|last-year|previous|[1-9]\d{3})$")] = "last-year"  # "" compares with nothing

    @property
    def moves(self) -> tuple[Change, ...]:
        """How each moved; () where the table does not compare."""
        if not self.against:
            return ()
        return tuple(Change(indicator=one, period=self.period, against=self.against, lead="") for one in self.indicators)

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (*(Ask(one, self.period) for one in self.indicators), *(ask for move in self.moves for ask in move.asks))


class RowTable(Table, frozen=True, kw_only=True):
    """Rows of a register, with the columns named; only what everybody may see."""

    register: str
    columns: Annotated[tuple[str, ...], Meta(min_length=1, max_length=12)]
    where: dict[str, str | int | bool | tuple[str, ...]] = {}
    first: Count = 200

    @property
    def rows(self) -> RowsAsk:
        """The rows it needs."""
        where = tuple((name, value if isinstance(value, tuple) else (value,)) for name, value in sorted(self.where.items()))
        return RowsAsk(self.register, self.columns, where, self.first, self.period)


class Drawn(Call, frozen=True, kw_only=True):
    """A chart, which the caller draws."""

    roles = frozenset({"block"})
    indicator: str
    kind: Literal["areas", "trend"] = "areas"
    period: Period = ""
    title: str = ""

    @property
    def chart(self) -> ChartAsk:
        """The drawing it needs."""
        return ChartAsk(self.indicator, self.kind, self.period)


class BlankCall(Call, frozen=True, kw_only=True):
    """A place that a person has still to fill in."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]


FUNCTIONS: dict[str, type[Call]] = {
    "figure": Figure, "number": Number, "change": Change, "over": Over, "count": CountOf, "names": Names,
    "except_areas": ExceptAreas, "some_areas": SomeAreas, "highest": Highest, "lowest": Lowest, "parts": Parts,
    "known": Known, "value": Value, "rises": Rises, "falls": Falls, "steady": Steady, "area_table": AreaTable,
    "part_table": PartTable, "figure_table": FigureTable, "row_table": RowTable, "chart": Drawn, "blank": BlankCall,
}  # fmt: skip
