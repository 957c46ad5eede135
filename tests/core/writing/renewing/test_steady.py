"""与上年同期持平 becomes what is true now."""

from fractions import Fraction

import pytest

from zhiheng.core.writing.renewing import assembled
from zhiheng.core.writing.renewing.steady import holds, moved_words, steady_words


@pytest.mark.parametrize(
    ("text", "change", "unit", "said"),
    [
        ("合格率88%，与上年同期持平。", "1/2", "个百分点", "合格率88%，比上年同期提高0.5个百分点。"),
        ("合格率88%，与去年同期相比基本持平。", "-2", "个百分点", "合格率88%，与去年同期相比下降2.0个百分点。"),
        ("立案57宗，环比持平。", "-9", "%", "立案57宗，环比下降9.0%。"),
        ("立案57宗，与上年持平。", "1/100", "%", "立案57宗，与上年基本持平。"),
        ("立案57宗，同比基本持平。", "0", "%", "立案57宗，同比持平。"),
    ],
)
def test_words_of_no_change_turn_into_a_change(text, change, unit, said) -> None:
    [words] = steady_words(text)
    assert assembled(text, moved_words(words, Fraction(change), unit, 1, "")).new == said


@pytest.mark.parametrize(
    ("text", "change", "true"),
    [("同比持平", "0", True), ("同比持平", "1/2", False), ("同比基本持平", "1/2", True), ("同比基本持平", "3", False)],
)
def test_the_old_words_have_to_be_true_of_the_old_figures(text, change, true) -> None:
    assert holds(steady_words(text)[0], Fraction(change), 1) is true
