"""Figures broken down by areas and parts: shares, changes, what is most, and what the note must say."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from core.writing.templates.building import INDICATORS, cells, given, measured, template
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Grid
from zhiheng.core.values.registers import Field, Public, Register, Source
from zhiheng.core.writing.templates import Part, asked, refuse_unfit, written
from zhiheng.core.writing.templates.comparing import signed

LINKS = {"生产": "34", "流通": "35", "网络": "32"}


def kinds(id: str, values: Mapping[str, str | None]) -> tuple[Part, ...]:
    """The parts of a figure; "a／b" where two fields keep it apart, "未填" where the field is empty."""
    dims = {key: tuple("" if one == "未填" else one for one in key.split("／")) for key in values}
    return tuple(Part(key=key, name=key, measured=measured(id, one), dims=dims[key]) for key, one in values.items())


def table(call: str, parts: Mapping[str, object], wholes: Mapping[str, str] | None = None, *, listed: bool = True) -> Grid:
    """One table; `parts` by id, period and fields ("cases last-year link"), `wholes` by id and period."""
    made = template(f"{{{{ {call} }}}}\n")
    found = given(made)
    answers = dict(found.answers)
    for ask in asked(made).figures:
        said = " ".join((ask.indicator, *([ask.period] if ask.period else []), *ask.by))
        split = parts.get(said, ()) if ask.split else ()
        split = split if isinstance(split, tuple) else kinds(ask.indicator, split)
        whole = measured(ask.indicator, (wholes or {}).get(f"{ask.indicator} {ask.period}".strip()))
        answers[ask] = type(found.answers[ask])(
            area="460000", period=ask.period or "2025", over="2025年", called=ask.period or "2025年", measured=whole, parts=split,
            listed=listed,
        )  # fmt: skip
    [grid] = written(made, replace(found, answers=answers)).blocks
    assert isinstance(grid, Grid)
    return grid


def test_shares_are_rounded_one_by_one_and_say_what_they_add_up_to():
    call = 'part_table(["cases"], split="link", heads=["批次"], share=["cases"], total="合计")'
    grid = table(call, {"cases link": LINKS}, {"cases": "101"})
    assert [column.name for column in grid.columns] == ["类别", "批次（起）", "占比（%）"]
    assert cells(grid) == [["生产", "34", "33.7"], ["流通", "35", "34.7"], ["网络", "32", "31.7"], ["合计", "101", "100.0"]]
    assert grid.note == "占比各自四舍五入，相加为 100.1%"


def test_rows_that_count_for_several_parts_say_so():
    grid = table('part_table(["cases"], split="item", share=["cases"])', {"cases item": {"甲": "3", "乙": "2"}}, {"cases": "4"})
    assert "占比相加超过 100%" in grid.note


def test_a_firm_of_two_kinds_stands_in_two_rows_and_once_in_the_whole():
    call = 'part_table(["firms"], split="kind", heads=["企业数"], total="合计")'
    parts = {"firms kind": {"甲": "3", "乙": "2"}}
    assert table(call, parts, {"firms": "4"}).note == "企业数去重计数，各行相加不等于合计"
    assert table(call, parts, {"firms": "5"}).note == ""


def test_a_share_of_nothing_is_not_known():
    grid = table('part_table(["cases"], split="item", share=["cases"])', {"cases item": {"甲": "0"}}, {"cases": "0"})
    assert cells(grid) == [["甲", "0", "暂无数据"]]


def test_a_change_stands_with_its_sign_and_one_from_nothing_is_not_known():
    parts = {"rate link": {"甲": "7.92", "乙": "5", "丙": "5"}, "rate last-year link": {"甲": "11.58", "乙": "4.96"}}
    grid = table('part_table(["rate"], split="link", compared=["rate"])', parts)
    assert [column.name for column in grid.columns][2:] == ["上年", "±百分点"]
    assert cells(grid) == [["甲", "7.9", "11.6", "-3.7"], ["乙", "5.0", "5.0", "0.0"], ["丙", "5.0", "暂无数据", "暂无数据"]]


def test_a_count_changes_in_percent_and_from_zero_there_is_none():
    assert signed(INDICATORS["cases"], measured("cases", "12"), measured("cases", "8")).text == "+50.0"
    assert signed(INDICATORS["cases"], measured("cases", "3"), measured("cases", "0")) is None


def test_values_without_order_stand_by_size_and_what_is_empty_last():
    parts = {"cases kind": {"未填": "9", "丙": "1", "甲": "2", "乙": "2"}}
    grid = table('part_table(["cases"], split="kind")', parts, listed=False)
    assert [row[0] for row in cells(grid)] == ["乙", "甲", "丙", "未填"]
    grid = table('part_table(["cases"], split="kind", first=2, note="注")', parts, listed=False)
    assert [row[0] for row in cells(grid)] == ["乙", "甲"]
    assert grid.note == "注；另有 2 类没有列出"


def test_the_last_column_names_what_is_most_within_each_row_those_level_too():
    parts = {
        "cases kind": {"电线": "4", "水泥": "1"},
        "cases kind item": {"电线／标志": "2", "电线／电阻": "1", "电线／外观": "1", "电线／未填": "3"},
        "cases item": {"标志": "2", "电阻": "1", "外观": "1"},
    }  # fmt: skip
    call = 'part_table(["cases"], split="kind", top="cases", top_by="item", top_head="主要项目", total="合计")'
    grid = table(call, parts, {"cases": "5"})
    assert [row[2] for row in cells(grid)] == [
        "标志（2起）、电阻（1起）、外观（1起）", "—", "标志（2起）、电阻（1起）、外观（1起）",
    ]  # fmt: skip


def test_each_printed_part_says_that_it_is_one():
    call = 'part_table(["cases"], split="link", share=["cases"], total="合计")'
    grid = table(call, {"cases link": {"甲": "1"}}, {"cases": "1"})
    first, last = grid.rows
    assert [line[0].part for line in first[1:]] == ["甲", "甲占比"]
    assert [line[0].part for line in last[1:]] == ["", "whole占比"]
    assert len({line[0].mark for row in grid.rows for line in row[1:]}) == 4


def test_years_stand_below_one_another_the_last_one_of_the_document():
    wholes = {"cases": "3", "cases last-year": "2"}
    grid = table('year_table(["cases", "rate"], years=3, heads=["批次", "率"])', {}, wholes)
    assert [row[:2] for row in cells(grid)] == [["last-year last-year", "暂无数据"], ["last-year", "2"], ["2025年", "3"]]


def register(**fields: Field) -> Register:
    return Register(
        id="r", name="台账", row="一行", pattern="register", subject="x", topic="A1", key=("no",), fields=fields, text="",
        source=Source(document="文"), public=Public(fields=("open",)),
    )  # fmt: skip


FIELDS = {
    "link": Field(name="环节", type="code"), "kind": Field(name="种类", type="text", index=True),
    "open": Field(name="项目", type="text"),
    "who": Field(name="厂家", type="text"), "firm": Field(name="单位", type="enterprise", index=True),
    "person": Field(name="人", type="code", personal="联系"),
}  # fmt: skip


@pytest.mark.parametrize("field", ["link", "kind", "open"])
def test_figures_are_kept_apart_by_codes_filters_and_public_words(field):
    refuse_unfit(template(f'{{{{ part_table(["cases"], split="{field}") }}}}'), INDICATORS, {"r": register(**FIELDS)})


@pytest.mark.parametrize(
    ("call", "id", "says"),
    [
        ('part_table(["cases"], split="who")', "W161", "不公开"),
        ('part_table(["cases"], split="firm")', "W161", "可用的：link、kind、open"),
        ('part_table(["cases"], split="person")', "W161", "person"),
        ('part_table(["met"], split="link")', "W161", "不是按台账的行算的"),
        ('figure("cases", split="link")', "W161", "还要用 part"),
        ('part_table(["cases"], split="link", heads=["甲", "乙"])', "W162", "heads 有 2 个，指标有 1 个"),
        ('part_table(["cases"], split="link", share=["checks"])', "W162", "不在表的指标里"),
        ('area_table(["met"], share=["met"])', "W162", "没有占比"),
        ('part_table(["cases"], split="link", top="cases")', "W162", "要一起写"),
        ('row_table("r", ["open"], of="met")', "W163", "不是数台账"),
    ],
)
def test_what_does_not_fit_together_is_told_with_its_line(call, id, says):
    with pytest.raises(Fault, match=rf"{id} 通报.md 第7行.*{says}"):
        refuse_unfit(template(f"{{{{ {call} }}}}"), INDICATORS, {"r": register(**FIELDS)})
