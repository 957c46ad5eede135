"""A value is converted exactly and rounded once; nothing known is nothing written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.filling.asking import amount, entry, meaning, slot
from zhiheng.core.filling import entered
from zhiheng.core.values.filling import Amount
from zhiheng.core.values.scales import factor, fit

MONEY = ["元", "千元", "万元", "百万元", "亿元"]


@pytest.mark.parametrize(
    ("label", "written"),
    [("罚款金额（元）", "3326700.00"), ("罚款金额（万元）", "332.67"), ("罚款金额（亿元）", "0.03"),
     ("出动人次（万人次）", "4.51"), ("批次合格率（%）", "87.9"), ("立案数（宗）", "1124")],
)  # fmt: skip
def test_a_value_in_the_unit_of_the_form(label: str, written: str) -> None:
    found = entry(slot((label,)))
    assert (found.state, found.written) == ("filled", written)


def test_the_decimals_that_the_form_shows() -> None:
    assert entry(slot(("罚款金额（万元）",), decimals=0)).written == "333"
    assert entry(slot(("批次合格率（%）",), decimals=2, percent=True)).written == "87.89"


def test_a_change_is_the_difference_of_unrounded_values() -> None:
    percent = entry(slot(columns=("同比（%）",), left=(("本期",),)))
    assert (percent.written, percent.unit) == ("11.1", "%")
    points = entry(slot(("批次合格率（%）",), ("同比增减（百分点）",), left=(("本期",),)))
    assert (points.written, points.unit) == ("8.8", "个百分点")


def test_what_a_rate_grew_by_is_points_whatever_the_form_calls_it() -> None:
    grown = entry(slot(("批次合格率（%）",), ("同比增减数",), left=(("本期",),)))
    assert (grown.written, grown.unit) == ("8.8", "个百分点")


def test_nothing_known_is_not_zero() -> None:
    def nothing(indicator: str, area: str, when: object) -> Amount:
        return Amount(exact=None, unit="宗", decimals=0, why="暂无数据：没有记录")

    found = entered(meaning(slot()), nothing)
    assert (found.state, found.value, found.written) == ("unknown", None, "")
    assert "暂无数据" in found.says[0]


def test_a_change_against_nothing_or_zero_is_not_said() -> None:
    def at(zero: Fraction | None):
        return lambda indicator, area, when: Amount(
            exact=Fraction(5) if when.end.year == 2025 else zero, unit="宗", decimals=0, why="暂无数据"
        )

    asked = meaning(slot(columns=("同比（%）",), left=(("本期",),)))
    assert "不可判" in entered(asked, at(Fraction(0))).says[0]
    assert entered(asked, at(None)).value is None


def test_a_lower_bound_is_asked_about() -> None:
    def partial(indicator: str, area: str, when: object) -> Amount:
        return Amount(exact=Fraction(3), unit="宗", decimals=0, partial="有 2 行没有填，实际不少于此数")

    found = entered(meaning(slot()), partial)
    assert (found.state, found.written) == ("ask", "3")


def test_what_a_person_chose_is_written_without_a_question() -> None:
    asked = slot(("立案数（起）",))
    assert entered(meaning(asked), amount).state == "ask"
    assert entered(meaning(asked), amount, "cases-filed").state == "filled"
    assert entered(meaning(asked), amount, "").value is None


@given(st.integers(0, 10**14), st.sampled_from(MONEY))
def test_money_goes_to_any_unit_and_back_without_loss(fen: int, unit: str) -> None:
    there, back = factor("元", unit), factor(unit, "元")
    assert there is not None
    assert back is not None
    assert Fraction(fen, 100) * there * back == Fraction(fen, 100)


@given(st.fractions(min_value=-(10**6), max_value=10**6), st.integers(0, 4))
def test_rounding_is_half_up_and_never_off_by_more_than_a_half(exact: Fraction, places: int) -> None:
    from zhiheng.core.filling.amounts import _rounded

    value = _rounded(exact, places)
    assert abs(Fraction(value) - exact) * 10**places <= Fraction(1, 2)
    assert _rounded(-exact, places) == -value
    assert value == value.quantize(Decimal(1).scaleb(-places))


def test_units_that_people_take_for_each_other() -> None:
    alike = (frozenset({"宗", "起"}),)
    assert [fit("宗", said, alike) for said in ("宗", "万宗", "起", "元")] == ["same", "scaled", "alike", "other"]
