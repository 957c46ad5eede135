"""The places of a form are found whatever its heads look like; what is not to be filled is left."""

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from zhiheng.core.filling import form_in, slots_of
from zhiheng.core.values.filling import Slot
from zhiheng.definitions.filling import form_words

LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def places(*rows: list, merged: tuple[str, ...] = (), boxed: str = "") -> dict[str, Slot]:
    """The places of a sheet by cell; with lines round the cells of `boxed`."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for line in sheet[boxed] if boxed else ():
        for cell in line:
            cell.border = BOX
    out = io.BytesIO()
    book.save(out)
    found = slots_of(form_in("sheet", "表.xlsx", out.getvalue()), form_words())
    return {slot.address.partition("!")[2]: slot for slot in found}


def test_merged_heads_of_three_rows() -> None:
    found = places(
        ["统计表"], ["市县", "执法检查", None, None], [None, "检查（次）", "案件", None],
        [None, None, "查处（宗）", "立案（宗）"], ["青屿市"], ["澄湾市"],
        merged=("A1:D1", "A2:A4", "B2:D2", "B3:B4", "C3:D3"), boxed="A2:D6",
    )  # fmt: skip
    assert sorted(found) == ["B5", "B6", "C5", "C6", "D5", "D6"]
    assert found["D5"].columns == ("执法检查", "案件", "立案（宗）")
    assert found["B6"].columns == ("执法检查", "检查（次）")
    assert found["D5"].rows == ("青屿市",)
    assert found["D5"].title[0] == "统计表"


def test_what_is_not_to_be_filled_is_left() -> None:
    found = places(
        ["统计表"], ["序号", "市县", "立案数", "合格率", "备注"], [1, "青屿市"], [2, "澄湾市"], [None, "合计", "=SUM(C3:C4)"],
        ["填表人：", None, "审核人："], merged=("A1:E1",), boxed="A2:E5",
    )  # fmt: skip
    assert sorted(found) == ["C3", "C4", "D3", "D4", "D5"]


def test_labels_of_two_levels_and_a_column_of_units() -> None:
    found = places(
        ["类别", "指标", "计量单位", "本期", "上年同期"], ["案件", "查处案件数", "宗"], [None, "立案数", "宗"],
        ["抽查", "批次", "批次"],
        merged=("A2:A3",), boxed="A1:E4",
    )  # fmt: skip
    assert found["D3"].rows == ("案件", "立案数")
    assert (found["D3"].unit, found["E4"].unit) == ("宗", "批次")
    assert found["E2"].left == (("本期",),)


def test_a_part_is_named_with_what_it_is_a_part_of() -> None:
    found = places(["指标", "本期"], ["查处案件数"], ["其中：食品"], ["立案数"], boxed="A1:B4")
    assert found["B3"].rows == ("查处案件数", "其中：食品")
    assert found["B4"].rows == ("立案数",)


def test_a_line_right_across_names_the_rows_below_it() -> None:
    found = places(["指标", "本期", "上年同期"], ["一、执法情况"], ["立案数"], merged=("A2:C2",), boxed="A1:C3")
    assert found["B3"].rows == ("一、执法情况", "立案数")
    assert "A2" not in found


def test_a_second_table_has_heads_of_its_own() -> None:
    found = places(
        ["市县", "立案数", "罚款"], ["青屿市"], ["市县", "抽查批次", "合格率"], ["青屿市"], boxed="A1:C4",
    )  # fmt: skip
    assert found["B2"].columns == ("立案数",)
    assert found["B4"].columns == ("抽查批次",)


def test_names_beside_their_cells() -> None:
    found = places(["立案数", None, "罚款（万元）", None], boxed="A1:D1")
    assert {place: slot.rows for place, slot in found.items()} == {"B1": ("立案数",), "D1": ("罚款（万元）",)}


def test_one_row_to_fill_below_a_head() -> None:
    assert sorted(places(["立案数", "罚款（万元）"], [], boxed="A1:B2")) == ["A2", "B2"]


def test_a_table_without_lines() -> None:
    found = places(["情况表"], [], ["市县", "立案数", "罚款"], ["青屿市"], ["澄湾市"])
    assert sorted(found) == ["B4", "B5", "C4", "C5"]


def test_columns_with_numbers_of_their_own() -> None:
    found = places(["指标", "本期", "上年同期"], ["甲", 1, 2], ["立案数"], boxed="A1:C3")
    assert sorted(found) == ["B3", "C3"]
    assert found["B3"].columns == ("本期",)


@pytest.mark.parametrize(
    ("text", "labels"),
    [("立案____宗，罚款______万元", {"立案": "宗", "罚款": "万元"}), ("截至____月____日，立案____宗", {"立案": "宗"}),
     ("联系人：____ 电话：____", {})],
)  # fmt: skip
def test_gaps_in_a_line_of_text(text: str, labels: dict[str, str]) -> None:
    found = places([text])
    assert {slot.rows[-1]: slot.unit for slot in found.values()} == labels
