"""The pages: who may open them, what they cost, and that they work without scripts."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from zhiheng.history.models import PersonalRead
from zhiheng.plans import actions
from zhiheng.plans.models import Plan
from zhiheng.plans.parting import Part

PAGES = ["", "goals/", "comments/", "history/", "print/", "breakdown.xlsx", "breakdown.docx"]


@pytest.mark.parametrize("page", PAGES)
def test_another_areas_plan_is_not_there(plan, cast, page):
    assert cast.client("neighbour").get(f"/plans/{plan.pk}/{page}").status_code == 404
    assert cast.client("province_clerk").get(f"/plans/{plan.pk}/{page}").status_code == 404


def test_another_areas_duty_cannot_be_changed(answered, cast):
    duty = answered.duties.first()
    page = f"/plans/{answered.pk}/duties/{duty.pk}/due/"
    assert cast.client("neighbour").post(page, {"value": "明天"}).status_code == 404
    duty.refresh_from_db()
    assert duty.due == "到2027年"


def test_a_duty_is_not_reached_through_another_plan(answered, document, cast, clerk):
    other = actions.make_plan([document], cast.office, cast.clerk)
    assert clerk.get(f"/plans/{other.pk}/duties/{answered.duties.first().pk}/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_reads_every_page(plan, cast, page):
    answer = cast.client("reader").get(f"/plans/{plan.pk}/{page}", follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("page", ["submit/", "approve/", "deadlines/", "duties/add/", "goals/take/", "comments/open/"])
def test_a_reader_changes_nothing(plan, cast, page):
    assert cast.client("reader").post(f"/plans/{plan.pk}/{page}").status_code == 403


def test_a_drafter_does_not_approve_and_a_reviewer_does_not_draft(answered, cast):
    assert cast.client("drafter").post(f"/plans/{answered.pk}/approve/").status_code == 403
    assert cast.client("reviewer").post(f"/plans/{answered.pk}/duties/add/", {"task": "x"}).status_code == 403
    assert cast.client("reviewer").post(f"/plans/{answered.pk}/approve/").status_code == 302


def test_a_plan_is_made_in_the_browser(document, clerk):
    answer = clerk.post("/plans/make/", {"documents": [document.pk], "title": ""}, follow=True)
    assert answer.status_code == 200
    assert "示例县贯彻落实《关于质量提升的意见》任务分解表" in answer.content.decode()


def test_a_plan_cannot_rest_on_another_areas_document(document, cast):
    answer = cast.client("neighbour").post("/plans/make/", {"documents": [document.pk]})
    assert answer.status_code == 200
    assert not Plan.objects.filter(area=cast.neighbour_county).exists()


def test_the_page_shows_names_to_ask_missing_leads_and_missing_deadlines(plan, clerk):
    page = clerk.get(f"/plans/{plan.pk}/").content.decode()
    assert "省农业厅 → ?" in page
    assert "缺牵头单位 2" in page
    assert "缺完成时限 1" in page


def test_every_target_and_duty_opens_to_its_clause(plan, clerk):
    page = clerk.get(f"/plans/{plan.pk}/").content.decode()
    for item in [*(d.item for d in plan.duties.all()), *(g.item for g in plan.goals.all())]:
        assert f"/documents/{item.document_id}/items/{item.pk}/" in page
        assert clerk.get(f"/documents/{item.document_id}/items/{item.pk}/").status_code == 200


def test_a_swap_shows_what_a_full_reload_shows(answered, clerk):
    duty = answered.duties.first()
    cell = f"/plans/{answered.pk}/duties/{duty.pk}/due/"
    given = {"value": "2027年底", "was": duty.due}
    swapped = clerk.post(cell, given, headers={"HX-Request": "true"}).content.decode()
    page = clerk.get(f"/plans/{answered.pk}/").content.decode()
    assert "2027年底" in swapped
    assert without_tokens(swapped) in without_tokens(page)


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.strip().splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_plain_form_changes_a_duty_without_scripts(answered, clerk):
    duty = answered.duties.first()
    form = {"category": "甲", "task": "乙", "measures": "丙", "lead_units": "县教育局", "units": "", "due": "2027年底"}
    assert clerk.post(f"/plans/{answered.pk}/duties/{duty.pk}/save/", form).status_code == 302
    duty.refresh_from_db()
    assert (duty.category, duty.task, duty.measures, duty.due) == ("甲", "乙", "丙", "2027年底")


def test_rows_are_added_split_joined_moved_taken_out_and_put_back_by_plain_forms(answered, clerk):
    first, second, third = answered.duties.all()
    base = f"/plans/{answered.pk}/duties/"
    for page, form in [
        ("add/", {"task": "新任务", "after": first.pk}),
        (f"{first.pk}/split/", {"task": ["", ""], "measures": ["推广标准化生产。", "完善追溯。"], "lead": ["", ""]}),
        (f"{second.pk}/merge/", {"second": third.pk}),
        (f"{second.pk}/move/", {"way": "up"}),
        (f"{first.pk}/remove/", {"reason": "重复"}),
        (f"{first.pk}/restore/", {}),
        (f"{first.pk}/lead/", {}),
    ]:
        assert clerk.post(base + page, form).status_code == 302, page
    standing = answered.duties.filter(removed_at=None)
    assert [duty.task for duty in standing] == ["（一）农产品质量", "（一）农产品质量", "（一）农产品质量", "新任务"]
    assert [duty.measures for duty in standing] == [
        "推广标准化生产。", "完善追溯。", "加强药品监管。药品抽检合格率达到99%以上。", "",
    ]  # fmt: skip


def test_the_ways_of_a_plan_are_plain_forms(answered, document, cast, clerk):
    base = f"/plans/{answered.pk}/"
    late = factories.item(document, "task", "普及质量知识。", lead_units=["省教育厅"], responsible_units=[])
    stance = f"goals/{answered.goals.first().pk}/"
    for page, form in [
        ("new/", {}), (stance, {"stance": "tighten", "own": "99"}), ("leads/", {}),
        ("deadlines/", {"due": "长期坚持"}), ("goals/take/", {}), ("title/", {"title": "新名称"}),
        ("submit/", {}), ("return/", {"reason": "再改"}), ("comments/open/", {"due_on": "2026-12-05"}),
        ("comments/1/text/", {"unit": "县教育局", "text": "建议修改"}), ("comments/1/agreed/", {}), ("approve/", {}),
    ]:  # fmt: skip
        assert clerk.post(base + page, form).status_code == 302, page
    answered.refresh_from_db()
    assert answered.duties.filter(item=late).exists()
    assert (answered.title, answered.state, answered.approved_by) == ("新名称", "issued", cast.clerk)
    for page in ("comments/1/", "comments/1/files.zip", "comments/1/adoption.xlsx", "comments/1/adoption.docx"):
        assert clerk.get(base + page).status_code == 200, page


def test_a_mistake_in_a_form_keeps_what_was_typed(answered, clerk):
    duty = answered.duties.first()
    form = {"category": "甲", "task": "长长的新任务", "lead_units": "县火星局", "units": ""}
    answer = clerk.post(f"/plans/{answered.pk}/duties/{duty.pk}/save/", form)
    assert answer.status_code == 422
    assert "长长的新任务" in answer.content.decode()
    assert "没有“县火星局”" in answer.content.decode()
    duty.refresh_from_db()
    assert duty.category == "一、提升产品质量"


def test_persons_are_masked_and_reading_them_is_logged(answered, cast, clerk):
    duty = answered.duties.first()
    actions.change_duty(duty, "person", "陈某某", cast.clerk)
    actions.change_duty(duty, "phone", "13812345678", cast.clerk)
    page = clerk.get(f"/plans/{answered.pk}/").content.decode()
    assert "陈**" in page
    assert "138****5678" in page
    assert "13812345678" not in page + clerk.get(f"/plans/{answered.pk}/duties/{duty.pk}/").content.decode()
    assert not PersonalRead.objects.exists()
    assert "13812345678" in clerk.get(f"/plans/{answered.pk}/duties/{duty.pk}/contact/?purpose=催办").content.decode()
    assert [(read.by_name, read.purpose) for read in PersonalRead.objects.all()] == [("张经办", "催办")]


def test_the_clerks_own_file_has_the_persons_and_a_readers_has_not(answered, cast, clerk):
    actions.change_duty(answered.duties.first(), "phone", "13812345678", cast.clerk)
    assert "13812345678" in words_of(clerk.get(f"/plans/{answered.pk}/breakdown.xlsx").content)
    assert "13812345678" not in words_of(cast.client("reader").get(f"/plans/{answered.pk}/breakdown.xlsx").content)
    assert PersonalRead.objects.filter(by_name="张经办").count() == 1


def words_of(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)


def test_the_file_has_the_columns_an_office_prints(answered, clerk):
    words = words_of(clerk.get(f"/plans/{answered.pk}/breakdown.xlsx").content)
    for column in ("序号", "类别", "重点任务", "具体举措", "量化目标", "牵头单位", "责任（配合）单位", "责任领导", "责任人及电话",
                   "季度形象进度", "完成时限", "依据条款", "备注"):  # fmt: skip
        assert column in words
    assert "县农业农村局、县发展改革局" in words
    assert "农产品抽检合格率≥98.5%（稳定）" in words


def test_a_goal_left_out_is_not_printed(answered, cast, clerk):
    goal = answered.goals.get(indicator="药品抽检合格率")
    actions.set_stance(goal, "leave", cast.clerk, reason="上级直管")
    assert "药品抽检合格率≥99%" not in words_of(clerk.get(f"/plans/{answered.pk}/breakdown.xlsx").content)


def queries_of(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection, ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


@pytest.mark.parametrize("page", ["", "goals/", "print/", "breakdown.xlsx"])
def test_a_longer_plan_costs_no_more_queries(answered, cast, clerk, page):
    address = f"/plans/{answered.pk}/{page}"
    before = queries_of(clerk, address)
    for duty in list(answered.duties.all()):
        actions.split_duty(duty, [Part("", "甲"), Part("", "乙")], cast.clerk)
    for goal in list(answered.goals.all()):
        goal.pk = None
        goal.save()
    assert queries_of(clerk, address) == before


def test_the_next_page_of_the_list_keeps_the_chosen_state(plan, cast, clerk):
    Plan.objects.bulk_create(
        Plan(area=plan.area, office=plan.office, title=f"方案{n}", made_by=cast.clerk, made_at=plan.made_at) for n in range(50)
    )
    assert "?state=draft&amp;page=2" in clerk.get("/plans/?state=draft").content.decode()


def test_more_plans_cost_the_list_no_more_queries(answered, document, cast, clerk):
    before = queries_of(clerk, "/plans/")
    for _ in range(3):
        actions.make_plan([document], cast.office, cast.clerk)
    assert queries_of(clerk, "/plans/") == before


def test_names_are_answered_from_proposals_in_one_go(plan, cast, clerk):
    page = clerk.get(f"/plans/names/?plan={plan.pk}").content.decode()
    assert "省农业厅" in page
    assert "县农业农村局" in page
    clerk.post("/plans/names/all/", {"plan": plan.pk})
    assert "省农业厅 → ?" not in clerk.get(f"/plans/{plan.pk}/").content.decode()


def test_a_name_is_answered_by_several_bodies_in_order(plan, cast, clerk):
    row = cast.county.counterparts.get(upper_name="省农业厅")
    clerk.post(f"/plans/names/{row.pk}/", {"names": "县农业农村局、县畜牧局", "answer": "ours"})
    leads = plan.duties.first().units.filter(role="lead", kind="own").order_by("position")
    assert [unit.name for unit in leads] == ["县农业农村局", "县畜牧局"]


def test_another_areas_counterpart_cannot_be_answered(plan, cast):
    row = cast.county.counterparts.first()
    assert cast.client("neighbour").post(f"/plans/names/{row.pk}/", {"answer": "none"}).status_code == 404


def test_names_typed_as_a_script_are_shown_as_text(answered, cast, clerk):
    actions.change_duty(answered.duties.first(), "remark", "<script>alert(1)</script>", cast.clerk)
    page = clerk.get(f"/plans/{answered.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_documents_page_leads_to_its_plans(plan, document, clerk, cast):
    page = clerk.get(f"/documents/{document.pk}/").content.decode()
    assert f"/plans/make/?document={document.pk}" in page
    assert plan.title in page
    assert "/plans/make/" not in cast.client("reader").get(f"/documents/{document.pk}/").content.decode()


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("duties/add/", {"task": "一\x00二", "after": "x' OR 1=1"}),
        ("duties/add/", {"task": " "}),
        ("duties/add/", {"task": "一", "reason": "长" * 600}),
        ("comments/open/", {"due_on": "下周"}),
        ("title/", {"title": ""}),
        ("deadlines/", {"due": "长" * 200}),
    ],
)
def test_bad_forms_are_refused_in_a_sentence(answered, clerk, page, form):
    assert clerk.post(f"/plans/{answered.pk}/{page}", form).status_code in (404, 422)
    assert answered.duties.count() == 3


def test_characters_that_no_database_keeps_are_left_out(answered, clerk):
    clerk.post(f"/plans/{answered.pk}/duties/add/", {"task": "一\x00二"})
    assert answered.duties.last().task == "一二"


def test_addresses_made_up_lead_nowhere(plan, clerk):
    assert clerk.get("/plans/names/?plan=<script>").status_code == 200
    assert clerk.get("/plans/make/?document=abc&document=²").status_code == 200
    assert clerk.get(f"/plans/{plan.pk}/breakdown.exe").status_code == 404
    assert clerk.get(f"/plans/{plan.pk}/duties/{plan.duties.first().pk}/password/").status_code == 404


def test_a_name_can_be_asked_before_any_document_brings_it(plan, cast, clerk):
    clerk.post("/plans/names/ask/", {"upper_name": "省药品监管局"})
    assert "省药品监管局" in clerk.get("/plans/names/").content.decode()
    assert clerk.post("/plans/names/ask/", {"upper_name": " "}).status_code == 422
