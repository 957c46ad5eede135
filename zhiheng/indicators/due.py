"""Who may be due: the areas, bodies and firms of the directory, each with the days on which it is there."""

from collections.abc import Iterable, Sequence

from zhiheng.core.measuring import DueOne
from zhiheng.core.values.gathering import Closure
from zhiheng.directory.models import Area, Enterprise, Organisation

AT_ONCE = 400


def due_ones(kinds: Iterable[str], within: Closure) -> dict[str, Sequence[DueOne]]:
    """Those who may be due in some areas, by kind (areas, organisations, enterprises), in their own order.

    Shape: conditions may ask of an area its level (省, 市, 县, 乡镇; a city or county is also a 市县) and kind; of a body its
           name; of a firm its size, sector and status.
    """
    return {kind: _OF_KIND[kind](within) for kind in kinds}


def _areas(within: Closure) -> list[DueOne]:
    found = Area.objects.all() if len(within) > AT_ONCE else Area.objects.filter(code__in=list(within))
    return [
        DueOne(
            key=area.code, area=area.code, since=area.since, until=area.until,
            values={"level": list(area.levels), "kind": area.get_kind_display(), "name": area.name},
        )
        for area in found
        if area.code in within
    ]  # fmt: skip


def _organisations(within: Closure) -> list[DueOne]:
    found = Organisation.objects.select_related("area").order_by("area__code", "position", "pk")
    return [
        DueOne(key=body.name, area=body.area.code, since=body.since, until=body.ended_on, values={"name": body.name})
        for body in found
        if body.area.code in within
    ]


def _enterprises(within: Closure) -> list[DueOne]:
    records = Enterprise.objects.unscoped("of areas that the caller may see").filter(merged_into=None)
    found = records.select_related("area").order_by("pk")
    return [
        DueOne(
            key=str(firm.pk), area=firm.area.code,
            values={"size": firm.get_size_display(), "sector": firm.sector, "status": firm.get_status_display()},
        )
        for firm in found
        if firm.area.code in within
    ]  # fmt: skip


_OF_KIND = {"areas": _areas, "organisations": _organisations, "enterprises": _enterprises}
