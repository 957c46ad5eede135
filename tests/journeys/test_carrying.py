"""衔接 in a real browser: held against a document above, one statement confirmed, one left with a reason."""

import pytest
from playwright.sync_api import Page, expect

import factories
from plans.building import policy, target
from zhiheng.plans import actions

pytestmark = pytest.mark.django_db(transaction=True)
RAW = """示例省关于产品质量的意见
推广标准化生产，完善追溯。建立缺陷产品召回中心。农产品抽检合格率稳定在99%以上。"""


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def plan(cast):
    return actions.make_plan([policy(cast)], cast.office, cast.clerk)


@pytest.fixture
def above(cast):
    found = factories.document(cast.office, cast.clerk, RAW, title="关于产品质量的意见")
    for text in ("推广标准化生产，完善追溯。", "建立缺陷产品召回中心。"):
        factories.item(found, "task", text, text=text, lead_units=["省农业厅"], responsible_units=[])
    target(found, "农产品抽检合格率稳定在99%以上", indicator="农产品抽检合格率", value=99, hold=True)
    return found


def test_what_is_missing_and_weaker_is_seen_confirmed_and_explained(page: Page, live_server, cast, plan, above):
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", factories.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/plans/{plan.pk}/carrying/")
    page.get_by_label("上级的方案或文件").select_option(f"document:{above.pk}")
    page.get_by_role("button", name="开始对照").click()
    weaker = page.locator("tr", has_text="农产品抽检合格率 ≥99%")
    expect(weaker).to_contain_text("本级低于上级要求")
    weaker.get_by_role("button", name="是同一事项").click()
    expect(weaker).to_contain_text("确认")
    missing = page.locator("tr", has_text="建立缺陷产品召回中心")
    missing.get_by_text("不承接", exact=True).first.click()
    missing.get_by_placeholder("理由").fill("本县没有这类企业")
    missing.get_by_role("button", name="不承接").click()
    expect(missing).to_contain_text("理由：本县没有这类企业")
    page.reload()
    expect(missing).to_contain_text("理由：本县没有这类企业")
