"""The clause of a case taken apart at its number: what stands before, between name and number, and behind."""

import re
from typing import Any

from msgspec import Struct

from zhiheng.core.values.cases import Case

_STOPS = "，。；：！？\n"
_COUNTING = re.compile("(?:数量|人数|次数|人次|批次|数)$")
_OWN_MARKS = re.compile(r"[\[\]{}()|\d]")


class Phrase(Struct, frozen=True, kw_only=True):
    """`before name between NUMBER unit after`, or with the name behind: `before NUMBER unit between name after`."""

    clause: str
    before: str
    name: str
    between: str
    unit: str
    after: str
    name_behind: bool = False


def phrase_of(case: Case) -> Phrase | None:
    """The phrase of a target or statistic; None where its number does not stand in the sentence."""
    said: dict[str, Any] = case.says or case.was or {}
    value = said.get("value")
    number = re.search(number_pattern(value), case.text) if value is not None else None
    if number is None:
        return None
    start = max(case.text.rfind(stop, 0, number.start()) for stop in _STOPS) + 1
    end = min((at for stop in _STOPS if (at := case.text.find(stop, number.end())) >= 0), default=len(case.text))
    unit = said.get("unit") or ""
    behind = case.text[number.end() : end]
    unit = unit if behind.startswith(unit) else ""
    return _named(said, case.text[start:end], case.text[start : number.start()], unit, behind[len(unit) :])


def _named(said: dict[str, Any], clause: str, ahead: str, unit: str, behind: str) -> Phrase:
    name = said.get("indicator") or said.get("measure") or ""
    for known in dict.fromkeys((name, _COUNTING.sub("", name))):
        if known and (at := ahead.rfind(known)) >= 0:
            between = ahead[at + len(known) :]
            return Phrase(clause=clause, before=ahead[:at], name=known, between=between, unit=unit, after=behind)
        if known and (at := behind.find(known)) >= 0:
            after = behind[at + len(known) :]
            return Phrase(
                clause=clause, before=ahead, name=known, between=behind[:at], unit=unit, after=after, name_behind=True
            )
    return Phrase(clause=clause, before="", name="", between=ahead, unit=unit, after=behind)


def number_pattern(value: Any) -> str:
    """How a number stands in a text: 98, 98.0; two with a dash between them."""
    if isinstance(value, list):
        return r"[-—～~至到]{1,2}".join(number_pattern(part) for part in value)
    whole = f"{value:.6f}".rstrip("0").rstrip(".")
    return rf"(?<![\d.]){re.escape(whole)}(?:\.0+(?!\d))?(?!\.?\d)"


def plain(words: str) -> bool:
    """Whether words can stand in a pattern as they are."""
    return not _OWN_MARKS.search(words)
