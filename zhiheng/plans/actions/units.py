"""Filling duties with units of the office's own level, when a plan is made and when counterparts are answered."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from zhiheng.core.values.units import Alignment
from zhiheng.directory.actions import add_organisation
from zhiheng.directory.actions import answer_counterpart as remember_answer
from zhiheng.directory.models import Area, Counterpart, Organisation
from zhiheng.history.actions import record
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Duty, DutyUnit
from zhiheng.web.scoping import ScopedQuerySet


class Answer(NamedTuple):
    """What one body above is here: `answer` as in `Counterpart.ANSWERS`, `ours` in order, the first leading."""

    counterpart: Counterpart
    answer: str
    ours: Sequence[Organisation] = ()


def fill_units(level: OwnLevel, duties: Sequence[Duty]) -> None:
    """The duties' units are made anew from the names in their documents; names nobody has answered are asked."""
    rows: list[DutyUnit] = []
    asked: dict[str, None] = {}
    for duty in duties:
        found = level.assignment(duty.lead_names, duty.responsible_names)
        for role, side in (("lead", found.lead), ("responsible", found.responsible)):
            rows += _side_rows(duty, side, role, level)
            phrases = [name for unit in side.general for name in unit.stands_for]
            asked |= dict.fromkeys([m.name for m in side.missing] + [p for p in phrases if level.rewords(p)])
    DutyUnit.objects.filter(duty__in=duties).delete()
    DutyUnit.objects.bulk_create(rows)
    known = set(level.area.counterparts.filter(upper_name__in=asked).values_list("upper_name", flat=True))
    new = [Counterpart(area=level.area, upper_name=name) for name in asked if name not in known]
    Counterpart.objects.bulk_create(new)


@transaction.atomic
def answer_counterparts(area: Area, answers: Sequence[Answer], by: Any, *, note: str = "") -> int:
    """How many duties changed: the answers are remembered, and every plan of the area that uses them follows.

    A plan already issued changes only where a name was still open; units set by hand stay as they are.
    """
    names = {given.counterpart.upper_name for given in answers}
    changed = {given.counterpart.upper_name for given in answers if given.counterpart.answer != "asked"}
    still = _open_units(area, names)
    for given in answers:
        remember_answer(given.counterpart, given.answer, given.ours, by, note=note)
    touched = _read(Duty.objects.filter(pk__in=still)) + _duties_naming(area, changed, still)
    before = {duty.pk: units_of(duty) for duty in touched}
    level = OwnLevel(area)
    fill_units(level, [duty for duty in touched if not duty.units_by_hand])
    _fill_open_names(level, [duty for duty in touched if duty.units_by_hand])
    _forget_settled_questions(level)
    return _record_changes(before, answers, by)


def answer_counterpart(
    counterpart: Counterpart, answer: str, ours: Sequence[Organisation], by: Any, *, note: str = ""
) -> int:
    """How many duties changed by one answer; see `answer_counterparts`."""
    return answer_counterparts(counterpart.area, [Answer(counterpart, answer, ours)], by, note=note)


@transaction.atomic
def settle_name(counterpart: Counterpart, answer: str, names: Sequence[str], by: Any, *, vertical: bool = False) -> int:
    """How many duties changed by an answer in names; a body the directory does not know yet is added to it."""
    area = counterpart.area
    known = {other: body for body in area.organisations.all() for other in (*body.aliases, body.name)}
    ours = [known.get(name) or add_organisation(area, name, by, vertical=vertical) for name in names]
    return answer_counterpart(counterpart, answer, ours if answer == "ours" else [], by)


@transaction.atomic
def accept_first_proposals(area: Area, by: Any) -> int:
    """How many names from above were settled by the likeliest proposal, where there is one."""
    level = OwnLevel(area)
    given = []
    for row in area.counterparts.filter(answer="asked"):
        first = next(iter(level.proposals(row.upper_name)), None)
        if first is None:
            continue
        ours = [add_organisation(area, first.name, by, vertical=first.vertical)] if first.name else []
        given.append(Answer(row, "ours" if ours else "none", ours))
    answer_counterparts(area, given, by, note="采用建议")
    return len(given)


