"""Documents as nobody should write them: they are made, or refused in one sentence that says what to do."""

import io
import re
import zipfile
from collections.abc import Callable

import pdfplumber
import pylopdf_fonts_zh_cn as shipped
import pytest
from lxml import etree
from lxml import html as webpage

from core.writing.papers.making import OFFICE, RED, figure, grid, notice, paragraph, words
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Foot, Head, Paper
from zhiheng.core.writing.papers import (
    docx,
    fonts_used,
    html,
    missing_characters,
    pasted_html,
    pdf,
    text,
    with_sources,
)
from zhiheng.engines.fonts import fonts_of, machine_fonts

SHIPPED = fonts_of((shipped.serif_path().parent,))


def xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "docx": docx,
    "pdf": lambda paper: pdf(paper, SHIPPED),
    "html": lambda paper: html(paper, lambda figure: "").encode(),
    "pasted": lambda paper: pasted_html(paper).encode(),
    "text": lambda paper: text(paper).encode(),
}
SCRIPT = "<script>alert(1)</script>"
ODD = [
    Paper(title="", blocks=()),
    notice(title="示例省" * 100),
    notice(title="A" * 300),
    notice(title="第一行\n第二行\r\n第三行"),
    Paper(title="甲\x00\x0b乙\ud800", blocks=(paragraph("丙\x1f丁\uffff", figure("1\x00次", "m")),)),
    notice(head=Head(style="red", issuer="很长的机关名称" * 20, number="x" * 200, signer="张" * 60)),
    notice(to=("某单位",) * 80, foot=Foot(copies=("某单位",) * 80)),
    notice(signed_by=("名称极长的联合发文机关" * 6,) * 7),
    notice(attached=("附" * 200,) * 12, appended=()),
    notice(paragraph(), grid(0), paragraph(words("")), attached=(), appended=(), signed_by=()),
    notice(grid(3, rows=(((words("一格"),),), ()))),
]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("paper", ODD, ids=range(len(ODD)))
def test_odd_documents_are_made_all_the_same(write: Callable[[Paper], bytes], paper: Paper) -> None:
    assert write(paper) == write(paper)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_document_of_five_thousand_figures_is_written_whole(write: Callable[[Paper], bytes]) -> None:
    blocks = tuple(
        paragraph(*(part for n in range(50) for part in ("查处", figure(f"{10000 + 50 * row + n}宗", f"f{row}_{n}"), "，")))
        for row in range(100)
    )
    assert len(write(Paper(title="通报", blocks=blocks))) > 10_000


def test_control_characters_are_left_out_everywhere() -> None:
    odd = Paper(title="甲\x00乙", blocks=(paragraph("丙\x1f丁"),))
    assert "甲乙" in xml(docx(odd))
    assert "丙丁" in text(odd)
    assert "\x00" not in html(odd, lambda figure: "") + text(odd)


CODE = [
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "{{ figure('x') }}", "{% for a in b %}", "#eval(1)", "$x$", "<w:r><w:t>1</w:t></w:r>",
    "&lt;b&gt;", "]]>",
]  # fmt: skip


@pytest.mark.parametrize("code", CODE)
def test_what_looks_like_code_of_any_format_is_printed_as_it_was_typed(code: str) -> None:
    odd = notice(paragraph(code), grid(1, title=code, rows=(((words(code),), (figure(code, "m"),), (), ()),)), title=code)
    shown = [
        "".join(etree.fromstring(xml(docx(odd)).encode()).itertext()),
        webpage.fromstring(html(odd, lambda figure: "")).text_content(),
        text(odd),
    ]
    assert all(one.count(code) >= 3 for one in shown)
    with pdfplumber.open(io.BytesIO(pdf(odd, SHIPPED))) as made:
        printed = "".join(page.extract_text() or "" for page in made.pages)
    assert "".join(code.split()) in "".join(printed.split())


UNSEEN = [0x200B, 0x200E, 0x202E, 0x2066, 0x2028, 0xFEFF, 0x85]


@pytest.mark.parametrize("sign", UNSEEN, ids=hex)
def test_signs_that_nobody_sees_or_that_turn_the_text_are_left_out(sign: int) -> None:
    odd = notice(paragraph(f"罚款12{chr(sign)}34元"), title=f"题{chr(sign)}目")
    for written in (xml(docx(odd)), html(odd, lambda figure: ""), text(odd)):
        assert "罚款1234元" in written
        assert chr(sign) not in written


