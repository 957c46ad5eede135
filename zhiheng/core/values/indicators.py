"""An indicator as its definition file says it, and one measured value."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from msgspec import Struct
from msgspec import field as made

from zhiheng.core.values.registers import Condition, Force, Source

Operation = Literal["count", "sum", "distinct", "min", "max", "last", "mean"]
Shape = Literal["value", "rate", "due", "change", "formula", "rule", "imported"]
State = Literal["complete", "partial", "unknown", "undecidable"]
Additivity = Literal["additive", "semi", "distinct"]
Over = Literal["sum", "mean", "last", "none"]
Step = Literal["month", "quarter", "half-year", "year"]


class Measure(Struct, frozen=True, kw_only=True):
    """What is done with the rows: `fields` are added within the row, or together are one identity (distinct)."""

    operation: Operation
    fields: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The first field; "" for a count."""
        return self.fields[0] if self.fields else ""


class Part(Struct, frozen=True, kw_only=True):
    """A numerator or a denominator: a narrower condition over the same rows, or a measure of its own, or both."""

    where: Condition = {}
    measure: Measure | None = None


class Time(Struct, frozen=True, kw_only=True):
    """What puts a row into a period.

    Shape: `event`: its date, of `field` when named, lies in the period · `active`: it is in force on the last day ·
           `until`: its date is not after the last day · `since`: from the day `since` to the last day ·
           `due`: the clock `field` fell due in the period.
    """

    how: Literal["event", "active", "until", "since", "due"] = "event"
    field: str = ""
    since: date | None = None


class Printing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a value is written. `base` names what a rate counts; `down` = "good": less is better.

    Shape: `qualifier` stands behind the number: 多 and 余 only where the exact value is strictly more.
    """

    unit: str
    decimals: int = 0
    round: Literal["half-up", "down"] = "half-up"
    base: str = ""
    qualifier: Literal["", "多", "余", "左右", "以上"] = ""
    down: Literal["", "good"] = ""


class Due(Struct, frozen=True, kw_only=True):
    """Who was due: `who` is areas, organisations, enterprises, or a register whose `key` names them.

    Shape: `repeated`: only who has at least so many rows; `times`: once every day, month, quarter or year, or
           "codes REGISTER.FIELD": once for each value of a list.
    """

    who: str
    key: str = ""
    where: Condition = {}
    time: Time = Time()
    repeated: int = 1
    times: str = ""


class Done(Struct, frozen=True, kw_only=True):
    """The rows that show who did it: `key` names the doer; with `times` over codes, `part` names the code field."""

    register: str
    key: str
    where: Condition = {}
    time: Time = Time()
    part: str = ""


class Change(Struct, frozen=True, kw_only=True):
    """One indicator against itself: the same period last year, the period before, or a year."""

    of: str
    against: str  # last-year, previous, or a year
    within: Literal["points", "percent", "amount"]


class Formula(Struct, frozen=True, kw_only=True):
    """Two indicators at the same area, period and dims."""

    op: Literal["ratio", "minus", "plus"]
    of: tuple[str, str]
    per: int = 1


class Each(Struct, frozen=True, kw_only=True):
    """One value for each of `by`, of which some are taken (numbers), or those who have it are named (`pick`)."""

    by: str
    take: tuple[Literal["min", "max", "mean"], ...] = ()
    pick: Literal["", "lowest", "highest"] = ""


class Rule(Struct, frozen=True, kw_only=True):
    """A named pure rule over the values of another indicator, or over rows gathered by from, where and time."""

    id: str
    of: str = ""
    options: Mapping[str, Any] = made(default_factory=dict)


class Series(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a series that may only be imported comes from: who publishes it, out of which system, in which edition.

    Shape: `benchmark` names what an own value may be held against, of the same year and unit; "" where nothing is.
    """

    publisher: str
    system: str
    every: Step = "year"
    edition: str = ""
    benchmark: str = ""


