"""A seal hides no text: of a PDF the text under it is kept as it is, of a scan it is read and doubted."""

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from core.formats.making import PARAGRAPHS, font_path, page_image, pdf_file, scanned_pdf, set_page
from zhiheng.core import read
from zhiheng.core.composing import TO_CONFIRM
from zhiheng.core.reading.formats import extract
from zhiheng.definitions import lexicons

SIGNED = [(300, 120, 16, "示范县人民政府"), (300, 150, 16, "2026年3月1日")]
RED = (220, 30, 30)


def seal(size: tuple[int, int], box: tuple[int, int, int, int], width: int = 14) -> Image.Image:
    stamp = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(stamp)
    draw.ellipse(box, outline=RED, width=width)
    across = (box[2] - box[0]) // 4
    draw.text((box[0] + across // 2, (box[1] + box[3]) // 2), "专用章", fill=RED, font=ImageFont.truetype(font_path(), across))
    return stamp


def with_image(data: bytes, image: Image.Image, box: tuple[float, float, float, float]) -> bytes:
    """The PDF with an image laid over its last page; `box` in points from the lower left."""
    document = pypdfium2.PdfDocument(data)
    page = document[len(document) - 1]
    laid = pypdfium2.PdfImage.new(document)
    laid.set_bitmap(pypdfium2.PdfBitmap.from_pil(image))
    laid.set_matrix(pypdfium2.PdfMatrix(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]))
    page.insert_obj(laid)
    page.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("pages", [[[*set_page(PARAGRAPHS, 1)]], [set_page(PARAGRAPHS, 1), SIGNED]])
def test_text_of_a_pdf_under_a_seal_is_kept(pages: list) -> None:
    plain = pdf_file(pages)
    sealed = extract(with_image(plain, seal((400, 400), (10, 10, 390, 390)), (280, 620, 400, 740)), "通知.pdf")
    assert sealed.text == extract(plain, "通知.pdf").text
    assert not sealed.recognised
    assert all(block.confidence is None for block in sealed.blocks)


def test_a_figure_under_a_seal_on_a_scan_is_for_a_person_to_confirm() -> None:
    scan = page_image(["到2027年，农产品例行监测合格率达到98%以上。", *[""] * 9, "到2027年，产品监督抽查合格率达到96.5%以上。"])
    low = ImageChops.invert(scan.convert("L")).getbbox()[3]
    stamp = seal(scan.size, (300, low - 200, 640, low + 140))
    for page, flagged in ((scan, [False, False]), (ImageChops.multiply(scan, stamp), [False, True])):
        reading = read(scanned_pdf([page]), "扫描.pdf", lexicons())
        assert [target.value for target in reading.targets] == [98, 96.5]
        assert [TO_CONFIRM in target.flags for target in reading.targets] == flagged
