"""The PDF of a document as it lies on the page, measured against GB/T 9704-2012."""

import io
from collections import defaultdict

import pdfplumber
import pylopdf_fonts_zh_cn as shipped
import pytest
from msgspec import structs

from core.writing.papers.making import (
    DAY,
    OFFICE,
    RED,
    approval,
    dense,
    figure,
    grid,
    notice,
    paragraph,
    picture,
    words,
)
from zhiheng.core.values.papers import Column, Head, NewPage, Paper
from zhiheng.core.writing.papers import pdf
from zhiheng.engines.fonts import fonts_of, machine_fonts

MM = 72 / 25.4
SHIPPED = fonts_of((shipped.serif_path().parent,))


def pages(paper: Paper, fonts=SHIPPED):
    """The pages, each as its lines: text and the box around it in millimetres."""
    with pdfplumber.open(io.BytesIO(pdf(paper, fonts))) as made:
        return [(page.width / MM, page.height / MM, lines_of(page)) for page in made.pages]


def lines_of(page):
    rows = defaultdict(list)
    for char in page.chars:
        rows[round(char["bottom"])].append(char)
    return [Line(chars) for _, chars in sorted(rows.items())]


class Line:
    def __init__(self, chars):
        self.text = "".join(char["text"] for char in sorted(chars, key=lambda char: char["x0"]))
        self.left, self.right = min(char["x0"] for char in chars) / MM, max(char["x1"] for char in chars) / MM
        self.top, self.bottom = min(char["top"] for char in chars) / MM, max(char["bottom"] for char in chars) / MM
        self.size = round(chars[0]["size"], 1)
        self.colour = chars[0]["non_stroking_color"]
        self.font = chars[0]["fontname"]


def line(paper: Paper, start: str, fonts=SHIPPED) -> Line:
    return next(line for _, _, lines in pages(paper, fonts) for line in lines if line.text.startswith(start))


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    for _, _, lines in pages(dense(), machine_fonts())[1:3]:
        *body, number = lines
        assert [len(line.text) for line in body] == [28] * 22
        assert number.text.startswith("— ")


def test_the_text_stands_between_the_margins_of_the_standard() -> None:
    _, _, [*body, _] = pages(dense())[1]
    assert min(line.left for line in body) == pytest.approx(28, abs=0.3)
    assert max(line.right for line in body) == pytest.approx(210 - 26, abs=0.3)
    assert body[0].top > 36
    assert body[-1].bottom < 297 - 35 + 0.5


def test_page_numbers_stand_outside_and_seven_millimetres_below_the_text() -> None:
    odd, even = (lines[-1] for _, _, lines in pages(dense())[:2])
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert odd.right == pytest.approx(184 - 14 / MM, abs=1)
    assert even.left == pytest.approx(28 + 14 / MM, abs=1)
    assert odd.top - (297 - 35) == pytest.approx(7, abs=1.5)
    assert odd.size == 14


def test_the_head_is_red_and_its_number_has_six_cornered_brackets() -> None:
    issuer = line(notice(), f"{OFFICE}文件")
    assert issuer.colour[0] > 0.8
    assert issuer.colour[1] < 0.2
    assert issuer.top - 37 == pytest.approx(35, abs=2)
    number = line(notice(), "示质办〔2025〕3号")
    assert (number.left + number.right) / 2 == pytest.approx((28 + 184) / 2, abs=1)


def test_who_signs_a_document_that_goes_up_stands_beside_its_number() -> None:
    both = line(notice(head=structs.replace(RED, signer="张三")), "示质办〔2025〕3号")
    assert both.text.endswith("签发人：张三")
    assert both.left == pytest.approx(28 + 156 / 28, abs=0.5)
    assert both.right == pytest.approx(184 - 156 / 28, abs=0.5)


