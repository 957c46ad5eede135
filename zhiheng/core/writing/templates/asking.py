"""What a template asks the records for, and what the caller gives it: the caller measures everything in one go."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.papers import Picture

WORDS = ("area", "period", "since", "until", "year", "last_year", "next_year", "today", "office")


class Ask(NamedTuple):
    """A figure of an area and a period.

    Shape: `period` is "" for that of the document, else steps from it, one after the other, with a space between: last-year,
           previous, cumulative (from January to its last day), in-2023 (the same part of that year), or a period as commands
           write it. `area` is "" for that of the document, or a code. `split` asks for the areas right below one by one, or for
           the values that the indicator keeps apart.
    """

    indicator: str
    period: str = ""
    area: str = ""
    split: Literal["", "areas", "parts"] = ""


class RowsAsk(NamedTuple):
    """Rows of a register: `where` are columns with the values that they may have; at most `first` rows."""

    register: str
    columns: tuple[str, ...]
    where: tuple[tuple[str, tuple[str | int | bool, ...]], ...] = ()
    first: int = 200
    period: str = ""


class ChartAsk(NamedTuple):
    """A chart of an indicator over the areas below, or over time."""

    indicator: str
    kind: Literal["areas", "trend"]
    period: str = ""


class Asked(NamedTuple):
    """All that a template asks for, each once, in the order of the template."""

    figures: tuple[Ask, ...] = ()
    rows: tuple[RowsAsk, ...] = ()
    charts: tuple[ChartAsk, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """The value of one area below, or of one value that keeps figures apart."""

    key: str
    name: str
    measured: Measured


class Answer(Struct, frozen=True, kw_only=True):
    """What the records say to an `Ask`.

    Shape: `area` is a code and `period` a text as commands write it, of what was asked for; `over` is what people call the period
           that was really counted, another one for a figure of half-years. `measured` has its `exact` value; `parts` stand in the
           order in which areas are named.
    None:  `measured` where only the parts were asked for.
    """

    area: str
    period: str
    over: str
    run: str = ""
    measured: Measured | None = None
    parts: tuple[Part, ...] = ()


class Rows(Struct, frozen=True, kw_only=True):
    """Rows of a register as everybody may see them: the heads of the columns, and a text for each cell."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0  # how many there are beyond those


class Given(Struct, frozen=True, kw_only=True):
    """All that a template is filled with.

    Shape: `words` has a text for each of `WORDS`; `names` what the areas, bodies and firms are called that a value lists by code
           or number; `answers` has one for each figure asked for, `rows` and `charts` likewise.
    None:  `number` and `issue` until they are taken from the book; `signed_on` of a draft; a chart that has nothing to show.
    """

    words: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    answers: Mapping[Ask, Answer] = {}
    names: Mapping[str, str] = {}
    rows: Mapping[RowsAsk, Rows] = {}
    charts: Mapping[ChartAsk, Picture | None] = {}
    number: int | None = None
    issue: int | None = None
    signed_on: date | None = None