class Indicator(Struct, frozen=True, kw_only=True):
    """One figure: what is counted, who was due, how it is printed and which clause asks for it.

    Shape: exactly one of `measure`, `due` with `done`, `change`, `formula`, `rule`, `imported`. `over_time` and `over_area`
           are what follows from the shape, or what the file says instead: of a rate they are said of its two halves.
           `not_more` names the indicator it is a part of; with `empty` "zero if whole" no row is 0 where that one has a value.
           `aliases` are other names that people's forms use.
    Unit:  a sum is printed in `scale` kept units; a rate is numerator × `per` / denominator / `scale`.
    """

    id: str
    name: str
    source: Source
    in_force: Force = Force()
    printing: Printing
    scale: Fraction = Fraction(1)  # how many kept units one printed unit has
    per: int = 1  # 100 of a rate in %, 1000 in ‰
    register: str = ""
    where: Condition = {}
    by: tuple[str, ...] = ()
    measure: Measure | None = None
    numerator: Part | None = None
    denominator: Part | None = None
    time: Time = Time()
    window: Literal["", "month", "quarter", "half-year", "year"] = ""
    due: Due | None = None
    done: Done | None = None
    value: Literal["", "done", "missing", "rate", "whole", "share"] = ""
    change: Change | None = None
    formula: Formula | None = None
    each: Each | None = None
    rule: Rule | None = None
    imported: bool = False
    series: Series | None = None
    empty: Literal["unknown", "zero", "zero if filed", "zero if whole"] = "unknown"
    over_time: Over = "sum"
    over_area: Over = "sum"
    not_more: str = ""
    aliases: tuple[str, ...] = ()
    topic: str = ""
    note: str = ""
    text: str  # the file itself

    @property
    def shape(self) -> Shape:
        """Which of the shapes of the grammar it has."""
        if self.imported:
            return "imported"
        for shape in ("due", "change", "formula", "rule"):
            if getattr(self, shape) is not None:
                return shape
        return "rate" if self.numerator or self.denominator else "value"

    @property
    def additivity(self) -> Additivity:
        """Whether values of parts add up: over areas and periods, over areas alone (a stock), or never."""
        if self.over_area in ("sum",) and self.over_time == "sum":
            return "additive"
        return "semi" if self.over_area == "sum" else "distinct"

    @property
    def uses(self) -> tuple[str, ...]:
        """The other indicators that it is computed from."""
        if self.change:
            return (self.change.of,)
        if self.formula:
            return self.formula.of
        if self.empty == "zero if whole":
            return (self.not_more,)
        return (self.rule.of,) if self.rule and self.rule.of else ()

    @property
    def registers(self) -> tuple[str, ...]:
        """The registers whose rows it looks at itself, the first one first."""
        named = [self.register, self.done.register if self.done else "", self.due.who if self.due and self.due.key else ""]
        return tuple(dict.fromkeys(name for name in named if name))


class Measured(Struct, frozen=True, kw_only=True):
    """One value of one indicator for an area and a period.

    Unit:  `value` in the unit the definition prints, rounded once to its decimals; `exact` the same before rounding;
           `numerator` and `denominator` exact, as kept (money in 分).
    None:  `value` when no row, or no row with the field filled, was found: unknown is not zero; with state "undecidable"
           there is a base of nothing, or nothing to compare with. `denominator` for a figure that is no rate.
    Shape: `names` are who is counted or missing where the figure has names: codes of areas, numbers of bodies and firms,
           values of a list; a pair is "who／when" or "who／what". `done` and `missing` are all who were due, `unreported` those
           of the missing who sent no return (未报; the others are 未做). `values` are all that `each` takes, `value` the first.
           `over` is the period that was counted where it is not the one asked for. `why` says why there is no value.
    """

    indicator: str
    unit: str
    decimals: int
    value: Decimal | None
    exact: Decimal | None = None
    numerator: Decimal | None
    denominator: Decimal | None
    rows: int
    empty: int  # rows whose field is not filled: a sum over the others is a lower bound
    state: State
    qualifier: str = ""
    names: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    values: tuple[Decimal, ...] = ()
    over: str = ""
    why: str = ""
    notes: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The value as it is written: "332.67", no separators, "2至8" where there are two; "" when unknown."""
        if self.value is None:
            return ""
        return "至".join(f"{value:.{self.decimals}f}" for value in self.values or (self.value,)) + self.qualifier
