"""How a duty stands, for undoing what was done to it; and the parts that a splitting proposes."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from zhiheng.plans.cells import FIELDS, PERSONAL, cell_text
from zhiheng.plans.models import Arrangement, Duty, DutyUnit, Goal, Matter

KEPT = ("lead_names", "responsible_names", "open_ended", "units_by_hand")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")


class Part(NamedTuple):
    """One duty that a splitting makes. `lead` "": the units stay as they are."""

    task: str
    measures: str
    lead: str = ""


def parts_by_unit(duty: Duty) -> list[Part]:
    """One part for each unit of the duty, the leads first, each leading its own."""
    names = [unit.name for role in ("lead", "responsible") for unit in duty.units.all() if unit.role == role]
    return [Part(duty.task, duty.measures, name) for name in names]


def parts_by_sentence(duty: Duty) -> list[Part]:
    """One part for each sentence of the measures, word by word."""
    return [Part(duty.task, said) for found in _SENTENCE.findall(duty.measures) if (said := found.strip())]


def parts_by_area(duty: Duty) -> list[Part]:
    """One part for each area just below, named in the task."""
    return [Part(f"{duty.task}（{area.name}）", duty.measures) for area in duty.plan.area.children.order_by("code")]


WAYS = {"unit": ("按单位", parts_by_unit), "sentence": ("按句", parts_by_sentence), "area": ("按下级地区", parts_by_area)}


def standing(pk: int) -> dict[str, Any]:
    """Everything of a duty that splitting and merging change, and what must be unchanged to undo them."""
    duty = Duty.objects.unscoped("in hand").prefetch_related("units").get(pk=pk)
    return {
        "cells": {name: cell_text(duty, name) for name in FIELDS if name not in PERSONAL},
        "kept": {name: getattr(duty, name) for name in KEPT},
        "units": [
            [unit.role, unit.kind, unit.name, unit.organisation_id, unit.stands_for, unit.position] for unit in duty.units.all()
        ],
        "goals": list(Goal.objects.unscoped("in hand").filter(duty=duty).order_by("pk").values_list("pk", flat=True)),
        "matters": list(Matter.objects.unscoped("in hand").filter(duty=duty).order_by("pk").values_list("pk", flat=True)),
        "out": duty.removed_at is not None,
    }


def put_back(pk: int, was: dict[str, Any]) -> Duty:
    """The duty as it stood."""
    duty = Duty.objects.unscoped("in hand").select_related("plan").get(pk=pk)
    duty.task, duty.measures = was["cells"]["task"], was["cells"]["measures"]
    for name in KEPT:
        setattr(duty, name, was["kept"][name])
    duty.save(update_fields=["task", "measures", *KEPT])
    names = ("role", "kind", "name", "organisation_id", "stands_for", "position")
    duty.units.all().delete()
    DutyUnit.objects.bulk_create(DutyUnit(duty=duty, **dict(zip(names, unit, strict=True))) for unit in was["units"])
    Goal.objects.unscoped("in hand").filter(pk__in=was["goals"]).update(duty=duty)
    Matter.objects.unscoped("in hand").filter(pk__in=was["matters"]).update(duty=duty)
    return duty


def last_arrangement(duty: Duty) -> Arrangement | None:
    """The latest splitting or merging of a duty that has not been undone."""
    return Arrangement.objects.unscoped("of a duty in hand").filter(duty=duty, undone_at=None).order_by("-pk").first()


def in_words(parts: Sequence[Part]) -> str:
    """The parts on one line, for the history."""
    return "；".join(f"{part.lead + '：' if part.lead else ''}{part.measures or part.task}" for part in parts)
