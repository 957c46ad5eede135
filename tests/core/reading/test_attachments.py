"""What is attached below the signature belongs to the document, under sections of its own."""

import io

import docx
import pytest

from zhiheng.core import read
from zhiheng.core.reading.attachments import attachments
from zhiheng.core.values.reading import Reading
from zhiheng.definitions import lexicons

NOTICE = """示范县市场监督管理局关于开展质量抽查工作的通知
示市监〔2026〕8号
各市场监管所，局机关各科室：
现将2026年质量抽查工作有关事项通知如下。
一、抽查任务
全年完成监督抽查500批次以上。
二、工作要求
各市场监管所要落实属地责任，按时报送进展情况。

附件：1.抽查任务分配表
2.风险监测工作方案

示范县市场监督管理局
2026年2月10日

附件1
抽查任务分配表
序号\t工作任务\t牵头单位\t责任单位\t完成时限
1\t抽查儿童用品100批次\t县市场监管局\t县教育局\t2026年6月底前
2\t抽查电线电缆80批次\t县市场监管局\t县住房城乡建设局\t2026年9月底前

附件2
风险监测工作方案
一、监测目标
到2026年底，采集风险信息200条以上。
2026年1月5日
"""

PASSED_ON = """示范县人民政府办公室关于印发示范县质量强县建设方案的通知
各乡镇人民政府，县政府各部门：
现将《示范县质量强县建设方案》印发给你们，请认真贯彻落实。
示范县人民政府办公室
2026年4月2日
附件
示范县质量强县建设方案
一、主要目标
到2028年，产品质量合格率达到96%以上。
二、重点任务
开展儿童用品专项抽查。
附件1
任务分工表
序号\t任务\t责任单位
1\t抽查儿童用品\t县市场监管局
"""


def reading(text: str) -> Reading:
    return read(text.encode(), "通知.txt", lexicons())


def test_attachments_are_sections_of_their_own_and_their_headings_stand_below_them() -> None:
    outline = [(heading.level, heading.number, heading.heading) for heading in reading(NOTICE).outline]
    assert outline == [
        (1, "一", "抽查任务"),
        (1, "二", "工作要求"),
        (1, "附件1", "抽查任务分配表"),
        (1, "附件2", "风险监测工作方案"),
        (2, "一", "监测目标"),
    ]


def test_targets_and_duties_say_which_attachment_they_stand_in() -> None:
    found = reading(NOTICE)
    sections = {task.text: task.section for task in found.tasks if "抽查" in task.text}
    assert sections["抽查儿童用品100批次"] == "附件1 抽查任务分配表"
    assert {target.section for target in found.targets if target.value == 200} == {"附件2 风险监测工作方案/一、监测目标"}
    assert {target.section for target in found.targets if target.value == 500} == {"一、抽查任务"}


def test_date_and_issuer_are_those_of_the_notice() -> None:
    meta = reading(NOTICE).meta
    assert (meta.issued_on, meta.issuers) == ("2026-02-10", ["示范县市场监督管理局"])


def test_a_plan_passed_on_by_a_notice_is_the_document_itself() -> None:
    found = reading(PASSED_ON)
    outline = [(heading.level, heading.heading) for heading in found.outline]
    assert outline == [(1, "主要目标"), (1, "重点任务"), (1, "任务分工表")]
    assert (found.meta.title, found.meta.issued_on) == (PASSED_ON.split("\n")[0], "2026-04-02")


def test_headings_quote_the_text_as_it_stands() -> None:
    for heading in reading(NOTICE).outline:
        said = NOTICE[heading.start : heading.end]
        assert said.startswith(heading.number or "")
        assert heading.heading in said


@pytest.mark.parametrize(
    "text",
    [
        "请认真贯彻落实。\n附件：重点任务分工表\n示范县人民政府\n2026年3月1日",
        "请认真贯彻落实。\n附件：1.任务表\n2.指标表\n示范县人民政府\n2026年3月1日",
        "示范县人民政府\n2026年3月1日\n附件：1.任务表.docx\n附件：2.指标表.xlsx",
        "示范县人民政府\n2026年3月1日\n附件\n任务表.docx",
        "各单位要按照附件1的要求办理。\n附件1要求的材料于月底前报送，逾期不再受理。",
    ],
)
def test_a_list_of_attachments_begins_none(text: str) -> None:
    assert attachments(text) == []


def test_attached_tables_of_a_word_file_stand_under_their_attachment() -> None:
    document = docx.Document()
    for line in NOTICE.split("附件1\n抽查")[0].split("\n"):
        document.add_paragraph(line)
    document.add_paragraph("附件1")
    document.add_paragraph("抽查任务分配表")
    table = document.add_table(rows=2, cols=3)
    texts = ("工作任务", "牵头单位", "责任单位", "抽查校服面料", "县市场监管局", "县教育局")
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    found = read(stream.getvalue(), "通知.docx", lexicons())
    assert [task.section for task in found.tasks if task.text == "抽查校服面料"] == ["附件1 抽查任务分配表"]
