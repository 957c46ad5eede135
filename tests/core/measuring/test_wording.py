"""How a figure is counted, in one sentence for people."""

import pytest

from zhiheng.core.measuring.wording import RULES, in_words
from zhiheng.definitions.figures.shapes import ROWS_RULES, SERIES_RULES
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.registers import counted


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("cqo-coverage", "应做的是大型或中型、存续的企业"),
        ("areas-with-meeting", "应做的是市县地区"),
        ("months-since-meeting", "从最近一个日期到期末多少个月，用台账“质量工作会议册”中会议类型为全省会议的各行"),
        ("sampling-pass-rising-years", "连续多少期，用“监督抽查批次合格率”"),
    ],
)
def test_a_sentence_says_who_was_due_and_which_rule_counts(id: str, says: str) -> None:
    assert says in in_words(indicators()[id], counted(), indicators())


def test_every_named_rule_has_words() -> None:
    assert set(RULES) == {*SERIES_RULES, *ROWS_RULES}
