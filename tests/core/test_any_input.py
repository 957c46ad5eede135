"""Whatever bytes arrive: a reading whose quotes hold, or a sentence that says why not, and twice the same."""

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhiheng.core import read
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.reading import Item, Reading
from zhiheng.definitions import lexicons

ONCE_FAILED = sorted((Path(__file__).parents[1] / "cases" / "once_failed").iterdir())
PROGRAM_ERROR = "R199"
EXTENSIONS = ["txt", "html", "docx", "xlsx", "pdf", "ofd", "doc", "csv", "png", "md", "无"]
WORDS = sorted(
    {
        word
        for words in msgspec.structs.asdict(lexicons()).values()
        for row in words
        for word in msgspec.structs.astuple(row)
        if isinstance(word, str) and word
    }
)
NUMBERS = [
    "98.5%", "到2027年", "2027年12月31日", "二〇二七年十二月三十一日", "5万", "1,234", "3-5", "百分之九十", "十四五", "20XX年",
    "9999年99月99日", "0000年底前", "1二", "٣", "²", "１２", "Ⅳ", "〇", "9" * 30, "1" + ",234" * 30,
]  # fmt: skip
HEADS = [
    "一、", "\n（一）", "\n1. ", "1.1 ", "\n第一条 ", "①", "附件：1. ", "\n关于", "| 1 | ",
    "序号\t任务\t责任单位\n1\t", "指标\n2025年\n",
]  # fmt: skip
DAMAGE = ["質(zhì)量監(jiān)管產(chǎn)業(yè)", "?cè)", "。??谑小⑽牟?、", "?,", "\u200b", "\x85", "\r", "\u3000", "�"]
MARKS = list("，。；：、！？（）()《》【】〔〕“”,;:?!%|/—～-·\t\n ")
PIECES = st.one_of(map(st.sampled_from, (WORDS, NUMBERS, HEADS, DAMAGE, MARKS)))
CLAUSES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["到2027年，", "由", "（牵头单位：", "对", "市质监局要", "分别达到", "除", "每", "截至", "比上年增长"]),
    PIECES, st.sampled_from(["市局", "、省农业厅", "的，给予", "达到", "提高到", "召开会议", "牵头，", "配合"]), PIECES,
)  # fmt: skip
POLICIES = st.lists(CLAUSES | PIECES | st.text(max_size=4), max_size=40).map("".join)


def items_of(reading: Reading) -> list[list[Item]]:
    return [
        reading.targets, reading.qualitative_targets, reading.tasks,
        reading.mechanisms, reading.rules, reading.statistics,
    ]  # fmt: skip


def assert_reads_well(data: bytes, name: str) -> None:
    try:
        reading = read(data, name, lexicons(), with_raw=True)
    except Fault as refused:
        if refused.id == PROGRAM_ERROR:
            raise
        return
    for items in items_of(reading):
        assert all(reading.raw[item.start : item.end] == item.quote for item in items)
        assert all(0 <= item.start < item.end <= len(reading.raw) for item in items)
        assert all(one.start <= other.start for one, other in pairwise(items))
    assert all(reading.raw[repair.start : repair.end] == repair.raw for repair in reading.repairs)
    again = read(data, name, lexicons(), with_raw=True)
    assert msgspec.json.encode(again) == msgspec.json.encode(reading)


@given(POLICIES, st.sampled_from(["utf-8", "utf-8", "gb18030", "utf-16"]))
@example("千٣元", "utf-8")
def test_a_text_made_of_the_lexicons_words_reads_well(text: str, encoding: str) -> None:
    assert_reads_well(text.encode(encoding, "ignore"), "文.txt")


@given(st.binary(max_size=300), st.sampled_from(EXTENSIONS))
def test_any_bytes_under_any_name_read_well(data: bytes, extension: str) -> None:
    assert_reads_well(data, f"文.{extension}")


@pytest.mark.parametrize("kept", ONCE_FAILED, ids=lambda path: path.stem)
def test_what_once_failed_reads_well(kept: Path) -> None:
    assert_reads_well(kept.read_bytes(), kept.name)
