"""A form of returns 报表 as its definition file says it, and what is wrong with one that was filled in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from zhiheng.core.values.registers import MONEY_UNITS, Level, Source
from zhiheng.core.values.spans import Span

Every = Literal["month", "quarter", "half-year", "year"]
Who = Literal["areas", "units"]  # the areas right below who asks · bodies of its own area
Kind = Literal["indicator", "number", "money", "text", "choice", "date"]
Reviewer = Literal["unit", "asker"]
NUMBERS: tuple[Kind, ...] = ("indicator", "number", "money")
FREQUENCIES: dict[Every, str] = {"month": "月", "quarter": "季", "half-year": "半年", "year": "年"}


class Item(Struct, frozen=True, kw_only=True):
    """One item 项 that is asked for.

    Shape: `indicator` is the id of the figure it is filled from, or, where it is `entered`, that it is a source of; `fixed`
           says that nobody may fill it otherwise, else who does explains it; `group` is the heading it stands under;
           `longest` in characters.
    Unit:  money is kept in integer 分 and written in `unit`; other numbers are kept in `unit`, with at most `decimals`;
           `min` and `max` are in the kept unit.
    """

    key: str
    name: str
    kind: Kind
    unit: str = ""
    decimals: int = 0
    indicator: str = ""
    entered: bool = False
    fixed: bool = False
    required: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    choices: tuple[str, ...] = ()
    longest: int = 500
    group: str = ""
    hint: str = ""

    @property
    def scale(self) -> int:
        """How many kept units one written unit has."""
        return MONEY_UNITS[self.unit] if self.kind == "money" else 1

    @property
    def is_number(self) -> bool:
        """Whether it adds up."""
        return self.kind in NUMBERS

    @property
    def rule(self) -> str:
        """The rule beside the item, before it is broken."""
        parts = [self.hint] if self.hint else []
        low, high = (None if one is None else f"{one / self.scale:f}" for one in (self.min, self.max))
        if low is not None and high is not None:
            parts.append(f"{low} 至 {high}")
        elif low is not None and low != "0":
            parts.append(f"不小于 {low}")
        elif high is not None:
            parts.append(f"不大于 {high}")
        if self.is_number and self.decimals:
            parts.append(f"最多 {self.decimals} 位小数")
        if self.fixed:
            parts.append("由台账算出，不能改")
        elif self.entered:
            parts.append("接收以后就是这个指标的数")
        elif self.indicator:
            parts.append("由台账算出，改了要写说明")
        return "；".join(parts)


class Side(Struct, frozen=True, kw_only=True):
    """One side of a check: a constant, or the sum of some items of this return, or of the last, times a number.

    Unit: as items are written; `last` is the same item of the period before.
    """

    constant: Decimal | None = None
    items: tuple[str, ...] = ()
    last: bool = False
    times: Decimal = Decimal(1)


class FormCheck(Struct, frozen=True, kw_only=True):
    """What must hold between items, and how much weight it has: block, explain (a note on the first item is enough), warn.

    Shape: `op` is max (at most), min (at least), over, under, is, not; or `change`: the left item differs from that of the
           period before by at most `right` percent.
    """

    id: str
    left: Side
    op: str
    right: Side
    says: str
    level: Level = "block"


class Approval(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One level that a return passes: its name, and whose it is."""

    name: str
    by: Reviewer


class Form(Struct, frozen=True, kw_only=True):
    """One form: who fills in what for which period, until when, and who accepts it.

    Shape: `permit` is the name it has in 报表准入清单; `basis` the document it rests on; `due` the time after the period's
           last day; `items` by key, in order.
    """

    id: str
    name: str
    permit: str
    basis: str
    who: Who
    every: Every
    due: Span
    items: dict[str, Item]
    source: Source
    checks: tuple[FormCheck, ...] = ()
    approval: tuple[Approval, ...] = ()
    note: str = ""
    text: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """The keys of what must be filled in."""
        return tuple(key for key, item in self.items.items() if item.required)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The figures it is filled from."""
        return tuple(item.indicator for item in self.items.values() if item.indicator)


class Answer(Struct, frozen=True, kw_only=True):
    """What stands at one item.

    Shape: `value` as kept: decimal text, 分, ISO day or words; "" is not filled in. `typed` are the words that nobody can
           read, with `says` why. `filled` is what the program filled in, "" where it had no value.
    """

    value: str = ""
    note: str = ""
    typed: str = ""
    says: str = ""
    filled: str = ""


Answers = Mapping[str, Answer]
EMPTY = Answer()


class Before(Struct, frozen=True, kw_only=True):
    """A figure as it was given to somebody before. Unit: of the item that asks for it; `words` say when, to whom, how much."""

    value: Decimal
    words: str


class Finding(Struct, frozen=True, kw_only=True):
    """One thing to look at in a return: of which item, how much weight it has, and what to do."""

    item: str
    level: Level
    says: str

    @property
    def stops(self) -> bool:
        """Whether the return cannot be handed in with it."""
        return self.level != "warn"


class SheetRow(Struct, frozen=True, kw_only=True):
    """One item as a file says it: the cells of value and note, and where the value stands (E7)."""

    item: str
    cell: Any = None
    note: str = ""
    place: str = ""


class FilledSheet(Struct, frozen=True, kw_only=True):
    """One filled-in form found in a file. `round` and `number` are "" and 0 where its marks are gone; `unit` is what it says."""

    title: str
    round: str = ""
    number: int = 0
    unit: str = ""
    rows: tuple[SheetRow, ...] = ()
