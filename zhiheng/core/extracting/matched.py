"""The items that rules make of a match: what the rule gives, what its slots took up, what the grammar knew before."""

import re
from typing import Any

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.counting import counted
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.mechanisms import Mechanisms
from zhiheng.core.extracting.numbers import Figure, number_in
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.own_rules import OwnRule
from zhiheng.core.values.reading import Deadline, Mechanism, Number, Statistic, Target, Task

SURE = 0.85  # a rule is as right as the examples that it was written for
_PART = re.compile(r"[；。！？\n]")
_TO = re.compile("[-～—至到]+")
_EDGE = "、，；：的 "
_SCALES = "万亿千百十"


def number_of(slots: re.Match[str]) -> Number | list[Number] | None:
    """The number of a match, two for a range; None where the pattern asks for none."""
    said = slots.groupdict().get("number")
    if not said:
        return None
    values = [number_in(part) for part in _TO.split(said)]
    return values if len(values) == 2 and values[0] < values[1] else values[0]


def target_of(
    words: Words, layout: Layout, deadlines: Deadlines, rule: OwnRule, slots: re.Match[str], before: Target | Statistic | None
) -> Target | None:
    """The target that a match makes; None where neither rule nor text says what is measured, or how much."""
    said = _measured(words, layout, deadlines, rule, slots, before, "数量")
    name = said.pop("name") or (before.indicator if isinstance(before, Target) else before.measure if before else None)
    if not name or said["value"] is None:
        return None
    keys = ("comparator", "hold", "scope", "baseline") if isinstance(before, Target) else ()
    known = {key: getattr(before, key) for key in keys}
    year = slots.groupdict().get("year")
    deadline = Deadline(year=int(year[:4]), text=year) if year else deadlines.of(slots.start(), slots.end())[0]
    flags = [] if deadline else ["未写明时限"]
    made = {"comparator": "=", "indicator": name, **known, **said, "deadline": deadline, "flags": flags}
    if baseline := slots.groupdict().get("baseline"):
        made["baseline"] = number_in(baseline)
    return Target(**{**made, **rule.given})


def statistic_of(
    words: Words, layout: Layout, deadlines: Deadlines, rule: OwnRule, slots: re.Match[str], before: Target | Statistic | None
) -> Statistic | None:
    """The statistic that a match makes; None where neither rule nor text says what is measured, or how much."""
    said = _measured(words, layout, deadlines, rule, slots, before, "数")
    name = said.pop("name") or (before.measure if isinstance(before, Statistic) else before.indicator if before else None)
    if not name or said["value"] is None:
        return None
    keys = ("subject", "period", "region", "comparison", "except_")
    known = {key: getattr(before, key) for key in keys} if isinstance(before, Statistic) else {}
    scope = said.pop("scope", None)
    return Statistic(**{"measure": name, "subject": scope, **known, **said, **rule.given})


def task_of(bodies: Bodies, layout: Layout, deadlines: Deadlines, rule: OwnRule, slots: re.Match[str]) -> Task:
    """The duty that a match assigns: from the match to the end of its sentence or ；-clause."""
    stop = _PART.search(layout.text, slots.end())
    end = stop.start() if stop else len(layout.text)
    listed = slots.groupdict()
    lead, lead_open = bodies.split(listed.get("bodies") or "")
    responsible, is_open = bodies.split(listed.get("helpers") or "")
    made = {
        **_placed(layout, rule, slots.start(), end), "text": layout.text[slots.start() : end], "lead_units": lead,
        "responsible_units": responsible, "open_ended": lead_open or is_open, "lead_explicit": bool(lead),
        "deadline": deadlines.deadline_in(slots.start(), end), "flags": ["单位未列全（等）"] if lead_open or is_open else [],
    }  # fmt: skip
    return Task(**{**made, **rule.given})


def mechanism_of(words: Words, layout: Layout, rule: OwnRule, slots: re.Match[str]) -> Mechanism:
    """The recurring thing that a match names, and how often where it says so."""
    start, end = slots.span()
    often, months = words.once(Mechanisms).frequency(layout.text[start:end])
    who = words.once(Bodies).split(slots.groupdict().get("bodies") or "")[0]
    flags = [] if months or rule.given.get("every_months") else ["未写明频次，由本单位确定"]
    made = {
        **_placed(layout, rule, start, end), "text": layout.text[start:end], "frequency": often, "every_months": months,
        "who": who, "flags": flags,
    }  # fmt: skip
    return Mechanism(**{**made, **rule.given})


def _measured(
    words: Words, layout: Layout, deadlines: Deadlines, rule: OwnRule, slots: re.Match[str], before: Any, suffix: str
) -> dict[str, Any]:
    """What targets and statistics share; `name` is None where the pattern has no slot for it."""
    listed = slots.groupdict()
    unit, value = _unit(slots), number_of(slots)
    made: dict[str, Any] = {"name": None, "value": value, "unit": unit, "qualifier": listed.get("loose")}
    if before is not None:
        made |= {key: getattr(before, key) for key in ("qualifier", "kind", "basis")}
        made |= {"unit": unit or before.unit, "value": before.value if value is None else value}
    start = slots.start()
    if head := listed.get("indicator"):
        at, head, scope = _bare(words, layout, deadlines, *slots.span("indicator"))
        start = at if slots.start("indicator") == start else start
        known = words.units.get((unit or "").lstrip(_SCALES)) or words.units.get(unit or "")
        figure = Figure(start=0, end=0, value=0, unit=unit or "", dimension=known.dimension if known else "")
        made["name"] = counted(words, head, figure, rule.given.get("kind", "level"), suffix)
        made |= {"scope": scope} if scope else {}
    made |= {key: said for key in ("scope", "subject") if (said := listed.get(key))}
    placed = _placed(layout, rule, start, slots.end())
    placed["confidence"] = max(SURE, before.confidence if before else 0)
    return made | placed


def _bare(words: Words, layout: Layout, deadlines: Deadlines, start: int, end: int) -> tuple[int, str, str | None]:
    """A name without the times, linking words and scope before it, where it begins, and the scope."""
    for mention in deadlines.within(start, end):
        start = mention.end if mention.end < end else start
    scope = None
    while start < end:
        rest = layout.text[start:end]
        lead, whole = words.leadin_start.match(rest), words.scope_start.match(rest)
        if rest[0] in _EDGE:
            start += 1
        elif whole and whole.end() < len(rest):
            scope, start = whole[0], start + whole.end()
        elif lead and lead.end() < len(rest):
            start += lead.end()
        else:
            break
    return start, layout.text[start:end].strip(_EDGE), scope


def _unit(slots: re.Match[str]) -> str | None:
    listed = slots.groupdict()
    return "%" if listed.get("percent") else listed.get("unit")


def _placed(layout: Layout, rule: OwnRule, start: int, end: int) -> dict[str, Any]:
    """Where an item stands, how sure it is, and which rule made it."""
    first, last, quote = layout.folded.raw(start, end)
    return {
        "section": layout.section(start), "quote": quote, "start": first, "end": last, "confidence": SURE, "by_rule": rule.id,
    }  # fmt: skip
