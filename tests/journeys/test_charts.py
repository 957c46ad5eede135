"""Charts in a browser: whole without scripts, livelier with ECharts, readable by everybody, on paper and on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

import factories
from zhiheng.registers.actions import import_file

ABOUT = "?area=990000&period=2025H1&target=2"
PAGES = ("/indicators/dashboard/", "/indicators/inspections/trend/", "/indicators/inspections/areas/")
ROWS = """检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）
1,农资,示例县,2025-01-01,10,2,1,5000
2,农资,邻县,2025-06-30,20,3,2,6000
3,农资,示例县,2024-08-01,5,1,0,0
4,农资,示例县,2025-03-01,5,1,0,0
"""


@pytest.fixture
def cast(transactional_db) -> factories.Cast:
    made = factories.cast()
    assert not import_file("special-campaign", "a.csv", ROWS.encode(), made.province_office, made.province_clerk).blocked
    return made


@pytest.fixture
def opened(new_context, cast, live_server):
    """A page of the province's clerk, with what the context says."""

    def open_page(width: int = 1366, height: int = 768, **context: object) -> Page:
        client = Client()
        client.force_login(cast.province_clerk, backend="django.contrib.auth.backends.ModelBackend")
        made = new_context(base_url=live_server.url, **context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        made.add_cookies([cookie])
        page = made.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    return open_page


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


def test_without_scripts_a_clerk_goes_from_the_tiles_to_the_rows(opened) -> None:
    page = opened(java_script_enabled=False)
    page.goto(PAGES[0] + ABOUT)
    page.locator("figure[data-kind=tiles] .wide a", has_text="示例县").click()
    expect(page.get_by_role("heading", name="示例县没有下级地区")).to_be_visible()
    page.get_by_role("link", name="看台账的行").click()
    expect(page.locator("table tbody tr")).to_have_count(2)


def test_with_scripts_echarts_stands_in_the_picture_s_place_and_gives_it_back(opened) -> None:
    page = opened()
    said: list[str] = []
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    for address in PAGES:
        page.goto(address + ABOUT)
        page.wait_for_selector("html[data-charts=live]")
        figures = page.locator("figure.chart")
        for place in range(figures.count()):
            expect(figures.nth(place).locator(".live canvas").first).to_be_visible()
            expect(figures.nth(place).locator(".still")).to_be_hidden()
        figures.first.get_by_role("button", name="静态图").click()
        expect(figures.first.locator(".still .wide svg")).to_be_visible()
        page.evaluate("localStorage.clear()")
    assert said == []


def test_a_click_on_a_live_tile_leads_where_the_picture_s_tile_leads(opened) -> None:
    page = opened()
    page.goto(PAGES[0] + ABOUT)
    page.wait_for_selector("html[data-charts=live]")
    live = page.locator("figure[data-kind=tiles] .live")
    box = live.bounding_box()
    live.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5})
    expect(page.get_by_role("heading", name="示例县没有下级地区")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_charts_keep_nobody_out_and_fit(opened, width: int) -> None:
    page = opened(width)
    found = {}
    for address in PAGES:
        page.goto(address + ABOUT)
        page.wait_for_load_state("networkidle")
        found[address] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {address: each for address, each in found.items() if each} == {}


def test_paper_has_the_pictures_and_the_tables_but_no_buttons(opened) -> None:
    page = opened()
    page.goto(PAGES[2] + ABOUT)
    page.wait_for_selector("html[data-charts=live]")
    page.emulate_media(media="print")
    first = page.locator("figure.chart").first
    expect(first.locator(".still .wide svg")).to_be_visible()
    expect(first.locator(".live")).to_be_hidden()
    expect(first.locator("table")).to_be_visible()
    expect(first.get_by_role("link", name="下载 PNG")).to_be_hidden()


def test_a_telephone_has_the_narrow_picture_and_loads_no_library(opened) -> None:
    page = opened(390, 844)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGES[1] + ABOUT)
    page.wait_for_load_state("networkidle")
    expect(page.locator("figure.chart .narrow svg").first).to_be_visible()
    assert not [url for url in asked if "echarts" in url]
