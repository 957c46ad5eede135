"""Every number of a text is found; what is a date, a document number or a heading is no figure."""

import pytest

from zhiheng.core.auditing import finder
from zhiheng.definitions import lexicons


def found(text: str) -> list[tuple[str, str, str]]:
    numbers = finder(tuple(unit.word for unit in lexicons().units)).numbers(text)
    return [(one.kind, one.text, one.unit) for one in numbers]


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("罚款332.67万元，", "332.67万元", "万元"), ("出动45,111人次", "45,111人次", "人次"), ("近500万元", "近500万元", "万元"),
        ("500多万元", "500多万元", "万元"), ("２３家企业", "２３家", "家"), ("提高0.5个百分点", "0.5个百分点", "个百分点"),
        ("百分之八十以上和百分之87.9", "百分之87.9", "%"), ("增加了2至8个部门", "2至8个", "个"), ("80％以上", "80％以上", "%"),
    ],
)  # fmt: skip
def test_a_figure_has_its_unit_and_the_words_that_loosen_it(text: str, figure: str, unit: str) -> None:
    assert ("figure", figure, unit) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025年7月25日", "琼府办〔2025〕114号", "第6批", "GB/T 9704-2012", "ISO9001", "电话0898-65342222", "附件1",
        "“5.12”地震", "8:30开会",
        "2025-07-25", "7月份", "手机13800138000", "2023—2025年", "（琼府办〔2008〕114号）",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_none(text: str) -> None:
    assert not [one for one in found(text) if one[0] == "figure"]


def test_the_number_of_a_heading_is_no_figure_but_what_it_says_is_one() -> None:
    assert [one[1] for one in found("1.开展检查\n2．立案12宗\n（3）罚款") if one[0] == "figure"] == ["12宗"]


def test_a_number_without_unit_is_kept_apart() -> None:
    assert found("得了 12 ，") == [("bare", "12", "")]
