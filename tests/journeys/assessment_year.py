"""考核的一年 as a county's clerk walks it: departments' 自评 back, the box of evidence filled and filed, handed in, approved."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from journeys.clerk import Clerk
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.ways import Choice, Deduct, Earn, Linear, Reach
from zhiheng.definitions.schemes import schemes

SCHEME, YEAR, HEADS, FIRST = "provincial-2022", 2025, 4, 5  # rows of a sheet
UNITS = {  # by the words of the scheme
    "市场监管部门": "县市场监管局", "住房城乡建设部门": "县住房和城乡建设局",
    "公安部门": "县公安局", "农业农村部门": "县农业农村局",
    "发展改革部门": "县发展和改革局", "宣传部门": "县委宣传部",
    "工业和信息化部门": "县工业和信息化局", "政府办公室": "县人民政府办公室",
    "组织部门": "县委组织部", "财政部门": "县财政局",
    "知识产权部门": "县市场监管局", "药品监管部门": "县市场监管局",
    "行政审批部门": "县市场监管局", "金融监管部门": "县财政局",
}  # fmt: skip


def choose(clerk: Clerk, field: Locator, **option: str) -> None:
    """A list opened, and one of it clicked."""
    clerk.click(field)
    clerk.count.clicks += 1
    clerk.count.points += 1
    clerk.page.keyboard.press("Escape")  # the list of the system: no person needs this key
    field.select_option(**option)


def fill(clerk: Clerk, field: Locator, words: str) -> None:
    """Words into a field."""
    clerk.click(field)
    clerk.write(words)


def open_year(clerk: Clerk) -> str:
    """The county prepares its own assessment; the address of it."""
    page = clerk.page
    clerk.go("/assessments/new/")
    choose(clerk, page.get_by_label("考核方案"), value=SCHEME)
    fill(clerk, page.get_by_label("考核期间"), str(YEAR))
    choose(clerk, page.get_by_label("考核哪些对象"), value="own")
    clerk.button("开展", exact=True)
    expect(page.get_by_text("牵头部门是本级哪个单位")).to_be_visible()
    for words, unit in UNITS.items():
        field = page.get_by_label(words, exact=True)
        clerk.count.decisions += 1
        if field.count() and field.locator("option:checked").inner_text() != unit:
            choose(clerk, field, label=unit)
    clerk.button("核对无误，保存")
    expect(page.get_by_text("牵头部门已保存")).to_be_visible()
    return page.url.split("/subjects/")[0].removeprefix(clerk.base_url)


def sheets_out(clerk: Clerk, county: str) -> dict[str, bytes]:
    """The sheets of the departments, by file name."""
    clerk.link("自评", exact=True)
    clerk.click(clerk.page.locator("td a", has_text=county).first)
    clerk.button("备好自评表")
    archive = zipfile.ZipFile(io.BytesIO(clerk.saved("下载自评表")))
    return {name: archive.read(name) for name in archive.namelist() if not name.startswith(f"{county} 自评表")}


def answer(item: Item) -> str | int:
    """What a department that did well says of an item."""
    match item.how:
        case Choice():
            return item.how.options[0].answer
        case Deduct():
            return 0 if not item.how.under else str(item.how.above)
        case Linear():
            return str(item.how.full)
        case Reach():
            return str(item.how.target)
        case Earn():
            return 10
    return 1


def filled(sheet: bytes) -> tuple[bytes, int]:
    """What a department sends back, and how many cells it filled."""
    book = load_workbook(io.BytesIO(sheet))
    rows, leaves, count = book.worksheets[0], schemes()[SCHEME].leaves, 0
    heads = {cell.value: cell.column for cell in rows[HEADS]}
    for row in range(FIRST, rows.max_row + 1):
        item = leaves.get(str(rows.cell(row, heads["三级指标"]).value or ""))
        if item:
            rows.cell(row, heads["自评结果"]).value = answer(item)
            rows.cell(row, heads["扣分原因、说明"]).value = "据本部门年度工作台账"
            count += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), count


def answered(sheets: dict[str, bytes], folder: Path) -> tuple[list[Path], int]:
    """The sheets filled, on disk, and how many cells were filled."""
    files, cells = [], 0
    for name, sheet in sheets.items():
        made, count = filled(sheet)
        (folder / name).write_bytes(made)
        files.append(folder / name)
        cells += count
    return files, cells


def take_back(clerk: Clerk, files: list[Path]) -> None:
    """All by one choice of files: what they change is looked at, then taken."""
    page = clerk.page
    clerk.chosen_files(page.get_by_label("把各部门交回的表"), *files)
    clerk.button("看会改动什么")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"交回 {len(files)} 份表", timeout=120_000)
    clerk.count.decisions += 1
    clerk.button("并入", exact=True)
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("看过再并入", timeout=120_000)


def papers(folder: Path, count: int) -> list[Path]:
    """Papers as departments send them, named by the item and numbered; the first is of the year before."""
    asked, files = [item for item in schemes()[SCHEME].items if item.evidence], []
    for n in range(count):
        item, on = asked[n % len(asked)], datetime(YEAR - (n == 0), 1 + n % 12, 1 + n % 28)
        paper, path = docx.Document(), folder / f"{item.id}-{1 + n // len(asked)} {item.evidence[0]}{n}.docx".replace("/", "")
        for line in (f"关于{item.name}的通知", f"示政发〔{on.year}〕{n + 1}号", f"第{n}件。" * 60, "示例县人民政府"):
            paper.add_paragraph(line)
        paper.add_paragraph(f"{on.year}年{on.month}月{on.day}日")
        paper.core_properties.modified = on
        paper.save(str(path))
        files.append(path)
    return files


def file_evidence(clerk: Clerk, at: str, code: str, files: list[Path]) -> int:
    """The files dragged in at once and filed as suggested, page by page; how many pages it took."""
    page, pages = clerk.page, 0
    clerk.go(f"{at}/evidence/{code}/")
    clerk.chosen_files(page.get_by_label("把文件一次全拖到这里"), *files)
    clerk.button("提交", exact=True)
    expect(page.get_by_role("heading", name=f"刚收到 {len(files)} 个文件")).to_be_visible(timeout=120_000)
    while page.locator("input[name=choice]:checked").count():
        clerk.count.decisions += page.locator("input[name=choice]:checked").count()
        clerk.button("归入勾选的建议")
        expect(page.get_by_text("已归入")).to_be_visible(timeout=60_000)
        pages += 1
        following = page.get_by_role("link", name="下一页")
        if following.count():
            clerk.click(following)
    return pages


def gaps(clerk: Clerk, at: str, code: str) -> int:
    """How many pieces are still missing, as the list for the departments says."""
    clerk.go(f"{at}/evidence/{code}/matrix/")
    clerk.link("缺口清单")
    return clerk.page.locator("section.gap tbody tr").count()


def settle_doubt(clerk: Clerk, at: str, code: str) -> None:
    """The doubt of one paper is explained."""
    clerk.go(f"{at}/evidence/{code}/")
    choose(clerk, clerk.page.locator("select[name=state]"), value="doubted")
    clerk.button("筛选")
    clerk.click(clerk.page.locator("table.exhibits a").first)
    clerk.count.decisions += 1
    fill(clerk, clerk.page.get_by_label("为什么没有问题"), "上年印发，本年仍在执行")
    clerk.button("说明疑点")
    expect(clerk.page.get_by_text("上年印发，本年仍在执行").first).to_be_visible()


def covers(clerk: Clerk, at: str, code: str) -> bytes:
    """封面和目录 as .docx."""
    clerk.go(f"{at}/evidence/{code}/")
    return clerk.saved("封面和目录（.docx）")


def hand_in(clerk: Clerk, at: str, code: str) -> None:
    """The self-assessment is handed in by who answers for it."""
    clerk.go(f"{at}/self/{code}/")
    fill(clerk, clerk.page.get_by_label("负责人姓名"), "周县长")
    incomplete = clerk.page.get_by_label("缺项照报")
    if incomplete.count():
        clerk.click(incomplete)
    clerk.button("报出自评")
    expect(clerk.page.get_by_text("已报出，负责人 周县长").first).to_be_visible()


def approve(clerk: Clerk, at: str) -> str:
    """Reviewed as far as all agree, the rest accepted with a reason; what the page of the result says."""
    page = clerk.page
    clerk.link("概览", exact=True)
    choose(clerk, page.get_by_label("转到", exact=True), value="reviewing")
    clerk.click(page.locator("form[action$='/stage/'] button"))
    expect(page.get_by_text("已转到")).to_be_visible()
    clerk.go(f"{at}/approve/")
    for field in page.locator("section.panel > .field > input[name^=why-]").all():
        clerk.count.decisions += 1
        fill(clerk, field, "本县自评，待省里复核")
    fill(clerk, page.locator("input[name=approver]"), "周县长")
    clerk.button("审定", exact=True)
    expect(page.get_by_text("已审定").first).to_be_visible(timeout=60_000)
    return page.locator("main").inner_text()
