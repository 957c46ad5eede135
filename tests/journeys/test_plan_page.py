"""The plan by keyboard, and its round of comments, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

import factories
from plans.building import answer_names, policy
from zhiheng.plans import actions, rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def plan(cast):
    return actions.make_plan([policy(cast)], cast.office, cast.clerk)


@pytest.fixture
def desk(page: Page, live_server, cast) -> Page:
    """The clerk signed in; the test fails on any error in the console."""
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", factories.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/")
    yield page
    assert not errors


def test_names_are_answered_by_single_keys(desk, live_server, plan):
    desk.goto(f"{live_server.url}/plans/names/?plan={plan.pk}")
    questions = desk.locator(".question")
    expect(questions).to_have_count(6)
    for left in (5, 4):
        desk.keyboard.press("1")
        expect(questions).to_have_count(left)
    desk.keyboard.press("n")
    expect(questions).to_have_count(3)
    desk.keyboard.press("a")
    expect(questions).to_have_count(0)
    desk.get_by_role("link", name="回到分解表").first.click()
    expect(desk.locator(".asked")).to_have_count(0)


def test_a_cell_is_edited_by_keyboard_and_focus_stays(desk, live_server, cast, plan):
    answer_names(cast)
    desk.goto(f"{live_server.url}/plans/{plan.pk}/")
    desk.locator("td[data-field=category]").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        desk.keyboard.press(key)
    desk.keyboard.press("Enter")
    box = desk.locator(".cell-form textarea")
    expect(box).to_be_focused()
    expect(box).to_have_value("加强药品监管。药品抽检合格率达到99%以上。")
    desk.keyboard.press("Escape")
    expect(desk.locator(".cell-form")).to_have_count(0)
    desk.keyboard.press("Enter")
    box.fill("加强药品和医疗器械监管。")
    desk.keyboard.press("Enter")
    second = plan.duties.all()[1]
    cell = desk.locator(f"#d{second.pk} td[data-field=measures]")
    expect(cell).to_have_text("加强药品和医疗器械监管。")
    expect(cell).to_be_focused()
    second.refresh_from_db()
    assert second.measures == "加强药品和医疗器械监管。"


def test_a_refused_cell_says_why_and_keeps_what_was_typed(desk, live_server, cast, plan):
    answer_names(cast)
    desk.goto(f"{live_server.url}/plans/{plan.pk}/")
    desk.locator("td[data-field=lead_units]").first.dblclick()
    box = desk.locator(".cell-form textarea")
    box.fill("县火星局")
    desk.keyboard.press("Enter")
    expect(desk.locator("#messages")).to_contain_text("本级机构表里没有“县火星局”")
    expect(box).to_have_value("县火星局")


def test_a_row_moves_with_alt_and_an_arrow(desk, live_server, cast, plan):
    answer_names(cast)
    first, second = plan.duties.all()[:2]
    desk.goto(f"{live_server.url}/plans/{plan.pk}/")
    desk.locator(f"#d{second.pk} td[data-field=task]").focus()
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.locator("tr[data-duty]").first).to_have_attribute("data-duty", str(second.pk))
    assert [duty.pk for duty in plan.duties.all()[:2]] == [second.pk, first.pk]


def test_missing_leads_and_deadlines_are_settled_from_the_side(desk, live_server, cast, plan):
    answer_names(cast)
    desk.goto(f"{live_server.url}/plans/{plan.pk}/")
    desk.get_by_role("button", name="由县市场监管局牵头").click()
    expect(desk.locator(".open-side")).to_contain_text("缺牵头单位 1")
    desk.fill("#all-due", "长期坚持")
    desk.get_by_role("button", name="填入").click()
    expect(desk.locator(".open-side")).not_to_contain_text("缺完成时限")
    expect(desk.locator("td[data-field=due]").nth(1)).to_have_text("长期坚持")


def test_a_target_opens_to_its_clause_highlighted(desk, live_server, plan):
    desk.goto(f"{live_server.url}/plans/{plan.pk}/")
    desk.get_by_role("link", name="农产品抽检合格率≥98.5%（稳定）").click()
    expect(desk.locator("mark").first).to_contain_text("农产品抽检合格率稳定在98.5%以上")


def test_a_goal_is_tightened_and_a_weaker_value_refused(desk, live_server, plan):
    goal = plan.goals.get(indicator="农产品抽检合格率")
    desk.goto(f"{live_server.url}/plans/{plan.pk}/goals/")
    row = desk.locator(f"#g{goal.pk}")
    row.get_by_text("加严", exact=True).first.click()
    row.locator("[name=own]").fill("98")
    row.get_by_role("button", name="加严").click()
    expect(desk.locator("#messages")).to_contain_text("没有更严")
    row.locator("[name=own]").fill("99")
    row.get_by_role("button", name="加严").click()
    expect(row).to_contain_text("农产品抽检合格率≥99%（稳定）")


def test_answers_go_in_at_once_and_a_decision_changes_the_table(desk, live_server, cast, plan, tmp_path):
    from plans.test_rounds import filled

    answer_names(cast)
    desk.goto(f"{live_server.url}/plans/{plan.pk}/comments/")
    desk.get_by_role("button", name="开始征求意见").click()
    expect(desk.locator(".message-warning").first).to_contain_text("还有 5 个单位没有反馈")
    files = rounds.comment_files(plan.rounds.get())
    (tmp_path / "农业.xlsx").write_bytes(filled(files["县农业农村局"], ("建议修改", "完成时限", "2027年6月底前")))
    (tmp_path / "教育.xlsx").write_bytes(filled(files["县教育局"], ("同意", "", "")))
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    desk.set_input_files("#files", sorted(tmp_path.iterdir()))
    desk.get_by_role("button", name="并入").click()
    expect(desk.get_by_text("没有并入")).to_be_visible()
    expect(desk.locator(".message-warning").first).to_contain_text("还有 3 个单位没有反馈")
    desk.locator("[name=apply]").check()
    desk.locator("[name=wording]").fill("2027年6月底前")
    desk.get_by_role("button", name="采纳", exact=True).click()
    expect(desk.locator("#opinions")).to_contain_text("已写入：2027年6月底前")
    assert plan.duties.first().due == "2027年6月底前"


def test_the_exported_table_is_edited_and_taken_back(desk, live_server, cast, plan, tmp_path):
    from plans.editing import Sheet

    answer_names(cast)
    sheet = Sheet(plan, cast.clerk)
    sheet.put(1, "责任领导", "李副县长")
    sheet.put(2, "牵头单位", "县工商局")
    (tmp_path / "改好.xlsx").write_bytes(sheet.saved())
    desk.goto(f"{live_server.url}/plans/{plan.pk}/")
    desk.get_by_role("link", name="收回改好的表").click()
    desk.set_input_files("#file", tmp_path / "改好.xlsx")
    desk.get_by_role("button", name="核对").click()
    expect(desk.get_by_text("现在还什么都没有改")).to_be_visible()
    desk.get_by_label("“县工商局”是哪个单位").select_option(label="县市场监管局")
    desk.locator("input[name=take]").last.check()
    desk.get_by_role("button", name="收回勾选的").click()
    expect(desk.locator("#messages")).to_contain_text("改动 2 处")
    first, second = plan.duties.all()[:2]
    assert (first.leader, str(second.units.get(role="lead"))) == ("李副县长", "县市场监管局")


def test_the_page_does_not_scroll_sideways_on_a_phone(desk, live_server, cast, plan):
    desk.set_viewport_size({"width": 390, "height": 844})
    for page in (f"/plans/{plan.pk}/", f"/plans/{plan.pk}/goals/", f"/plans/names/?plan={plan.pk}", "/plans/", "/directory/"):
        desk.goto(live_server.url + page)
        assert desk.evaluate("document.documentElement.scrollWidth") == 390, page


def test_the_plan_prints_all_columns(desk, live_server, cast, plan):
    answer_names(cast)
    desk.goto(f"{live_server.url}/plans/{plan.pk}/print/")
    pdf = desk.pdf(prefer_css_page_size=True)
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert [round(float(side)) for side in found.groups()] == [1191, 842]  # A3 landscape, in points


def test_the_pages_are_for_everybody(desk, live_server, cast, plan):
    from axe_playwright_python.sync_playwright import Axe

    asked = f"/plans/names/?plan={plan.pk}"
    desk.goto(live_server.url + asked)
    found = {asked: violations(Axe().run(desk))}
    answer_names(cast)
    opened = actions.open_round(plan, cast.clerk)
    actions.take_text(opened, "县教育局", "建议修改", cast.clerk)
    duty = plan.duties.first()
    pages = ["/plans/", "/plans/make/", "/directory/", f"/directory/{cast.office.pk}/", "/directory/paste/", asked]
    of_plan = ["", "goals/", "comments/1/", "history/", "print/", f"duties/{duty.pk}/", f"duties/{duty.pk}/split/?by=unit"]
    for page in [*pages, *(f"/plans/{plan.pk}/{page}" for page in of_plan)]:
        desk.goto(live_server.url + page)
        found[page] = violations(Axe().run(desk))
    assert [f"{page} {one}" for page, said in found.items() for one in said] == []


def violations(results) -> list[str]:
    """What axe found of importance, with the first place."""
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in results.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
