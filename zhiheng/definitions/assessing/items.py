"""One item of a scheme from its table, proved against the indicators there are."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Source
from zhiheng.core.values.schemes import EVIDENCE, By, Item, Kind, Missing
from zhiheng.core.values.ways import Deduct, Timely
from zhiheng.definitions.assessing.ways import refuse_unfit, way_from
from zhiheng.definitions.strict import converted, place, refuse_unknown


class ItemTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """One item as written; without `how`, persons give points."""

    name: str
    worth: Decimal
    by: By
    how: dict[str, Any] = field(default_factory=lambda: {"given": {}})
    of: str = ""
    unit: str = ""
    lead: str = ""
    evidence: list[str] = []
    kind: Kind = "regular"
    missing: Missing | None = None
    inapplicable: Literal["base", "convert"] = "convert"
    base: Decimal | None = None
    only: list[str] = []
    worth_in: dict[str, Decimal] = {}
    clause: str = ""
    unconfirmed: bool | None = None
    note: str = ""


def item_from(
    id: str, raw: Any, path: Path, figures: Mapping[str, Indicator], groups: Iterable[str], missing: Mapping[By, Missing],
    source: Source, unconfirmed: bool = False,
) -> Item:  # fmt: skip
    """The item of one table; `unconfirmed` where it says nothing of that itself.

    Raises: Fault D202, D203, D452, D454, D455, D458, D459, D461, D463, D468, D469.
    """
    section = f'items."{id}"'
    where = f"{place(path)} [{section}]"
    table = converted(raw, ItemTable, path, section)
    way = way_from(table.how, path, section)
    refuse_unknown([*table.only, *table.worth_in], groups, where)
    if table.worth <= 0:
        raise Fault("D469", f"{where}：分值 {table.worth} 应大于 0。请改正。")
    indicator = _indicator_of(table, figures, where)
    refuse_unfit(way, table.by, indicator, min([table.worth, *table.worth_in.values()]), where)
    if table.of == EVIDENCE and not (isinstance(way, Deduct) and table.evidence):
        raise Fault("D468", f"{where}：of = \"evidence\" 要写 evidence，并用 deduct。请补上。")
    if table.kind == "penalty" and not isinstance(way, Deduct | Timely):
        raise Fault("D468", f"{where}：扣分项要用 deduct 或 timely。请改正。")
    _refuse_unstated(table, missing, where)
    return Item(
        id=id, name=table.name, worth=table.worth, by=table.by, how=way, of=table.of, unit=table.unit, lead=table.lead,
        evidence=tuple(table.evidence), kind=table.kind, missing=table.missing, inapplicable=table.inapplicable, base=table.base,
        only=tuple(table.only), worth_in=table.worth_in,
        source=Source(document=source.document, clause=table.clause or source.clause),
        unconfirmed=unconfirmed if table.unconfirmed is None else table.unconfirmed, note=table.note,
    )  # fmt: skip


def _indicator_of(table: ItemTable, figures: Mapping[str, Indicator], where: str) -> Indicator | None:
    """The indicator of a computed item. Raises: Fault D454, D455, D468."""
    if table.by != "computed" or table.of == EVIDENCE:
        return None
    if not table.of:
        raise Fault("D468", f"{where}：系统计算的项要用 of 写明指标编号。请补上。")
    if table.of not in figures:
        raise Fault("D454", f"{where}：没有“{table.of}”这个指标。请核对编号，可用 zhiheng check 查看。")
    unit = figures[table.of].printing.unit
    if table.unit != unit:
        says = f"“{table.of}”的单位是“{unit}”，这里写的是“{table.unit}”"
        raise Fault("D455", f"{where}：{says}。请改成一致，并核对档次和目标的数。")
    return figures[table.of]


def _refuse_unstated(table: ItemTable, missing: Mapping[By, Missing], where: str) -> None:
    """Raises: Fault D458: what happens without data must be said, and a base score must have a number."""
    rule = table.missing or missing.get(table.by)
    if rule is None:
        raise Fault("D458", f"{where}：没有写缺数据时怎么办。请在 missing 里写明 {table.by} 的规则，或在本项写 missing。")
    if "base" in (rule, table.inapplicable) and (table.base is None or not 0 <= table.base <= table.worth):
        raise Fault("D458", f"{where}：要得基础分，却没有写 base，或 base 不在 0 至分值之间。请补上。")
