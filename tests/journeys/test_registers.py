"""Registers at the browser: a row typed, a step taken, a sheet brought in, two hands on one row, a firm found again."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

import factories
from zhiheng.directory.models import Enterprise
from zhiheng.registers import actions
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db(transaction=True)
CASES = "/registers/enforcement-case/"
FIRM = "示例县光明农资有限公司"


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def sign_in(new_context, live_server, cast):
    """A browser of her own for that member of the cast; the test fails on any error in a console."""
    errors: list[str] = []

    def signed_in(who: str) -> Page:
        client: Client = cast.client(who)
        context = new_context(base_url=live_server.url)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield signed_in
    assert not errors


def case(cast: factories.Cast, no: str = "案-1") -> Row:
    words = {"no": no, "domain": "食品", "area": "示例县", "found_on": "2026-03-04", "party": FIRM, "lead": "县市场监管局"}
    entered = actions.add_row(known_register("enforcement-case"), actions.Typed(words), cast.office, cast.clerk)
    assert entered.row, entered.problems
    return entered.row


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_case_is_typed_mended_beside_the_field_and_taken_two_steps_until_its_clock_runs(sign_in):
    today = timezone.localdate()
    page = sign_in("clerk")
    page.goto(CASES)
    page.get_by_role("link", name="登记一行").click()
    for label, words in {"案号": "案-1", "地区": "示例县", "查处日期": "2026年2月30日", "立案日期": f"{today}"}.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("领域").select_option("食品")
    page.locator("#f-party").fill(FIRM)
    press(page, "保存")
    wrong = page.locator(".field.wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("查处日期")
    expect(wrong.locator(".error")).to_contain_text("日历上没有")
    expect(page.locator("#f-party")).to_have_value(FIRM)
    wrong.get_by_label("查处日期").fill(f"{today:%Y年%-m月%-d日}")
    press(page, "保存")
    expect(page.get_by_role("heading", level=1)).to_contain_text("线索")
    page.get_by_role("link", name="查处", exact=True).click()
    press(page, "走到“查处”")
    page.get_by_role("link", name="立案", exact=True).click()
    expect(page.get_by_text("还缺")).to_contain_text("证据材料")
    page.set_input_files("#files", {"name": "立案审批表.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 case"})
    press(page, "走到“立案”")
    expect(page.get_by_role("heading", level=1)).to_contain_text("立案")
    running = page.get_by_role("listitem").filter(has_text="作出决定")
    expect(running).to_contain_text("还有 90 天")
    expect(running).to_contain_text(f"{today + timedelta(days=90):%Y-%m-%d} 到期")
    expect(page.locator("#attachments")).to_contain_text("立案审批表.pdf")


def sheet(*rows: list) -> dict[str, object]:
    """A workbook of special campaigns, as a browser sends it."""
    book = Workbook()
    for row in (["检查编号", "专项行动", "类别", "地区", "检查日期", "出动人次"], *rows):
        book.active.append(row)
    return sent(book)


def sent(book: Workbook) -> dict[str, object]:
    out = io.BytesIO()
    book.save(out)
    return {"name": "三月.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def test_a_sheet_with_a_bad_row_comes_back_marked_and_the_mended_one_comes_in_whole(sign_in):
    page = sign_in("clerk")
    page.goto("/registers/special-campaign/import/")
    bad = ["检-2", "农资整治", "家电", "示例县", "2025-02-30", 8]
    page.set_input_files("input[type=file]", sheet(["检-1", "农资整治", "产品", "示例县", "2025-03-04", 12], bad))
    press(page, "导入")
    expect(page.locator("#report")).to_contain_text("1 行有问题，一行也没有导入")
    expect(page.locator("#report table")).to_contain_text("日历上没有")
    assert not Row.objects.exists()
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载标出问题的文件").click()
    book = load_workbook(io.BytesIO(coming.value.path().read_bytes()))
    assert book.active["A2"].value == "检-1"
    assert "日历上没有" in book.active["G3"].value
    book.active["C3"], book.active["E3"] = "产品", "2025-02-28"
    page.set_input_files("input[type=file]", sent(book))
    press(page, "导入")
    expect(page.locator("#report")).to_contain_text("新增 2 行")
    page.get_by_role("link", name="看台账").click()
    expect(page.get_by_role("link", name="检-2")).to_be_visible()


def test_of_two_who_edit_one_row_the_second_sees_what_changed_and_nobody_s_work_is_lost(sign_in, cast):
    row = case(cast)
    change = f"{CASES}{row.pk}/change/"
    hers, his = sign_in("clerk"), sign_in("drafter")
    for page in (hers, his):
        page.goto(change)
    hers.get_by_label("违法事实").fill("标签没有生产日期")
    hers.get_by_label("货值").fill("1.2万元")
    press(hers, "保存")
    expect(hers.locator("main")).to_contain_text("标签没有生产日期")
    his.get_by_label("违法事实").fill("超过保质期")
    his.get_by_label("违反的规定").fill("食品安全法第三十四条")
    press(his, "保存")
    expect(his.get_by_role("alert")).to_contain_text("别人改过这一行")
    both = his.locator(".field.changed").filter(has_text="违法事实")
    expect(both).to_contain_text("标签没有生产日期")
    expect(his.locator(".field.changed").filter(has_text="货值")).to_contain_text("已采用")
    both.get_by_label("用我填的“超过保质期”").check()
    press(his, "保存")
    content = his.locator("dl.facts").first
    for words in ("超过保质期", "食品安全法第三十四条", "12000"):
        expect(content).to_contain_text(words)
    expect(his.locator("main")).to_contain_text("标签没有生产日期")


def test_a_firm_s_archive_shows_the_case_and_leads_to_it(sign_in, cast):
    case(cast)
    page = sign_in("clerk")
    page.goto("/directory/enterprises/")
    page.get_by_role("link", name=FIRM).click()
    page.get_by_role("link", name="看企业质量档案").click()
    timeline = page.locator("ol.timeline")
    expect(timeline).to_contain_text("2026-03-04")
    expect(timeline).to_contain_text("行政执法案件")
    timeline.get_by_role("link", name="案-1").click()
    expect(page.locator("dl.facts").first).to_contain_text(FIRM)
    assert Enterprise.objects.filter(name=FIRM).count() == 1


def test_the_menu_finds_by_its_name_a_register_that_is_not_among_the_dozen(sign_in):
    page = sign_in("clerk")
    page.goto("/registers/")
    circles = page.get_by_role("link", name="质量管理小组活动")
    expect(page.get_by_role("link", name="行政执法案件").first).to_be_visible()
    expect(circles).not_to_be_visible()
    page.get_by_placeholder("查台账名称").fill("管理小组")
    press(page, "查找")
    circles.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("质量管理小组活动")