def test_a_table_of_ten_thousand_rows_is_written_whole_and_loses_no_figure() -> None:
    long = Paper(title="明细", blocks=(grid(10_000),))
    assert xml(docx(long)).count("<w:bookmarkStart") == 20_000
    assert text(long).count("\t") >= 30_000
    with pdfplumber.open(io.BytesIO(pdf(long, SHIPPED))) as made:
        assert "第10000市" in (made.pages[-1].extract_text() or "")
        assert "检查次数" in (made.pages[-1].extract_text() or "")


def test_scripts_in_text_stay_text_in_a_page() -> None:
    odd = notice(
        paragraph(SCRIPT, figure(SCRIPT, 'm"><script>', indicator='"><script>')),
        grid(title=SCRIPT, note=SCRIPT),
        title=SCRIPT,
        head=Head(style="red", issuer=SCRIPT, number=SCRIPT),
        note=SCRIPT,
        signed_by=(SCRIPT,),
    )
    for page in (html(odd, lambda figure: "javascript:alert(1)"), pasted_html(odd)):
        assert not list(webpage.fromstring(page).iter("script"))
        assert "javascript:" not in page


def test_a_figure_of_a_page_leads_to_what_it_rests_on() -> None:
    page = webpage.fromstring(html(notice(), lambda one: f"/indicators/{one.indicator}/?area={one.area}"))
    fines = page.get_element_by_id("fines")
    assert (fines.text, fines.get("href")) == ("332.67万元", "/indicators/fines/?area=990000")
    assert (fines.get("data-value"), fines.get("data-run")) == ("332.67", "41")
    assert {a.get("id") for a in page.iter("a")} == {one.mark for one in notice().printed}


def test_what_is_pasted_has_no_class_no_style_and_no_address() -> None:
    page = pasted_html(notice())
    assert not re.search(r"class=|style=|href=|id=|data-", page)
    assert "<p>\u3000\u3000截至7月25日，全省共开展专项检查847次" in page
    assert OFFICE + "文件" not in page


def test_a_character_that_no_font_has_is_named_before_the_page_is_made() -> None:
    odd = notice(paragraph("约谈了\ue123鑫公司。"), grid(title="企业\U0001f642名单"))
    assert [(one.char, one.code, one.place) for one in missing_characters(odd, SHIPPED)] == [
        ("\ue123", "U+E123", "正文第1段"),
        ("🙂", "U+1F642", "正文表“企业🙂名单”的表名"),
    ]
    with pytest.raises(Fault, match=r"W130 正文第1段“约谈了.鑫公司。”中的“.”（U\+E123）；.*Word 文件不受影响"):
        pdf(odd, SHIPPED)
    assert docx(odd)


@pytest.mark.parametrize("char", "堃镕𬭛喆昇祎")
def test_rare_characters_of_names_are_printed_by_the_next_font_of_the_chain(char: str) -> None:
    paper = Paper(title="关于约谈的通知", blocks=(paragraph(f"约谈{char}鑫公司。"),))
    assert not missing_characters(paper, SHIPPED)
    assert pdf(paper, machine_fonts())


def test_the_fonts_that_were_used_are_told_by_type() -> None:
    assert fonts_used(notice(), SHIPPED) == {
        "biaosong": ("Noto Serif SC",),
        "fangsong": ("Noto Serif SC",),
        "heiti": ("Noto Sans SC",),
        "kaiti": ("Noto Serif SC",),
    }


def test_every_character_that_is_printed_was_looked_up() -> None:
    """What `missing_characters` walks is what the page shows: a private character anywhere is found."""
    places = [
        notice(head=Head(style="red", issuer="\ue000")), notice(head=Head(number="\ue000")), notice(head=Head(signer="\ue000")),
        notice(head=Head(secrecy="\ue000")), notice(to=("\ue000",)), notice(attached=("\ue000",)), notice(note="\ue000"),
        notice(signed_by=("\ue000",)), notice(foot=Foot(copies=("\ue000",))), notice(foot=Foot(office="\ue000")),
        notice(head=Head(style="briefing", issue="\ue000")), notice(appended=(paragraph("\ue000"),)), notice(grid(note="\ue000")),
    ]  # fmt: skip
    assert all(missing_characters(paper, SHIPPED) for paper in places)


def test_the_sources_table_lists_every_figure_with_what_it_rests_on() -> None:
    listed = with_sources(notice(head=RED), {"fines": "罚款金额", "990000": "示例省"})
    assert listed.attached[-1] == "数据来源表"
    rows = ["".join(inline.text for line in row for inline in line) for row in listed.appended[-1].rows]
    assert len(rows) == len(notice().printed)
    assert "5332.67万元332.67万元罚款金额示例省2025-01-01..2025-07-2541" in rows
    assert listed.printed == notice().printed
    assert with_sources(Paper(title="题", blocks=())) == Paper(title="题", blocks=())