def units_of(duty: Duty) -> dict[str, str]:
    """A duty's units in words, for history."""
    names: dict[str, list[str]] = {"lead": [], "responsible": []}
    for unit in duty.units.all():
        names[unit.role].append(unit.name + ("（待定）" if unit.kind == "asked" else ""))
    return {"牵头单位": "、".join(names["lead"]), "责任单位": "、".join(names["responsible"])}


def _open_units(area: Area, names: set[str]) -> QuerySet[DutyUnit, dict[str, int]]:
    """Keys of duties with a name nobody had answered (all: a reform may tie one name to another), or a phrase answered now."""
    is_open = Q(kind="asked") | Q(kind="general", name__in=names)
    return DutyUnit.objects.filter(is_open, duty__plan__area=area).values("duty_id")


def _duties_naming(area: Area, names: set[str], still: QuerySet[DutyUnit, dict[str, int]]) -> list[Duty]:
    """Duties, answered in full, whose documents name a body whose answer has changed; not those of plans issued."""
    if not names:
        return []
    mine = Duty.objects.filter(plan__area=area, units_by_hand=False).exclude(plan__state="issued")
    found = _read(mine.exclude(pk__in=still))
    return [duty for duty in found if not names.isdisjoint([*duty.lead_names, *duty.responsible_names])]


def _read(duties: ScopedQuerySet) -> list[Duty]:
    return list(duties.unscoped("of the counterpart's own area").select_related("plan").prefetch_related("units"))


def _fill_open_names(level: OwnLevel, duties: Iterable[Duty]) -> None:
    """In duties whose units were set by hand only the open names give way to what they are here."""
    for duty in duties:
        there = {unit.name for unit in duty.units.all() if unit.kind != "asked"}
        for unit in [unit for unit in duty.units.all() if unit.kind == "asked"]:
            side = level.assignment([unit.name], []).lead
            if side.missing:
                continue
            fresh = [row for row in _side_rows(duty, side, unit.role, level) if row.name not in there]
            for row in fresh:
                row.position = unit.position
            unit.delete()
            DutyUnit.objects.bulk_create(fresh)
            there |= {row.name for row in fresh}


def _forget_settled_questions(level: OwnLevel) -> None:
    """Unanswered names that an answer settled by the way (a former name of the same body) are asked no more."""
    for row in level.area.counterparts.filter(answer="asked"):
        if not level.assignment([row.upper_name], []).lead.missing and not level.rewords(row.upper_name):
            row.delete()


def _record_changes(before: dict[int, dict[str, str]], answers: Sequence[Answer], by: Any) -> int:
    said = {given.counterpart.upper_name: _in_words(given) for given in answers}
    now = Duty.objects.filter(pk__in=before).unscoped("changed just now").select_related("plan")
    changed = 0
    for duty in now.prefetch_related("units"):
        after = units_of(duty)
        if after != before[duty.pk]:
            used = [words for name, words in said.items() if name in (*duty.lead_names, *duty.responsible_names)]
            reason = "对照表：" + "；".join(used or said.values())
            record(duty, "填入本级单位", by, before=before[duty.pk], after=after, reason=reason[:500], about=duty.plan)
            changed += 1
    return changed


def _in_words(given: Answer) -> str:
    ours = "、".join(body.name for body in given.ours) if given.answer == "ours" else ""
    return f"{given.counterpart.upper_name} → {ours or given.counterpart.get_answer_display()}"


def _side_rows(duty: Duty, side: Alignment, role: str, level: OwnLevel) -> list[DutyUnit]:
    own = [("own", unit.name, unit.stands_for) for unit in side.units]
    asked = [("asked", missing.name, (missing.name,)) for missing in side.missing]
    general = [("general", unit.name, unit.stands_for) for unit in side.general]
    return [
        DutyUnit(
            duty=duty, role=role, kind=kind, name=name, stands_for=list(stands_for), position=place,
            organisation=level.organisations.get(name) if kind != "asked" else None,
        )
        for place, (kind, name, stands_for) in enumerate([*own, *asked, *general])
    ]  # fmt: skip
