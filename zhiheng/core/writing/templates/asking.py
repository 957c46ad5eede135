"""What a template asks the records for, and what the caller gives it: the caller measures everything in one go."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from zhiheng.core.values.facts import Record, Thing
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.papers import Picture

WORDS = ("area", "period", "since", "until", "year", "last_year", "next_year", "today", "office", "units_below")


class Ask(NamedTuple):
    """A figure of an area and a period.

    Shape: `period` is "" for that of the document, else steps from it, one after the other, with a space between: last-year,
           previous, cumulative (from January to its last day), in-2023 (the same part of that year), or a period as commands
           write it. `area` is "" for that of the document, or a code. `split` asks for the areas right below one by one, or for
           the values that the indicator keeps apart, or that `by` (fields of its register) keeps apart for this document.
    """

    indicator: str
    period: str = ""
    area: str = ""
    split: Literal["", "areas", "parts"] = ""
    by: tuple[str, ...] = ()


class RowsAsk(NamedTuple):
    """Rows of a register: `where` are columns with the values that they may have; at most `first` rows.

    Shape: `of` is an indicator: only the rows that it counts, so that a list is as long as its figure says.
    """

    register: str
    columns: tuple[str, ...]
    where: tuple[tuple[str, tuple[str | int | bool, ...]], ...] = ()
    first: int = 200
    period: str = ""
    of: str = ""


class ChartAsk(NamedTuple):
    """A chart of an indicator over the areas below, or over time."""

    indicator: str
    kind: Literal["areas", "trend"]
    period: str = ""


class Asked(NamedTuple):
    """All that a template asks for, each once, in the order of the template.

    Shape: `columns` are those of the row that it is about, `lists` the rows beside it.
    """

    figures: tuple[Ask, ...] = ()
    rows: tuple[RowsAsk, ...] = ()
    charts: tuple[ChartAsk, ...] = ()
    columns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """The value of one area below, or of one value that keeps figures apart; `dims` where several fields do, "" for 未填."""

    key: str
    name: str
    measured: Measured
    dims: tuple[str, ...] = ()


class Answer(Struct, frozen=True, kw_only=True):
    """What the records say to an `Ask`.

    Shape: `area` is a code and `period` a text as commands write it, of what was asked for; `over` is what people call the period
           that was really counted, another one for a figure of half-years, `called` what they call the one asked for.
           `measured` has its `exact` value; `parts` stand in the
           order in which areas are named.
    None:  `measured` where only the parts were asked for.
    """

    area: str
    period: str
    over: str
    called: str = ""
    run: str = ""
    measured: Measured | None = None
    parts: tuple[Part, ...] = ()
    listed: bool = True  # whether the parts have an order of their own: areas, the values of a code


class Rows(Struct, frozen=True, kw_only=True):
    """Rows of a register as everybody may see them: the heads of the columns, and a text for each cell."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0  # how many there are beyond those


class Given(Struct, frozen=True, kw_only=True):
    """All that a template is filled with.

    Shape: `words` has a text for each of `WORDS`; `levels` are what the area may be called by level (市 and 市县); `names` what
           the areas, bodies and firms are called that a value lists by code or number; `answers` has one for each figure asked
           for, `rows` and `charts` likewise.
           `record` is the row that the document is about, with the rows beside it; `things` says what columns it has (""), and
           those of each list by its name. `on` is the day from which days are reckoned.
    None:  `number` and `issue` until they are taken from the book; `signed_on` of a draft; a chart that has nothing to show;
           `record` of a document that is about an area and a period.
    """

    words: Mapping[str, str]
    levels: tuple[str, ...] = ()
    indicators: Mapping[str, Indicator]
    answers: Mapping[Ask, Answer] = {}
    names: Mapping[str, str] = {}
    rows: Mapping[RowsAsk, Rows] = {}
    charts: Mapping[ChartAsk, Picture | None] = {}
    number: int | None = None
    issue: int | None = None
    signed_on: date | None = None
    record: Record | None = None
    things: Mapping[str, Thing] = {}
    on: date | None = None
