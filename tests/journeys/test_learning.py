"""Learning from review in a real browser: a correction, its suggestion, the yes of a person, and the next document."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

import factories
from journeys.clerk import Clerk
from zhiheng.documents.models import Correction, Item
from zhiheng.project.serving import run_waiting_tasks

FIRST = "示例县质量提升方案\n一、主要目标\n到2027年，公共服务满意度要站稳90分。\n"
SECOND = "示例县服务提升方案\n一、主要目标\n到2030年，政务服务好评率要站稳96%。\n"


@pytest.fixture
def clerk(transactional_db, live_server, page, settings, tmp_path):
    factories.cast()
    settings.ORIGINALS, settings.DEFINITIONS = tmp_path / "originals", tmp_path / "definitions"
    problems = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    found = Clerk(page, live_server.url, work=run_waiting_tasks)
    found.sign_in("clerk", factories.PASSWORD)
    yield found
    assert problems == []


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_correction_accepted_is_not_needed_in_the_next_document(clerk, tmp_path):
    page = clerk.page
    clerk.receive(file(tmp_path, "质量提升方案.txt", FIRST))
    clerk.press("e")
    page.fill("[name=item-indicator]", "公共服务满意度")
    page.select_option("[name=item-comparator]", ">=")
    page.check("[name=item-hold]")
    clerk.button("保存并接受")
    expect(page.locator("#item-form")).to_have_count(0)
    clerk.work()

    clerk.go("/documents/")
    clerk.link("改正与学习")
    row = page.locator("tr.correction")
    expect(row).to_contain_text("公共服务满意度要站稳")
    expect(row).to_contain_text("比较用语：增加“站稳”，读作 ≥，并要保持")
    clerk.button("采纳", exact=True)
    expect(row).to_contain_text("已学会")
    assert page.content().count("采纳</button>") == 0

    clerk.go("/documents/")
    clerk.receive(file(tmp_path, "服务提升方案.txt", SECOND))
    expect(page.locator("li.card.on")).to_contain_text("政务服务好评率")
    target = Item.objects.get(document__name="服务提升方案.txt", kind="target")
    assert (target.value["indicator"], target.value["comparator"], target.value["hold"]) == ("政务服务好评率", ">=", True)
    clerk.press("a")
    expect(page.locator("li.card.on .state, li.card.accepted").first).to_be_visible()
    assert Correction.objects.count() == 1
