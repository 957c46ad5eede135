"""The parts that a splitting proposes, each in its own words. No word of the duty is lost; the clause stays its source."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhiheng.plans.models import Duty, DutyUnit
from zhiheng.plans.wording import first_clause

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_LEADS_IN = r"(?:(?:到|以|在|按|根据|通过|围绕|力争)[^，。；;\n]*|[^，。；;\n]{1,5})，"  # 到2027年，
_CLAUSE = re.compile(rf"(?:{_LEADS_IN})*[^，。；;\n]+[，。；;]?")
_BEGINS = re.compile(rf"(?:{_LEADS_IN})+(?=.)")
_LEVEL = re.compile("^(?:[\u4e00-\u9fff]{2,6}[省市州盟县区旗]|[省市州盟县区旗])(?=[\u4e00-\u9fff]{2})")


class Part(NamedTuple):
    """One duty that a splitting makes. `lead` "": the units stay as they are."""

    task: str
    measures: str
    lead: str = ""


def parts_by_unit(duty: Duty) -> list[Part]:
    """One part for each unit of the duty, the leads first, each leading what the words ask of it by name.

    Who is not named has what names nobody, and all of it where that is nothing; who comes first has it where all are named.
    """
    units = [unit for role in ("lead", "responsible") for unit in duty.units.all() if unit.role == role]
    said = sentences(duty.measures)
    own = {unit.pk: [one for one in said if _names(one, unit)] for unit in units}
    common = [one for one in said if not any(one in found for found in own.values())]
    if units and all(own.values()) and common:
        first = own[units[0].pk]
        own[units[0].pk] = [one for one in said if one in common or one in first]
    return [Part(duty.task, "".join(own[unit.pk] or common) or duty.measures, unit.name) for unit in units]


def parts_by_sentence(duty: Duty) -> list[Part]:
    """One part for each sentence of the measures (each clause, where there is one sentence), its task told by its own words.

    A task that a person wrote, which is not how the measures begin, stays the task of all.
    """
    said = sentences(duty.measures)
    if len(said) == 1:
        said = [one for found in _CLAUSE.findall(said[0]) if (one := found.strip())]
    taken = not duty.task or duty.measures.startswith(duty.task)
    return [Part(first_clause(_BEGINS.sub("", one, count=1)) if taken else duty.task, one) for one in said]


def parts_by_area(duty: Duty) -> list[Part]:
    """One part for each area just below, named in the task; the words are the same for all."""
    return [Part(f"{duty.task}（{area.name}）", duty.measures) for area in duty.plan.area.children.order_by("code")]


WAYS = {"unit": ("按单位", parts_by_unit), "sentence": ("按句", parts_by_sentence), "area": ("按下级地区", parts_by_area)}


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its stop."""
    return [said for found in _SENTENCE.findall(text) if (said := found.strip())]


def in_words(parts: Sequence[Part]) -> str:
    """The parts on one line, for the history."""
    return "；".join(f"{part.lead + '：' if part.lead else ''}{part.measures or part.task}" for part in parts)


def _names(sentence: str, unit: DutyUnit) -> bool:
    """Whether a sentence names a unit as it is called here or above, with or without its level: 省药监局, 药监局."""
    return any(_LEVEL.sub("", name) in sentence for name in (unit.name, *unit.stands_for) if name)
