"""Points add up: items to their point, points to their aspect, aspects to the total, in every group."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item, Level

ZERO = Decimal(0)


def refuse_bad_sums(
    total: Decimal, aspects: Mapping[str, Level], points: Mapping[str, Level], items: Iterable[Item], groups: Iterable[str],
    where: str,
) -> None:  # fmt: skip
    """Raises: Fault D451, naming the level, what it is written as and what the parts add up to."""
    regular = [item for item in items if item.kind == "regular"]
    for group in tuple(groups) or ("",):
        among = f"（{group}组）" if group else ""
        asked = [item for item in regular if item.asked_of(group)]
        for id, point in points.items():
            inside = (one.worth_for(group) for one in asked if one.point == id)
            _refuse(where, f"要点 {id} {point.name}{among}", point.worth_for(group), inside)
        for id, aspect in aspects.items():
            below = (point.worth_for(group) for key, point in points.items() if key.partition(".")[0] == id)
            _refuse(where, f"方面 {id} {aspect.name}{among}", aspect.worth_for(group), below)
        _refuse(where, f"总分{among}", total, (aspect.worth_for(group) for aspect in aspects.values()))


def _refuse(where: str, what: str, written: Decimal, parts: Iterable[Decimal]) -> None:
    found = sum(parts, ZERO)
    if found != written:
        raise Fault("D451", f"{where}：{what}写的是 {written} 分，下面各项合计 {found} 分。请改正其中一个。")


def refuse_loose_ids(aspects: Mapping[str, Level], points: Mapping[str, Level], items: Iterable[str], where: str) -> None:
    """Raises: Fault D460: an id that does not say where it belongs, a level with nothing below it."""
    ids = list(items)
    if not ids:
        raise Fault("D460", f"{where}：一项内容也没有。请在 items 里写出考核内容。")
    for point in points:
        if point.partition(".")[0] not in aspects or point.count(".") != 1:
            raise Fault("D460", f"{where}：要点“{point}”不在任何方面之下。要点的编号应写成“方面.序号”，例如 1.2。")
    for id in ids:
        if id.rpartition(".")[0] not in points or id.count(".") != 2:
            raise Fault("D460", f"{where}：内容“{id}”不在任何要点之下。内容的编号应写成“方面.要点.序号”，例如 1.2.3。")
    under = {id.rpartition(".")[0] for id in ids}
    empty = next((point for point in points if point not in under), None)
    if empty is not None:
        raise Fault("D460", f"{where}：要点“{empty}”下面没有内容。请补上内容，或删去这个要点。")
