"""Lines that could mend a case, the most general word first, then rules made of its sentence."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import structs

from zhiheng.core.learning.phrases import Phrase, phrase_of, plain
from zhiheng.core.learning.proposing_duties import duty_lines, mechanism_lines
from zhiheng.core.learning.ruling import rule_line
from zhiheng.core.values.cases import Case, Line
from zhiheng.core.values.lexicons import Lexicons

_SCALES = "万亿千百十"
_AFTER = re.compile(r"(?:以上|以内|以下|左右|之内|及以上)?")
_MODALS = "要应将须宜"
_LONGEST_WORD = 6
_CONTEXT = 4  # characters beside a number that make its phrase known again


def proposals(case: Case, lexicons: Lexicons) -> Iterator[Line]:
    """Lines worth trying, in the order in which they should be."""
    if case.kind == "task":
        yield from duty_lines(case, lexicons)
    elif case.kind == "mechanism":
        yield from mechanism_lines(case, lexicons)
    elif phrase := phrase_of(case):
        if case.says is None:
            yield from _vetoes(case, phrase)
        else:
            yield from _units(case.says, lexicons)
            yield from _comparators(case, phrase, lexicons)
            yield from _lead_ins(case, lexicons)
            yield from _rules(case, phrase, lexicons)


def _units(says: dict[str, Any], lexicons: Lexicons) -> Iterator[Line]:
    """A unit of measure that no list knows."""
    unit = (says.get("unit") or "").lstrip(_SCALES)
    if unit and plain(unit) and unit not in {known.word for known in lexicons.units}:
        yield Line(list="units", row={"word": unit, "dimension": "things", "scale": 1.0})


def _comparators(case: Case, phrase: Phrase, lexicons: Lexicons) -> Iterator[Line]:
    """The words between name and number, from their end, as one more way to bind a number; or those behind it."""
    says = case.says or {}
    known = {row.word for row in lexicons.comparators}
    sign = says.get("comparator") or "="
    if sign == "range":
        return
    row = {"comparator": sign, "hold": bool(says.get("hold")), "kind": says.get("kind") or "level"}
    between = phrase.between.lstrip(_MODALS)
    for length in range(2, min(len(between), _LONGEST_WORD) + 1):
        if between[-length:] not in known and not phrase.name_behind:
            yield Line(list="comparators", row={"word": between[-length:], "place": "before", **row})
    behind = re.match(r"[^，。；：！？\n、（）\d]{1,4}", phrase.after)
    if behind and sign != (case.was or {}).get("comparator") and not phrase.name_behind and behind[0] not in known:
        yield Line(list="comparators", row={"word": behind[0], "place": "after", **row})


def _lead_ins(case: Case, lexicons: Lexicons) -> Iterator[Line]:
    """Words that were taken for the beginning of the name."""
    says, was = (_name(value) for value in (case.says, case.was))
    word = was.removesuffix(says) if says and was.endswith(says) else ""
    known = {cue.word for cue in lexicons.cues if cue.sense == "leadin"}
    if 2 <= len(word) <= _LONGEST_WORD and word not in known:
        yield Line(list="cues", row={"key": f"leadin:{word}", "word": word, "sense": "leadin"})


def _rules(case: Case, phrase: Phrase, lexicons: Lexicons) -> Iterator[Line]:
    """The phrase with a slot for its name where its words are its own, then with the name itself."""
    says = case.says or {}
    common = {*(row.word for row in lexicons.comparators), *(row.word for row in lexicons.qualifiers)}
    common |= {cue.word for cue in lexicons.cues}
    own = phrase.between.lstrip(_MODALS)
    behind = (_AFTER.match(phrase.after) or [""])[0]
    figure = "{number}{unit}" if phrase.unit else "{number}"
    gives = _gives(case.kind, says) | ({} if phrase.unit or not says.get("unit") else {"unit": says["unit"]})
    named = gives | {"measure" if case.kind == "statistic" else "indicator": _name(says)}
    between = phrase.between
    if not plain(between + behind + phrase.name + phrase.before):
        return
    if phrase.name_behind:
        if len(own) >= 2:
            yield rule_line(case, f"{phrase.before}{figure}{between}{{indicator}}", gives, _KINDS[case.kind])
        yield rule_line(case, f"{phrase.before}{figure}{between}{phrase.name}", named, _KINDS[case.kind])
        return
    if len(own) >= 2 and own not in common:
        yield rule_line(case, f"{{indicator}}{between}{figure}{behind}", gives, _KINDS[case.kind])
        if phrase.before:
            yield rule_line(case, f"{phrase.before}{{indicator}}{between}{figure}{behind}", gives, _KINDS[case.kind])
    if phrase.name:
        yield rule_line(case, f"{phrase.name}{between}{figure}{behind}", named, _KINDS[case.kind])


_KINDS = {"target": "target", "statistic": "statistic"}


def _vetoes(case: Case, phrase: Phrase) -> Iterator[Line]:
    """The words right beside a number that is none of ours."""
    before = re.search(rf"[^，。；：！？\n、\d]{{0,{_CONTEXT}}}$", phrase.before + phrase.name + phrase.between)
    after = re.match(rf"[^，。；：！？\n、\d]{{0,{_CONTEXT}}}", phrase.after)
    beside = (before[0] if before else "", after[0] if after else "")
    if len("".join(beside)) >= 3 and plain("".join(beside)):
        alone = structs.replace(case, text=phrase.clause)
        yield rule_line(alone, f"{beside[0]}{{number}}{'{unit}' if phrase.unit else ''}{beside[1]}", {}, "neither")


def _gives(kind: str, says: dict[str, Any]) -> dict[str, Any]:
    """What a rule has to set, beside what its slots take up."""
    names = ("hold", "kind", "basis") if kind == "target" else ("kind", "basis")
    given = {name: says[name] for name in names if says.get(name) not in (None, False, "level")}
    return ({"comparator": says.get("comparator") or "="} if kind == "target" else {}) | given


def _name(value: dict[str, Any] | None) -> str:
    return (value or {}).get("indicator") or (value or {}).get("measure") or ""
