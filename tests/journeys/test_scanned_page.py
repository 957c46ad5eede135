"""A scanned page in a real browser: read by its image, unsure figures confirmed one by one, up to the exported table."""

import io

import numpy
import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image, ImageFilter
from playwright.sync_api import expect

import factories
from journeys import main_job
from journeys.clerk import Clerk
from zhiheng.documents.models import Item
from zhiheng.project.serving import run_waiting_tasks

PAGE = """示例省质量提升三年行动方案
二、重点任务
（一）抓实农产品质量。建设标准化生产基地，落实合格证制度。到2027年，主要农产品质量安全抽检合格率稳定在98.6%以上，建成绿色食品基地36个。（牵头单位：省农业农村厅，责任单位：省市场监管局、省教育厅）
（二）抓实工程质量。加强工程质量巡查。到2027年，新建建筑竣工验收一次性合格率达到99.5%以上。（牵头单位：省住房城乡建设厅，责任单位：省交通运输厅）
"""
PRINTED = {
    "≥98.6%": "主要农产品质量安全抽检合格率", "36个": "绿色食品基地数量", "≥99.5%": "新建建筑竣工验收一次性合格率",
}  # fmt: skip
TO_CONFIRM = "识别把握不足，请核对数字"


@pytest.fixture
def scan(new_context, tmp_path):
    """The page printed, photographed slightly askew and out of focus: a PDF of one image."""
    paper = new_context().new_page()
    paper.set_content("<style>body { font: 15pt/2 'Noto Serif CJK SC', serif } p { margin: 0 }</style>")
    paper.evaluate(PARAGRAPHS, PAGE)
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "25mm")
    clear = pypdfium2.PdfDocument(paper.pdf(format="A4", margin=margin))[0].render(scale=100 / 72).to_pil().convert("L")
    blurred = clear.rotate(0.3, fillcolor=255).filter(ImageFilter.GaussianBlur(1.3))
    noise = numpy.random.default_rng(2026).normal(128, 40, blurred.size[::-1]).clip(0, 255).astype("uint8")
    Image.blend(blurred, Image.fromarray(noise), 0.2).save(tmp_path / "扫描件.pdf", resolution=100)
    return tmp_path / "扫描件.pdf"


PARAGRAPHS = """text => text.split('\\n').forEach(words => {
  document.body.appendChild(document.createElement('p')).textContent = words;
})"""


@pytest.fixture
def clerk(transactional_db, live_server, page, settings, tmp_path):
    factories.cast()
    settings.ORIGINALS = tmp_path / "originals"
    found = Clerk(page, live_server.url, work=run_waiting_tasks)
    found.sign_in("clerk", factories.PASSWORD)
    return found


def test_a_scanned_page_becomes_a_table_once_its_unsure_figures_are_confirmed(clerk, scan):
    page = clerk.page
    clerk.receive(scan)
    image = page.locator(".sheet img").first
    expect(image).to_be_visible()
    assert image.evaluate("img => img.decode().then(() => img.naturalWidth)") > 800, "the page itself is shown"
    unsure = {f"t{item.pk}" for item in Item.objects.filter(kind="target") if TO_CONFIRM in item.flags}
    assert unsure, "a figure under 0.98 is flagged"
    clerk.press("A")
    clerk.settle()
    states = {card["ref"]: card for card in clerk.cards()}
    assert {states[ref]["state"] for ref in unsure} == {"pending"}, "no unsure figure flows on by the many"
    for card in clerk.waiting():
        if card["ref"] in unsure:
            assert TO_CONFIRM in card["words"]
            assert page.locator(".sheet rect.on").count(), "its place on the image is lit"
        clerk.decide("a")
    for figure, indicator in PRINTED.items():
        if not page.locator("li.card", has_text=indicator).count():  # a character misread: put right as on the image
            main_job.correct(clerk, figure.strip("≥"), indicator)
    expect(page.locator(".tally h2")).to_contain_text("待核 0")
    main_job.make_plan(clerk)
    main_job.answer_counterparts(clerk, hers={})
    main_job.complete(clerk)
    cells = [str(cell) for row in load_workbook(io.BytesIO(main_job.export(clerk))).worksheets[0].values for cell in row if cell]
    table = "\n".join(cells)
    assert [figure for figure, indicator in PRINTED.items() if f"{indicator}{figure}" not in table.replace("：", "")] == []
    assert "县农业农村局" in cells
    assert "县住房城乡建设局" in cells
