"""The law of documents out: reading what we wrote gives the same figures back, in every format."""

import re
from collections.abc import Callable

import pylopdf_fonts_zh_cn as shipped
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.writing.papers.making import DAY, OFFICE, RED, figure, grid, heading, notice, paragraph, picture
from zhiheng.core import composing
from zhiheng.core.values.papers import Foot, Head, Paper, Paragraph
from zhiheng.core.writing.papers import docx, html, pasted_html, pdf, text, with_sources
from zhiheng.definitions import lexicons
from zhiheng.engines.fonts import fonts_of

SHIPPED = fonts_of((shipped.serif_path().parent,))
FORMATS: dict[str, Callable[[Paper], bytes]] = {
    "docx": docx,
    "pdf": lambda paper: pdf(paper, SHIPPED),
    "html": lambda paper: html(paper, lambda figure: f"/indicators/{figure.indicator}/").encode(),
    "htm": lambda paper: pasted_html(paper).encode(),
    "txt": lambda paper: text(paper).encode(),
}
# What stands before a figure, and its unit: clauses that a reading is sure of, so that only the writing is tried.
CLAUSES = (
    ("全省共开展专项检查", "次"),
    ("出动执法人员", "人次"),
    ("查处案件", "宗"),
    ("立案", "宗"),
    ("检查生产经营单位", "家"),
    ("抽检产品", "批次"),
    ("罚款", "万元"),
    ("发布简报", "期"),
    ("培训质量管理人员", "人"),
    ("新增绿色食品", "个"),
    ("抽检合格率为", "%"),
    ("群众满意度为", "%"),
    ("整改完成率为", "%"),
)


def figures_of(reading) -> list[tuple[str, str]]:
    """Value and unit of every figure, as often as it stands in the text."""
    return sorted((f"{one.value:g}", one.unit) for one in reading.statistics for _ in (one, *one.also_at))


def read(paper: Paper, form: str):
    return composing.read(FORMATS[form](paper), f"公文.{form}", lexicons())


@st.composite
def told(draw) -> list[Paragraph]:
    """Paragraphs of one to four figures each; no clause stands twice in a document."""
    chosen = draw(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=9, unique=True))
    made: list[Paragraph] = []
    while chosen:
        count = draw(st.integers(1, 4))
        parts: list = [draw(st.sampled_from(["截至7月25日，", "今年上半年，", ""]))]
        for words, unit in chosen[:count]:
            value = draw(st.integers(2, 99_999))
            shown = f"{value / 1000:.1f}" if unit == "%" else f"{value / 100:.2f}" if unit == "万元" else str(value)
            parts += [words, figure(f"{shown}{unit}", f"f{len(made)}_{len(parts)}", f"{float(shown):g}", unit=unit), "，"]
        made.append(paragraph(*parts[:-1], "。"))
        chosen = chosen[count:]
    return made


@st.composite
def documents(draw) -> Paper:
    blocks = []
    for place, block in enumerate(draw(told())):
        if draw(st.booleans()):
            blocks.append(heading(1 if not place else draw(st.integers(1, 4)), "主要情况"))
        blocks.append(block)
    if draw(st.booleans()):
        blocks.insert(draw(st.integers(1, len(blocks))), picture())
    return Paper(
        title=draw(st.sampled_from([f"{OFFICE}关于专项整治工作情况的通报", "专项整治工作情况通报"])),
        blocks=tuple(blocks),
        head=draw(st.sampled_from([RED, Head(), Head(style="letter", issuer=OFFICE, number="示质办函〔2025〕7号")])),
        to=draw(st.sampled_from([(), ("各市、县人民政府",)])),
        signed_by=(OFFICE,),
        signed_on=DAY,
        foot=draw(st.sampled_from([Foot(), Foot(copies=("省委办公厅",), office=OFFICE, printed_on=DAY)])),
    )


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(paper=documents())
def test_reading_what_we_wrote_gives_the_same_figures_back(form: str, paper: Paper) -> None:
    printed = sorted((one.value, one.unit) for one in paper.printed)
    assert figures_of(read(paper, form)) == printed


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_with_every_part_comes_back_with_its_figures_title_and_tables(form: str) -> None:
    paper = notice()
    reading = read(paper, form)
    assert figures_of(reading) == sorted((one.value, one.unit) for one in paper.printed if one.unit)
    assert (reading.meta.title, reading.meta.issued_on) == (paper.title, "2025-07-28")
    rows = [line.split("\t") for line in reading.text.split("\n") if re.match(r"第\d市\t", line)]
    assert [row[:3] for row in rows] == [[f"第{n}市", str(100 + n), str(10 + n)] for n in (1, 2, 3, 4, 1, 2, 3, 4, 5, 6)]


@pytest.mark.parametrize("form", FORMATS)
def test_every_printed_text_stands_in_what_is_read_of_a_long_table(form: str) -> None:
    paper = Paper(title="检查明细", blocks=(paragraph("现将各地检查情况列表如下，请对照核实。"), grid(60)))
    reading = read(paper, form)
    cells = {cell for line in reading.text.split("\n") for cell in line.split("\t")}
    assert {one.text for one in paper.printed} <= cells


@pytest.mark.parametrize("form", FORMATS)
def test_the_sources_table_adds_no_figure_to_those_of_the_text(form: str) -> None:
    paper = with_sources(notice())
    assert figures_of(read(paper, form)) == figures_of(read(notice(), form))


def test_a_notice_of_one_sentence_between_its_red_line_and_its_foot_is_no_table() -> None:
    foot = Foot(copies=("省委办公厅",), office=OFFICE, printed_on=DAY)
    told = paragraph("截至7月25日，出动执法人员", figure("2人次", "f", "2", unit="人次"), "。")
    title = f"{OFFICE}关于专项整治工作情况的通报"
    one = Paper(title=title, blocks=(told,), head=RED, signed_by=(OFFICE,), signed_on=DAY, foot=foot)
    assert figures_of(read(one, "pdf")) == [("2", "人次")]


@pytest.mark.parametrize("form", FORMATS)
def test_the_number_of_a_turned_page_is_no_text_of_the_document(form: str) -> None:
    reading = read(notice(grid(landscape=True), attached=(), appended=()), form)
    assert "—" not in reading.text
    assert "第4市\t104\t14" in reading.text
