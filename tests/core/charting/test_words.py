"""The title of a chart is its finding."""

from decimal import Decimal

import pytest
from hypothesis import given
from msgspec import structs

from core.charting.building import any_chart, bars, multiples, trend
from zhiheng.core.charting import finding
from zhiheng.core.values.charts import Chart, Point, Series, Target

AT_LEAST, AT_MOST = Target(value=Decimal(98)), Target(value=Decimal(2), less_is_better=True)


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        ((98, 97, "97.5"), AT_LEAST, "2024年第三季度合格率回升 0.5 个百分点，但仍低于目标 98%"),
        ((96, 97, "97.5"), AT_LEAST, "2024年第三季度合格率上升 0.5 个百分点，但仍低于目标 98%"),
        ((96, 99), AT_LEAST, "2024年第二季度合格率上升 3.0 个百分点，达到目标 98%"),
        ((98, 99, "98.5"), AT_LEAST, "2024年第三季度合格率回落 0.5 个百分点，仍达到目标 98%"),
        ((99, 97), AT_LEAST, "2024年第二季度合格率下降 2.0 个百分点，低于目标 98%"),
        ((97, 97), AT_LEAST, "2024年第二季度合格率持平，仍低于目标 98%"),
        ((3, "2.5"), AT_MOST, "2024年第二季度合格率下降 0.5 个百分点，但仍高于目标 2%"),
        ((3, 2), AT_MOST, "2024年第二季度合格率下降 1.0 个百分点，未超过目标 2%"),
        ((1, "1.5"), AT_MOST, "2024年第二季度合格率上升 0.5 个百分点，仍未超过目标 2%"),
        ((97, None, 98), None, "2024年第三季度合格率比2024年第一季度上升 1.0 个百分点"),
        ((97, 98, None), None, "2024年第二季度合格率上升 1.0 个百分点，2024年第三季度暂无数据"),
        ((None, 98), AT_LEAST, "2024年第二季度合格率为 98.0%，达到目标 98%"),
        ((None, None), AT_LEAST, "合格率暂无数据"),
    ],
)
def test_a_trend_says(values: tuple, target: Target | None, expected: str) -> None:
    assert finding(trend(*values, target=target)) == expected


def test_an_amount_moves_by_its_unit() -> None:
    assert finding(trend(100, 88, unit="次", decimals=0, subject="检查")) == "2024年第二季度检查下降 12 次"


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        ((97, 99, None), None, "3 个地区中 2 个有合格率的数据，最高第2县 99.0%，最低第1县 97.0%"),
        ((97, 99), AT_LEAST, "2 个地区有合格率的数据，最高第2县 99.0%，最低第1县 97.0%，1 个低于目标 98%"),
        ((98, 99), AT_LEAST, "2 个地区有合格率的数据，最高第2县 99.0%，最低第1县 98.0%，都达到目标 98%"),
        ((1, 3), AT_MOST, "2 个地区有合格率的数据，最高第2县 3.0%，最低第1县 1.0%，1 个高于目标 2%"),
        ((5, 5, 5), None, "3 个地区有合格率的数据，都是 5.0%"),
        ((5, None), None, "2 个地区中 1 个有合格率的数据，第1县 5.0%"),
        ((1, 9, 9), None, "3 个地区有合格率的数据，最高第2县、第3县 9.0%，最低第1县 1.0%"),
        ((1, 9, 9, 9, 9), None, "5 个地区有合格率的数据，最高第2县、第3县、第4县等 4 个 9.0%，最低第1县 1.0%"),
        ((None, None), None, "2 个地区的合格率都暂无数据"),
        ((), None, "合格率：没有下级地区"),
    ],
)
def test_areas_say(values: tuple, target: Target | None, expected: str) -> None:
    assert finding(bars(*values, target=target)) == expected


def test_little_lines_count_who_rose_and_who_fell() -> None:
    chart = multiples((1, 2), (2, 1), (3, 3), (None, 1), (5, 6))
    assert finding(chart) == "2024年第二季度合格率：5 个地区中 2 个上升、1 个下降、1 个持平，1 个暂不能比较"


@given(any_chart())
def test_every_chart_has_a_finding_without_holes(chart: Chart) -> None:
    found = finding(chart)
    assert found
    assert "None" not in found
    assert "  " not in found


def test_a_finding_names_no_value_that_is_unknown() -> None:
    empty = structs.replace(bars(), series=(Series(key="990000", name="", points=(Point(key="1", name="甲", value=None),)),))
    assert finding(empty) == "1 个地区的合格率都暂无数据"
