"""Nothing of a paragraph disappears, and what is left out of the body is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reading.cleaning import cleaned
from core.reading.composing import composed
from core.reading.damaging import damaged, in_blocks, spaced, traditional, twice
from zhiheng.definitions import lexicons

TITLE = "关于提升产品质量的通知"
WIDTH = 20
TWICE = "市场监管部门要会同有关单位做好相关工作并"
PAGE = "首页 > 政务公开\n打印本页\n"


def wrapped(paragraph: str, width: int = WIDTH) -> str:
    return "\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width))


PARAGRAPH = (
    "为了进一步提升全县产品质量水平，各有关的"
    + TWICE
    + "于每月底前报送进展情况。对重点产品开展检查"
    + "对食品、药品、特种设备和工业产品的隐患，"
    + TWICE
    + "按季度公布检查结果，接受社会各界的监督，"
    + "逐步建立起长效机制。"
)


@pytest.mark.parametrize("before", ["", f"{TITLE}\n", f"{PAGE}{TITLE}\n"])
def test_a_full_line_that_comes_twice_in_wrapped_text_is_kept(before):
    assert cleaned(before + wrapped(PARAGRAPH)).text.endswith(PARAGRAPH)


def test_a_sentence_that_its_author_repeats_is_kept():
    told = "各乡镇、各部门要高度重视产品质量工作，确保各项任务落到实处。"
    body = f"{told}\n食品安全工作由县市场监管局牵头负责，每月报送一次进展情况。\n{told}"

    assert cleaned(f"{TITLE}\n{body}").text == f"{TITLE}\n{body}"


@pytest.mark.parametrize("words", ["打印本页和关闭窗口及字体大小的设置要求并", "上一篇和下一篇及版权所有的标注应当齐全并"])
def test_a_line_of_a_wrapped_paragraph_that_holds_a_sites_words_is_kept(words):
    paragraph = PARAGRAPH.replace(TWICE, words, 1)

    assert cleaned(f"{TITLE}\n{wrapped(paragraph)}").text == f"{TITLE}\n{paragraph}"


def test_a_page_number_and_a_sites_words_between_wrapped_lines_are_left_out():
    first, *others = wrapped(PARAGRAPH).split("\n")

    found = cleaned("\n".join([TITLE, first, "- 2 -", others[0], others[1], "打印本页", *others[2:]]))

    assert "打印本页" not in found.text
    assert "- 2 -" not in found.text


def test_a_summary_above_a_sites_labels_is_kept_once():
    preamble = "为进一步加强全县产品质量监督管理，现就有关事项通知如下："
    page = f"{TITLE}\n{preamble}\n打印本页\n发布时间：2025-03-20\n{preamble}\n一、工作目标\n合格率达到95%以上。"

    found = cleaned(page)

    assert found.text.count(preamble) == 1
    assert len(found.also) == 1


def test_the_end_of_a_copied_paragraph_goes_on_where_its_author_goes_on():
    lines = [f"第{k}项工作由示例县市场监管局会同有关部门按季度组织开展检查，结果向社会公开，并报上级" for k in "一二三四五六七八"]
    text = "".join([*lines, "备案。"]), "".join([*lines, "备查，逾期不报的予以通报。"])

    assert cleaned("\n".join(wrapped(part, len(lines[0])) for part in text)).text == "\n".join(text)


DAMAGES = [str, twice, spaced, in_blocks, wrapped, lambda text: damaged(traditional(text)), lambda text: PAGE + text]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(DAMAGES), st.sampled_from([str, wrapped]))
def test_every_character_is_in_the_body_in_a_repair_or_told_as_left_out(seed, damage, wrap):
    found = cleaned(wrap(damage(composed(seed, lexicons()))))

    spans = [*zip(found.starts, found.ends, strict=True), *((r.start, r.end) for r in found.repairs), *found.left_out]
    told = {at for start, end in spans for at in range(start, end)}
    assert told == set(range(len(found.raw)))
    assert not {at for a, b in found.left_out for at in range(a, b)}.intersection(
        at for a, b in zip(found.starts, found.ends, strict=True) if b == a + 1 for at in range(a, b)
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(18, 45), st.data())
def test_nothing_of_a_wrapped_paragraph_disappears_also_where_a_line_comes_again(seed, width, data):
    lines = [line for part in composed(seed, lexicons()).split("\n") for line in wrapped(part, width).split("\n")]
    full = [k for k, line in enumerate(lines) if len(line) == width and line[-1] not in "。！？；：" and not line[0].isdigit()]
    again = lines[data.draw(st.sampled_from(full))]
    lines.insert(data.draw(st.sampled_from(full)) + 1, again)

    found = cleaned("\n".join(lines))

    gone = "".join(found.raw[a:b] for a, b in found.left_out)
    assert not gone.strip("\n ")