def test_copy_secrecy_and_urgency_stand_one_below_another_in_the_corner() -> None:
    lines = pages(notice(head=structs.replace(RED, copy="000001", secrecy="内部", urgency="特急")))[0][2]
    assert [one.text for one in lines[:3]] == ["000001", "内部", "特急"]
    assert {round(one.left) for one in lines[:3]} == {28}


def test_the_title_is_of_size_two_and_headings_have_their_types() -> None:
    fonts = machine_fonts()
    assert line(notice(), "关于专项整治工作情况的通报", fonts).size == 22
    assert "Sans" in line(notice(), "一、总体情况", fonts).font
    assert line(notice(), "一、总体情况").left == pytest.approx(28 + 2 * 156 / 28, abs=0.5)


def test_the_day_keeps_four_characters_free_and_the_name_stands_over_its_middle() -> None:
    lines = [one for _, _, lines in pages(notice(note="")) for one in lines]
    name = next(one for one in lines if one.text == OFFICE and one.size == 16)
    day = next(one for one in lines if one.text == "2025年7月28日" and one.size == 16)
    middle = (name.left + name.right) / 2
    assert middle == pytest.approx((day.left + day.right) / 2, abs=1)
    assert 184 - day.right >= 4 * 156 / 28 - 0.5


def test_no_page_holds_a_signature_alone() -> None:
    for lines in range(1, 24):
        blocks = (paragraph("字" * 26 * lines), paragraph("特此通报。"))
        paper = Paper(title="题", blocks=blocks, signed_by=(OFFICE,), signed_on=DAY)
        last = [one.text for one in pages(paper)[-1][2]]
        assert "特此通报。" in last


def test_the_first_page_shows_text_and_two_lines_of_it_stand_with_the_signature() -> None:
    seen = set()
    for clauses in range(1, 12):
        told = paragraph("各地各部门坚持问题导向，健全工作机制，压实责任。" * clauses)
        made = pages(notice(told, attached=(), appended=(), note=""))
        texts = [[one.text for one in lines if one.size == 16] for _, _, lines in made]
        signed = next(place for place, lines in enumerate(texts) if OFFICE in lines)
        seen.add(signed)
        assert any(line.startswith("各地各部门") for line in texts[0])
        assert texts[signed].index(OFFICE) >= (2 if signed else 1)
    assert seen == {0, 1}


def test_the_number_of_a_turned_page_lies_where_that_of_an_upright_one_does() -> None:
    for before in ((), (paragraph("字"), NewPage())):
        blocks = (paragraph("字"), *before, grid(landscape=True))
        with pdfplumber.open(io.BytesIO(pdf(Paper(title="题", blocks=blocks), SHIPPED))) as made:
            turned = next(page for page in made.pages if page.width > page.height)
            marks = [char for char in turned.chars if char["matrix"][1] < -0.9]
            number = turned.page_number
        assert "".join(char["text"] for char in sorted(marks, key=lambda char: char["top"])).replace(" ", "") == f"—{number}—"
        assert max(char["x1"] for char in marks) / MM == pytest.approx(35 - 7, abs=1.5)
        if number % 2:
            assert 210 - max(char["bottom"] for char in marks) / MM == pytest.approx(26 + 14 / MM, abs=1)
        else:
            assert min(char["top"] for char in marks) / MM == pytest.approx(28 + 14 / MM, abs=1)


def test_four_who_sign_stand_in_rows_and_the_day_below_the_last() -> None:
    names = ("示例省市场监督管理局", "示例省农业农村厅", "示例省公安厅", "示例省商务厅")
    lines = [one.text for _, _, lines in pages(notice(signed_by=names)) for one in lines]
    assert f"{names[0]}{names[1]}" in lines
    assert f"{names[2]}{names[3]}" in lines


def test_the_foot_lies_on_the_last_line_of_the_last_page() -> None:
    _, _, [*_, copies, office, number] = pages(notice())[-1]
    assert copies.text.startswith("抄送：省委办公厅，")
    assert office.text == f"{OFFICE}2025年7月28日印发"
    assert office.size == 14
    assert 297 - 35 - office.bottom < 4
    assert number.text == "— 4 —"


