"""Numbers in words are figures like those with digits: 一百二十三家, 近九成, 翻一番."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.auditing.drafts import verdicts
from zhiheng.core.auditing import finder
from zhiheng.core.auditing.numerals import value_of
from zhiheng.definitions import lexicons

_ONES = "零一二三四五六七八九"


def numbers(text: str) -> list[tuple[str, Decimal, str, str]]:
    found = finder(tuple(unit.word for unit in lexicons().units)).numbers(text, written=True)
    return [(one.text, one.value, one.unit, one.loose) for one in found if one.kind == "figure"]


def in_words(number: int) -> str:
    """A number below ten thousand as it is said."""
    out, gap = "", False
    for size, step in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        gap |= bool(out) and not digit
        if digit:
            out += ("零" if gap and out else "") + _ONES[digit] + step
            gap = False
    return out


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_what_is_said_is_the_number(thousands: int, rest: int) -> None:
    behind = ("零" if rest < 1000 else "") + in_words(rest) if rest else ""
    assert value_of(in_words(thousands)) == thousands
    assert value_of(f"{in_words(thousands)}万{behind}") == thousands * 10_000 + rest


@pytest.mark.parametrize(
    ("text", "value", "unit", "loose"),
    [
        ("查处一百二十三家企业", "123", "家", ""), ("三百三十二点六七万元", "332.67", "万元", ""),
        ("两千一百余宗", "2100", "宗", "余"), ("近九成", "90", "%", "近"), ("占八成五", "85", "%", ""),
        ("三成以上", "30", "%", "以上"), ("数量过半", "50", "%", "超过"), ("百分之八十七点九", "87.9", "%", ""),
        ("翻了一番", "100", "%", ""), ("三分之一", "33.33", "%", ""), ("近百家", "100", "家", "近"),
        ("一亿二千万元", "120000000", "元", ""), ("3千余户", "3", "千户", "余"),
    ],
)  # fmt: skip
def test_a_number_in_words_has_value_unit_and_what_loosens_it(text: str, value: str, unit: str, loose: str) -> None:
    assert [found[1:] for found in numbers(text)] == [(Decimal(value), unit, loose)]


@pytest.mark.parametrize(
    "text", ["三四个部门", "千家万户", "第三次会议", "二〇二五年七月二十五日", "七月份", "两成员", "过半年", "十分重要"]
)
def test_words_that_count_nothing_are_no_figures(text: str) -> None:
    assert numbers(text) == []


def test_a_number_in_words_is_held_against_the_records() -> None:
    assert verdicts("全省查处案件二千一百零二宗。") == {"二千一百零二宗": "agrees"}
    assert verdicts("全省查处案件两千余宗。") == {"两千余宗": "agrees"}
    assert verdicts("全省查处案件二千二百零二宗。") == {"二千二百零二宗": "differs"}
    assert verdicts("批次合格率近九成。") == {"近九成": "agrees"}
    assert verdicts("批次合格率近八成。") == {"近八成": "differs"}


def test_one_of_something_is_no_figure_where_nothing_is_named() -> None:
    assert verdicts("各地成立了一个专班，落实两项措施，做到三个到位。") == {}


def test_growth_in_multiples_is_told_in_percent() -> None:
    assert verdicts("全省查处案件2102宗，是上年同期的1.06倍。")["1.06倍"] == "agrees"
    assert verdicts("全省查处案件2102宗，比上年同期增长1.2倍。")["1.2倍"] == "differs"
    assert verdicts("全省查处案件2102宗，比上年同期翻了一番。")["翻了一番"] == "differs"
