"""The result of reading a document: the nouns of the reading contract, `reading/1`.

Offsets count characters of the raw text, and `raw[start:end] == quote` always holds.
Unknown is None, never 0 or "". Source: contract `reading/1`, docs/methods/reading.md.
"""

from collections.abc import Iterable
from typing import Literal

from msgspec import UNSET, Struct, UnsetType, field

Comparator = Literal[">=", ">", "<=", "<", "=", "≈", "range"]
Kind = Literal["level", "change"]
Basis = Literal["annual", "cumulative", "increment", "stock"]
DocType = Literal["plan", "bulletin", "research_report", "meeting_report", "notice", "scheme", "other"]
Number = int | float


class Source(Struct, kw_only=True):
    """The file that was read. `chars` of the raw text; `pages` None where the format has none."""

    name: str
    sha256: str
    chars: int
    pages: int | None = None


class Region(Struct, kw_only=True):
    """An area by name and GB/T 2260 code."""

    name: str
    code: str | None = None


class Citation(Struct, kw_only=True):
    """A document that this one rests on."""

    title: str
    doc_number: str | None = None


class Meta(Struct, kw_only=True):
    """What a document says of itself."""

    title: str | None = None
    issuers: list[str] = field(default_factory=list)
    doc_number: str | None = None
    issued_on: str | None = None  # ISO date
    effective_on: str | None = None
    doc_type: DocType = "other"
    region: Region | None = None
    truncated: bool = False
    bases: list[Citation] = field(default_factory=list)


class Repair(Struct, kw_only=True):
    """One change from raw to repaired text, or one proposed (`applied` false)."""

    start: int
    end: int
    raw: str
    text: str
    rule: str
    evidence: str
    confidence: float
    applied: bool = True
    candidates: list[str] = field(default_factory=list)


class Heading(Struct, kw_only=True):
    """One heading; `number` as printed without its stop (一, (一), 1)."""

    level: int
    number: str | None
    heading: str
    start: int
    end: int

    @property
    def titled(self) -> str:
        """Number and heading as one, as a section names them: 一、总体要求, (一)主要目标."""
        if not self.number:
            return self.heading
        if self.number.startswith("附"):
            return f"{self.number} {self.heading}"
        return f"{self.number}{'' if self.number[-1] in '）)、.章节' else '、'}{self.heading}"


class Deadline(Struct, kw_only=True):
    """By when. `inherited` when carried over from an earlier clause or a heading."""

    year: int | None = None
    due_on: str | None = None  # ISO date
    text: str | None = None
    inherited: bool = False


class Period(Struct, kw_only=True, rename={"from_": "from"}):
    """The time a statistic speaks of; ISO dates."""

    text: str | None = None
    from_: str | None = None
    to: str | None = None


class Item(Struct, kw_only=True):
    """What every found item carries: where it stands, how sure, and why a person should look.

    `by_rule`: the id of the rule of `definitions/rules` that made it; left out of the JSON where the grammar did.
    """

    section: str | None
    quote: str
    start: int
    end: int
    confidence: float
    flags: list[str] = field(default_factory=list)
    alternatives: list[Number | list[Number] | str] = field(default_factory=list)
    also_at: list[tuple[int, int]] = field(default_factory=list)
    by_rule: str | UnsetType = UNSET


def asks_to_look(flags: Iterable[str]) -> bool:
    """Whether a flag asks a person to look (…请核对); others say what the text leaves out (未写明时限)."""
    return any("请" in flag for flag in flags)


class Target(Item, kw_only=True):
    """One measurable promise: indicator, comparator, value, unit, by when."""

    indicator: str
    scope: str | None = None
    comparator: Comparator
    hold: bool = False
    value: Number | list[Number]
    unit: str | None
    qualifier: str | None = None
    kind: Kind = "level"
    basis: Basis | None = None
    deadline: Deadline | None = None
    baseline: Number | None = None


class QualitativeTarget(Item, kw_only=True):
    """A goal without a number."""

    text: str
    benchmark: str | None = None
    deadline: Deadline | None = None


class Task(Item, kw_only=True):
    """Who answers for what. `text` is the duty; `quote` the assignment's own words."""

    text: str
    lead_units: list[str] = field(default_factory=list)
    responsible_units: list[str] = field(default_factory=list)
    open_ended: bool = False
    lead_explicit: bool = False
    subject_inferred: bool = False
    deadline: Deadline | None = None


class Mechanism(Item, kw_only=True):
    """What recurs: a meeting, an assessment, with its frequency."""

    text: str
    frequency: str | None = None
    every_months: int | None = None
    who: list[str] = field(default_factory=list)


class Rule(Item, kw_only=True, rename={"if_": "if"}):
    """A condition and its consequence."""

    if_: str
    then: str


class Statistic(Item, kw_only=True, rename={"except_": "except"}):
    """One measured fact."""

    measure: str
    subject: str | None = None
    value: Number | list[Number]
    unit: str | None
    qualifier: str | None = None
    kind: Kind = "level"
    basis: Basis | None = None
    period: Period | None = None
    region: str | None = None
    comparison: str | None = None
    except_: list[str] = field(default_factory=list)


class Items(Struct, kw_only=True):
    """Everything that extracting finds in one document."""

    targets: list[Target] = field(default_factory=list)
    qualitative_targets: list[QualitativeTarget] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    mechanisms: list[Mechanism] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    statistics: list[Statistic] = field(default_factory=list)


class Reading(Struct, kw_only=True):
    """One document, read. `raw` is set on request and for every format but plain text."""

    schema: str = "reading/1"
    source: Source
    raw: str | None = None
    meta: Meta
    text: str
    repairs: list[Repair]
    outline: list[Heading]
    targets: list[Target]
    qualitative_targets: list[QualitativeTarget]
    tasks: list[Task]
    mechanisms: list[Mechanism]
    rules: list[Rule]
    statistics: list[Statistic]
    notes: list[str] = field(default_factory=list)