def test_a_letter_has_no_number_on_its_first_page_and_only_copies_at_its_foot() -> None:
    made = pages(notice(head=structs.replace(RED, style="letter", issuer="示例省人民政府办公厅")))
    assert "— 1 —" not in [one.text for one in made[0][2]]
    assert made[0][2][0].top == pytest.approx(30, abs=2)
    assert made[-1][2][-2].text.startswith("抄送：")


def test_a_briefing_names_issue_editor_and_day_under_its_masthead_and_signs_nothing_at_its_end() -> None:
    briefing = notice(title="专项整治进展", head=Head(style="briefing", issuer="质量工作简报", issue="第6期"))
    lines = [one.text for _, _, lines in pages(briefing) for one in lines]
    assert lines[:3] == ["质量工作简报", "第6期", f"{OFFICE}2025年7月28日"]
    assert OFFICE not in lines


def test_each_attachment_begins_a_page_with_its_label() -> None:
    tops = [lines[0].text for _, _, lines in pages(notice())]
    assert tops[-2:] == ["附件1", "附件2"]


def test_the_head_of_a_long_table_stands_on_every_page() -> None:
    made = pages(Paper(title="题", blocks=(grid(90),)))
    assert len(made) > 2
    assert all(any(one.text.startswith("市县检查次数") for one in lines) for _, _, lines in made)


def test_a_table_that_no_turned_page_holds_is_parted_and_loses_no_figure() -> None:
    columns = tuple(Column(name=f"第{place}项指标") for place in range(40))
    rows = tuple(tuple((figure(str(10000 + 40 * row + place), f"m{row}_{place}"),) for place in range(40)) for row in range(3))
    made = pages(Paper(title="题", blocks=(grid(columns=columns, rows=rows),)))
    turned = [(wide, tall) for wide, tall, _ in made if wide > tall]
    assert len(turned) > 1
    printed = "".join(one.text for _, _, lines in made for one in lines)
    assert all(str(10000 + place) in printed for place in range(120))


def test_a_table_of_ten_columns_is_turned_only_where_smaller_type_does_not_help() -> None:
    def sides(columns: int, width: int) -> bool:
        rows = (tuple((words("9" * width),) for _ in range(columns)),)
        table = grid(columns=tuple(Column(name="数", width=width) for _ in range(columns)), rows=rows)
        return any(wide > tall for wide, tall, _ in pages(Paper(title="题", blocks=(table,))))

    assert not sides(6, 8)
    assert not sides(10, 7)
    assert sides(12, 9)


def test_a_row_longer_than_a_page_goes_on_over_its_end() -> None:
    table = grid(columns=(Column(name="举措", width=40),), rows=(((words("很长的举措。" * 600),),),))
    text = "".join(one.text for _, _, lines in pages(Paper(title="题", blocks=(table,))) for one in lines)
    assert text.count("很长的举措") > 590


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(notice(picture()), SHIPPED) == pdf(notice(picture()), SHIPPED)


@pytest.mark.parametrize(
    "text",
    ["#panic()", "$x^2$ #let a = 1", "= 标题", "*粗* _斜_ `码`", "@引用 <标签>", "\\u{41}", "[[[", "//注 /*注*/", "https://a.b/c"],
)
def test_what_looks_like_code_of_the_page_stays_text(text: str) -> None:
    made = Paper(title="题" + text, blocks=(paragraph(text),))
    assert text in "".join(one.text for one in pages(made)[0][2])


@pytest.mark.parametrize("paper", [Paper(title="", blocks=()), Paper(title="", blocks=(grid(columns=(), rows=()),)), approval()])
def test_little_or_nothing_makes_a_page_too(paper: Paper) -> None:
    assert pages(paper)
