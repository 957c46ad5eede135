"""A clerk in a real browser: checks a sheet, imports it, opens a figure to its rows, issues the bulletin."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import factories
from zhiheng.publications.models import Publication

HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
GOOD = "检-1,农资整治,示例县,2025-03-04,12,3,1,3500.50"
BAD = GOOD.replace(",12,", ",十二,")


@pytest.fixture
def office(page: Page, live_server) -> Page:
    """The browser, signed in as the clerk of 示例县; the page may complain of nothing."""
    factories.cast()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.goto(f"{live_server.url}/sign-in/?next=/registers/special-campaign/import/")
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("导入表格")
    yield page
    assert complaints == []


def choose(page: Page, *lines: str) -> None:
    sheet = {"name": "三月.csv", "mimeType": "text/csv", "buffer": "\n".join([HEAD, *lines]).encode()}
    page.get_by_label("表格文件").set_input_files(sheet)


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]


def test_from_a_sheet_to_an_issued_bulletin(office: Page, live_server) -> None:
    choose(office, BAD)
    office.get_by_role("button", name="先核对").click()
    expect(office.locator("#report")).to_contain_text("E2")
    choose(office, GOOD)
    office.get_by_role("button", name="先核对").click()
    expect(office.locator("#report")).to_contain_text("将新增 1 行")
    office.get_by_role("button", name="导入", exact=True).first.click()  # the chosen file is still there
    expect(office.locator("#report")).to_contain_text("已导入“三月.csv”：新增 1 行")

    office.goto(f"{live_server.url}/indicators/?period=2025H1")
    office.get_by_role("link", name="罚款金额").click()
    expect(office.locator("#source")).to_contain_text("350050 分")
    assert "/indicators/fines/?area=990100&period=2025H1" in office.url
    swapped = office.locator("#source").inner_text()
    office.reload()
    assert office.locator("#source").inner_text() == swapped
    office.get_by_role("link", name="看记录").click()
    expect(office.locator("tbody tr")).to_have_count(1)

    office.goto(f"{live_server.url}/publications/write/inspection-bulletin/?period=2025H1")
    office.get_by_role("button", name="以 张经办 的名义印发").click()
    lines = office.locator("table.sources tbody tr")
    expect(lines.filter(has_text="罚款金额")).to_contain_text("一致")
    expect(lines.filter(has_text="已有变动")).to_have_count(0)
    assert "罚款0.35万元。\n" in Publication.objects.get().text
    office.get_by_role("link", name="0.35万元").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("罚款金额")
    expect(office.get_by_text("印在哪些文件里")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_of_the_loop_fits_the_screen_and_can_be_read_by_all(office: Page, live_server, width: int) -> None:
    choose(office, GOOD)
    office.get_by_role("button", name="导入", exact=True).first.click()
    expect(office.locator("#report")).to_contain_text("新增 1 行")
    office.set_viewport_size({"width": width, "height": 768})
    for address in (
        "/registers/",
        "/registers/special-campaign/",
        "/registers/special-campaign/import/",
        "/indicators/fines/?period=2025H1",
        "/publications/",
        "/publications/write/inspection-bulletin/?period=2025H1",
        "/publications/write/inspection-bulletin/?period=2024",
    ):
        office.goto(live_server.url + address)
        assert office.evaluate("document.documentElement.scrollWidth") <= width, address
        assert serious(office) == [], address
