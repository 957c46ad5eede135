"""Unified social credit codes: a right one passes, a wrong one is refused with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.matching import credit_code, looks_like_code, plain_code
from zhiheng.core.matching.codes import ALPHABET, check_character
from zhiheng.core.values.faults import Fault

RIGHT = "91350100M000100Y43"
codes = st.builds(
    lambda head, region, organisation: (body := head + region + organisation) + check_character(body),
    st.sampled_from(["91", "92", "11", "51", "93", "N2"]),
    st.from_regex(r"[1-6][0-9]{5}", fullmatch=True),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "written",
    [RIGHT, RIGHT.lower(), f" {RIGHT} ", "９１３５０１００Ｍ０００１００Ｙ４３", "91350100-M000100Y4-3", "9135 0100M000 100Y43"],
)
def test_a_right_code_is_read_however_it_is_written(written):
    assert credit_code(written) == (RIGHT, ())


@given(codes)
def test_every_code_with_its_check_character_is_right(code):
    assert credit_code(code).text == code


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_character_changed_is_always_noticed(code, place, sign):
    changed = code[:place] + sign + code[place + 1 :]
    if changed != code:
        with pytest.raises(Fault):
            credit_code(changed)


@given(codes, st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_noticed(code, place):
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if changed != code:
        with pytest.raises(Fault):
            credit_code(changed)


@pytest.mark.parametrize(
    ("written", "id", "says"),
    [
        ("", "C601", "没有代码"),
        ("350100600123456", "C602", "工商注册号"),
        ("M000100Y4", "C602", "组织机构代码"),
        (RIGHT + "3", "C602", "有 19 位"),
        (RIGHT[:-1] + "质", "C603", "第 18 位“质”"),
        ("91A50100M000100Y43", "C603", "6 位地区数字"),
        ("9135O1O0M000100Y43", "C604", f"第 5 位是字母 O、第 7 位是字母 O，代码里没有这些字母。O 多半是 0：“{RIGHT}”"),
        ("9I350100M000100Y43", "C604", "I 多半是 1"),
        ("9I350100M000100Y44", "C604", "改后校验仍不对"),
        ("111111111111111111", "C605", "占位"),
        (RIGHT[:-1] + "4", "C606", "末位应为“3”，现为“4”"),
        ("9.13501E+17", "C607", "电子表格"),
    ],
)
def test_a_wrong_code_is_refused_with_reason_and_remedy(written, id, says):
    with pytest.raises(Fault, match=id) as refused:
        credit_code(written)
    assert says in refused.value.says


def test_an_inner_organisation_code_that_fails_is_a_doubt_and_no_fault():
    body = "91350100M000100Y5"
    assert credit_code(body + check_character(body)).doubts


@given(st.text())
def test_any_text_is_a_code_or_a_fault(text):
    try:
        found = credit_code(text)
    except Fault:
        return
    assert found.text == plain_code(text)


def test_a_name_is_not_taken_for_a_code():
    assert not looks_like_code("示例食品有限公司")
    assert not looks_like_code("ABCDEFGHIJKLMNOPQR")
    assert looks_like_code("91350100m000100y44")
