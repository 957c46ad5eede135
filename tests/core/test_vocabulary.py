"""The indicators that the field knows: found by any name, sound in themselves."""

from collections import Counter

import pytest

from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons

KNOWN = Vocabulary(lexicons().indicators)
DIMENSIONS = {
    "share": {"share", "permille", "rate"}, "score": {"score", "share"}, "index": {"score"}, "money": {"money"},
    "count": {"things", "batches", "times"}, "persons": {"persons"}, "visits": {"visits", "persons"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("全市制造业产品质量合格率", "制造业产品质量合格率"),
        ("主要农产品质量安全抽检合格率", "农产品质量安全监测合格率"),
        ("每万人发明专利拥有量", "万人发明专利拥有量"),
        ("细颗粒物（PM2.5）平均浓度", "细颗粒物平均浓度"),
        ("“明厨亮灶”覆盖率", "明厨亮灶覆盖率"),
        ("有效注册商标数量", "有效注册商标数"),
        ("抽检合格率（县域）", "抽检合格率"),
        ("抽检不合格率", "不合格率"),
    ],
)
def test_an_indicator_is_known_by_its_other_names(name: str, known_as: str) -> None:
    found = KNOWN.of(name)
    assert found
    assert found.name == known_as


@pytest.mark.parametrize("name", ["未达标率", "群众不满意度", "合格率提高", "某某工程", ""])
def test_what_only_looks_like_a_known_name_is_not_known(name: str) -> None:
    assert KNOWN.of(name) is None


def test_two_names_of_one_indicator_are_the_same() -> None:
    assert KNOWN.same("每万人口发明专利拥有量", "万人有效发明专利拥有量")
    assert KNOWN.same("某县特色指标", "某县特色指标")
    assert not KNOWN.same("食品抽检合格率", "药品抽检合格率")


def test_a_name_belongs_to_one_indicator() -> None:
    names = Counter(name for row in lexicons().indicators for name in (row.name, *row.also))
    assert not [name for name, times in names.items() if times > 1]


def test_every_unit_of_an_indicator_is_a_unit_of_its_kind() -> None:
    units = {unit.word: unit.dimension for unit in lexicons().units}
    wrong = [
        (row.name, unit)
        for row in lexicons().indicators
        for unit in row.units
        if unit not in units or (row.kind in DIMENSIONS and units[unit] not in DIMENSIONS[row.kind])
    ]
    assert not wrong


def test_ranges_are_ranges_and_rates_are_never_summed() -> None:
    for row in lexicons().indicators:
        assert row.low is None or row.high is None or row.low < row.high, row.name
        assert row.kind not in ("share", "score") or row.adding != "sum", row.name
