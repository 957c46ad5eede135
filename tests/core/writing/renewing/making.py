"""Word files for tests of renewing, and what is left of one when its revision marks are accepted or rejected."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import docx
from docx.oxml.ns import qn

from zhiheng.core.reading.formats import extract
from zhiheng.core.values.auditing import Claim, Judged, Number
from zhiheng.core.values.filling import Days, Option
from zhiheng.core.values.renewing import Fresh
from zhiheng.core.values.stretches import days

WHEN = datetime(2025, 7, 28, 9, 30, tzinfo=UTC)
OLD, NEW = (days(date(year, 1, 1), date(year, 6, 30)) for year in (2024, 2025))


def file_of(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_in(content: bytes) -> str:
    return extract(content, "a.docx").text


def _without(content: bytes, gone: str) -> str:
    """The text with one kind of revision taken away and the other taken in."""
    body = docx.Document(io.BytesIO(content)).element.body
    for element in list(body.iter(qn(gone))):
        element.getparent().remove(element)
    kinds = (qn("w:t"), qn("w:delText"))
    return "\n".join("".join(node.text or "" for node in paragraph.iter(*kinds)) for paragraph in body.iter(qn("w:p")))


def accepted(content: bytes) -> str:
    return _without(content, "w:del")


def rejected(content: bytes) -> str:
    return _without(content, "w:ins")


def figure(
    text: str, printed: str, exact: str | None, *, unit: str, change: bool = False, falls: bool = False, clear: bool = True,
    **loose: str,
) -> list[Fresh]:  # fmt: skip
    """A figure at its printed text, of 示例省, which the old records agree with."""
    start = text.index(printed)
    digits = "".join(char for char in printed if char.isdigit() or char == ".")
    at = next(k for k, char in enumerate(printed) if char.isdigit())
    number = Number(
        kind="figure", start=start, end=start + len(printed), at=start + at, text=printed, value=Decimal(digits),
        decimals=len(digits.partition(".")[2]), unit=unit, **loose,
    )  # fmt: skip
    claim = Claim(
        number=number, words="", options=(Option(indicator="x", score=1, why=""),), clear=clear, change=change, falls=falls,
        areas=(("990000", "示例省"),), days=(OLD,),
    )  # fmt: skip
    judged = Judged(claim=claim, verdict="agrees", indicator="x", name="某数", area=("990000", "示例省"), days=OLD)
    return [Fresh(judged=judged, exact=Fraction(exact) if exact else None, why="暂无数据")]


def span(first: str, last: str) -> Days:
    return days(date.fromisoformat(first), date.fromisoformat(last))
