"""Names of firms taken apart and compared."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.matching import Firm, FirmIndex, NameReader, plain_name, resemblance
from zhiheng.definitions import lexicons

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "matching.toml").read_text("utf-8"))["pair"]
READER = NameReader(lexicons().areas, lexicons().company_words)


@pytest.mark.parametrize(
    ("written", "regions", "brand", "trade", "form", "branch"),
    [
        ("海南椰风食品有限公司", ("海南",), "椰风", "食品", "有限公司", ""),
        ("海南省海口市椰风食品有限责任公司", ("海南", "海口"), "椰风", "食品", "有限公司", ""),
        ("椰风（海口）食品有限公司", ("海口",), "椰风", "食品", "有限公司", ""),
        ("重庆长安汽车股份有限公司", ("重庆",), "长安", "汽车", "股份公司", ""),
        ("青岛啤酒股份有限公司", (), "青岛", "啤酒", "股份公司", ""),
        ("澄迈县金江镇李记早餐店", ("澄迈", "金江镇"), "李记", "", "店", ""),
        ("海南椰岛集团股份有限公司海口分公司", ("海南",), "椰岛", "", "集团", "海口分公司"),
        ("万宁市新康农民专业合作社", ("万宁",), "新康", "", "合作社", ""),
        ("琼中黎族苗族自治县椰风供水公司", ("琼中",), "椰风", "供水", "公司", ""),
        ("黑水安福青企业管理有限公司", ("黑水",), "安福青", "企业管理", "有限公司", ""),
        ("食品有限公司", (), "食品", "", "有限公司", ""),
    ],
)
def test_a_name_is_taken_apart(written, regions, brand, trade, form, branch):
    assert READER.parts(written)[1:] == (regions, brand, trade, form, branch)


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text):
    assert READER.parts(text).plain == plain_name(text)


def alike(left: str, right: str, **said: str) -> bool:
    return resemblance(Firm(READER.parts(left), **said), Firm(READER.parts(right))).alike


@pytest.mark.parametrize(
    "other",
    [
        "海南省椰风食品有限责任公司", "椰风食品有限公司", "椰风（海南）食品有限公司", "海南耶风食品有限公司", "海南椰风食品",
        "海南椰風食品有限公司", " 海南 椰风 食品有限公司", "海南椰风食品科技有限公司",
    ],
)  # fmt: skip
def test_other_ways_to_write_a_name_are_alike(other):
    assert alike("海南椰风食品有限公司", other)


@pytest.mark.parametrize(
    "other",
    [
        "海南椰树食品有限公司", "广东椰风食品有限公司", "海南椰风建筑工程有限公司", "海南椰风食品有限公司海口分公司",
        "海南食品有限公司", "", "海南椰风2号食品有限公司",
    ],
)  # fmt: skip
def test_another_brand_region_trade_or_branch_is_another_firm(other):
    assert not alike("海南椰风食品有限公司", other)


def test_firms_told_apart_by_a_number_are_not_alike():
    assert not alike("海南椰风第十二粮油店", "海南椰风第十三粮油店")


def test_two_codes_that_differ_are_two_firms_whatever_their_names():
    name = READER.parts("海南椰风食品有限公司")
    assert not resemblance(Firm(name, code="91350100M000100Y43"), Firm(name, code="92350100M000100Y41")).alike


def test_a_resemblance_says_what_speaks_for_and_against_it():
    found = resemblance(Firm(READER.parts("海南椰风食品有限公司")), Firm(READER.parts("海口耶风食品有限责任公司")))
    said = {feature.name: (feature.verdict, feature.says) for feature in found.features}
    assert said["行政区划"][0] == "differs"
    assert said["字号"] == ("near", "同音")
    assert said["组织形式"][0] == "same"


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_has_no_direction(left, right):
    one, other = Firm(READER.parts(left)), Firm(READER.parts(right))
    assert resemblance(one, other)[:2] == resemblance(other, one)[:2]


def test_the_likeliest_stands_first_and_the_record_itself_not_at_all():
    names = ["海南椰风食品有限公司", "海南椰树食品有限公司", "海南耶风食品有限公司", "椰风食品厂"]
    index = FirmIndex((n, Firm(READER.parts(name))) for n, name in enumerate(names))
    found = index.suggestions(Firm(READER.parts("海南省椰风食品有限公司")), but=0)
    assert [suggestion.id for suggestion in found] == [2, 3]


def labelled(answer: str) -> list[tuple[str, str]]:
    """Every pair of the cases that a person answered so, with its kind."""
    return [(pair, case["kind"]) for case in CASES for pair in case.get(answer, ())]


@pytest.mark.parametrize(("pair", "kind"), labelled("same"))
def test_a_pair_of_one_firm_is_shown(pair, kind):
    assert alike(*pair.split("|")), kind


@pytest.mark.parametrize(("pair", "kind"), labelled("different"))
def test_a_pair_of_two_firms_is_not(pair, kind):
    assert not alike(*pair.split("|")), kind
