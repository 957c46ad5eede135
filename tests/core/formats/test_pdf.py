"""PDF with a text layer: paragraphs as they were written, not as they were wrapped."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.formats.making import PARAGRAPHS, ROWS, pdf_file, rules, scanned_pdf, set_page
from zhiheng.core.reading.formats import Limits, extract
from zhiheng.core.values.faults import Fault


def test_hard_wraps_are_undone_and_paragraphs_kept() -> None:
    read = extract(pdf_file([set_page(PARAGRAPHS, 1)]), "通知.pdf")
    assert read.text.split("\n") == list(PARAGRAPHS)
    assert read.pages == 1
    assert not read.recognised


def test_paragraphs_parted_by_space_alone_are_told_by_it_wherever_their_lines_end() -> None:
    ends_at_the_margin = "健全质量工作机制，强化企业主体责任落实，完善追溯体系。"  # a full line of 28, then more
    paragraphs = [ends_at_the_margin + PARAGRAPHS[1], *(PARAGRAPHS[:2] * 2), ends_at_the_margin + PARAGRAPHS[0]]
    page = set_page(paragraphs, 1, indent="", space=16, characters=27)
    assert extract(pdf_file([page]), "通知.pdf").text.split("\n") == paragraphs


def test_no_paragraph_ends_inside_a_bracket() -> None:
    page = [
        (74, 120.0, 16, "推进质量提升行动，开展监督抽查，到2027年合格率达到96%。"),
        (74, 149.0, 16, "推进标准化建设，新增地方标准20项。（责任单位："),
        (74, 178.0, 16, "县市场监管局、县农业农村局）"),
        (74, 207.0, 16, "推进品牌建设，培育质量标杆企业，到2027年达到12家左右。"),
    ]
    second = extract(pdf_file([page]), "通知.pdf").text.split("\n")[1]
    assert second == "推进标准化建设，新增地方标准20项。（责任单位：县市场监管局、县农业农村局）"


def test_page_numbers_are_kept_apart() -> None:
    read = extract(pdf_file([set_page(PARAGRAPHS, 1), set_page(PARAGRAPHS, 2)]), "通知.pdf")
    assert read.text.split("\n") == [*PARAGRAPHS, *PARAGRAPHS]
    assert read.margins == ("— 1 —", "— 2 —")


def test_a_paragraph_goes_on_over_the_page() -> None:
    whole = "".join(PARAGRAPHS) * 4
    page = set_page([whole], 1)[:-1]
    first, second = page[:20], [(x, y - 580, size, text) for x, y, size, text in page[20:]]
    assert second
    assert extract(pdf_file([first, second]), "通知.pdf").text == whole


def test_each_line_knows_where_it_stood() -> None:
    read = extract(pdf_file([set_page(PARAGRAPHS, 1)]), "通知.pdf")
    first = read.blocks[0]
    assert first.kind == "line"
    assert first.page == 1
    assert read.text.startswith(read.text[first.start : first.end])
    left, top, right, bottom = first.box
    assert 0.15 < left < 0.2
    assert 0.1 < top < bottom < 0.16
    assert right > 0.8


def test_running_heads_are_left_out_wherever_they_repeat() -> None:
    pages = [[(200, 60, 10, "示例县质量工作简报"), *set_page(PARAGRAPHS, number)] for number in (1, 2, 3)]
    read = extract(pdf_file(pages), "简报.pdf")
    assert "简报" not in read.text
    assert "示例县质量工作简报" in read.margins


def test_a_ruled_table_is_read_by_its_cells() -> None:
    lefts, tops = [80, 140, 360, 520], [150, 190, 230, 270]
    placed = [((90, 150, 370)[c], 175 + 40 * r, 12, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    page = [(90, 110, 16, "附件"), *placed, (90, 320, 16, "以上任务请抓好落实。")]
    read = extract(pdf_file([page], rules(lefts, tops)), "附件.pdf")
    assert read.text.split("\n") == ["附件", *map("\t".join, ROWS), "以上任务请抓好落实。"]
    assert [(b.row, b.column) for b in read.blocks if b.kind == "cell"] == [*itertools.product(range(3), range(3))]


def test_cells_beside_a_merged_one_keep_their_columns() -> None:
    outline, inner = rules([80, 140, 360, 520], [150, 230]), "140 652 m 520 652 l S\n"  # none under 类别
    first = [(85, 175, 12, "类别"), (150, 175, 12, "甲项"), (370, 175, 12, "县局")]
    second = [(150, 215, 12, "乙项"), (370, 215, 12, "镇里")]
    assert extract(pdf_file([first + second], outline + inner), "附件.pdf").text == "类别\t甲项\t县局\n\t乙项\t镇里"


def test_a_table_over_two_pages_is_one_with_one_head() -> None:
    lefts, tops = [80, 140, 360, 520], [100, 140, 180]

    def page(rows):
        return [((90, 150, 370)[c], 125 + 40 * r, 12, text) for r, row in enumerate(rows) for c, text in enumerate(row)]

    read = extract(pdf_file([page(ROWS[:2]), page([ROWS[0], ROWS[2]])], rules(lefts, tops)), "附件.pdf")
    assert read.text.split("\n") == ["\t".join(row) for row in ROWS]
    assert {b.table for b in read.blocks} == {0}


def test_characters_placed_one_by_one_in_a_font_that_is_nowhere_are_read() -> None:
    page = [(x + 16 * at, y, size, char) for x, y, size, text in set_page(PARAGRAPHS, 1) for at, char in enumerate(text)]
    text = extract(pdf_file([page]), "通知.pdf").text
    assert text.replace(" ", "").startswith(PARAGRAPHS[0])


def test_a_wrapped_cell_is_one_text() -> None:
    lefts, tops = [80, 200, 520], [100, 140, 200]
    head = [(85, 125, 12, "任务"), (205, 125, 12, "单位")]
    page = [*head, (85, 160, 12, "开展对标达标提升行"), (85, 176, 12, "动月"), (205, 160, 12, "县局")]
    assert extract(pdf_file([page], rules(lefts, tops)), "附件.pdf").text == "任务\t单位\n开展对标达标提升行动月\t县局"


def test_units_that_fill_their_lines_of_a_cell_stay_apart() -> None:
    lefts, tops = [80, 200, 290], [100, 140, 200]
    head = [(85, 125, 12, "任务"), (205, 125, 12, "单位"), (85, 160, 12, "监督抽查")]
    page = [*head, (205, 160, 12, "县市场监管局"), (205, 176, 12, "县农业农村局")]
    assert extract(pdf_file([page], rules(lefts, tops)), "附件.pdf").text == "任务\t单位\n监督抽查\t县市场监管局 县农业农村局"


def test_characters_made_of_radicals_are_put_right() -> None:
    page = [(80, 100, 16, "⻓期坚持，⼀⽅⾯提⾼⺠生质量")]
    assert extract(pdf_file([page]), "通知.pdf").text == "长期坚持，一方面提高民生质量"


def test_a_page_of_a_wrong_character_map_counts_as_a_scan() -> None:
    page = [(80, 100, 16, "\ue001\ue002\ue003\ue004\ue005\ue006")]
    with pytest.raises(Fault, match="R110"):
        extract(pdf_file([page]), "乱码.pdf")


def test_more_pages_than_allowed_are_refused() -> None:
    with pytest.raises(Fault, match=r"R112 长\.pdf：共 3 页，超过 2 页"):
        extract(pdf_file([[(80, 100, 16, "字")]] * 3), "长.pdf", Limits(pages=2))


def test_more_scanned_pages_than_allowed_are_refused() -> None:
    from PIL import Image

    with pytest.raises(Fault, match="R113"):
        extract(scanned_pdf([Image.new("RGB", (60, 80), "white")] * 2), "长.pdf", Limits(recognised_pages=1))


@settings(max_examples=25)
@given(st.integers(min_value=20, max_value=40), st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=4))
def test_how_wide_the_page_was_set_does_not_matter(characters: int, paragraphs: list[str]) -> None:
    page = set_page(paragraphs, 1, size=448 / characters, characters=characters)
    assert extract(pdf_file([page]), "通知.pdf").text.split("\n") == paragraphs


def test_a_seal_drawn_over_text_leaves_the_text_as_it_was() -> None:
    circle = "1 0 0 RG 3 w 380 500 m 380 540 340 580 300 580 c 260 580 220 540 220 500 c "
    circle += "220 460 260 420 300 420 c 340 420 380 460 380 500 c S\n"
    page = set_page(PARAGRAPHS, 1)
    assert extract(pdf_file([page], circle), "通知.pdf").text == extract(pdf_file([page]), "通知.pdf").text
