"""A figure moves on as it was written: its digits, its direction, the word that loosens it; else it stays with a remark."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.writing.renewing.making import figure
from zhiheng.core.values.renewing import Kept
from zhiheng.core.writing.renewing import assembled, of_doubtful, of_figure
from zhiheng.core.writing.renewing.figures import opposite
from zhiheng.core.writing.renewing.numerals import narrow, to_places, written_as


def new(text: str, printed: str, exact: str | None, **how) -> str:
    return assembled(text, of_figure(text, figure(text, printed, exact, **how))).new


@pytest.mark.parametrize(
    ("text", "printed", "exact", "unit", "said"),
    [
        ("立案972宗。", "972宗", "1124", "宗", "立案1124宗。"),
        ("罚款264.45万元。", "264.45万元", "33267/100", "万元", "罚款332.67万元。"),
        ("出动45,111人次。", "45,111人次", "51234", "人次", "出动51,234人次。"),
        ("合格率88%。", "88%", "9249/100", "%", "合格率92%。"),
        ("合格率88.0%。", "88.0%", "92", "%", "合格率92.0%。"),
        ("投入1亿元。", "1亿元", "3/10", "亿元", "投入0.3亿元。"),
    ],
)
def test_digits_keep_their_decimals_and_separators(text, printed, exact, unit, said) -> None:
    assert new(text, printed, exact, unit=unit) == said


@pytest.mark.parametrize(
    ("text", "printed", "exact", "loose", "said"),
    [
        ("出动37000余人次。", "37000余人次", "45111", {"after": "余"}, "出动45000余人次。"),
        ("出动500多人次。", "500多人次", "600", {"after": "多"}, "出动600人次。"),
        ("出动近600人次。", "近600人次", "689", {"before": "近"}, "出动近700人次。"),
        ("出动300余人次。", "300余人次", "45", {"after": "余"}, "出动40余人次。"),
        ("出动40000余人次。", "40000余人次", "45111", {"after": "余"}, "出动45000余人次。"),
    ],
)
def test_a_loosened_number_stays_as_round_as_it_was_and_true(text, printed, exact, loose, said) -> None:
    assert new(text, printed, exact, unit="人次", **loose) == said


@pytest.mark.parametrize(
    ("text", "printed", "exact", "unit", "falls", "said"),
    [
        ("比上年同期提高0.5个百分点。", "0.5个百分点", "12/10", "个百分点", False, "比上年同期提高1.2个百分点。"),
        ("比上年同期提高0.5个百分点。", "0.5个百分点", "-12/10", "个百分点", False, "比上年同期下降1.2个百分点。"),
        ("比上年同期下降0.5个百分点。", "0.5个百分点", "12/10", "个百分点", True, "比上年同期提高1.2个百分点。"),
        ("同比下降3.1%。", "3.1%", "26/10", "%", True, "同比增长2.6%。"),
        ("比上年同期增加3起。", "3起", "-4", "起", False, "比上年同期减少4起。"),
        ("比上年同期增长5.9%。", "5.9%", "0", "%", False, "与上年同期持平。"),
        ("同比增长5.9%。", "5.9%", "1/100", "%", False, "同比基本持平。"),
    ],
)
def test_a_comparison_turns_with_its_direction(text, printed, exact, unit, falls, said) -> None:
    assert new(text, printed, exact, unit=unit, change=True, falls=falls) == said


@pytest.mark.parametrize(
    ("text", "printed", "exact", "was", "gap", "said"),
    [
        ("合格率由83.3%提高到88.9%。", "88.9%", "867/10", "56/10", "-22/10", "合格率由83.3%下降到86.7%。"),
        ("立案由9宗减少至7宗。", "7宗", "12", "-2", "5", "立案由9宗增加至12宗。"),
        ("合格率由83.3%提高到88.9%。", "88.9%", "91", "56/10", "2", "合格率由83.3%提高到91.0%。"),
        ("合格率由83.3%提高到88.9%。", "88.9%", "91", "-1", "2", "合格率由83.3%提高到88.9%。"),
        ("合格率提高到88.9%。", "88.9%", "91", None, None, "合格率提高到88.9%。"),
        ("立案由9宗减少至7宗。", "7宗", "9", "-2", "0", "立案由9宗减少至7宗。"),
    ],
)
def test_the_word_between_two_figures_turns_with_them_or_all_stays(text, printed, exact, was, gap, said) -> None:
    unit = "%" if printed.endswith("%") else "宗"
    [one] = figure(text, printed, exact, unit=unit)
    fresh = [replace(one, was=was and Fraction(was), gap=gap and Fraction(gap))]
    assert assembled(text, of_figure(text, fresh)).new == said


@pytest.mark.parametrize(("cell", "exact", "said"), [("-3.2", "41/10", "+4.1"), ("＋5.9", "-1", "－1.0"), ("+5.9", "0", "0.0")])
def test_a_signed_cell_changes_its_sign(cell, exact, said) -> None:
    text = f"增减\t{cell}"
    assert new(text, cell.lstrip("-+＋"), exact, unit="%", change=True) == f"增减\t{said}"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("增幅达到5.9%。", {"exact": "-1", "change": True, "unit": "%"}),
        ("立案972宗。", {"exact": None, "unit": "宗"}),
        ("立案12宗。", {"exact": "14", "unit": "宗", "clear": False}),
    ],
)
def test_what_cannot_be_said_in_the_old_words_stays_with_a_remark(text, how) -> None:
    printed = next(part for part in ("5.9%", "972宗", "12宗") if part in text)
    found = list(of_figure(text, figure(text, printed, how.pop("exact"), **how)))
    assert [isinstance(one, Kept) for one in found] == [True]


def test_two_readings_that_would_be_written_differently_are_left_to_a_person() -> None:
    text = "立案972宗。"
    both = figure(text, "972宗", "1124", unit="宗") + figure(text, "972宗", "132", unit="宗")
    assert all(isinstance(one, Kept) for one in of_figure(text, both))
    assert not any(isinstance(one, Kept) for one in of_figure(text, both[:1] * 2))


def test_a_figure_that_the_records_contradict_is_told_with_the_new_one() -> None:
    judged = figure("立案999宗。", "999宗", "1", unit="宗")[0].judged
    assert "没有换" in of_doubtful(judged, "1124宗").why


@given(st.decimals(0, 10**9, places=3), st.integers(0, 3))
def test_the_number_written_is_the_exact_one_rounded_once(value, places) -> None:
    rounded = to_places(Fraction(value), places)
    assert abs(Fraction(rounded) - Fraction(value)) * 2 <= Fraction(1, 10**places)
    assert narrow(written_as("１.5", rounded)) == f"{rounded:f}"


WAYS = ["提高", "提升", "增长", "上升", "增加", "增幅", "下降", "降低", "减少", "回落", "降幅", "升", "降"]


@pytest.mark.parametrize("way", WAYS)
def test_every_direction_has_another(way) -> None:
    assert opposite(way, "%") != way
