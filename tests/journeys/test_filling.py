"""A form by drag: what is doubtful is chosen from, the filled form is given and comes down."""

import base64
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side
from playwright.sync_api import Page, expect

import factories
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db(transaction=True)
LINE = Side(style="thin")
ROWS = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）\n1,农资,示例县,2025-01-05,10,2,1,5000"
DROPPED = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0)), carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def page(new_context, live_server) -> Page:
    cast = factories.cast()
    assert not import_file("special-campaign", "a.csv", ROWS.encode(), cast.office, cast.clerk).blocked
    context = new_context(base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": cast.client("clerk").cookies["sessionid"].value, "url": live_server.url}])
    return context.new_page()


def form() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in (["质量工作情况统计表"], ["指标", "本期"], ["立案数（起）"], ["出动人次（人次）"], ["罚款金额（元）"]):
        book.active.append(row)
    for line in book.active["A2:B5"]:
        for cell in line:
            cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
    book.save(out)
    return out.getvalue()


def test_a_form_is_dropped_asked_about_given_and_comes_down(page: Page) -> None:
    page.goto("/indicators/?area=990100&period=2025H1")
    page.get_by_role("link", name="填对方的表").click()
    page.wait_for_url("**/indicators/fill/**")  # with its script: a drop before that is nobody's
    page.evaluate(DROPPED, ["月报.xlsx", base64.b64encode(form()).decode()])
    expect(page.get_by_role("heading", level=1)).to_contain_text("质量工作情况统计表")
    expect(page.locator("td.cell-filled")).to_have_text(["10", "5000.00"])
    expect(page.locator("td.cell-ask")).to_contain_text("1")
    page.get_by_label("立案数（起） / 本期 填哪个指标").select_option("cases-filed")
    page.get_by_role("button", name="保存选择").click()
    expect(page.get_by_text("没有要核对的格")).to_be_visible()
    page.get_by_label("报给").fill("省局质量处")
    page.get_by_label("说明").fill("省局电话通知")
    page.get_by_role("button", name="报出并登记").click()
    expect(page.get_by_text("已记入")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载报出的表").click()
    sheet = load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))["Sheet"]
    assert [cell.value for (cell,) in sheet["B3:B5"]] == [1, 10, 5000]
    assert Row.objects.filter(register="reported-figure").count() == 3


def test_a_form_is_chosen_and_refused_with_its_remedy(page: Page) -> None:
    page.goto("/indicators/fill/?area=990100&period=2025H1")
    page.set_input_files("input[type=file]", {"name": "月报.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 form"})
    page.get_by_role("button", name="找出要填的格").click()
    expect(page.get_by_role("alert")).to_contain_text("只能填 .xlsx 和 .docx")
