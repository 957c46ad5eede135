"""A round of comments in a real browser: one file a unit out, the answers dragged back in together, 采纳情况表 out."""

import base64
import io
import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

import factories
from journeys.clerk import Clerk
from zhiheng.directory.actions import add_organisation
from zhiheng.plans import actions

RAW = """示例省关于质量提升的意见
一、提升产品质量
（一）农产品质量
推广标准化生产，完善追溯。到2027年，农产品抽检合格率稳定在98.5%以上。（牵头单位：省农业农村厅，责任单位：省教育厅、省商务厅）
（二）质量文化
普及质量知识。（牵头单位：省教育厅，责任单位：省财政厅）
"""
UNITS = {
    "省农业农村厅": "县农业农村局", "省教育厅": "县教育局", "省商务厅": "县商务局", "省财政厅": "县财政局",
}  # fmt: skip
MARK = "行标识（勿改）"


@pytest.fixture
def plan(transactional_db):
    cast = factories.cast()
    document = factories.document(cast.office, cast.clerk, RAW, title="关于质量提升的意见")
    factories.item(
        document, "task", "（牵头单位：省农业农村厅，责任单位：省教育厅、省商务厅）", text="推广标准化生产，完善追溯。",
        lead_units=["省农业农村厅"], responsible_units=["省教育厅", "省商务厅"],
    )  # fmt: skip
    factories.item(
        document, "task", "（牵头单位：省教育厅，责任单位：省财政厅）", text="普及质量知识。",
        lead_units=["省教育厅"], responsible_units=["省财政厅"],
    )  # fmt: skip
    made = actions.make_plan([document], cast.office, cast.clerk)
    for upper, ours in UNITS.items():
        body = add_organisation(cast.county, ours, cast.clerk)
        actions.answer_counterparts(
            cast.county, [actions.Answer(cast.county.counterparts.get(upper_name=upper), "ours", [body])], cast.clerk
        )
    return made


@pytest.fixture
def clerk(plan, live_server, page):
    found = Clerk(page, live_server.url)
    found.sign_in("clerk", factories.PASSWORD)
    found.go(f"/plans/{plan.pk}/comments/")
    return found


def sent_out(clerk) -> dict[str, bytes]:
    """The files of the round, by unit."""
    with zipfile.ZipFile(io.BytesIO(clerk.saved("下载全部单位的表"))) as archive:
        return {name.split()[1]: archive.read(name) for name in archive.namelist()}


def answered(sheet: bytes, opinion: str, field: str = "", suggestion: str = "", *, moved: bool = False) -> bytes:
    """The unit's file with an answer on its first row, as a spreadsheet program saves it; `moved`: columns turned round."""
    book = load_workbook(io.BytesIO(sheet))
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if row[0].value == MARK)
    for cell in head:
        said = {"意见": opinion, "涉及栏目": field, "修改建议及理由": suggestion}.get(cell.value)
        if said:
            page.cell(cell.row + 1, cell.column).value = said
    if moved:
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        rows = [[cell.value for cell in row][::-1] for row in page.iter_rows()]
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                page.cell(at, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drop(clerk, **files: bytes) -> None:
    """The files dragged onto the panel all at once."""
    given = [[f"{name}.xlsx", base64.b64encode(data).decode()] for name, data in files.items()]
    clerk.page.evaluate(DROP, given)
    expect(clerk.page.get_by_role("heading", name=f"刚收到 {len(files)} 个文件")).to_be_visible()


def test_one_file_a_unit_goes_out_and_their_answers_come_back_as_an_adoption_table(clerk, plan):
    page = clerk.page
    clerk.button("开始征求意见")
    last_round = sent_out(clerk)
    assert list(last_round) == ["县教育局", "县财政局", "县农业农村局", "县商务局"]
    clerk.button("再征求一轮")
    expect(page.get_by_role("link", name="第 2 轮")).to_have_attribute("aria-current", "true")
    files = sent_out(clerk)
    drop(
        clerk,
        教育局反馈=answered(files["县教育局"], "建议修改", "完成时限", "改为2027年6月底前", moved=True),
        农业=answered(files["县农业农村局"], "不同意", "牵头单位", "建议由县商务局牵头"),
        商务局=answered(files["县商务局"], "同意"),
        财政局=answered(last_round["县财政局"], "同意"),
    )
    results = page.locator("section", has=page.get_by_role("heading", name="刚收到"))
    for name, says in {"教育局反馈": "1 条意见", "农业": "1 条意见", "商务局": "无修改意见", "财政局": "没有并入"}.items():
        expect(results.get_by_role("row", name=f"{name}.xlsx")).to_contain_text(says)
    expect(page.locator("main")).to_contain_text("还有 1 个单位没有反馈：县财政局")

    opinion = page.locator("article.opinion", has_text="县教育局").filter(has_text="2027年6月底前")
    clerk.click(opinion.get_by_label("把“完成时限”改为", exact=False).first)
    clerk.click(opinion.get_by_role("textbox", name="完成时限改为"))
    clerk.press("Control+a")
    clerk.write("2027年6月底前")
    clerk.click(opinion.get_by_role("button", name="采纳", exact=True))
    expect(opinion).to_contain_text("已写入：2027年6月底前")
    refused = page.locator("article.opinion", has_text="建议由县商务局牵头")
    clerk.click(refused.get_by_role("textbox", name="理由"))
    clerk.write("农产品质量属农业农村部门职责")
    clerk.click(refused.get_by_role("button", name="不采纳"))
    expect(page.locator("#opinions h2")).to_have_text("意见 2 条")

    rows = printed(clerk.saved("采纳情况表 .xlsx"))
    assert [(row["单位"], row["采纳与否"], row["理由"]) for row in rows] == [
        ("县教育局", "采纳", ""), ("县农业农村局", "不采纳", "农产品质量属农业农村部门职责"),
    ]  # fmt: skip
    assert "2027年6月底前" in rows[0]["意见"]
    clerk.go(f"/plans/{plan.pk}/")
    expect(page.locator("table.breakdown")).to_contain_text("2027年6月底前")


def printed(xlsx: bytes) -> list[dict[str, str]]:
    """The rows of the 采纳情况表."""
    sheet = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.values]
    at = next(n for n, row in enumerate(rows) if "采纳与否" in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0].isdigit()]


DROP = """files => {
  const given = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), char => char.charCodeAt(0));
    given.items.add(new File([bytes], name));
  }
  document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true}));
}"""
