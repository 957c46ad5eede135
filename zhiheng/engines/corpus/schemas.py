"""The columns of the three tables, and what each holds: the one place that defines them.

Null is what is not known, never 0 or "". Numbers stand twice: as DOUBLE to compute with, and exact, digit by digit, as text.
"""

from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin

from msgspec import Meta, Struct
from msgspec.structs import fields


class HeadingRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One heading of an outline."""

    level: int
    number: str | None
    heading: str
    start: int
    end: int


class CitationRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document that the document rests on."""

    title: str
    doc_number: str | None


class DocumentRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document of the corpus, also one that could not be read."""

    id: Annotated[str, Meta(description="digest of path and content; `items` and `repairs` name it")]
    path: Annotated[str, Meta(description="from IN on: 甲/意见.docx, 来文.zip/意见.txt, 表.parquet/17/意见.txt")]
    sha256: Annotated[str | None, Meta(description="of the file; null where it could not be opened")] = None
    bytes: Annotated[int | None, Meta(description="size of the file")] = None
    chars: Annotated[int | None, Meta(description="characters of the raw text, in which offsets count")] = None
    pages: Annotated[int | None, Meta(description="null for a format without pages")] = None
    title: str | None = None
    doc_number: Annotated[str | None, Meta(description="发文字号, 〔〕 whatever was printed")] = None
    issuers: list[str] | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    doc_type: Annotated[str | None, Meta(description="plan, bulletin, research_report, … of the contract")] = None
    region_code: Annotated[str | None, Meta(description="GB/T 2260")] = None
    region_name: str | None = None
    truncated: Annotated[bool | None, Meta(description="the text breaks off")] = None
    bases: Annotated[list[CitationRow] | None, Meta(description="what it cites as its ground")] = None
    text: Annotated[str | None, Meta(description="the repaired text")] = None
    outline: list[HeadingRow] | None = None
    notes: Annotated[list[str] | None, Meta(description="what a reader should know of the file, in Chinese")] = None
    targets: Annotated[int | None, Meta(description="how many rows of `items`, by kind")] = None
    qualitative_targets: int | None = None
    tasks: int | None = None
    mechanisms: int | None = None
    rules: int | None = None
    statistics: int | None = None
    repairs: Annotated[int | None, Meta(description="how many rows of `repairs`")] = None
    fault_id: Annotated[str | None, Meta(description="why it could not be read (docs/errors.md); null where it was")] = None
    fault: Annotated[str | None, Meta(description="the same as a Chinese sentence with its remedy")] = None


class ItemRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One target, goal without a number, task, mechanism, rule or statistic."""

    document_id: str
    kind: Annotated[str, Meta(description="target, qualitative, task, mechanism, rule or statistic")]
    ordinal: Annotated[int, Meta(description="from 1, by document and kind, in the order of the contract")]
    section: Annotated[str | None, Meta(description="the headings over it, parted by /")]
    quote: Annotated[str, Meta(description="raw[start:end]")]
    start: int
    end: int
    confidence: float
    flags: Annotated[list[str], Meta(description="why a person should look")]
    by_rule: Annotated[str | None, Meta(description="the rule of definitions/rules that made it; null: the grammar did")]
    text: Annotated[str | None, Meta(description="qualitative, task, mechanism: what is to be done")] = None
    indicator: Annotated[str | None, Meta(description="target")] = None
    measure: Annotated[str | None, Meta(description="statistic")] = None
    scope: Annotated[str | None, Meta(description="target")] = None
    subject: Annotated[str | None, Meta(description="statistic")] = None
    comparator: Annotated[str | None, Meta(description="target: >= > <= < = ≈ range")] = None
    hold: Annotated[bool | None, Meta(description="target: 稳定, 保持")] = None
    value_low: Annotated[float | None, Meta(description="the value, or the lower of two; in the unit printed")] = None
    value_high: Annotated[float | None, Meta(description="the same value, or the upper of two")] = None
    value_low_exact: Annotated[str | None, Meta(description="value_low digit by digit: CAST(… AS DECIMAL(38, 10))")] = None
    value_high_exact: Annotated[str | None, Meta(description="value_high digit by digit")] = None
    unit: str | None = None
    qualifier: Annotated[str | None, Meta(description="余 多 近 以上 约")] = None
    value_kind: Annotated[str | None, Meta(description="level or change")] = None
    basis: Annotated[str | None, Meta(description="annual, cumulative, increment or stock")] = None
    baseline: Annotated[float | None, Meta(description="target: the value it starts from")] = None
    baseline_exact: str | None = None
    benchmark: Annotated[str | None, Meta(description="qualitative: 全省平均水平")] = None
    deadline_year: int | None = None
    deadline_on: date | None = None
    deadline_text: str | None = None
    deadline_inherited: Annotated[bool | None, Meta(description="carried over from an earlier clause or a heading")] = None
    lead_units: Annotated[list[str] | None, Meta(description="task")] = None
    responsible_units: Annotated[list[str] | None, Meta(description="task")] = None
    open_ended: Annotated[bool | None, Meta(description="task: the list of units ended with 等")] = None
    lead_explicit: bool | None = None
    subject_inferred: bool | None = None
    frequency: Annotated[str | None, Meta(description="mechanism: 每半年")] = None
    every_months: int | None = None
    who: Annotated[list[str] | None, Meta(description="mechanism")] = None
    condition: Annotated[str | None, Meta(description="rule: `if` of the contract")] = None
    consequence: Annotated[str | None, Meta(description="rule: `then` of the contract")] = None
    period_text: Annotated[str | None, Meta(description="statistic: the time it speaks of")] = None
    period_from: date | None = None
    period_to: date | None = None
    region: Annotated[str | None, Meta(description="statistic")] = None
    comparison: Annotated[str | None, Meta(description="statistic: 比上年同期")] = None
    excepted: Annotated[list[str] | None, Meta(description="statistic: `except` of the contract")] = None
    json: Annotated[str, Meta(description="the whole item as the contract has it")]


class RepairRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change from raw to repaired text, or one proposed."""

    document_id: str
    ordinal: Annotated[int, Meta(description="from 1, by document")]
    start: int
    end: int
    raw: str
    text: str
    rule: str
    evidence: str
    confidence: float
    applied: Annotated[bool, Meta(description="false: proposed only")]
    candidates: list[str]


Row = DocumentRow | ItemRow | RepairRow

TABLES: dict[str, type[Struct]] = {"documents": DocumentRow, "items": ItemRow, "repairs": RepairRow}

_PLAIN = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}


def columns(table: type[Struct]) -> dict[str, str]:
    """The SQL type of each column, by name."""
    return {field.encode_name: sql_type(field.type) for field in fields(table)}


def sql_type(told: Any) -> str:
    """The SQL type of what a field holds; null is allowed everywhere.

    >>> sql_type(list[str] | None)
    'VARCHAR[]'
    """
    if get_origin(told) is Annotated:
        return sql_type(get_args(told)[0])
    if isinstance(told, UnionType):
        [kept] = [part for part in get_args(told) if part is not NoneType]
        return sql_type(kept)
    if get_origin(told) is list:
        return f"{sql_type(get_args(told)[0])}[]"
    return _PLAIN.get(told) or struct_type(told)


def struct_type(table: type[Struct]) -> str:
    """The SQL type of a whole row."""
    return "STRUCT(" + ", ".join(f'"{name}" {type_}' for name, type_ in columns(table).items()) + ")"


def meanings(table: type[Struct]) -> dict[str, str]:
    """What each column holds, by name; "" where its name says it."""
    return {
        field.encode_name: next((note.description or "" for note in getattr(field.type, "__metadata__", ())), "")
        for field in fields(table)
    }
