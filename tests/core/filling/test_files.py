"""A form's file comes back as it was, with the values in it; what cannot be filled is refused with its remedy."""

import io
import zipfile
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from zhiheng.core.filling import form_in, form_written, slots_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.filling import Entry, Option
from zhiheng.core.values.tables import Column, Table
from zhiheng.definitions.filling import form_words

SOURCES = Table(
    title="数据来源", columns=(Column(key="cell", name="位置"), Column(key="state", name="状态")), note="共 2 格。",
    rows=({"cell": "B2", "state": "已填"}, {"cell": "C2", "state": "请核对"}),
)  # fmt: skip
NAMES = {"cases-filed": "立案数", "fines": "罚款金额"}


def filled(address: str, value: str, state: str = "filled") -> Entry:
    number = Decimal(value)
    return Entry(
        address=address, label="立案数", state=state, value=number, decimals=max(-number.as_tuple().exponent, 0),
        indicator="cases-filed", says=("单位写“起”",) if state == "ask" else (),
        options=(Option(indicator="cases-filed", score=1, why="单位不同"), Option(indicator="fines", score=0.5, why="相近")),
    )  # fmt: skip


def sheet() -> bytes:
    book = Workbook()
    table = book.active
    table.title = "统计表"
    for row in (["市县", "立案数", "罚款（万元）", "合计"], ["青屿市", None, None, "=SUM(B2:C2)"], ["本期立案____宗"]):
        table.append(row)
    table["A1"].font, table.column_dimensions["B"].width = Font(name="仿宋", size=16), 33
    table["C2"].number_format = "0.00"
    table.page_setup.orientation, table.print_title_rows = "landscape", "1:1"
    table.merge_cells("A5:B5")
    book.create_sheet("字典").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_keeps_its_formats_formulas_and_sheets() -> None:
    entries = [filled("统计表!B2", "12"), filled("统计表!C2", "3.5", "ask"), filled("统计表!A3#1", "7")]
    book = load_workbook(io.BytesIO(form_written("sheet", sheet(), entries, SOURCES, NAMES)))
    table = book["统计表"]
    assert [table[cell].value for cell in ("B2", "C2", "D2", "A3")] == [12, 3.5, "=SUM(B2:C2)", "本期立案7宗"]
    assert (table["A1"].font.name, table.column_dimensions["B"].width) == ("仿宋", 33)
    assert (table.page_setup.orientation, table.print_title_rows) == ("landscape", "$1:$1")
    assert [str(merged) for merged in table.merged_cells.ranges] == ["A5:B5"]
    assert (book.sheetnames, book["字典"].sheet_state) == (["统计表", "字典", "数据来源"], "hidden")
    assert [cell.value for cell in book["数据来源"][3]] == ["B2", "已填"]


def test_a_sheet_may_have_any_name() -> None:
    book = load_workbook(io.BytesIO(sheet()))
    book["统计表"].title = "附表#1"
    out = io.BytesIO()
    book.save(out)
    found = form_in("sheet", "表.xlsx", out.getvalue())
    addresses = ["附表#1!B2", "附表#1!C2", "附表#1!A3#1"]
    assert set(addresses) <= {one.address for one in slots_of(found, form_words())}
    filled_in = form_written("sheet", out.getvalue(), [filled(one, "7") for one in addresses], SOURCES, NAMES)
    table = load_workbook(io.BytesIO(filled_in))["附表#1"]
    assert [table[cell].value for cell in ("B2", "C2", "A3")] == [7, 7, "本期立案7宗"]


def test_a_doubtful_cell_is_coloured_and_says_why_and_what_else_it_may_be() -> None:
    book = load_workbook(io.BytesIO(form_written("sheet", sheet(), [filled("统计表!B2", "12", "ask")], SOURCES, NAMES)))
    cell = book["统计表"]["B2"]
    assert cell.fill.fgColor.rgb.endswith("FCEBC8")
    assert "单位写“起”" in cell.comment.text
    assert "也可能是：罚款金额" in cell.comment.text
    assert book["统计表"]["C2"].comment is None


def test_a_hidden_sheet_is_said_and_left() -> None:
    form = form_in("sheet", "表.xlsx", sheet())
    assert [grid.name for grid in form.grids] == ["统计表"]
    assert "“字典”是隐藏的" in form.notes[0]


def test_macros_are_refused() -> None:
    out = io.BytesIO(sheet())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(Fault, match=r"M302.*另存为不带宏"):
        form_in("sheet", "表.xlsm", out.getvalue())


def test_a_sheet_that_is_no_form_is_refused() -> None:
    book = Workbook()
    book.active["A1"] = "表"
    book.active["XFD1000"] = "远处"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Fault, match="M303"):
        form_in("sheet", "表.xlsx", out.getvalue())


def document() -> bytes:
    made = docx.Document()
    made.add_paragraph("示例省质量工作情况表")
    line = made.add_paragraph("本期立案")
    line.add_run("      ").underline = True
    line.add_run("宗，罚款____万元。")
    table = made.add_table(rows=3, cols=3)
    for at, text in enumerate(("指标", "单位", "本期")):
        table.cell(0, at).text = text
    table.cell(1, 0).text, table.cell(1, 1).text = "立案数", "宗"
    table.cell(2, 0).merge(table.cell(2, 1)).text = "罚款（万元）"
    made.add_paragraph("填表人：____")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_places_of_a_document() -> None:
    form = form_in("docx", "表.docx", document())
    found = {slot.address: (slot.rows[-1], slot.unit) for slot in slots_of(form, form_words())}
    assert found == {
        "表1!C2": ("立案数", "宗"), "表1!C3": ("罚款（万元）", ""), "第2段#1": ("本期立案", "宗"), "第2段#2": ("罚款", "万元"),
    }  # fmt: skip


def test_a_document_keeps_its_text_and_gets_a_page_of_sources() -> None:
    entries = [filled("表1!C2", "12"), filled("表1!C3", "3.50", "ask"), filled("第2段#1", "7"), filled("第2段#2", "0.25", "ask")]
    made = docx.Document(io.BytesIO(form_written("docx", document(), entries, SOURCES, NAMES)))
    assert [made.tables[0].cell(row, 2).text for row in (1, 2)] == ["12", "3.50"]
    assert made.paragraphs[1].text == "本期立案 7 宗，罚款 0.25 万元。"
    assert [made.tables[1].cell(row, 1).text for row in range(3)] == ["状态", "已填", "请核对"]
    assert len(list(made.comments)) == 2
    shades = [shade.get(qn("w:fill")) for shade in made.tables[0]._tbl.iter(qn("w:shd"))]
    assert shades == ["FCEBC8"]


def test_a_doubtful_gap_without_a_value_stays_a_gap_and_is_marked() -> None:
    empty = Entry(address="第2段#2", label="罚款", state="ask", says=("名称不同",))
    made = docx.Document(io.BytesIO(form_written("docx", document(), [empty], SOURCES, NAMES)))
    assert made.paragraphs[1].text == "本期立案      宗，罚款____万元。"
    assert "名称不同" in next(iter(made.comments)).text
