"""Scans and photographs: the text, where it stands, and how sure it is."""

import difflib
import re

import pytest
from PIL import Image

from core.formats.making import (
    PARAGRAPHS,
    image_file,
    page_image,
    pdf_file,
    scanned_pdf,
    set_page,
    table_image,
)
from zhiheng.core.reading.formats import extract
from zhiheng.core.reading.formats.recognising import confidence, with_year_brackets
from zhiheng.core.reading.formats.upright import Upright
from zhiheng.core.values.faults import Fault

NARROW = str.maketrans("，：；（）", ",:;()")


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    return page_image(PARAGRAPHS, footer="- 3 -")


def likeness(text: str) -> float:
    wanted = "\n".join(PARAGRAPHS).translate(NARROW)
    return difflib.SequenceMatcher(None, wanted, text.translate(NARROW), autojunk=False).ratio()


def figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?%?", text)


def test_a_scanned_page_gives_its_paragraphs_and_every_figure(scan: Image.Image) -> None:
    read = extract(scanned_pdf([scan]), "扫描.pdf")
    assert read.recognised
    assert read.pages == 1
    assert figures(read.text) == figures("".join(PARAGRAPHS))
    assert likeness(read.text) > 0.98
    assert len(read.text.split("\n")) == 3
    assert read.margins
    assert "第1页是扫描件" in read.notes[0]


def test_every_recognised_line_has_a_place_and_a_confidence(scan: Image.Image) -> None:
    read = extract(image_file(scan), "照片.png")
    assert read.recognised
    assert all(block.kind == "line" and block.page == 1 for block in read.blocks)
    assert all(0.9 < block.confidence <= 1 for block in read.blocks)
    tops = [block.box[1] for block in read.blocks]
    assert tops == sorted(tops)


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_page_on_its_side_or_head_is_read_in_order(scan: Image.Image, turn: Image.Transpose) -> None:
    assert likeness(extract(image_file(scan.transpose(turn)), "照片.png").text) > 0.97


def test_a_slanted_photograph_is_read_in_order(scan: Image.Image) -> None:
    slanted = scan.rotate(2.5, fillcolor="white", expand=True, resample=Image.Resampling.BICUBIC)
    assert likeness(extract(image_file(slanted, "JPEG", quality=80), "照片.jpg").text) > 0.97


def test_the_camera_says_which_way_is_up(scan: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scan.transpose(Image.Transpose.ROTATE_90)
    read = extract(image_file(turned, "JPEG", quality=90, exif=exif), "照片.jpg")
    assert likeness(read.text) > 0.97
    assert read.blocks[0].box[1] < 0.3


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "WEBP"])
def test_every_image_format_of_scanners_is_read(kind: str) -> None:
    small = page_image(["监督抽查合格率达到96.5%以上"], size=(1000, 400), characters=20)
    assert figures(extract(image_file(small, kind), f"扫描.{kind.lower()}").text) == ["96.5%"]


def test_a_text_page_and_a_scanned_page_make_one_document(scan: Image.Image) -> None:
    import pypdfium2

    text, image = pypdfium2.PdfDocument(pdf_file([set_page(PARAGRAPHS, 1)])), pypdfium2.PdfDocument(scanned_pdf([scan]))
    text.import_pages(image)
    import io

    stream = io.BytesIO()
    text.save(stream)
    read = extract(stream.getvalue(), "混合.pdf")
    assert read.notes == ("第2页是扫描件，文字由图像识别得到，请对照原件核对。",)
    assert {block.page for block in read.blocks if block.confidence is None} == {1}
    assert {block.page for block in read.blocks if block.confidence is not None} == {2}


@pytest.mark.parametrize("kind", ["扫描.pdf", "扫描.png"])
def test_a_blank_scan_says_that_nothing_was_recognised(kind: str) -> None:
    blank = Image.new("RGB", (800, 1100), "white")
    data = scanned_pdf([blank]) if kind.endswith("pdf") else image_file(blank)
    with pytest.raises(Fault, match=rf"R110 {kind}：没有认出文字"):
        extract(data, kind)


