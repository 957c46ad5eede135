"""The main job in a real browser: a document from above becomes the county's own 任务分解表, mostly by keyboard."""

import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

import factories
from journeys import main_job
from journeys.clerk import Clerk
from journeys.main_job import squeezed
from zhiheng.documents.models import Document
from zhiheng.project.serving import run_waiting_tasks

SEED = "001-hainan-2018-opinions.txt"

# The county's bodies in 发文排序, as its office would write them down; what stands for each name from above.
ORDER = [
    "县委办公室", "县委组织部", "县委宣传部", "县委金融办", "县政府办公室", "县发展改革局", "县教育局", "县科技和工业信息化局",
    "县公安局", "县民政局", "县司法局", "县财政局", "县人力资源社会保障局", "市生态环境局示例县分局", "县住房城乡建设局",
    "县交通运输局", "县水务局", "县农业农村局", "县商务局", "县文化和旅游局", "县卫生健康局", "县国资中心", "县市场监管局",
    "县统计局", "县林业局", "县营商环境建设局", "县质量强县工作领导小组办公室", "县总工会", "团县委", "县人武部",
    "县金融监管支局", "海口海关", "县供电局",
]  # fmt: skip
OURS = {
    "省农业厅": "县农业农村局", "省林业厅": "县林业局", "省质监局": "县市场监管局", "省粮食局": "县发展改革局",
    "海口海关": "海口海关", "省食品药品监管局": "县市场监管局", "省卫生计生委": "县卫生健康局",
    "省发展改革委": "县发展改革局", "省军区": "县人武部", "省住房城乡建设厅": "县住房城乡建设局", "省水务厅": "县水务局",
    "省交通运输厅": "县交通运输局", "海南电网公司": "县供电局", "省旅游委": "县文化和旅游局", "省商务厅": "县商务局",
    "省文化广电出版体育厅": "县文化和旅游局", "省工商局": "县市场监管局", "省民政厅": "县民政局", "省司法厅": "县司法局",
    "中国银监会海南监管局": "县金融监管支局", "中国保监会海南监管局": "县金融监管支局", "省教育厅": "县教育局",
    "省人力资源社会保障厅": "县人力资源社会保障局", "省统计局": "县统计局", "省生态环保厅": "市生态环境局示例县分局",
    "省委组织部": "县委组织部", "省总工会": "县总工会", "团省委": "团县委", "省委宣传部": "县委宣传部",
    "省财政厅": "县财政局", "省公安厅": "县公安局", "省金融办": "县委金融办", "省委办公厅": "县委办公室",
    "省政府办公厅": "县政府办公室", "省质量强省工作领导小组成员单位": "县质量强县工作领导小组成员单位",
    "省质量强省工作领导小组办公室": "县质量强县工作领导小组办公室", **main_job.HERS,
}  # fmt: skip


@pytest.fixture
def clerk(transactional_db, live_server, page, settings, tmp_path):
    factories.cast()
    settings.ORIGINALS = tmp_path / "originals"
    problems = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    found = Clerk(page, live_server.url, work=run_waiting_tasks)
    found.sign_in("clerk", factories.PASSWORD)
    yield found
    assert problems == []


@pytest.fixture
def gold(shared):
    return json.loads((shared / "gold" / "001.json").read_text("utf-8"))


@pytest.fixture(params=["text", "pdf"])
def opinions(request, shared, new_context, tmp_path) -> Path:
    """The opinions of the province: the file itself, or a PDF that a browser printed of it."""
    text = shared / "seeds" / SEED
    return text if request.param == "text" else printed(text, new_context, tmp_path / "意见.pdf")


def printed(text: Path, new_context, to: Path) -> Path:
    page = new_context().new_page()
    page.set_content("<style>body { font: 14pt/1.8 'Noto Serif CJK SC', serif } p { margin: 0; text-indent: 2em }</style>")
    page.evaluate(
        "lines => lines.forEach(line => document.body.appendChild(document.createElement('p')).textContent = line)",
        text.read_text("utf-8").splitlines(),
    )
    page.pdf(path=to, format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "25mm"))
    return to


