"""Who is asked to score what: the items of an assessment by the units that lead them, and what they have said so far."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from zhiheng.assessments.models import Assessed, Assessment, Judgement, SheetBack
from zhiheng.core.scoring import plain
from zhiheng.core.values.schemes import Item, Scheme
from zhiheng.directory.models import Organisation

Pair = tuple[str, str]  # the code of one of the assessed, the id of an item


class UnitAsked(NamedTuple):
    """One unit with the items it leads: for how many of its cells it has said something."""

    unit: Organisation
    items: tuple[Item, ...]
    asked: int
    done: int

    @property
    def left(self) -> int:
        """Cells about which it has said nothing."""
        return self.asked - self.done


class Asked(NamedTuple):
    """All units that score, and the items that none of them leads."""

    units: list[UnitAsked]
    unled: list[Item]

    @property
    def missing(self) -> list[UnitAsked]:
        """The units that have not said everything."""
        return [one for one in self.units if one.left]

    @property
    def says(self) -> str:
        """Who is missing, in one line."""
        if not self.missing:
            return f"{len(self.units)} 个部门都已评完。"
        names = "、".join(f"{one.unit.name}（缺 {one.left} 格）" for one in self.missing)
        return f"还有 {len(self.missing)} 个部门没有评完：{names}"


def units_asked(assessment: Assessment) -> Asked:
    """The units in protocol order with the department's items that they lead."""
    scheme, assessed = assessment.as_opened, list(assessment.assessed.all())
    leads: dict[str, Organisation] = {one.words: one.unit for one in assessment.lead_units.select_related("unit")}
    items: dict[int, list[Item]] = defaultdict(list)
    unled = []
    for item in (one for one in scheme.items if one.by == "department"):
        if item.lead in leads:
            items[leads[item.lead].pk].append(item)
        else:
            unled.append(item)
    units = sorted({unit.pk: unit for unit in leads.values()}.values(), key=lambda unit: (unit.position, unit.pk))
    said = set(words_of(assessed, "department"))
    found = []
    for unit in units:
        if own := items.get(unit.pk):
            cells = cells_of(assessed, own)
            found.append(UnitAsked(unit, tuple(own), len(cells), len(said & set(cells))))
    return Asked(found, unled)


def items_of(assessment: Assessment, scheme: Scheme, unit: Organisation) -> list[Item]:
    """The department's items that one unit leads, in the order of the scheme."""
    words = set(assessment.lead_units.filter(unit=unit).values_list("words", flat=True))
    return [item for item in scheme.items if item.by == "department" and item.lead in words]


def cells_of(assessed: Iterable[Assessed], items: Sequence[Item]) -> list[Pair]:
    """Every cell that is asked: an item of one of the assessed whose group has it."""
    return [(one.code, item.id) for one in assessed for item in items if item.asked_of(one.group)]


def words_of(
    assessed: Sequence[Assessed], side: str, *, stage: str = "", scorer: str | None = None
) -> dict[Pair, Judgement]:
    """What was said last from one side, by cell; of one person where `scorer` names her."""
    found = Judgement.objects.filter(assessed__in=[one.pk for one in assessed], side=side, replaced=False)
    if stage:
        found = found.filter(stage=stage)
    if scorer is not None:
        found = found.filter(scorer=scorer)
    codes = {one.pk: one.code for one in assessed}
    return {(codes[word.assessed_id], word.item): word for word in found.select_related("by", "unit").order_by("pk")}


def word_in_short(word: Judgement | None) -> str:
    """What was said, as it would be written in a cell; "" where nothing was."""
    if word is None:
        return ""
    if not word.applies:
        return "不适用"
    return word.answer or (plain(word.value) if word.value is not None else "")


def other_sides(assessment: Assessment) -> list[tuple[str, str, int, int]]:
    """Surveys and visits, where the scheme has such items: side, name, cells asked, cells said."""
    scheme, assessed = assessment.as_opened, list(assessment.assessed.all())
    found = []
    for side, name in (("survey", "满意度调查"), ("visit", "现场核查")):
        if items := [item for item in scheme.items if item.by == side]:
            cells = set(cells_of(assessed, items))
            found.append((side, name, len(cells), len(cells & set(words_of(assessed, side)))))
    return found


def files_back(assessment: Assessment, kind: str) -> QuerySet[SheetBack]:
    """The files of one kind that came back, the latest first."""
    found = SheetBack.objects.filter(sheet__assessment=assessment, sheet__kind=kind)
    return found.select_related("sheet__unit", "by").order_by("-pk")
