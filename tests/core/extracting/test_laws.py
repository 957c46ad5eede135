"""What holds for every text: spans are never broken, numbers are read once, time grows with length."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import Item, Items, Meta
from zhiheng.definitions import lexicons

WORDS = [
    "到2027年", "，", "。", "；", "、", "\n", "（", "）", "“", "”", "《", "》", "：", "|", "\t", " ",
    "　", "\r\n", "98%", "以上",
    "合格率",
    "达到", "不低于", "由", "提高到", "3-5个", "1,200万元", "百分之九十", "二十家以上", "翻一番", "分别", "和", "各部门",
    "市市场监管局", "牵头", "负责", "牵头单位", "责任单位", "等", "要", "加强", "对", "企业", "的", "给予", "奖励", "每半年",
    "召开", "会议", "截至6月30日", "同比", "下降", "4A级", "GB50014", "第3批", "20XX年", "一、", "（一）", "①", "零", "全覆盖",
]  # fmt: skip
PHRASES = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
ANYTHING = st.text(max_size=200)


def every_item(items: Items) -> list[Item]:
    return [
        *items.targets, *items.qualitative_targets, *items.tasks, *items.mechanisms, *items.rules, *items.statistics,
    ]  # fmt: skip


@given(PHRASES | ANYTHING | st.text(alphabet=string.digits + "（）个%，。\n", max_size=200))
def test_every_quote_is_the_raw_text_under_its_span(text: str) -> None:
    for item in every_item(extract(as_cleaned(text), lexicons())):
        assert 0 <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.quote
        assert 0 < item.confidence < 1


@given(PHRASES)
def test_quotes_stay_raw_when_the_cleaned_text_is_a_part_of_it(text: str) -> None:
    raw = "页眉 " + "".join(f"{char}\u200b" for char in text) + " 页脚"
    starts = range(3, 3 + 2 * len(text), 2)
    cleaned = Cleaned(raw=raw, text=text, starts=starts, ends=[at + 1 for at in starts], meta=Meta())
    for item in every_item(extract(cleaned, lexicons())):
        assert raw[item.start : item.end] == item.quote


@given(PHRASES)
def test_a_number_is_a_target_or_a_statistic_but_not_both(text: str) -> None:
    items = extract(as_cleaned(text), lexicons())
    ends = [item.end for item in (*items.targets, *items.statistics)]
    same_place = {(t.start, t.end) for t in items.targets} & {(s.start, s.end) for s in items.statistics}
    assert not same_place, ends


@given(PHRASES)
def test_full_width_and_half_width_are_read_alike(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    values = [[t.value for t in extract(as_cleaned(one), lexicons()).targets] for one in (text, wide)]
    assert values[0] == values[1]


@pytest.mark.parametrize(
    "unit",
    ["质量", "1", "9个", "（", "（）", "“", "《", "，", "各部门、", "部门要", "一二三四五六七八九十", "对企业的，给予",
     "到2027年，", "（牵头单位：", "达到", "\n质量强县", "合格率98%以上、", "约束性\n90\n", "\t目标"],
)  # fmt: skip
def test_time_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    few, many = (as_cleaned(unit * (length // len(unit))) for length in (4000, 16000))
    # a busy machine fails one try, a square fails all
    assert any(least_time(many, 1) < 10 * least_time(few, 3) + 0.3 for _ in range(3))


def least_time(cleaned: Cleaned, tries: int) -> float:
    """The seconds of this process that reading a text for items takes, the quickest of some tries."""
    took = []
    for _ in range(tries):
        began = time.process_time()
        extract(cleaned, lexicons())
        took.append(time.process_time() - began)
    return min(took)


def test_a_million_characters_without_punctuation_are_read() -> None:
    text = "推动质量强县建设到2027年合格率达到98%以上" * 40_000
    began = time.process_time()
    items = extract(as_cleaned(text), lexicons())
    assert items.targets
    assert time.process_time() - began < 60
