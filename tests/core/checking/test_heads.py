"""The head of a sheet is found below its title, in one row or in several, and names each column once."""

import pytest

from zhiheng.core.checking.heads import head_of, last_part, unit_in

KNOWN = ["检查编号", "地区", "男", "女", "罚款", "检查日期"]


def test_a_title_and_notes_above_are_no_head() -> None:
    rows = [["检查情况表"], ["单位：元", None, "2025-07-25"], ["检查编号", "地区", "罚款"], ["1", "甲县", 3]]
    head = head_of(rows, [(0, 0, 2)], KNOWN)
    assert head is not None
    assert (head.first, head.below, head.names) == (2, 3, ("检查编号", "地区", "罚款"))


def test_columns_that_are_told_apart_by_the_row_above_carry_its_words() -> None:
    rows = [["检查编号", "职工", None, "学员", None], [None, "男", "女", "男", "女"], ["1", 3, 4, 5, 6]]
    head = head_of(rows, [(0, 1, 2), (0, 3, 4)], KNOWN)
    assert head is not None
    assert head.names == ("检查编号", "职工·男", "职工·女", "学员·男", "学员·女")
    assert head.below == 2


def test_two_columns_of_one_name_are_numbered() -> None:
    head = head_of([["检查编号", "地区", "地区"], ["1", "甲县", "乙县"]], [], KNOWN)
    assert head is not None
    assert head.names == ("检查编号", "地区", "地区#2")


def test_the_fingerprint_is_the_same_in_any_order_and_another_when_a_name_changes() -> None:
    heads = [head_of([row, ["1"]], [], KNOWN) for row in (["检查编号", "地区"], ["地区", "检查编号"], ["检查编号", "地点"])]
    prints = [head.fingerprint for head in heads if head]
    assert prints[0] == prints[1] != prints[2]


def test_numbers_are_no_head() -> None:
    assert head_of([[1, 2], ["2025-07-25", "3%"]], [], KNOWN) is None


UNITS = [("罚没·罚款(万元)", "万元", "罚款"), ("金额(单位:元)#2", "元", "金额"), ("地区", "", "地区")]


@pytest.mark.parametrize(("head", "unit", "last"), UNITS)
def test_a_head_says_its_unit_in_brackets(head: str, unit: str, last: str) -> None:
    assert (unit_in(head), last_part(head)) == (unit, last)
