"""Word files come in by a real browser: last year's is renewed, the leader's makes the next version with a reason."""

import io

import docx
import pytest
from playwright.sync_api import Page, expect

import factories
from core.writing.renewing.making import accepted, file_of
from publications.test_issuing import ROWS, bring
from publications.test_lifecycle import begun
from publications.test_renewing import EARLIER, SENTENCE, file
from zhiheng.publications import queries
from zhiheng.publications.models import Manuscript
from zhiheng.publications.rewriting import last_version, paper_of_version


@pytest.fixture
def cast(transactional_db) -> factories.Cast:
    found = factories.cast()
    bring(found, *ROWS, *EARLIER)
    return found


def signed_in(page: Page, server: str, path: str) -> None:
    page.goto(f"{server}/sign-in/?next={path}")
    page.get_by_label("用户名").fill("drafter")
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()


def word(name: str, content: bytes) -> dict[str, object]:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": name, "mimeType": kind, "buffer": content}


def test_last_year_s_file_is_looked_at_then_downloaded_as_this_year_s(cast, page: Page, live_server, tmp_path) -> None:
    signed_in(page, live_server.url, "/publications/renew/%3Farea=990100%26period=2025H1")
    last = word("去年.docx", file("示例县2024年上半年通报", SENTENCE, "发放手册500册。"))
    page.get_by_label("去年的文稿").set_input_files(last)
    page.get_by_role("button", name="只看结果").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("6 个数，能换 5 个；要人看的 1 处")
    expect(page.get_by_role("row", name="500册")).to_contain_text("第3行")
    page.get_by_label("去年的文稿").set_input_files(last)
    with page.expect_download() as download:
        page.get_by_role("button", name="换数并下载").click()
    download.value.save_as(tmp_path / "今年.docx")
    assert "立案3宗" in accepted((tmp_path / "今年.docx").read_bytes())


def leaders(one: Manuscript) -> bytes:
    document = docx.Document(io.BytesIO(queries.content(paper_of_version(last_version(one)), "docx")))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if "30人次" in run.text)
    run.text = run.text.replace("30人次", "300人次")
    next(one for one in document.paragraphs if "300人次" in one.text).insert_paragraph_before("各地要认真整改。")
    return file_of(document)


def test_the_leader_s_file_makes_the_next_version_with_the_reason_of_a_number(cast, page: Page, live_server) -> None:
    one = begun(cast)
    signed_in(page, live_server.url, f"/publications/manuscripts/{one.pk}/back/")
    page.get_by_label("改过的 Word 文件").set_input_files(word("局长改.docx", leaders(one)))
    page.get_by_role("button", name="看改了什么").click()
    expect(page.get_by_text("写的是 300人次，台账算的是 30人次")).to_be_visible()
    page.get_by_label("采纳文字和手改的数").check()
    section = page.locator("section", has_text="新加的一段")
    section.get_by_label("采纳文字", exact=True).check()
    page.get_by_label("采纳手改的数的理由").fill("局长核定")
    page.get_by_role("button", name="把选中的存为第 2 稿").click()
    expect(page.get_by_text("各地要认真整改。").first).to_be_visible()
    assert "300人次（台账 30人次），理由：局长核定" in last_version(one).reason
