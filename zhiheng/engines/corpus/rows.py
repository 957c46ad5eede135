"""A reading as rows of the three tables. What a reading does not know is null here too."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.reading import (
    Deadline,
    Item,
    Mechanism,
    Number,
    QualitativeTarget,
    Reading,
    Rule,
    Statistic,
    Target,
    Task,
)
from zhiheng.engines.corpus.schemas import CitationRow, DocumentRow, HeadingRow, ItemRow, RepairRow

_ID_DIGITS = 32  # 128 bits


class Rows(Struct, frozen=True, kw_only=True):
    """All rows of one document."""

    document: DocumentRow
    items: tuple[ItemRow, ...] = ()
    repairs: tuple[RepairRow, ...] = ()


def rows_of(reading: Reading, path: str, size: int) -> Rows:
    """The rows of a document that was read."""
    id = document_id(path, reading.source.sha256)
    return Rows(
        document=_document(reading, id, path, size),
        items=tuple(_items(reading, id)),
        repairs=tuple(
            RepairRow(document_id=id, ordinal=ordinal, **msgspec.structs.asdict(repair))
            for ordinal, repair in enumerate(reading.repairs, 1)
        ),
    )


def unread(path: str, size: int | None, digest: str | None, fault: Fault) -> Rows:
    """The rows of a document that could not be read: one, which says why."""
    id = document_id(path, digest or "")
    return Rows(document=DocumentRow(id=id, path=path, sha256=digest, bytes=size, fault_id=fault.id, fault=fault.says))


def document_id(path: str, digest: str) -> str:
    """The same for the same content in the same place, on any machine."""
    return sha256(f"{path}\n{digest}".encode()).hexdigest()[:_ID_DIGITS]


def _document(reading: Reading, id: str, path: str, size: int) -> DocumentRow:
    meta, source, region = reading.meta, reading.source, reading.meta.region
    return DocumentRow(
        id=id, path=path, sha256=source.sha256, bytes=size, chars=source.chars, pages=source.pages,
        title=meta.title, doc_number=meta.doc_number, issuers=meta.issuers,
        issued_on=_day(meta.issued_on), effective_on=_day(meta.effective_on), doc_type=meta.doc_type,
        region_code=region.code if region else None, region_name=region.name if region else None,
        truncated=meta.truncated,
        bases=[CitationRow(title=base.title, doc_number=base.doc_number) for base in meta.bases],
        text=reading.text, outline=[HeadingRow(**msgspec.structs.asdict(heading)) for heading in reading.outline],
        notes=reading.notes,
        targets=len(reading.targets), qualitative_targets=len(reading.qualitative_targets), tasks=len(reading.tasks),
        mechanisms=len(reading.mechanisms), rules=len(reading.rules), statistics=len(reading.statistics),
        repairs=len(reading.repairs),
    )  # fmt: skip


def _items(reading: Reading, id: str) -> Iterator[ItemRow]:
    kinds: dict[str, Iterable[Item]] = {
        "target": reading.targets, "qualitative": reading.qualitative_targets, "task": reading.tasks,
        "mechanism": reading.mechanisms, "rule": reading.rules, "statistic": reading.statistics,
    }  # fmt: skip
    for kind, items in kinds.items():
        for ordinal, item in enumerate(items, 1):
            yield ItemRow(
                document_id=id, kind=kind, ordinal=ordinal, section=item.section, quote=item.quote,
                start=item.start, end=item.end, confidence=item.confidence, flags=item.flags,
                by_rule=item.by_rule or None, json=msgspec.json.encode(item).decode(), **_typed(item),
            )  # fmt: skip


def _typed(item: Item) -> dict[str, Any]:
    """The columns of the item's own kind."""
    match item:
        case Target():
            return {
                "indicator": item.indicator, "scope": item.scope, "comparator": item.comparator, "hold": item.hold,
                "baseline": _double(item.baseline), "baseline_exact": _exact(item.baseline),
                **_value(item), **_deadline(item.deadline),
            }  # fmt: skip
        case Statistic():
            period = item.period
            return {
                "measure": item.measure, "subject": item.subject, "region": item.region,
                "comparison": item.comparison, "excepted": item.except_,
                "period_text": period.text if period else None,
                "period_from": _day(period.from_) if period else None,
                "period_to": _day(period.to) if period else None,
                **_value(item),
            }  # fmt: skip
        case QualitativeTarget():
            return {"text": item.text, "benchmark": item.benchmark, **_deadline(item.deadline)}
        case Task():
            return {
                "text": item.text, "lead_units": item.lead_units, "responsible_units": item.responsible_units,
                "open_ended": item.open_ended, "lead_explicit": item.lead_explicit,
                "subject_inferred": item.subject_inferred, **_deadline(item.deadline),
            }  # fmt: skip
        case Mechanism():
            return {
                "text": item.text, "frequency": item.frequency, "every_months": item.every_months, "who": item.who,
            }  # fmt: skip
        case Rule():
            return {"condition": item.if_, "consequence": item.then}
    raise TypeError(type(item))


def _value(item: Target | Statistic) -> dict[str, Any]:
    values = item.value if isinstance(item.value, list) else [item.value]
    low, high = (min(values), max(values)) if values else (None, None)
    return {
        "value_low": _double(low), "value_high": _double(high),
        "value_low_exact": _exact(low), "value_high_exact": _exact(high),
        "unit": item.unit, "qualifier": item.qualifier, "value_kind": item.kind, "basis": item.basis,
    }  # fmt: skip


def _deadline(deadline: Deadline | None) -> dict[str, Any]:
    if deadline is None:
        return {}
    return {
        "deadline_year": deadline.year, "deadline_on": _day(deadline.due_on), "deadline_text": deadline.text,
        "deadline_inherited": deadline.inherited,
    }  # fmt: skip


def _exact(number: Number | None) -> str | None:
    """Every digit, without an exponent.

    >>> _exact(332.67), _exact(1e22), _exact(45111)
    ('332.67', '10000000000000000000000', '45111')
    """
    return None if number is None else format(Decimal(repr(number)), "f")


def _double(number: Number | None) -> float | None:
    """None also for what is too large for a DOUBLE: its digits stand beside it."""
    try:
        return None if number is None else float(number)
    except OverflowError:
        return None


def _day(text: str | None) -> date | None:
    """None also for what is no day of the calendar: the item's JSON has it as it was."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