def test_a_document_from_above_becomes_the_countys_own_table(clerk, opinions, gold):
    clerk.receive(opinions)
    found = Document.objects.get().items.filter(kind="target").values_list("quote", "value__value")
    main_job.review(clerk, main_job.to_add(gold["targets"], found), edit=main_job.EDITED)
    main_job.make_plan(clerk)
    main_job.answer_counterparts(clerk)
    main_job.complete(clerk)
    rows = table(main_job.export(clerk))
    assert figures(rows) == asked(gold), "34 targets with their values"
    duties = [task for task in gold["tasks"] if task["assignment_type"] == "bracket"]
    assert len(duties) == 27
    for duty in duties:
        row = row_of(duty, rows)
        assert (row["牵头单位"], row["责任（配合）单位"]) == own_units(duty), duty["text_gist"]
    for target in gold["targets"]:
        home = next((duty for duty in duties if duty["para_start"] <= target["start"] < duty["para_end"]), None)
        if home:
            assert figures([row_of(home, rows)])[amount(target)], target["quote"]


def table(xlsx: bytes) -> list[dict[str, str]]:
    """The rows as printed, merged cells filled downwards."""
    sheet = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    rows = [[str(cell or "").strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(rows) if "序号" in row)
    found, above = [], {}
    for row in rows[at + 1 :]:
        cells = dict(zip(rows[at], row, strict=True))
        if not any(cells.values()) or row[0].startswith("注"):
            continue
        if not cells["序号"]:  # a row too tall for one: joined to the one before
            continue
        above = {**above, **{key: value for key, value in cells.items() if value}}
        found.append({**cells, "类别": above["类别"]})
    return found


def row_of(duty: dict, rows: list[dict[str, str]]) -> dict[str, str]:
    """The row with the duty's own first measure; one and no more."""
    words = squeezed(duty["measures"][0]["text"])[:40]
    found = [row for row in rows if words in squeezed(row["具体举措"])]
    assert len(found) == 1, (words, len(found))
    return found[0]


def own_units(duty: dict) -> tuple[str, str]:
    """Lead and responsible units as this county must print them: the first leads, the rest in 发文排序, none lost."""
    lead, responsible = own(duty["lead_units"]), own(duty["responsible_units"])
    if not lead:
        lead, responsible = (responsible[:1], responsible[1:]) if responsible[0] in ORDER else ([main_job.LEADS], responsible)
    responsible = sorted((name for name in responsible if name not in lead), key=in_order)
    lead = [*lead[:1], *sorted(lead[1:], key=in_order)]
    etc = "等" if duty["open_ended"] else ""
    return "、".join(lead) + ("" if responsible else etc), "、".join(responsible) + (etc if responsible else "")


def in_order(name: str) -> int:
    """The place in 发文排序; phrases (…成员单位) come after all units."""
    return ORDER.index(name) if name in ORDER else len(ORDER)


def own(uppers: list[str]) -> list[str]:
    return list(dict.fromkeys(OURS[upper] for upper in uppers if OURS[upper]))


def asked(gold: dict) -> Counter:
    return Counter(amount(target) for target in gold["targets"])


def amount(target: dict) -> str:
    value, unit = target["value"], target["unit"]
    if isinstance(value, list):
        return f"{value[0]}—{value[1]}{unit}"
    sign = {">=": "≥", "stable>=": "≥", "=": "≥" if unit == "%" else ""}[target["comparator"]]  # no rate is over 100 %
    return f"{sign}{value}{unit}"


def figures(rows: list[dict[str, str]]) -> Counter:
    """Every figure in the column of targets, as amount() writes it."""
    lines = [line for row in rows for line in re.split(r"[；\n]+", row["量化目标"]) if line]
    found = (re.search(r"[≥≤]?\d+(?:\.\d+)?(?:[–—～~-]\d+)?[%个家项条]", line) for line in lines)
    return Counter(re.sub(r"[–～~-]", "—", match[0]) for match in found if match)
