"""The level shift of units: nothing lost, nothing guessed, in protocol order."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.aligning import (
    default_order,
    in_protocol_order,
    own_assignment,
    own_units,
    propose_counterpart,
    unit_words,
)
from zhiheng.core.aligning.naming import Names
from zhiheng.core.values.units import Counterpart
from zhiheng.definitions import lexicons

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "aligning.toml").read_text("utf-8"))
WORDS = unit_words(lexicons())
ORDER = default_order(WORDS.protocol_order)
TABLE = (
    Counterpart(upper="省市场监管局", own=("县市场监管局",)),
    Counterpart(upper="省农业农村厅", own=("县农业农村局",)),
    Counterpart(upper="省发展改革委", own=("县发展改革局",)),
    Counterpart(upper="省国资委", own=("县财政局", "县国资中心")),
    Counterpart(upper="省财政厅", own=("县财政局",)),
    Counterpart(upper="海口海关", own=("海口海关",), vertical=True),
    Counterpart(upper="省通信管理局"),
    Counterpart(upper="各市县人民政府", own=("各镇人民政府（街道办事处）",)),
)


def aligned(*names: str, **options):
    return own_units(names, TABLE, ORDER, words=WORDS, **options)


def test_upper_bodies_become_own_units_in_protocol_order():
    assert aligned("省市场监管局", "海口海关", "省农业农村厅", "省发展改革委").names == (
        "县发展改革局",
        "县农业农村局",
        "县市场监管局",
        "海口海关",
    )


def test_the_first_lead_unit_stays_first_and_the_rest_are_sorted():
    result = aligned("省市场监管局", "省农业农村厅", "省发展改革委", first_leads=True)
    assert result.names == ("县市场监管局", "县发展改革局", "县农业农村局")


def test_one_upper_body_may_have_several_own_units_and_a_unit_stands_once():
    result = aligned("省国资委", "省财政厅")
    assert result.names == ("县财政局", "县国资中心")
    assert result.units[0].stands_for == ("省国资委", "省财政厅")


def test_a_vertical_body_is_marked_and_one_without_counterpart_is_kept_in_sight():
    result = aligned("海口海关", "省通信管理局")
    assert [unit.name for unit in result.units if unit.vertical] == ["海口海关"]
    assert result.without == ("省通信管理局",)


def test_an_unknown_body_is_asked_and_never_guessed():
    result = aligned("省农业农村厅", "省林业局")
    assert result.names == ("县农业农村局",)
    assert [missing.name for missing in result.missing] == ["省林业局"]
    assert "请指定本级对应单位" in result.missing[0].reason


def test_another_spelling_is_the_same_body():
    assert aligned("省发改委", "海南省发展和改革委员会", "省市场监督管理局").names == (
        "县发展改革局",
        "县市场监管局",
    )


def test_a_former_name_is_followed_to_the_body_of_today_and_said():
    result = aligned("省质监局", on="2026-11-22")
    assert result.names == ("县市场监管局",)
    assert "2018年机构改革" in result.notes[0]


def test_a_reform_after_the_day_is_not_applied():
    assert [missing.name for missing in aligned("省质监局", on="2018-07-16").missing] == ["省质监局"]


def test_a_body_whose_work_was_divided_is_asked_with_both_names():
    result = aligned("省海洋渔业厅")
    assert result.names == ()
    assert "省自然资源厅、省农业农村厅" in result.missing[0].reason


def test_a_divided_body_needs_no_question_where_all_its_heirs_have_one_counterpart():
    table = (*TABLE, Counterpart(upper="省药监局", own=("县市场监管局",)))
    assert own_units(["省食品药品监管局"], table, ORDER, words=WORDS).names == ("县市场监管局",)


def test_phrases_are_known_stand_last_and_take_the_offices_own_wording():
    result = aligned("各部门", "省市场监管局", "各市县人民政府")
    assert result.names == ("县市场监管局", "各部门", "各镇人民政府（街道办事处）")
    assert [phrase.name for phrase in result.general] == ["各部门", "各镇人民政府（街道办事处）"]


def test_open_ended_lists_stay_open_ended():
    assert aligned("省市场监管局", open_ended=True).open_ended


def test_a_unit_that_leads_and_shares_only_leads():
    result = own_assignment(
        ["省国资委"], ["省财政厅", "省市场监管局"], TABLE, ORDER, words=WORDS, open_ended=True
    )
    assert result.lead.names == ("县财政局", "县国资中心")
    assert result.lead.units[0].stands_for == ("省国资委", "省财政厅")
    assert result.responsible.names == ("县市场监管局",)
    assert result.responsible.open_ended


def test_the_first_of_the_column_leads_only_where_the_document_says_so():
    units = ["省市场监管局", "省发展改革委"]
    plain = own_assignment([], units, TABLE, ORDER, words=WORDS)
    said = own_assignment([], units, TABLE, ORDER, words=WORDS, first_leads=True)
    assert (plain.lead.names, plain.responsible.names) == ((), ("县发展改革局", "县市场监管局"))
    assert (said.lead.names, said.responsible.names) == (("县市场监管局",), ("县发展改革局",))


def test_a_lead_without_counterpart_leaves_the_lead_to_be_settled():
    result = own_assignment(["省通信管理局", "省财政厅"], [], TABLE, ORDER, words=WORDS)
    assert result.lead.names == ("县财政局",)
    assert "省通信管理局" in result.lead.notes[0]


@pytest.mark.parametrize("case", CASES["proposal"], ids=lambda case: case["given"])
def test_a_counterpart_is_proposed_with_its_reason(case):
    found = propose_counterpart(case["given"], CASES["own_region"], CASES["own_level"], words=WORDS)
    assert found[0].name == case["first"]
    assert case["reason_has"] in found[0].reason
    assert found[0].vertical == case.get("vertical", False)
    if "then" in case:
        assert found[1].name == case["then"]


def test_a_city_keeps_what_a_city_has():
    names = [
        propose_counterpart(name, "示例市", "city", words=WORDS)[0].name
        for name in ("省卫生健康委", "省生态环境厅", "省教育厅")
    ]
    assert names == ["市卫生健康委", "市生态环境局", "市教育局"]


@pytest.mark.parametrize("case", CASES["phrase"])
def test_phrases_are_told_from_units(case):
    names = Names(WORDS)
    assert [name for name in case["general"] if not names.general(name)] == []
    assert [name for name in case["units"] if names.general(name)] == []


@pytest.mark.parametrize("case", CASES["order"], ids=lambda case: case["given"][0])
def test_units_stand_in_protocol_order(case):
    assert in_protocol_order(case["given"], ORDER) == case["sorted"]


# ── Laws ──

UPPER = [row.upper for row in TABLE]
OWN = [own for row in TABLE for own in row.own]
OTHERS = ["省质监局", "省海洋渔业厅", "省林业局", "各部门", "有关部门", "省发改委", "某某办", "等", "县"]
names_lists = st.lists(st.sampled_from([*UPPER, *OWN, *OTHERS]) | st.text(min_size=1, max_size=6), max_size=12)
tables = st.lists(
    st.builds(
        Counterpart,
        upper=st.sampled_from([*UPPER, *OTHERS]),
        own=st.lists(st.sampled_from([*OWN, *UPPER, "各部门"]), max_size=3).map(tuple),
        vertical=st.booleans(),
    ),
    max_size=6,
)


@given(names_lists, tables, st.booleans())
def test_alignment_loses_no_unit(names, table, first_leads):
    result = own_units(names, table, ORDER, words=WORDS, first_leads=first_leads)
    kept = {name for unit in (*result.units, *result.general) for name in unit.stands_for}
    asked = {missing.name for missing in result.missing}
    assert kept | asked | set(result.without) == set(names)
    assert not kept & asked


@given(names_lists, tables, st.booleans())
def test_aligning_what_was_aligned_changes_nothing(names, table, first_leads):
    once = own_units(names, table, ORDER, words=WORDS, first_leads=first_leads)
    twice = own_units(once.names, table, ORDER, words=WORDS, first_leads=first_leads)
    assert twice.names == once.names
    assert not twice.missing


@given(names_lists, tables)
def test_every_own_unit_stands_once(names, table):
    result = own_units(names, table, ORDER, words=WORDS)
    assert len(set(result.names)) == len(result.names)


@given(st.lists(st.sampled_from([*OWN, "县委办公室", "示例镇", "某单位"]), unique=True).flatmap(
    lambda names: st.tuples(st.just(names), st.permutations(names))
))
def test_the_order_does_not_depend_on_the_order_given(pair):
    ranks = {name: in_protocol_order([name, "县财政局"], ORDER).index(name) for name in pair[0]}
    one, other = (in_protocol_order(names, ORDER) for names in pair)
    assert sorted(one) == sorted(other)
    assert [ranks[name] for name in one] == [ranks[name] for name in other]
    assert in_protocol_order(one, ORDER) == one


@given(names_lists, names_lists, tables)
def test_no_unit_is_both_lead_and_responsible(lead, responsible, table):
    result = own_assignment(lead, responsible, table, ORDER, words=WORDS)
    assert not set(result.lead.names) & set(result.responsible.names)


NAMES = Names(WORDS)


@pytest.mark.parametrize(
    ("name", "on", "today"),
    [
        ("省质监局", "2026-01-01", ("省市场监管局",)),
        ("省质监局", "2017-06-30", ("省质监局",)),
        ("国家质检总局", "2020-01-01", ("国家市场监管总局",)),
        ("环保总局", "2010-01-01", ("环境保护部",)),
        ("国家环境保护总局", "2026-01-01", ("生态环境部",)),
        ("中国银监会", "2026-01-01", ("金融监管总局",)),
        ("国务院扶贫办", "2022-01-01", ("国家乡村振兴局",)),
        ("食品药品监管总局", "2019-01-01", ("市场监管总局", "国家药监局")),
        ("省广电局", "2026-01-01", ("省广电局",)),
        ("省海洋局", "2026-01-01", ("省海洋局",)),
    ],
)
def test_a_former_name_leads_to_the_name_of_a_day(name, on, today):
    assert NAMES.renamed(name, on)[0] == today


@pytest.mark.parametrize(
    ("name", "on", "then"),
    [
        ("省市场监管局", "2010-06-30", {"省质监局", "省工商局", "省食品药品监管局", "省物价局"}),
        ("省生态环境厅", "2015-06-30", {"省环保厅", "省生态环保厅"}),
        ("市场监管总局", "2017-01-01", {"质检总局", "工商总局", "食品药品监管总局"}),
        ("生态环境部", "2007-01-01", {"环保总局"}),
        ("人社部", "2007-01-01", {"人事部", "劳动和社会保障部"}),
        ("省市场监管局", "2026-01-01", {"省市场监管局"}),
        ("省教育厅", "2005-01-01", {"省教育厅"}),
    ],
)
def test_a_body_of_today_had_other_names_before(name, on, then):
    assert set(NAMES.formerly(name, on)) == then


def test_a_table_that_still_has_the_former_name_is_asked_to_be_brought_up_to_date():
    result = own_units(["省市场监管局"], [Counterpart(upper="省质监局", own=("县质监局",))], ORDER, words=WORDS)
    assert "前身“省质监局”" in result.missing[0].reason


def test_what_is_not_the_same_everywhere_is_said_to_be_unconfirmed():
    (proposed, *_) = propose_counterpart("省大数据局", "示例县", "county", words=WORDS)
    assert "待核实" in proposed.reason


def test_a_body_of_the_centre_has_its_counterparts_below():
    assert propose_counterpart("农业农村部", "示例省", "province", words=WORDS)[0].name == "省农业农村厅"
    assert propose_counterpart("工信部", "示例县", "county", words=WORDS)[0].name == "县工业和信息化局"


def test_every_reform_has_a_day_and_leads_somewhere_else():
    for rename in WORDS.renames:
        assert len(rename.since) == 10, rename.old
        assert rename.old not in rename.new, rename.old
        assert NAMES.renamed(rename.old, "9999-12-31")[0] != (rename.old,), rename.old
