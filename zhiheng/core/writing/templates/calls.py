"""The functions a template may call, one struct each: its arguments, their kinds, and what it asks the records for.

An argument without default may stand without its name; the field of a struct is the name of an argument. Those that make tables
stand in tables.py.
"""

from typing import Annotated, Literal

from msgspec import Meta

from zhiheng.core.writing.templates.asking import Ask, ChartAsk
from zhiheng.core.writing.templates.calling import (
    Against,
    Call,
    Count,
    Decimals,
    Each,
    Level,
    Listed,
    Period,
    fields_of,
)
from zhiheng.core.writing.templates.tables import AreaTable, FigureTable, PartTable, RowTable, YearTable

AREAS = "areas"  # as `split`: the areas right below


class Named(Call, frozen=True, kw_only=True):
    """What speaks of one indicator, in a period and an area, or of one part of it."""

    indicator: str
    period: Period = ""
    area: str | Each = ""
    part: str | Each = ""
    split: str = ""

    @property
    def ask(self) -> Ask:
        """The figure it is about."""
        return self.in_period(self.period)

    def in_period(self, period: str) -> Ask:
        """The same figure in another period."""
        if isinstance(self.area, Each) or self.split == AREAS:
            return Ask(self.indicator, period, split="areas")
        return Ask(self.indicator, period, self.area, "parts" if self.part or self.split else "", fields_of(self.split))

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


class AtLevel(Call, frozen=True, kw_only=True):
    """Whether the document is about an area of that level."""

    roles = frozenset({"test"})
    level: Level


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
    word: str = ""  # 个 and what the areas below are called
    none: str = "无"


class CountOf(OfList, frozen=True, kw_only=True):
    """How many names there are."""

    roles = frozenset({"print", "number"})


class ExceptAreas(OfList, frozen=True, kw_only=True):
    """除东方市外，其他市县都; 各市县都 where none is missing."""

    of: Listed = "missing"
    word: str = ""  # what the areas below are called
    short: bool = False


class SomeAreas(OfList, frozen=True, kw_only=True):
    """仍有部分市县（海口、文昌）; with one alone, its name."""

    of: Listed = "missing"
    word: str = ""  # what the areas below are called
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
    split: str = ""

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (Ask(self.indicator, self.period, split="parts", by=fields_of(self.split)),)


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
    "known": Known, "level": AtLevel, "value": Value, "rises": Rises, "falls": Falls, "steady": Steady, "area_table": AreaTable,
    "part_table": PartTable, "year_table": YearTable, "figure_table": FigureTable, "row_table": RowTable, "chart": Drawn,
    "blank": BlankCall,
}  # fmt: skip
