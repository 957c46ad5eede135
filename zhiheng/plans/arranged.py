"""How a duty stands, for undoing what was done to it."""

from typing import Any

from zhiheng.plans.cells import FIELDS, PERSONAL, cell_text
from zhiheng.plans.models import Arrangement, Duty, DutyUnit, Goal, Matter

KEPT = ("lead_names", "responsible_names", "open_ended", "units_by_hand")


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