def test_one_doubtful_figure_makes_its_line_doubtful() -> None:
    assert confidence("合格率达到98.5%以上", 0.99, [1.0] * 5 + [0.7] + [1.0] * 6) == 0.7


def test_a_comma_of_unsure_width_does_not() -> None:
    assert confidence("到2027年,合格率", 0.95, [1.0] * 6 + [0.5] + [1.0] * 3) == 1.0


@pytest.mark.parametrize("number", ["示府〔2025]27号", "示府[2025]27号", "示府（2025〕27号", "示府〔2025〕27号"])
def test_the_brackets_of_a_document_number_are_put_right(number: str) -> None:
    assert with_year_brackets(number) == "示府〔2025〕27号"


def test_other_brackets_stay() -> None:
    assert with_year_brackets("(2025)年 [3] （一）") == "(2025)年 [3] （一）"


def test_scores_lost_to_spaces_are_made_up_from_the_mean() -> None:
    assert confidence("编号 12", 0.9, [1.0, 1.0, 0.9, 0.8]) == 0.8


def test_a_turned_page_is_highlighted_where_it_is_seen() -> None:
    corners = ((90.0, 20.0), (100.0, 20.0), (100.0, 180.0), (90.0, 180.0))  # a line that reads downwards
    upright = Upright.of((100, 200), [corners], ["一行竖着的字"], turned=0.0)
    assert upright.quarter == 1
    assert upright.shown(corners) == (0.9, 0.1, 1.0, 0.9)
    assert upright.box(corners) == (0.1, 0.0, 0.9, 0.1)
    again = Upright((200, 100), 0, 0.0, before=1)
    assert again.shown(((20.0, 0.0), (180.0, 0.0), (180.0, 10.0), (20.0, 10.0))) == (0.9, 0.1, 1.0, 0.9)


TABLE = (
    ("序号", "重点任务", "量化目标", "牵头单位"),
    ("1", "开展质量管理体系升级行动", "覆盖率达到85%", "县市场监管局"),
    ("2", "监督抽查", "820批次", "县农业农村局"),
)


@pytest.mark.parametrize("turn", [0, 1.5, 90, 270])
def test_a_ruled_table_is_read_by_its_cells_however_it_lay_on_the_glass(turn: float) -> None:
    image = table_image(TABLE, [120, 210, 620, 890, 1120], [200, 270, 360, 440], below="注：列首位的为牵头单位。")
    turned = image.rotate(turn, expand=turn > 45, fillcolor="white", resample=Image.Resampling.BICUBIC)
    read = extract(image_file(turned), "任务表.png")
    assert read.text.translate(NARROW).split("\n") == [*map("\t".join, TABLE), "注:列首位的为牵头单位。"]
    cells = [block for block in read.blocks if block.kind == "cell"]
    assert [(cell.row, cell.column) for cell in cells] == [(row, column) for row in range(3) for column in range(4)]
    assert all(cell.confidence > 0.8 and cell.page == 1 for cell in cells)


def test_a_red_seal_is_seen_through_and_its_words_are_left_out(scan: Image.Image) -> None:
    from PIL import ImageChops, ImageDraw, ImageFont

    from core.formats.making import font_path

    stamp = Image.new("RGB", scan.size, "white")
    draw = ImageDraw.Draw(stamp)
    draw.text((330, 90), "示例县人民政府文件", fill=(210, 20, 20), font=ImageFont.truetype(font_path(), 62))
    draw.ellipse((420, 420, 760, 760), outline=(220, 30, 30), width=14)
    draw.text((470, 640), "专用印章", fill=(220, 30, 30), font=ImageFont.truetype(font_path(), 60))
    read = extract(image_file(ImageChops.multiply(scan, stamp), "JPEG", quality=80), "扫描.jpg")
    head, *rest = read.text.split("\n")
    assert head == "示例县人民政府文件"
    assert "印章" not in read.text
    assert figures("".join(rest)) == figures("".join(PARAGRAPHS))
    assert likeness("\n".join(rest)) > 0.97
