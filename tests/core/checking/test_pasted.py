"""Pasted text becomes a table whose columns a person maps: nothing of it is read as a field by itself."""

from zhiheng.core.checking.pasted import pasted_table


def test_cells_from_a_sheet_stay_cells() -> None:
    assert pasted_table("编号\t人次\r\n检-1\t12\r\n检-2\t\r\n") == [["编号", "人次"], ["检-1", "12"], ["检-2", ""]]


def test_lines_of_who_and_how_many_become_columns_by_their_words() -> None:
    assert pasted_table("张三：3起，罚款0.5万元\n2、李四: 罚款1,200元；12起\n王五：2起") == [
        ["名称", "起", "罚款"], ["张三", "3", "0.5万元"], ["李四", "12", "1,200元"], ["王五", "2", ""],
    ]  # fmt: skip


def test_prose_is_no_table() -> None:
    assert pasted_table("各单位：\n现将有关事项通知如下。") is None
    assert pasted_table("") is None
