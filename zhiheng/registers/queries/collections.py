"""Collections and how far they have come."""

from typing import Any

from django.db.models import QuerySet

from zhiheng.directory.models import Area
from zhiheng.registers.collecting import together
from zhiheng.registers.models import Collection
from zhiheng.web.scoping import Scope


def collections_of(register: str, scope: Scope) -> QuerySet[Collection]:
    """The collections for a register, newest first."""
    return Collection.objects.within(scope).filter(register=register).select_related("by")


def units_below(area: Area) -> list[str]:
    """The areas directly below one, by name."""
    return list(area.children.order_by("code").values_list("name", flat=True))


def collection_page(one: Collection) -> dict[str, Any]:
    """Everything on the page of a collection."""
    files = list(one.returned.filter(current=True).select_related("by").order_by("pk"))
    by_unit = {file.unit: file for file in files if file.unit}
    found = together(one)
    voices = dict.fromkeys(said.unit for conflict in found.conflicts for said in conflict.said)
    return {
        "lines": [(unit, by_unit.get(unit)) for unit in one.units],
        "missing": [unit for unit in one.units if unit not in by_unit],
        "unknown": [file for file in files if not file.unit],
        "found": found,
        "voices": list(voices),
    }
