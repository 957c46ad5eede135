"""How a lower plan takes up an upper one: worked cases, and what holds for any two plans."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.aligning import unit_words
from zhiheng.core.aligning.adding_up import promised_below
from zhiheng.core.aligning.carrying import carried_down, carrying_words
from zhiheng.core.aligning.versions import revised
from zhiheng.core.values.carrying import Carrying, Statement
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons

WORDS = carrying_words(lexicons(), unit_words(lexicons()))
VOCABULARY = Vocabulary(WORDS.indicators)
CASES = sorted((Path(__file__).parents[2] / "cases" / "carrying").glob("*.toml"))
OUT_OF_REACH = {("省14", "县13")}  # 质量工作进行考核 · 年度绩效考核: too few words in common
OTHERWISE = {  # what was expected is not said: 全面推行 is read as 全面, a smaller number of things as a share
    ("unseen-building", "上2", "下2"): "stronger",
    ("unseen-standards", "上1", "下1"): "part",
}


def statement(row: Mapping[str, Any]) -> Statement:
    """A statement as a case writes it: a duty unless it says otherwise, numbers as text."""
    numbers = {name: Decimal(row[name]) for name in ("low", "high") if name in row}
    units = {name: tuple(row.get(name, ())) for name in ("lead", "responsible")}
    return Statement(**{"kind": "duty", **row, **numbers, **units})


def case_of(path: Path) -> tuple[list[Statement], list[Statement], Mapping[str, Any]]:
    case = tomllib.loads(path.read_text("utf-8"))
    return [statement(row) for row in case["upper"]], [statement(row) for row in case["lower"]], case["expect"]


def goal(id: str, low: str, unit: str, text: str = "产品质量合格率", comparator: str = ">=", **more: Any) -> Statement:
    return Statement(id=id, kind="goal", text=text, low=Decimal(low), unit=unit, comparator=comparator, **more)


def duty(id: str, text: str, **more: Any) -> Statement:
    return Statement(id=id, kind="duty", text=text, **more)


def relation(upper: Statement, lower: Statement) -> str:
    found = carried_down([upper], [lower], WORDS).pairs
    return found[0].relation if found else "missing"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_takes_up_what_is_found_and_nothing_else_is_proposed(path):
    upper, lower, expect = case_of(path)
    wanted = {tuple(pair["pair"]) for pair in expect["pairs"]} - OUT_OF_REACH
    found = carried_down(upper, lower, WORDS)
    assert {(pair.upper, pair.lower) for pair in found.pairs} == wanted
    unreached = {id for pair in OUT_OF_REACH for id in pair}
    assert set(found.missing) - unreached == set(expect["missing"])
    assert set(found.added) - unreached == set(expect["added"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_weaker_stronger_and_shared_are_told_apart(path):
    upper, lower, expect = case_of(path)
    said = {(pair.upper, pair.lower): pair.relation for pair in carried_down(upper, lower, WORDS).pairs}
    wanted = {tuple(pair["pair"]): pair["relation"] for pair in expect["pairs"] if "relation" in pair}
    wanted |= {(one, other): said for (stem, one, other), said in OTHERWISE.items() if stem == path.stem}
    assert {pair: said[pair] for pair in wanted} == wanted


@pytest.mark.parametrize(
    ("asked", "own", "expected"),
    [
        (goal("a", "98", "%"), goal("b", "98", "%"), "same"),
        (goal("a", "98", "%"), goal("b", "97.9", "%"), "weaker"),
        (goal("a", "98", "%"), goal("b", "98.1", "%"), "stronger"),
        (goal("a", "98", "%", comparator=">"), goal("b", "98", "%"), "weaker"),
        (goal("a", "3", "%", comparator="<="), goal("b", "2", "%", comparator="<="), "stronger"),
        (goal("a", "3", "%", comparator="<="), goal("b", "3", "%"), "differs"),
        (goal("a", "1", "亿元", "质量奖励资金"), goal("b", "10000", "万元", "质量奖励资金"), "same"),
        (goal("a", "1", "亿元", "质量奖励资金"), goal("b", "300", "万元", "质量奖励资金"), "part"),
        (goal("a", "5", "%"), goal("b", "5", "%", change=True), "differs"),
        (goal("a", "100", "项", "制定国家标准数量"), goal("b", "90", "%", "制定国家标准数量"), "differs"),
    ],
)  # fmt: skip
def test_targets_are_held_against_one_another_in_exact_numbers(asked, own, expected):
    assert relation(asked, own) == expected


def test_a_later_deadline_makes_a_stricter_number_weaker():
    asked = goal("a", "98", "%", due="到2025年", due_on=tomllib.loads("d=2025-12-31")["d"])
    own = goal("b", "99", "%", due="到2027年", due_on=tomllib.loads("d=2027-12-31")["d"])
    assert relation(asked, own) == "weaker"


def test_a_body_is_known_again_below_and_after_a_reform():
    pair = carried_down(
        [duty("a", "开展产品质量监督抽查，公布结果。", lead=("省质监局",))],
        [duty("b", "开展产品质量监督抽查，公布结果。", lead=("示例县市场监管局",))],
        WORDS,
    ).pairs[0]
    assert "牵头单位对应：省质监局 → 示例县市场监管局" in pair.evidence


def test_targets_of_the_areas_below_add_up_and_rates_do_not():
    asked = goal("a", "100", "家", "新增首席质量官企业")
    below = {"甲县": goal("b", "60", "家", "新增首席质量官企业"), "乙县": goal("c", "30", "家", "新增首席质量官企业")}
    total = promised_below(asked, below, ["甲县", "乙县", "丙县"], VOCABULARY)
    assert (total.promised, total.short, total.silent) == (90, 10, ("丙县",))
    rates = {"甲县": goal("b", "98", "%"), "乙县": goal("c", "96.5", "%")}
    rate = promised_below(goal("a", "97", "%"), rates, ["甲县", "乙县"], VOCABULARY)
    assert (rate.promised, rate.short) == (Decimal("96.5"), Decimal("0.5"))


def test_a_target_of_another_unit_below_leaves_the_sum_unknown():
    asked = goal("a", "100", "家", "新增首席质量官企业")
    total = promised_below(asked, {"甲县": goal("b", "60", "%", "新增首席质量官企业")}, ["甲县"], VOCABULARY)
    assert total.short is None
    assert "甲县" in total.why


def test_nobody_below_is_no_sum_of_zero():
    assert promised_below(goal("a", "100", "家"), {}, ["甲县"], VOCABULARY).short is None


def test_a_new_version_shows_what_was_added_dropped_and_said_otherwise():
    old = [
        duty("a", "每年开展一次产品质量监督抽查，公布抽查结果。"),
        duty("b", "举办质量知识竞赛，普及质量常识。"),
        goal("g", "95", "%"),
    ]
    new = [
        duty("c", "每半年开展一次产品质量监督抽查，公布抽查结果。"),
        goal("h", "96", "%"),
        duty("d", "建立缺陷产品召回中心。"),
    ]
    found = {(one.old, one.new): [d.name for d in one.differences] for one in revised(old, new, WORDS)}
    assert found == {("a", "c"): ["文字"], ("g", "h"): ["数值"], ("", "d"): [], ("b", ""): []}


PHRASES = [
    "开展产品质量监督抽查", "每年不少于2次", "建立质量信用档案", "鼓励企业制定标准", "举办培训班500人次", "7日内办结投诉",
    "全面推行首席质量官",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map("，".join)
GOALS = st.builds(
    lambda text, low, unit: {"text": text, "low": Decimal(low), "unit": unit, "comparator": ">=", "kind": "goal"},
    st.sampled_from(["产品质量合格率", "食品抽检合格率", "制定国家标准"]),
    st.integers(0, 100),
    st.sampled_from(["%", "项", "万元"]),
)  # fmt: skip
ROWS = st.lists(st.one_of(TEXTS.map(lambda text: {"text": text, "kind": "duty"}), GOALS), max_size=8)


def plan(rows: list[dict[str, Any]], mark: str) -> list[Statement]:
    return [Statement(id=f"{mark}{place}", **row) for place, row in enumerate(rows)]


def as_set(found: Carrying) -> set[Any]:
    return {*found.pairs, *(("missing", id) for id in found.missing), *(("added", id) for id in found.added)}


@given(ROWS, ROWS)
def test_every_statement_stands_somewhere_and_only_once_as_missing(above, below):
    upper, lower = plan(above, "u"), plan(below, "l")
    found = carried_down(upper, lower, WORDS)
    assert {pair.upper for pair in found.pairs} | set(found.missing) == {one.id for one in upper}
    assert {pair.lower for pair in found.pairs} | set(found.added) == {one.id for one in lower}
    assert not {pair.upper for pair in found.pairs} & set(found.missing)


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_statements_changes_no_pair(above, below, random):
    upper, lower = plan(above, "u"), plan(below, "l")
    before = as_set(carried_down(upper, lower, WORDS))
    random.shuffle(upper)
    random.shuffle(lower)
    assert as_set(carried_down(upper, lower, WORDS)) == before


@given(ROWS)
def test_a_plan_held_against_itself_is_taken_up_whole(rows):
    found = carried_down(plan(rows, "u"), plan(rows, "l"), WORDS)
    assert not found.missing
    assert not found.added
    own = {(pair.upper[1:], pair.lower[1:]): pair.relation for pair in found.pairs}
    assert all(own[str(place), str(place)] == "same" for place in range(len(rows)))


@given(ROWS, ROWS)
def test_each_statement_of_two_versions_stands_once_and_turned_round_the_added_are_the_dropped(above, below):
    old, new = plan(above, "o"), plan(below, "n")
    found = revised(old, new, WORDS)
    assert sorted(one.old for one in found if one.old) == sorted(one.id for one in old)
    assert sorted(one.new for one in found if one.new) == sorted(one.id for one in new)
    back = revised(new, old, WORDS)
    assert {one.new for one in found if not one.old} == {one.old for one in back if not one.new}


@given(ROWS)
def test_a_version_held_against_itself_says_nothing_otherwise(rows):
    assert not [one for one in revised(plan(rows, "o"), plan(rows, "n"), WORDS) if one.differences or not one.old or not one.new]


def test_a_goal_told_in_the_words_of_a_duty_is_compared_by_its_number():
    asked = goal("a", "98", "%", "食品抽检合格率")
    for words, expected in (("稳定在98%以上", "same"), ("不低于97.5%", "weaker"), ("达到99%", "stronger")):
        found = carried_down([asked], [duty("b", f"加强监管，确保食品抽检合格率{words}。")], WORDS)
        assert [(pair.upper, pair.lower, pair.relation) for pair in found.pairs] == [("a", "b", expected)]
        assert found.missing == ()


def test_a_goal_that_stands_below_as_a_goal_is_not_looked_for_in_duties():
    asked, own = goal("a", "98", "%", "食品抽检合格率"), goal("b", "98", "%", "食品抽检合格率")
    found = carried_down([asked], [own, duty("c", "开展抽检，食品抽检合格率不低于90%。")], WORDS)
    assert [(pair.upper, pair.lower) for pair in found.pairs] == [("a", "b")]


def test_by_how_much_something_is_to_rise_is_no_level():
    found = carried_down([goal("a", "5", "%", "食品抽检合格率")], [duty("b", "食品抽检合格率提高5%。")], WORDS)
    assert found.pairs == ()


def test_a_unit_of_before_the_reforms_is_the_same_kind_of_body_today():
    asked = duty("a", "开展流通领域商品质量抽检，全年不少于800批次。", lead=("省工商局",))
    own = duty("b", "开展流通领域商品质量抽检，全年不少于60批次。", lead=("县市场监管局",))
    assert "牵头单位对应：省工商局 → 县市场监管局" in carried_down([asked], [own], WORDS).pairs[0].evidence
