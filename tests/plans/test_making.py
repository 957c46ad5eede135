"""From accepted items to a plan of the office's own level."""

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory.actions import add_organisation, answer_counterpart, ask_counterpart
from zhiheng.plans import actions, queries
from zhiheng.plans.models import DutyUnit

pytestmark = pytest.mark.django_db

def test_a_plan_rests_on_accepted_items_alone(cast):
    document = factories.document(cast.office, cast.clerk)
    factories.item(document, "target", state="pending")
    with pytest.raises(Fault, match="还有 1 条待核"):
        actions.make_plan([document], cast.office, cast.clerk)


def test_a_plan_of_another_areas_document_is_refused(cast):
    document = factories.document(cast.neighbour_office, cast.neighbour)
    with pytest.raises(Fault, match="不是本地区的文件"):
        actions.make_plan([document], cast.office, cast.clerk)


def test_each_duty_keeps_its_heading_its_clause_and_its_words(plan):
    first = plan.duties.first()
    assert (first.category, first.task) == ("一、提升产品质量", "（一）农产品质量")
    assert first.clause == "一（一）"
    assert first.measures == "推广标准化生产，完善追溯。"
    assert first.open_ended


def test_a_target_goes_to_the_duty_of_its_paragraph(plan):
    goals = {goal.indicator: goal.duty for goal in plan.goals.select_related("duty")}
    assert goals["农产品抽检合格率"].measures.startswith("推广标准化生产")
    assert goals["药品抽检合格率"].measures.startswith("加强药品监管")


def test_targets_of_a_section_without_a_duty_stand_in_a_row_that_asks_who_leads(plan):
    last = plan.duties.last()
    assert last.task == "（二）质量文化"
    assert [goal.indicator for goal in last.goals.all()] == ["教育基地数量"]
    assert not last.units.exists()


def test_a_value_stays_the_decimal_that_was_read(plan):
    assert [goal.low for goal in plan.goals.all()] == ["98.5", "99", "20"]


def test_a_duty_without_a_deadline_has_that_of_its_targets(plan):
    assert plan.duties.first().due == "到2027年"
    assert str(plan.duties.first().due_on) == "2027-12-31"
    assert plan.duties.all()[1].due == ""


def test_names_from_above_are_asked_once_and_never_guessed(plan, cast):
    asked = set(cast.county.counterparts.values_list("upper_name", flat=True))
    assert asked == {"省农业厅", "省粮食局", "省质监局", "海口海关", "省药监局", "省教育厅"}
    assert set(DutyUnit.objects.filter(duty__plan=plan).values_list("kind", flat=True)) == {"asked"}


def test_an_answer_fills_every_plan_that_waits_for_it(plan, document, cast):
    other = actions.make_plan([document], cast.office, cast.clerk, title="另一方案")
    ours = add_organisation(cast.county, "县农业农村局", cast.clerk)
    counterpart = cast.county.counterparts.get(upper_name="省农业厅")
    assert actions.answer_counterpart(counterpart, "ours", [ours], cast.clerk) == 2
    for made in (plan, other):
        leads = made.duties.first().units.filter(role="lead").order_by("position")
        assert [(unit.kind, unit.name) for unit in leads] == [("own", "县农业农村局"), ("asked", "省粮食局")]


def test_a_later_plan_asks_nothing_that_was_answered(cast, document):
    ours = add_organisation(cast.county, "县农业农村局", cast.clerk)
    for name in ("省农业厅", "省粮食局", "省质监局", "海口海关", "省药监局", "省教育厅"):
        answer_counterpart(ask_counterpart(cast.county, name), "ours", [ours], cast.clerk)
    plan = actions.make_plan([document], cast.office, cast.clerk)
    assert not DutyUnit.objects.filter(duty__plan=plan, kind="asked").exists()
    assert [unit.name for unit in plan.duties.first().units.all()] == ["县农业农村局"]


def test_a_body_that_has_none_here_is_left_out_and_the_lead_stays_missing(plan, cast):
    for name in ("省农业厅", "省粮食局"):
        actions.answer_counterpart(cast.county.counterparts.get(upper_name=name), "none", [], cast.clerk)
    assert not plan.duties.first().units.filter(role="lead").exists()


def test_the_first_lead_stays_first_and_the_rest_follow_the_protocol_order(plan, cast):
    names = ["县市场监管局", "县教育局", "县农业农村局"]
    bodies = {name: add_organisation(cast.county, name, cast.clerk) for name in names}
    answers = {"省粮食局": ["县教育局"], "省农业厅": ["县农业农村局"], "省质监局": ["县市场监管局"], "海口海关": ["县教育局"]}
    given = [
        actions.Answer(cast.county.counterparts.get(upper_name=upper), "ours", [bodies[name] for name in ours])
        for upper, ours in answers.items()
    ]
    actions.answer_counterparts(cast.county, given, cast.clerk)
    units = plan.duties.first().units.order_by("role", "position")
    assert [(u.role, u.name) for u in units] == [
        ("lead", "县农业农村局"), ("lead", "县教育局"), ("responsible", "县市场监管局"),
    ]  # fmt: skip


def test_what_is_accepted_later_comes_into_the_plan_where_the_document_has_it(plan, document, cast):
    words = "普及质量知识。"
    late = factories.item(document, "task", words, text=words, lead_units=["省农业厅"], responsible_units=[])
    early = factories.item(document, "target", "完善追溯", indicator="追溯覆盖率", scope=None, value=90)
    late.section, early.section = "一、提升产品质量/（二）质量文化", "一、提升产品质量/（一）农产品质量"
    late.save()
    early.save()
    assert queries.new_items_of(plan) == 2
    assert actions.take_new_items(plan, cast.clerk) == 2
    assert queries.new_items_of(plan) == 0
    assert [duty.measures[:4] for duty in plan.duties.all()] == ["推广标准", "加强药品", "普及质量", ""]
    assert plan.goals.get(indicator="追溯覆盖率").duty == plan.duties.first()
    assert [unit.name for unit in plan.duties.all()[2].units.all()] == ["省农业厅"]


def test_taking_new_items_twice_adds_nothing(plan, cast):
    assert actions.take_new_items(plan, cast.clerk) == 0
    assert plan.duties.count() == 3


def test_a_duty_whose_clause_is_accepted_no_longer_is_shown(plan):
    duty = plan.duties.first()
    duty.item.state = "rejected"
    duty.item.save()
    assert [row.duty for row in queries.open_of(plan, queries.rows_of(plan)).withdrawn] == [duty]


def test_an_office_of_the_documents_own_level_is_offered_the_same_name_first(cast):
    from zhiheng.plans.levels import OwnLevel

    first = OwnLevel(cast.province).proposals("省质监局")[0]
    assert (first.name, first.reason) == ("省质监局", "来文与本级同级，单位名称照写。")
    assert OwnLevel(cast.county).proposals("省质监局")[0].name == "县市场监管局"


def test_a_phrase_that_names_the_upper_level_is_asked_and_gives_way_to_the_answer(cast):
    phrase = "省质量强省工作领导小组成员单位"
    document = factories.document(cast.office, cast.clerk, f"示例省意见\n普及质量知识。（责任单位：{phrase}）\n")
    factories.item(document, "task", f"（责任单位：{phrase}）", lead_units=[], responsible_units=[phrase])
    plan = actions.make_plan([document], cast.office, cast.clerk)
    actions.accept_first_proposals(cast.county, cast.clerk)
    assert [unit.name for unit in plan.duties.first().units.all()] == ["县质量强县工作领导小组成员单位"]
