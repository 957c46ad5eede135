"""Spans of time as definitions write them: 15 wd, 90 d, 3 months, 24 h."""

import re
from typing import Literal

from msgspec import Struct

SpanUnit = Literal["h", "d", "wd", "months", "years"]
_WORDS: dict[SpanUnit, str] = {"h": "小时", "d": "日", "wd": "个工作日", "months": "个月", "years": "年"}
_SPAN = re.compile(r"(\d+) ?(h|d|wd|months?|years?)")


class Span(Struct, frozen=True):
    """An amount of time. `wd` are working days, `d` calendar days."""

    amount: int
    unit: SpanUnit

    def __str__(self) -> str:
        return f"{self.amount}{_WORDS[self.unit]}"


def span_from(text: str) -> Span | None:
    """The span that a definition writes; None where it is none.

    >>> str(span_from("15 wd"))
    '15个工作日'
    >>> str(span_from("1 year"))
    '1年'
    """
    match = _SPAN.fullmatch(text.strip())
    if not match:
        return None
    unit = match[2] + "s" if match[2] in ("month", "year") else match[2]
    return Span(int(match[1]), unit)  # type: ignore[arg-type]
