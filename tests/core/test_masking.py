"""Personal data as everybody may see it."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.values import masking
from zhiheng.core.values.masking import masked_kept, masked_value

DIGITS = st.text("0123456789", min_size=9, max_size=9)


def test_the_examples_of_the_page_run():
    assert doctest.testmod(masking).failed == 0


@pytest.mark.parametrize(
    ("words", "called", "shown"),
    [
        ("张三丰", "举报人", "张**"),
        ("买买提·艾力", "申请人", "买*****"),
        ("13812341234", "电话", "138****1234"),
        ("0898-65221234", "电话", "0898-652***34"),
        ("11010519491231002X", "证件号", "110***********002X"),
        ("li.si@example.cn", "邮箱", "l***@example.cn"),
        ("示例省示例县人民路8号2栋", "住址", "示例省示例县***"),
        ("人民路8号2栋", "住址", "***"),
        ("张三、李四", "组长", "张*、李*"),
        ("张三 13812341234", "联系人", "张* 138****1234"),
        ("糖尿病", "病史", "***"),
        ("汉族", "民族", "***"),
        ("匿名来电，不肯留姓名", "举报人", "***"),
    ],
)
def test_each_kind_keeps_what_helps_to_recognise_it(words, called, shown):
    assert masked_value(words, called) == shown


@given(DIGITS)
def test_no_telephone_number_can_be_read_from_its_mask(digits):
    number = f"13{digits}"
    assert number not in masked_value(number)
    assert masked_value(number).count("*") == 4


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["举报人", "电话", "说明"]))
def test_nothing_of_two_signs_or_more_comes_out_as_it_went_in(words, called):
    shown = masked_value(words, called)
    assert "*" in shown or not any(sign.isalnum() for sign in words)


def test_empty_stays_empty_and_what_is_no_text_says_nothing():
    assert masked_kept(None, "人") is None
    assert masked_kept(17, "年龄") == "***"
    assert masked_kept(["张三", "李四"], "联系人") == ["张*", "李*"]
