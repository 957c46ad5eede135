"""Areas, bodies and returns on their way into snapshots."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.models.areas import numbers_in
from zhiheng.engines.snapshots.dimensions import FOLDER, Dimensions, open_dimensions, write_dimensions
from zhiheng.engines.snapshots.holding import held
from zhiheng.registers.models import Return
from zhiheng.registers.snapshots.feeding import one_moment
from zhiheng.registers.snapshots.refreshing import snapshots_folder


def refresh_dimensions(now: datetime | None = None) -> Dimensions:
    """Areas, bodies and returns as they stand now; while another process writes them, as they were."""
    folder = snapshots_folder()
    before = open_dimensions(folder)
    with held(folder / FOLDER, wait=before is None) as ours, one_moment():
        if not ours and before is not None:
            return before
        rows = {"areas": _areas(), "bodies": _bodies(), "returns": _returns()}
        return write_dimensions(folder, rows, now or timezone.now())


def _areas() -> Iterator[dict[str, Any]]:
    areas = {area.pk: area for area in Area.objects.order_by("pk")}
    for area in areas.values():
        above = [areas[number].code for number in numbers_in(area.path)]
        parent = areas[area.parent_id].code if area.parent_id else None
        yield {
            "code": area.code, "name": area.name, "level": area.level, "parent": parent, "above": above,
            "since": area.since, "until": area.until,
        }  # fmt: skip


def _bodies() -> Iterator[dict[str, Any]]:
    for id, name, area in Organisation.objects.order_by("pk").values_list("pk", "name", "area__code").iterator(2000):
        yield {"id": id, "name": name, "area": area}


def _returns() -> Iterator[dict[str, Any]]:
    found = Return.objects.unscoped("a snapshot is of all").order_by("pk")
    for register, area, start, end in found.values_list("register", "area__code", "start", "end").iterator(2000):
        yield {"register": register, "area": area, "start": start, "end": end}
