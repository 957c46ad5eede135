"""The words of a sentence name a figure by the names that forms use; what narrows is never taken for the whole."""

import pytest

from core.filling.asking import KNOWN, days
from zhiheng.core.filling.prose import Prose
from zhiheng.definitions.filling import form_words

PROSE = Prose(KNOWN, form_words())


@pytest.mark.parametrize(
    ("words", "unit", "figure"),
    [
        ("共组织专项检查", "次", "checks"), ("查处各类案件", "宗", "cases-found"), ("罚款", "万元", "fines"),
        ("监督抽查产品", "批次", "lots"),
        ("批次合格率提高", "个百分点", "pass-rate"),
    ],
)  # fmt: skip
def test_a_figure_is_named_in_other_words(words: str, unit: str, figure: str) -> None:
    found = PROSE.called(words, words, unit, change=unit == "个百分点")
    assert (found.options[0].indicator, found.clear) == (figure, True)


@pytest.mark.parametrize("words", ["食品类查处案件", "农资领域立案", "电梯罚款金额", "外省查处案件数"])
def test_a_narrower_figure_is_not_clear(words: str) -> None:
    assert not PROSE.called(words, words, "宗" if "罚款" not in words else "万元").clear


def test_words_that_name_nothing_have_no_options() -> None:
    assert PROSE.called("印发宣传手册", "印发宣传手册", "册").options == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "2025-01-01..2025-07-25"), ("截至7月25日", "2025-01-01..2025-07-25"), ("上半年", "2025H1"),
        ("上年同期", "2024-01-01..2024-07-25"),
        ("2024年", "2024-01-01..2024-07-25"), ("一季度", "2025Q1"),
    ],
)  # fmt: skip
def test_words_of_time_mean_days_beside_the_period(text: str, first: str) -> None:
    assert PROSE.days(text, days("2025-01-01..2025-07-25"))[0].text == first
