"""Files that print as they are: the .xlsx and the .docx of one table."""

import io
import re
import subprocess
import zipfile

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import breakdown_table, document, workbook

CATEGORIES = ("一、提升质量", "二、夯实基础", "三、加强保障")


def table(rows=60, **changes):
    made = [
        BreakdownRow(
            category=CATEGORIES[number * 3 // rows],
            task=f"（{number + 1}）抓好第{number + 1}件事",
            measures="建立健全制度，加强日常检查，及时公布结果。" * (1 + number % 9),
            targets=("抽检合格率≥98%",),
            lead_units=("县甲局", "县乙局"),
            due="2026年底前",
            **changes,
        )
        for number in range(rows)
    ]
    return breakdown_table(made, "示例县任务分解表", printed_on="2026-11-22")


def sheet_of(data):
    return load_workbook(io.BytesIO(data)).active


def xml(data, part):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode("utf-8")


@pytest.mark.parametrize("write", [workbook, document])
def test_the_same_table_gives_the_same_bytes(write):
    assert write(table(5)) == write(table(5))


def test_the_sheet_prints_on_a3_landscape_with_its_head_on_every_page():
    sheet = sheet_of(workbook(table(5)))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"
    assert "第 &P 页  共 &N 页" in sheet.oddFooter.center.text
    assert "2026-11-22" in sheet.oddFooter.right.text


def test_the_sheet_names_the_fonts_of_official_documents():
    sheet = sheet_of(workbook(table(5)))
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("方正小标宋简体", 22)
    assert sheet["A2"].font.name == "黑体"
    assert (sheet["D3"].font.name, sheet["D3"].font.size) == ("仿宋_GB2312", 12)
    assert "scheme" not in xml(workbook(table(5)), "xl/styles.xml")


def test_equal_categories_are_joined_downwards():
    joined = {str(area) for area in sheet_of(workbook(table(6))).merged_cells.ranges}
    assert {"B3:B4", "B5:B6", "B7:B8"} <= joined


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = sheet_of(workbook(breakdown_table([BreakdownRow(remark=text)], "表")))["M3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_control_characters_do_not_break_the_files():
    odd = breakdown_table([BreakdownRow(task="甲\x00\x0b乙")], "表\x01")
    assert sheet_of(workbook(odd))["C3"].value == "甲乙"
    assert "甲乙" in xml(document(odd), "word/document.xml")


def test_a_row_taller_than_a_sheet_row_can_be_takes_several_joined():
    sheet = sheet_of(workbook(breakdown_table([BreakdownRow(measures="很长的举措。" * 200)], "表")))
    heights = [sheet.row_dimensions[row].height for row in range(3, sheet.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= 409
    assert f"D3:D{sheet.max_row}" in {str(area) for area in sheet.merged_cells.ranges}


def test_a_cell_that_no_sheet_can_hold_is_a_fault_with_its_place():
    with pytest.raises(Fault, match="W101 D3"):
        workbook(breakdown_table([BreakdownRow(measures="长" * 40_000)], "表"))


def test_an_empty_table_is_a_file_too():
    empty = Table(title="空表", columns=(Column(key="a", name="甲"),), rows=())
    assert sheet_of(workbook(empty))["A2"].value == "甲"
    assert Document(io.BytesIO(document(empty))).tables[0].cell(0, 0).text == "甲"


def test_the_word_table_repeats_its_head_splits_no_row_and_has_widths_in_its_grid():
    made = Document(io.BytesIO(document(table(5)))).tables[0]._tbl
    rows = made.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    grid = [column.w.twips for column in made.tblGrid.gridCol_lst]
    assert sum(grid) == int(made.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    assert [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in rows[1].tc_lst] == grid


def test_every_run_names_its_chinese_font_and_no_theme_font_is_left():
    data = document(table(5))
    for part in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        root = etree.fromstring(xml(data, part).encode("utf-8"))
        assert all(run.find(f".//{qn('w:rFonts')}") is not None for run in root.iter(qn("w:r")))
        assert all(fonts.get(qn("w:eastAsia")) for fonts in root.iter(qn("w:rFonts")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert not [name for name in names if b"theme=" in archive.read(name).lower() or "theme" in name]


def test_the_word_file_speaks_chinese_and_opens_without_compatibility_mode():
    data = document(table(5))
    assert set(re.findall(r'<w:lang [^>]*w:eastAsia="([^"]*)"', xml(data, "word/styles.xml"))) == {"zh-CN"}
    assert re.search(r'compatibilityMode"[^>]*w:val="15"', xml(data, "word/settings.xml"))


ORDER = {  # ECMA-376, part 1: the sequences of CT_PPr, CT_RPr, CT_TblPr, CT_TcPr that we use
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl tabs spacing ind jc rPr",
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs u lang",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
}


@pytest.mark.parametrize("part", ["word/document.xml", "word/footer1.xml"])
@pytest.mark.parametrize("tag", ORDER)
def test_children_stand_in_schema_order(part, tag):
    names = ORDER[tag].split()
    root = etree.fromstring(xml(document(table(60)), part).encode("utf-8"))
    for element in root.iter(qn(tag)):
        found = [etree.QName(child).localname for child in element]
        assert found == sorted(found, key=names.index)


def test_joined_cells_of_the_word_table_begin_and_continue():
    text = xml(document(table(12)), "word/document.xml")
    marks = re.findall(r'w:vMerge w:val="(\w+)"', text)
    assert (marks.count("restart"), marks.count("continue")) == (3, 9)


@pytest.mark.parametrize(("write", "ending"), [(workbook, "xlsx"), (document, "docx")])
def test_sixty_rows_print_whole_with_head_category_and_page_number_on_every_page(
    write, ending, soffice, tmp_path
):
    (tmp_path / f"table.{ending}").write_bytes(write(table(60)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = [soffice, "--headless", profile, "--convert-to", "pdf", f"table.{ending}"]
    subprocess.run(call, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(tmp_path / "table.pdf") as pdf:
        words = [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]
        grids = [page.extract_tables()[-1] for page in pdf.pages]
        assert {(round(page.width / 10), round(page.height / 10)) for page in pdf.pages} == {(119, 84)}
    assert len(words) > 3
    measures = []
    for number, (page, grid) in enumerate(zip(words, grids, strict=True), 1):
        head, *rows = [[re.sub(r"\s", "", cell or "") for cell in row] for row in grid]
        assert head[:4] == ["序号", "类别", "重点任务", "具体举措"]
        assert rows[0][1] in CATEGORIES
        assert f"第{number}页共{len(words)}页" in page
        measures += [row[3] for row in rows if row[0]]
    assert measures == ["建立健全制度，加强日常检查，及时公布结果。" * (1 + number % 9) for number in range(60)]
