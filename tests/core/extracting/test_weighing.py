"""Confidence: a share of what was right before, lowered by each doubt, never raised by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import words_of
from zhiheng.core.values.reading import Repair, Statistic, asks_to_look
from zhiheng.definitions import lexicons

ROWS = lexicons().confidence
KINDS = [row.key for row in ROWS if ":" not in row.key]
DOUBTS = sorted({row.key.split(":")[1] for row in ROWS if ":" in row.key})
WEIGHTS = Weights(words_of(lexicons()))


@given(st.sampled_from(KINDS), st.lists(st.sampled_from(DOUBTS), unique=True), st.sampled_from(DOUBTS))
def test_one_more_doubt_never_raises_confidence(kind: str, doubts: list[str], more: str) -> None:
    before, flags = WEIGHTS.weigh(kind, doubts)
    after, more_flags = WEIGHTS.weigh(kind, [*doubts, more])
    assert 0 < after <= before < 1
    assert set(flags) <= set(more_flags)


def test_a_doubt_belongs_to_a_kind_and_counts_are_of_what_was_seen() -> None:
    assert {row.key.split(":")[0] for row in ROWS} == set(KINDS)
    for row in ROWS:
        assert (row.seen is None) == (row.right is None), row.key
        assert row.seen is None or 0 <= (row.right or 0) <= row.seen, row.key


def test_a_doubt_that_the_file_does_not_hold_weighs_nothing() -> None:
    assert WEIGHTS.weigh("rule", ["carried", "no such doubt"]) == WEIGHTS.weigh("rule", [])


def statistics(text: str) -> list[Statistic]:
    return extract(as_cleaned(text, "bulletin", "2026-09-01"), lexicons()).statistics


@pytest.mark.parametrize(
    "text",
    ["另有22名责任人员也分别受到了处分。", "2025年，完成并公布30批次食品。"],
)
def test_a_name_that_is_half_a_sentence_is_told_and_trusted_less(text: str) -> None:
    item = statistics(text)[-1]
    assert asks_to_look(item.flags)
    assert item.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    ["2025年，应急演练覆盖率为97%。", "2025年，城乡居民人均可支配收入为3.2万元。", "2025年，对外贸易额为5亿元。"],
)
def test_a_name_that_only_begins_like_one_is_not_doubted(text: str) -> None:
    assert statistics(text)
    assert not [flag for item in statistics(text) for flag in item.flags if "半句话" in flag]


def test_what_stands_where_a_repair_was_only_proposed_asks_to_be_looked_at() -> None:
    text = "2025年，抽检合格率为97%，全市抽检食品300批次。"
    at = text.index("97")
    proposed = Repair(start=at, end=at + 2, raw="97", text="91", rule="ocr", evidence="", confidence=0.5, applied=False)
    cleaned = structs.replace(as_cleaned(text, "bulletin", "2026-09-01"), repairs=(proposed,))
    doubted, sound = extract(cleaned, lexicons()).statistics
    assert asks_to_look(doubted.flags)
    assert doubted.confidence <= 0.5
    assert not asks_to_look(sound.flags)
