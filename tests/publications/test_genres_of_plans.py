"""Documents about a duty and about a plan: the supervision letter, and the 任务分解表 with its covering notice."""

import io
from datetime import date

import pytest
from django.utils.timezone import localdate
from docx import Document as read_docx
from pypdfium2 import PdfDocument

import factories
from plans.building import answer_names, policy
from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Grid, text_of
from zhiheng.plans import actions as plans
from zhiheng.plans.models import Duty
from zhiheng.plans.queries import rows_of
from zhiheng.publications import actions
from zhiheng.publications.queries import content
from zhiheng.publications.queries_of_manuscripts import paper_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


@pytest.fixture
def plan(cast):
    made = plans.make_plan([policy(cast)], cast.office, cast.clerk)
    answer_names(cast)
    made.refresh_from_db()
    return made


def begun(cast, template, row):
    return actions.begin_about(template, row, office=cast.office, by=cast.clerk)


def test_a_supervision_letter_goes_to_the_lead_unit_with_deadline_basis_and_days(cast, plan):
    row = next(row for row in rows_of(plan) if row.leads and row.duty.due_on and row.duty.task)
    Duty.objects.filter(pk=row.duty.pk).update(due="2026年10月底前", due_on=date(2026, 10, 31))
    paper = paper_now(begun(cast, "supervision-letter", row.duty.pk))
    said = "\n".join(text_of(block.inlines) for block in paper.blocks)
    assert (row.duty.task, paper.title) == ("（一）农产品质量", "关于农产品质量的督办函")
    assert paper.to == ("、".join(unit.name for unit in row.leads),)
    assert f"第{row.number}项任务“农产品质量”，完成时限为2026年10月底前，截至{day_in_words(localdate())}已逾期" in said
    assert f"已逾期{(localdate() - date(2026, 10, 31)).days}天" in said
    assert row.duty.clause in said
    assert "请你单位" in said
    assert [one.source.row for one in paper.facts] == [row.duty.pk] * len(paper.facts)


def test_a_duty_that_no_unit_leads_or_that_was_taken_out_has_no_letter(cast, plan):
    duty = next(row for row in rows_of(plan) if row.leads).duty
    plans.remove_duty(duty, cast.clerk, reason="重复")
    with pytest.raises(Fault, match=r"B142 .*已从表中删去"):
        begun(cast, "supervision-letter", duty.pk)
    if unled := next((row.duty for row in rows_of(plan) if not row.leads), None):
        with pytest.raises(Fault, match=r"B142 .*“牵头单位”还没有填"):
            begun(cast, "supervision-letter", unled.pk)


def test_the_task_table_is_the_annex_of_a_notice_in_the_columns_of_offices(cast, plan):
    paper = paper_now(begun(cast, "task-table", plan.pk))
    grid = paper.appended[0]
    assert isinstance(grid, Grid)
    assert grid.landscape
    assert paper.attached == ("任务分解表",)
    heads = ["序号", "类别", "重点任务", "具体举措", "量化目标", "牵头单位", "责任（配合）单位", "责任领导", "季度形象进度"]
    assert [column.name for column in grid.columns] == [*heads, "完成时限", "依据条款", "备注"]
    rows = rows_of(plan)
    assert [text_of(row[3]) for row in grid.rows] == [row.duty.measures for row in rows]
    assert f"共{len(rows)}项" in text_of(paper.blocks[0].inlines)


def test_the_task_table_repeats_its_head_on_turned_pages_of_the_word_file(cast, plan):
    made = read_docx(io.BytesIO(content(paper_now(begun(cast, "task-table", plan.pk)), "docx")))
    table = made.tables[-1]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    turned = [section for section in made.sections if section.page_width > section.page_height]
    assert turned


def test_the_label_of_the_annex_stands_on_the_turned_page_of_its_table(cast, plan):
    pages = PdfDocument(content(paper_now(begun(cast, "task-table", plan.pk)), "pdf"))
    turned = [page for page in pages if page.get_width() > page.get_height()]
    first = turned[0].get_textpage().get_text_range()
    assert all(head in first for head in ("附件", "任务分解表", "具体举措", "备注"))
    assert sum("附件" in page.get_textpage().get_text_range() for page in pages) == 2


def test_persons_and_their_numbers_are_not_printed(cast, plan):
    duty = next(row for row in rows_of(plan) if row.leads).duty
    duty.person, duty.phone = "周某某", "13800001234"
    duty.save()
    text = content(paper_now(begun(cast, "task-table", plan.pk)), "txt").decode()
    assert "周某某" not in text
    assert "138" not in text


def test_the_pages_of_a_duty_and_of_a_plan_begin_their_documents(cast, plan):
    client, duty = cast.client("clerk"), next(row for row in rows_of(plan) if row.leads).duty
    assert "起草督办函" in client.get(f"/plans/{plan.pk}/duties/{duty.pk}/").content.decode()
    assert "起草任务分解表" in client.get(f"/plans/{plan.pk}/").content.decode()
    made = client.post(f"/publications/about/task-table/{plan.pk}/begin/", follow=True).content.decode()
    assert f'href="/plans/{plan.pk}/"' in made
