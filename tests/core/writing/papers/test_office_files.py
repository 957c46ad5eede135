"""The .docx of a document: what Word and WPS need, and a bookmark around every figure."""

import io
import re
import subprocess
import zipfile

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from msgspec import structs

from core.writing.papers.making import RED, approval, dense, figure, grid, notice, paragraph, picture
from zhiheng.core.values.papers import Column, Head, Paper
from zhiheng.core.writing.papers import docx

LETTER = structs.replace(RED, style="letter")
EVERY = [
    notice(),
    notice(picture(), grid(landscape=True), head=LETTER),
    notice(head=Head(style="briefing", issuer="质量工作简报", issue="第6期")),
    notice(head=structs.replace(RED, signer="张三"), signed_by=("甲局", "乙局", "丙局", "丁局")),
    approval(),
]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def parts(data: bytes) -> dict[str, etree._Element]:
    """Every part of text: the document, its headers and footers, its styles."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/(document|header\d*|footer\d*|styles)\.xml", name)]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def opened(paper: Paper):
    return Document(io.BytesIO(docx(paper)))


def test_every_figure_stands_in_a_bookmark_of_its_name() -> None:
    root = parts(docx(notice()))["word/document.xml"]
    found = {}
    for start in root.iter(qn("w:bookmarkStart")):
        run, end = start.getnext(), start.getnext().getnext()
        assert end.tag == qn("w:bookmarkEnd")
        assert end.get(qn("w:id")) == start.get(qn("w:id"))
        found[start.get(qn("w:name"))] = "".join(run.itertext())
    wanted = {one.mark: one.text for one in notice().printed}
    assert found == wanted


def test_a_figure_of_a_repeated_column_has_one_bookmark() -> None:
    columns = tuple(Column(name=f"第{place}项指标") for place in range(40))
    rows = (tuple((figure(str(10000 + place), f"m{place}"),) for place in range(40)),)
    text = part(docx(notice(grid(columns=columns, rows=rows))), "word/document.xml")
    names = re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', text)
    assert len(names) == len(set(names))
    assert {f"m{place}" for place in range(40)} <= set(names)


@pytest.mark.parametrize("paper", EVERY, ids=lambda paper: paper.head.style)
def test_the_same_document_gives_the_same_bytes(paper: Paper) -> None:
    assert docx(paper) == docx(paper)


@pytest.mark.parametrize("paper", EVERY, ids=lambda paper: paper.head.style)
def test_every_run_names_its_chinese_font_and_no_theme_font_is_left(paper: Paper) -> None:
    data = docx(paper)
    for root in parts(data).values():
        assert all(run.find(f".//{qn('w:rFonts')}") is not None for run in root.iter(qn("w:r")) if "".join(run.itertext()))
        assert all(fonts.get(qn("w:eastAsia")) for fonts in root.iter(qn("w:rFonts")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"theme=" in archive.read(name).lower() or "theme" in name]


def test_the_fonts_are_those_of_the_offices() -> None:
    text = part(docx(notice(head=structs.replace(RED, signer="张三"))), "word/document.xml")
    named = set(re.findall(r'w:rFonts [^>]*w:eastAsia="([^"]+)"', text))
    assert named == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"}


ORDER = {  # ECMA-376, part 1: the sequences of CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr, CT_PBdr that we use
    "w:pPr": "pStyle keepNext pageBreakBefore framePr widowControl pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc "
    "outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs color spacing w sz szCs lang",
    "w:tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW vMerge vAlign",
    "w:trPr": "cantSplit trHeight tblHeader",
    "w:pBdr": "top left bottom right between",
    "w:sectPr": "footerReference type pgSz pgMar cols titlePg docGrid",
}


@pytest.mark.parametrize("paper", EVERY, ids=lambda paper: paper.head.style)
def test_children_stand_in_schema_order(paper: Paper) -> None:
    for name, root in parts(docx(paper)).items():
        if name == "word/styles.xml":
            continue
        for tag, order in ORDER.items():
            for element in root.iter(qn(tag)):
                found = [etree.QName(child).localname.replace("headerRef", "footerRef") for child in element]
                assert found == sorted(found, key=order.split().index), (name, tag)


def test_the_page_has_the_margins_and_the_grid_of_the_standard() -> None:
    section = opened(notice()).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert 22 * 579 <= section.page_height.twips - section.top_margin.twips - section.bottom_margin.twips < 23 * 579


def test_page_numbers_stand_outside_and_differ_on_even_pages() -> None:
    made = opened(notice())
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = (footer.paragraphs[0] for footer in (made.sections[0].footer, made.sections[0].even_page_footer))
    assert [paragraph.text for paragraph in (odd, even)] == ["— 1 —", "— 1 —"]
    assert [int(paragraph.alignment) for paragraph in (odd, even)] == [2, 0]


def test_a_turned_table_lies_in_a_section_of_its_own_and_the_rest_goes_on_upright() -> None:
    sections = opened(notice(grid(landscape=True), paragraph("后文"))).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]


def test_a_table_repeats_its_head_and_has_widths_in_its_grid() -> None:
    table = opened(notice()).tables[0]._tbl
    assert table.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    grid_widths = [column.w.twips for column in table.tblGrid.gridCol_lst]
    assert sum(grid_widths) == int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    assert sum(grid_widths) <= 8845


def test_a_picture_says_what_it_shows() -> None:
    assert 'descr="折线图：二季度回落，三季度回升"' in part(docx(notice(picture())), "word/document.xml")


def test_the_foot_is_pinned_to_the_foot_of_the_page() -> None:
    text = part(docx(notice()), "word/document.xml")
    frames = re.findall(r"<w:framePr ([^>]+)/>", text)
    assert len(frames) == 2
    assert all('w:vAnchor="margin"' in one and 'w:yAlign="bottom"' in one for one in frames)


def test_the_file_opens_without_compatibility_mode() -> None:
    assert re.search(r'compatibilityMode"[^>]*w:val="15"', part(docx(notice()), "word/settings.xml"))


@pytest.mark.parametrize("paper", [Paper(title="", blocks=()), Paper(title="长" * 300, blocks=(grid(columns=(), rows=()),))])
def test_little_or_much_makes_a_file_too(paper: Paper) -> None:
    assert opened(paper).paragraphs


def test_a_full_page_has_22_lines_of_28_characters_in_libreoffice(soffice, tmp_path) -> None:
    (tmp_path / "dense.docx").write_bytes(docx(dense()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = [soffice, "--headless", profile, "--convert-to", "pdf", "dense.docx"]
    subprocess.run(call, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(tmp_path / "dense.pdf") as pdf:
        rows: dict[int, int] = {}
        for char in pdf.pages[1].chars:
            rows[round(char["top"] / 4)] = rows.get(round(char["top"] / 4), 0) + (char["text"] == "质")
    assert [count for count in rows.values() if count] == [28] * 22
