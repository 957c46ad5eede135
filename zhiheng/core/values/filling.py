"""Somebody else's form on its way through: its cells as they stand, its places to fill, what each asks for, what goes in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

CellKind = Literal["text", "number", "blank", "formula", "part"]
State = Literal["filled", "ask", "unknown"]
How = Literal["percent", "points", "amount"]
Against = Literal["last-year", "previous"]


class GridCell(Struct, frozen=True, kw_only=True):
    """One cell of a table. `part`: it belongs to the merged cell whose first cell is `owner`.

    Shape: `decimals` are those its number format shows, None where it shows what comes; `percent`: the format is one of
           percent, so that the cell keeps 0.879 for 87.9 %. `boxed`: it has lines round it.
    """

    address: str
    text: str = ""
    kind: CellKind = "blank"
    owner: tuple[int, int] = (0, 0)
    decimals: int | None = None
    percent: bool = False
    boxed: bool = True


class Grid(Struct, frozen=True, kw_only=True):
    """One table with the lines of text that stand above and below it."""

    name: str
    rows: tuple[tuple[GridCell, ...], ...]
    above: tuple[str, ...] = ()


class Passage(Struct, frozen=True, kw_only=True):
    """A line of text with gaps to fill (案件数：____宗); `gaps` are stretches of the text with the address of each."""

    text: str
    gaps: tuple[tuple[int, int, str], ...]
    above: tuple[str, ...] = ()


class Form(Struct, frozen=True, kw_only=True):
    """A form as it came: what it is called, its tables and lines, and what its reader has to say of it."""

    name: str
    title: str = ""
    grids: tuple[Grid, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()


class Slot(Struct, frozen=True, kw_only=True):
    """One place to fill, with every word of the form that speaks of it.

    Shape: `rows` and `columns` are heads, the outer first; `left` are the heads of the columns before it, the nearest
           first; `title` the lines above; `unit` what a column of units says of its row; `siblings` what names the rows
           of the table. `before` is the address of the gap before it in the same sentence.
    """

    address: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    left: tuple[tuple[str, ...], ...] = ()
    title: tuple[str, ...] = ()
    unit: str = ""
    siblings: tuple[str, ...] = ()
    before: str = ""
    decimals: int | None = None
    percent: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """All heads, rows first."""
        return (*self.rows, *self.columns)

    @property
    def label(self) -> str:
        """How a person names the place."""
        return " / ".join(self.heads)


class Known(Struct, frozen=True, kw_only=True):
    """One figure that could be asked for: its names, its unit and the words that belong to its subject."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    decimals: int = 0
    context: tuple[str, ...] = ()


class Days(Struct, frozen=True, order=True):
    """From `start` to `end`, both included; `text` as commands write it."""

    start: date
    end: date
    text: str


class FormWords(Struct, frozen=True, kw_only=True):
    """The words of forms: what narrows nothing, what stands for what, totals, and what nobody fills with figures."""

    generic: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()  # heads of groups that narrow nothing either, but may be part of a name
    synonyms: Mapping[str, str] = {}
    total: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    alike: tuple[frozenset[str], ...] = ()  # units that people take for each other: never silently


class Remembered(Struct, frozen=True, kw_only=True):
    """What stood under one label of a form when it was filled before."""

    form: str
    label: str
    indicator: str


class Setting(Struct, frozen=True, kw_only=True):
    """For whom and when a form is filled, and what can be asked for."""

    area: tuple[str, str]  # code and name
    below: tuple[tuple[str, str], ...] = ()  # areas right below it
    period: Days
    known: tuple[Known, ...]
    words: FormWords
    remembered: tuple[Remembered, ...] = ()


class Option(Struct, frozen=True, kw_only=True):
    """An indicator that a place may ask for; `score` 0–1, `why` its evidence in words."""

    indicator: str
    score: float
    why: str


class Change(Struct, frozen=True, kw_only=True):
    """A difference is asked for: against which days, and how it is said."""

    against: Against
    how: How
    days: Days


class Meaning(Struct, frozen=True, kw_only=True):
    """What a place asks for.

    Shape: `options` the best first; `doubts` are why a person has to look: with none, the first option is clear;
           `reason` says why nothing can be filled in, "" where something can.
    """

    slot: Slot
    area: tuple[str, str]
    days: Days
    unit: str = ""
    change: Change | None = None
    options: tuple[Option, ...] = ()
    doubts: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reason: str = ""
    memo: str = ""  # the label under which it is remembered


class Amount(Struct, frozen=True, kw_only=True):
    """A figure as it was measured, unrounded, in `unit`; None is unknown and `why` says why. `partial`: a lower bound."""

    exact: Fraction | None
    unit: str
    decimals: int
    why: str = ""
    partial: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """What goes into one place.

    Unit: `value` in `unit`, rounded half up once to `decimals`; None is nothing to write.
    """

    address: str
    label: str
    state: State
    value: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    percent: bool = False
    indicator: str = ""
    options: tuple[Option, ...] = ()
    says: tuple[str, ...] = ()  # doubts, or the reason why it is empty
    evidence: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The value as a document writes it; "" for none."""
        return "" if self.value is None else f"{self.value:.{self.decimals}f}"
