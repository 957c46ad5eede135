"""A document from its first draft to the file that went out, through the browser: edited on the sheet, checked in the margin."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import factories
from publications.test_issuing import ROWS, bring, with_rows
from zhiheng.publications.models import Manuscript, Publication


@pytest.fixture
def cast(transactional_db) -> factories.Cast:
    return with_rows(*ROWS)


def sign_in(page: Page, base: str, who: str) -> None:
    page.goto(f"{base}/sign-in/")
    page.get_by_label("用户名").fill(who)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="登录")).to_have_count(0)


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")]


def test_from_the_first_draft_to_the_source_of_a_figure_that_went_out(cast, page: Page, live_server) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    sign_in(page, live_server.url, "clerk")
    page.goto(f"{live_server.url}/publications/write/inspection-bulletin/?area=990100&period=2025H1")
    page.get_by_role("button", name="存成文稿").click()
    tally = page.locator("#margin .tally")
    expect(tally).to_contain_text("个数")
    expect(tally).not_to_contain_text("不一致")
    assert page.locator(".page-break").count() > 1

    paragraph = page.locator("p.worded", has_text="组织专项检查2次")
    paragraph.get_by_role("link", name="改写").click()
    words = page.get_by_label("改写这一段")
    words.fill(words.input_value() + "示例县查处案件6宗。")
    page.reload()
    page.locator("p.worded", has_text="组织专项检查2次").get_by_role("link", name="改写").click()
    expect(page.locator(".kept")).to_have_text("这是您上次没有存的文字。")
    assert words.input_value().endswith("6宗。")
    page.get_by_role("button", name="存为第 2 稿").click()
    expect(page.locator(".version")).to_have_text("第 2 稿")

    doubt = page.locator("#margin .note.differs")
    expect(doubt).to_contain_text("6宗")
    page.keyboard.press("d")
    expect(page.locator("#margin .note.agrees").first).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator(".sheet .q.on")).to_have_text("6宗")
    page.keyboard.press("e")
    page.keyboard.insert_text("含撤案一宗")
    page.keyboard.press("Enter")
    expect(page.locator("#margin")).to_contain_text("含撤案一宗")
    swapped = page.locator("#margin").inner_text()
    page.goto(page.url.split("?")[0] + "?check=1")
    page.locator("#doubts-only").check()
    assert page.locator("#margin").inner_text() == swapped

    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    page.reload()
    expect(page.locator(".sheet .now").first).to_contain_text("→ 3次")
    page.get_by_role("button", name="更新数据，另存一稿").click()
    expect(page.locator(".version")).to_have_text("第 3 稿")
    expect(tally).not_to_contain_text("台账有变动")

    page.get_by_role("button", name="送审签").click()
    expect(page.get_by_text("可以由您自己签发")).to_be_visible()
    page.get_by_label("机关代字").fill("示质办发")
    page.get_by_role("button", name="以 张经办 的名义签发").click()
    expect(page.locator(".sheet")).to_contain_text("示质办发〔")
    page.get_by_role("button", name="以 张经办 的名义印发").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("有效")
    assert "组织专项检查3次" in Publication.objects.get().text

    page.goto(f"{live_server.url}/publications/manuscripts/{Manuscript.objects.get().pk}/")
    page.locator(".sheet a.sourced-figure", has_text="1.10万元").click()
    expect(page.locator("#side")).to_contain_text("1100050 分")
    assert "?figure=" in page.url
    side = page.locator("#side").inner_text()
    page.reload()
    assert page.locator("#side").inner_text() == side
    page.keyboard.press("Escape")
    expect(page.locator("#side .source-of")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_a_document_fit_the_screen_and_can_be_read_by_all(cast, page: Page, live_server, width: int) -> None:
    from publications.test_lifecycle import issued, waiting
    from zhiheng.publications import actions

    made, one = issued(cast), waiting(cast)
    draft = actions.begin("annual-review", area="990100", period="2025", office=cast.office, by=cast.clerk)
    [sent] = actions.distribute(made.pk, [cast.neighbour_office], cast.clerk)
    page.set_viewport_size({"width": width, "height": 768})
    sign_in(page, live_server.url, "clerk")
    faults = {}
    for place in (
        "", "manuscripts/", f"manuscripts/{draft.pk}/?check=1", f"manuscripts/{draft.pk}/?edit=2",
        f"manuscripts/{one.pk}/?check=1", f"manuscripts/{draft.pk}/revise/", f"manuscripts/{draft.pk}/back/",
        f"manuscripts/{made.manuscripts.get().pk}/compare/", "renew/", "book/", "rule/", "to-correct/", "receipts/", "verify/",
        f"{made.pk}/", f"{made.pk}/paste/", "write/inspection-bulletin/?period=2025H1&check=1",
    ):  # fmt: skip
        assert page.goto(f"{live_server.url}/publications/{place}").status == 200, place
        faults[place] = serious(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults[place] += [f"{wide} wide"] if wide > width else []
    assert {place: found for place, found in faults.items() if found} == {}
    assert page.goto(f"{live_server.url}/publications/receipts/{sent.pk}/").status == 404  # it went to another office


def test_without_scripts_a_manuscript_is_read_checked_and_changed(cast, browser, live_server) -> None:
    from publications.test_lifecycle import begun

    one = begun(cast)
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, live_server.url, "drafter")
    page.goto(f"{live_server.url}/publications/manuscripts/{one.pk}/")
    expect(page.locator(".sheet")).to_contain_text("组织专项检查2次")
    page.get_by_role("link", name="没有出来？点这里").click()
    expect(page.locator("#margin .note").first).to_be_visible()
    page.locator("p.worded", has_text="组织专项检查2次").get_by_role("link", name="改写").click()
    page.get_by_label("改写这一段").fill("全县检查{2次}。")
    page.get_by_role("button", name="存为第 2 稿").click()
    expect(page.locator(".sheet")).to_contain_text("全县检查2次。")
    page.locator(".sheet a.sourced-figure").first.click()
    expect(page.locator("#side")).to_contain_text("怎么算")
    context.close()
