"""A spreadsheet's cells stand at their addresses; what the file does not say, or says once for several rows, is told."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from zhiheng.core.values.lookups import DAY_ZERO_1904, Broken, Merged
from zhiheng.registers.sheets import first_sheet, sheets_of


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_formula_without_a_kept_result_and_an_error_say_so() -> None:
    book = Workbook()
    book.active.append(["甲", "=1+1", "#N/A", 3])
    book.active["C1"].data_type = "e"
    first, formula, error, number = first_sheet("a.xlsx", saved(book)).rows[0]
    assert (first, number) == ("甲", 3)
    assert isinstance(formula, Broken)
    assert "重新计算" in formula.says
    assert "#N/A" in error.says


def test_a_formula_whose_result_the_file_keeps_is_that_value() -> None:
    book = Workbook()
    book.active.append(["甲", "=1+1"])
    content = with_result(saved(book), b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    assert first_sheet("a.xlsx", content).rows[0] == ["甲", 2]


def with_result(content: bytes, before: bytes, after: bytes) -> bytes:
    """The workbook with one part of its sheet replaced, as a spreadsheet program would have saved it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            assert member != "xl/worksheets/sheet1.xml" or before in data
            new.writestr(member, data.replace(before, after))
    return out.getvalue()


def test_what_is_merged_downwards_stands_in_each_of_its_rows_and_nowhere_else() -> None:
    book = Workbook()
    for row in (["示例县", 1, "甲"], [None, 2, None], [None, 3, None], ["邻县", 4, None]):
        book.active.append(row)
    book.active.merge_cells("A1:A3")
    rows = first_sheet("a.xlsx", saved(book)).rows
    assert [row[0] for row in rows] == [Merged("示例县", "A1:A3")] * 3 + ["邻县"]
    assert [row[2] for row in rows] == ["甲", None, None, None]


def test_a_workbook_that_counts_its_days_from_1904_says_so() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["甲", date(2025, 7, 25), 44401])
    sheet = first_sheet("a.xlsx", saved(book))
    assert sheet.day_zero == DAY_ZERO_1904
    assert sheet.rows[0][1] == date(2025, 7, 25)


def test_hidden_and_empty_sheets_are_none() -> None:
    book = Workbook()
    book.active.append(["甲"])
    book.create_sheet("空")
    book.create_sheet("藏").append(["乙"])
    book["藏"].sheet_state = "hidden"
    book.create_sheet("二").append(["丙"])
    assert [sheet.title for sheet in sheets_of("a.xlsx", saved(book))] == ["Sheet", "二"]
