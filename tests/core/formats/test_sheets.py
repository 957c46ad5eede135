"""Spreadsheets: sheets in order, values as they are printed."""

import datetime

import pytest

from core.formats.making import ROWS, xlsx_file
from zhiheng.core.reading.formats import extract
from zhiheng.core.reading.formats.percents import column_number
from zhiheng.core.reading.formats.sheet import printed
from zhiheng.core.values.faults import Fault


def text(write) -> str:
    return extract(xlsx_file(write), "台账.xlsx").text


def test_rows_come_in_order_with_their_places() -> None:
    def write(workbook) -> None:
        for row in ROWS:
            workbook.active.append(row)

    read = extract(xlsx_file(write), "台账.xlsx")
    assert read.text.split("\n") == ["\t".join(row) for row in ROWS]
    assert [(b.table, b.row, b.column) for b in read.blocks][3] == (0, 1, 0)


def test_several_sheets_carry_their_names() -> None:
    def write(workbook) -> None:
        workbook.active.title = "目标"
        workbook.active["A1"] = "合格率"
        workbook.create_sheet("任务")["A1"] = "监督抽查"

    assert text(write) == "目标\n合格率\n任务\n监督抽查"


def test_a_hidden_sheet_is_not_read_but_said() -> None:
    def write(workbook) -> None:
        workbook.active["A1"] = "公开"
        hidden = workbook.create_sheet("底稿")
        hidden["A1"] = "内部测算"
        hidden.sheet_state = "hidden"

    read = extract(xlsx_file(write), "台账.xlsx")
    assert read.text == "公开"
    assert read.notes == ("有 1 个隐藏的工作表没有读取。",)


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    def write(workbook) -> None:
        for row in (*ROWS, ["", *ROWS[1][1:]]):
            workbook.active.append(row)
        workbook.active.title = "目标"
        workbook.active.row_dimensions[2].hidden = True
        workbook.active.column_dimensions["B"].hidden = True

    read = extract(xlsx_file(write), "台账.xlsx")
    assert read.text.split("\n")[: len(ROWS)] == ["\t".join(row) for row in ROWS]
    assert read.notes == ("工作表“目标”有隐藏的 1 行、1 列，已一并读取；不该计入的，请在核对时去掉。",)


def test_hidden_rows_and_columns_that_hold_nothing_are_not_spoken_of() -> None:
    def write(workbook) -> None:
        workbook.active["A1"], workbook.active["C3"] = "合格率", "98%"
        workbook.active.row_dimensions[2].hidden = workbook.active.row_dimensions[9].hidden = True
        workbook.active.column_dimensions.group("D", "XFD", hidden=True)
        workbook.active.column_dimensions["B"].hidden = True

    assert extract(xlsx_file(write), "台账.xlsx").notes == ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (820.0, "820"), (332.67, "332.67"), (1e15, "1000000000000000"), (0.1, "0.1"), (-3.50, "-3.5"), (True, "是"),
        (datetime.date(2025, 7, 25), "2025-07-25"), (datetime.datetime(2025, 7, 25, 8, 30), "2025-07-25 08:30"), ("", ""),
    ],
)  # fmt: skip
def test_a_value_is_written_as_an_office_would(value: object, shown: str) -> None:
    assert printed(value) == shown


def test_a_percentage_keeps_its_sign_and_decimals() -> None:
    def write(workbook) -> None:
        workbook.active.append(["合格率", 0.879, 0.98, 0.5])
        workbook.active["B1"].number_format = "0.0%"
        workbook.active["C1"].number_format = "0%"

    assert text(write) == "合格率\t87.9%\t98%\t0.5"


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    def write(workbook) -> None:
        workbook.active["A1"], workbook.active["XFD1048576"] = "近", "远"

    with pytest.raises(Fault, match=r"R118 台账\.xlsx：.*空行空列"):
        text(write)


def test_columns_are_counted_as_spreadsheets_letter_them() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]
