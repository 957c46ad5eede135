"""Without JavaScript: a document is read and decided by plain links and buttons."""

import pytest
from django.test import Client
from playwright.sync_api import expect

import factories
from zhiheng.project.serving import run_waiting_tasks

POLICY = "示例省质量工作意见\n一、主要目标\n到2027年，产品质量合格率达到95%以上。（牵头单位：省市场监管局，责任单位：省教育厅）\n"


@pytest.fixture
def page(new_context, transactional_db, live_server):
    cast = factories.cast()
    client = Client()
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    context = new_context(java_script_enabled=False, base_url=live_server.url)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    return context.new_page()


def test_a_document_is_added_read_decided_and_planned_with_buttons_alone(page, settings, tmp_path):
    settings.ORIGINALS = tmp_path / "originals"
    page.goto("/documents/add/")
    page.set_input_files("#files", {"name": "意见.txt", "mimeType": "text/plain", "buffer": POLICY.encode()})
    page.get_by_role("button", name="添加").click()
    page.get_by_role("link", name="意见.txt").click()
    run_waiting_tasks()
    page.reload()
    page.get_by_role("link", name="去核对").click()
    expect(page.locator("#texts .text").nth(2)).to_contain_text("产品质量合格率达到95%以上")
    waiting = page.locator("li.card[data-state=pending]")
    for left in range(waiting.count(), 0, -1):
        expect(waiting).to_have_count(left)
        waiting.first.locator("button[name=accept]").click()
    expect(page.locator(".tally h2")).to_contain_text("待核 0")
    page.get_by_role("link", name="生成分解表").first.click()
    page.get_by_role("button", name="生成任务分解表").click()
    expect(page.locator("table.breakdown")).to_contain_text("产品质量合格率≥95%")
