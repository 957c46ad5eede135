"""Lines that could mend a case of a duty or of something that recurs."""

import re
from collections.abc import Iterator
from typing import Any

from zhiheng.core.learning.phrases import plain
from zhiheng.core.learning.ruling import rule_line
from zhiheng.core.values.cases import Case, Line
from zhiheng.core.values.lexicons import Lexicons

_CALLS = ("由", "请")
_TAIL = re.compile(r"[^，。；：！？\n、（）\d]{1,6}")
_LONGEST_ENDING = 4
_WORD_LENGTHS = (3, 4, 2, 5, 6)  # 一碰头, 一次会商: the usual lengths first


def duty_lines(case: Case, lexicons: Lexicons) -> Iterator[Line]:
    """The ending of a name that was not known for a unit's, the word that gives units their part, then rules."""
    says, was = case.says or {}, case.was or {}
    lead, responsible = says.get("lead_units") or [], says.get("responsible_units") or []
    before = {*(was.get("lead_units") or ()), *(was.get("responsible_units") or ())}
    endings = {row.word for row in lexicons.body_endings}
    for name in [name for name in (*lead, *responsible) if name not in before and name in case.text]:
        for length in range(2, min(len(name), _LONGEST_ENDING) + 1):
            if name[-length:] not in endings:
                yield Line(list="body_endings", row={"word": name[-length:]})
    for units, role in ((lead, "lead"), (responsible, "responsible")):
        yield from _duty_words(case, units, role, lexicons)
    yield from _duty_rules(case, lead)


def mechanism_lines(case: Case, lexicons: Lexicons) -> Iterator[Line]:
    """How often, where no list knows the word; then the word with what recurs."""
    says = case.says or {}
    often, months = says.get("frequency"), says.get("every_months")
    if not often or often not in case.text or not plain(often):
        return
    row: dict[str, Any] = {"word": often} | ({"every_months": months} if months else {})
    if often not in {known.word for known in lexicons.frequencies}:
        yield Line(list="frequencies", row=row)
    tail = _TAIL.match(case.text, case.text.find(often) + len(often))
    gives = {"frequency": often} | ({"every_months": months} if months else {})
    for length in _WORD_LENGTHS:
        if tail and length <= len(tail[0]):
            yield rule_line(case, often + tail[0][:length], gives, "mechanism")


def _duty_words(case: Case, units: list[str], role: str, lexicons: Lexicons) -> Iterator[Line]:
    known = {row.word for row in lexicons.duty_words}
    tail = _behind(case.text, units)
    for length in range(2, len(tail) + 1):
        if tail[:length] not in known:
            yield Line(list="duty_words", row={"word": tail[:length], "role": role, "form": "verb"})


def _duty_rules(case: Case, lead: list[str]) -> Iterator[Line]:
    tail = _behind(case.text, lead)
    if not lead or not plain(tail):
        return
    at = case.text.find(lead[0])
    call = case.text[at - 1] if at > 0 and case.text[at - 1] in _CALLS else ""
    for length in range(2, len(tail) + 1):
        yield rule_line(case, f"{call}{{bodies}}{tail[:length]}", {}, "duty")


def _behind(text: str, units: list[str]) -> str:
    """The words right behind the last of some units."""
    ends = [at + len(name) for name in units if (at := text.find(name)) >= 0]
    tail = _TAIL.match(text, max(ends)) if ends else None
    return tail[0] if tail else ""
