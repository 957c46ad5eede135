"""Registers, indicators and rows made for these tests, and the way from them to values."""

import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from zhiheng.core.measuring import Catalogue, Given, Spot, answered, period_from, planned
from zhiheng.core.measuring.gathering import gathered, gathered_keys
from zhiheng.core.measuring.tallying import Values
from zhiheng.core.values.gathering import KeyQuestion
from zhiheng.core.values.indicators import Indicator, Measure, Measured, Printing
from zhiheng.core.values.registers import Register, Source
from zhiheng.definitions.registers import register_from

LOTS = """
name = "抽查批次"
pattern = "procedure"
row = "一个批次"
key = ["area", "no"]
event = "sampled_on"
active = ["sampled_on", "closed_on", "void_on"]
source = {document = "示例", clause = "一"}
returns = {by = "area", every = "month"}
[fields]
no = {name = "编号", type = "text", required = true}
area = {name = "地区", type = "area", required = true}
sampled_on = {name = "抽样日期", type = "date"}
closed_on = {name = "办结日期", type = "date"}
void_on = {name = "撤销日期", type = "date"}
firm = {name = "企业", type = "text"}
kind = {name = "种类", type = "code"}
verdict = {name = "结论", type = "code"}
fine = {name = "罚款", type = "money"}
seized = {name = "没收", type = "money"}
weight = {name = "重量", type = "decimal"}
tags = {name = "标签", type = "text", many = true}
plan = {name = "计划", type = "ref", to = "plans"}
[codes]
kind = ["电线", "水泥", "食品"]
verdict = ["合格", "不合格", "无法判定"]
[lifecycle]
start = "抽样"
end = ["公告"]
steps = [{from = "抽样", to = "报告"}, {from = "报告", to = "抽样"}, {from = "报告", to = "公告"}]
[clocks]
report = {start = "sampled_on", stop = "closed_on", limit = "10 d", basis = "set"}
[checks]
closed = {when = {verdict = {filled = true}}, expect = {closed_on = {filled = true}}, says = "有结论没有办结"}
"""
PLANS = """
name = "抽查计划"
pattern = "plan"
row = "一个计划"
key = ["area", "no"]
event = "made_on"
source = {document = "示例", clause = "一"}
[fields]
no = {name = "编号", type = "text", required = true}
area = {name = "地区", type = "area", required = true}
made_on = {name = "制定日期", type = "date"}
level = {name = "级别", type = "code"}
[codes]
level = ["省", "市"]
"""


@cache
def registers() -> dict[str, Register]:
    """The registers of these tests by id."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for id, text in (("lots", LOTS), ("plans", PLANS)):
            path = Path(folder) / f"{id}.toml"
            path.write_text(text, "utf-8")
            found[id] = register_from(path)
        return found


def indicator(id: str = "figure", measure: str = "", unit: str = "个", decimals: int = 0, **more: Any) -> Indicator:
    """An indicator over the lots, unless it is computed otherwise."""
    words = measure.split()
    printing = {name: more.pop(name) for name in ("qualifier", "round", "base") if name in more}
    return Indicator(
        id=id,
        name=id,
        source=Source(document="示例"),
        printing=Printing(unit=unit, decimals=decimals, **printing),
        register="lots" if words else "",
        measure=Measure(operation=words[0], fields=tuple(words[1:])) if words else None,
        text=id,
        **more,
    )


def lot(id: int, area: str = "01", on: str = "2025-03-01", **values: Any) -> dict[str, Any]:
    """A kept row of the lots."""
    blank = dict.fromkeys(registers()["lots"].fields)
    return {**blank, "id": id, "key": f"{area}|{id}", "area": area, "event_on": on, "sampled_on": on, "state": "抽样", **values}


def values(
    wanted: Indicator | Iterable[Indicator],
    rows: Iterable[Values],
    *,
    areas: Mapping[str, Iterable[str]] | None = None,
    periods: Iterable[str] = ("2025",),
    also: Iterable[Indicator] = (),
    given: Given | None = None,
    others: Mapping[str, Iterable[Values]] | None = None,
) -> dict[Spot, Measured]:
    """Every value of the plan, by way of the reference engine. `areas`: the wanted areas of each area."""
    firsts = [wanted] if isinstance(wanted, Indicator) else list(wanted)
    closure = {area: list(to) for area, to in (areas or {"01": ["01"]}).items()}
    named = list(dict.fromkeys(one for to in closure.values() for one in to))
    catalogue = Catalogue({one.id: one for one in (*firsts, *also)}, registers())
    plan = planned(firsts, catalogue, named, [period_from(text) for text in periods])
    kept, answers = list(rows), []
    for ask in plan.asks:
        engine = gathered_keys if isinstance(ask.question, KeyQuestion) else gathered
        answers.append(engine(ask.question, kept, closure, ask.periods, others))
    return answered(plan, answers, given)


def value(wanted: Indicator, rows: Iterable[Values], *, area: str = "01", **more: Any) -> Measured:
    """The one value of an indicator in an area and 2025, or the period that `more` says."""
    period = next(iter(more.get("periods", ("2025",))))
    return values(wanted, rows, **more)[Spot(wanted.id, area, period)]
