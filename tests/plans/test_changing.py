"""Every change keeps the old value; after approval it needs a reason."""

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.plans import actions
from zhiheng.plans.parting import Part


def test_a_changed_cell_keeps_its_old_value_and_the_reason(answered, cast):
    duty = answered.duties.first()
    actions.change_duty(duty, "due", "2027年6月底前", cast.clerk, reason="与农业农村局商定")
    duty.refresh_from_db()
    line = timeline(answered).first()
    assert (duty.due, str(duty.due_on)) == ("2027年6月底前", "2027-06-30")
    assert line.changes() == [("完成时限", "到2027年", "2027年6月底前")]
    assert (line.by_name, line.reason) == ("张经办", "与农业农村局商定")


def test_words_without_a_day_get_no_day(answered, cast):
    duty = actions.change_duty(answered.duties.first(), "due", "长期坚持", cast.clerk)
    assert duty.due_on is None


def test_two_people_in_one_cell_do_not_overwrite_each_other(answered, cast):
    duty = answered.duties.first()
    actions.change_duty(duty, "remark", "甲写的", cast.clerk, was="")
    with pytest.raises(Fault, match="刚刚已被改为“甲写的”"):
        actions.change_duty(duty, "remark", "乙写的", cast.clerk, was="")


def test_units_are_found_by_their_short_names(answered, cast):
    duty = actions.change_duty(answered.duties.first(), "units", "教育局，市场监管局", cast.clerk)
    assert [unit.name for unit in duty.units.filter(role="responsible")] == ["县教育局", "县市场监管局"]


def test_a_unit_that_is_not_in_the_directory_is_refused(answered, cast):
    with pytest.raises(Fault, match="没有“县火星局”"):
        actions.change_duty(answered.duties.first(), "lead_units", "县火星局", cast.clerk)


def test_who_leads_does_not_also_answer(answered, cast):
    duty = actions.change_duty(answered.duties.first(), "lead_units", "县市场监管局", cast.clerk)
    assert [(unit.role, unit.name) for unit in duty.units.all() if unit.name == "县市场监管局"] == [("lead", "县市场监管局")]


def test_units_set_by_hand_stay_when_a_counterpart_is_answered_anew(answered, cast):
    duty = actions.change_duty(answered.duties.first(), "lead_units", "县教育局", cast.clerk)
    row = cast.county.counterparts.get(upper_name="省农业厅")
    actions.answer_counterpart(row, "none", [], cast.clerk)
    assert [unit.name for unit in duty.units.filter(role="lead")] == ["县教育局"]


def test_where_no_lead_is_named_the_first_the_document_lists_can_lead(answered, cast):
    duty = actions.first_responsible_leads(answered.duties.all()[1], cast.clerk)
    assert [(unit.role, unit.name) for unit in duty.units.all()] == [("responsible", "县教育局"), ("lead", "县市场监管局")]


def test_a_persons_number_does_not_stand_in_history(answered, cast):
    actions.change_duty(answered.duties.first(), "phone", "13812345678", cast.clerk)
    assert "13812345678" not in str(list(timeline(answered).values_list("before", "after")))


def test_a_split_duty_keeps_its_units_and_every_word(answered, cast):
    duty = answered.duties.all()[1]
    made = actions.split_duty(duty, [Part("", "加强药品监管。"), Part("", "药品抽检合格率达到99%以上。")], cast.clerk)[1]
    duty.refresh_from_db()
    assert (duty.measures, made.measures) == ("加强药品监管。", "药品抽检合格率达到99%以上。")
    assert [u.name for u in made.units.all()] == [u.name for u in duty.units.all()]
    assert [d.pk for d in answered.duties.all()][:3] == [answered.duties.first().pk, duty.pk, made.pk]


def test_joined_duties_lose_no_word_no_goal_and_no_unit(answered, cast):
    first, second = answered.duties.all()[:2]
    first = actions.merge_duties(first, [second], cast.clerk)
    assert first.measures == "推广标准化生产，完善追溯。\n加强药品监管。药品抽检合格率达到99%以上。"
    assert {goal.indicator for goal in first.goals.all()} == {"农产品抽检合格率", "药品抽检合格率"}
    assert {unit.name for unit in first.units.all()} == {"县农业农村局", "县发展改革局", "县市场监管局", "海口海关", "县教育局"}
    second.refresh_from_db()
    assert second.removed_at is not None


def test_a_duty_taken_out_can_be_put_back_where_it_stood(answered, cast):
    order = [duty.pk for duty in answered.duties.all()]
    duty = answered.duties.all()[1]
    actions.remove_duty(duty, cast.clerk, reason="重复")
    assert duty.pk not in [d.pk for d in answered.duties.filter(removed_at=None)]
    actions.restore_duty(duty, cast.clerk)
    assert [d.pk for d in answered.duties.filter(removed_at=None)] == order


def test_a_moved_duty_changes_places_with_its_neighbour(answered, cast):
    first, second, third = answered.duties.all()
    actions.move_duty(third, -1, cast.clerk)
    assert [d.pk for d in answered.duties.all()] == [first.pk, third.pk, second.pk]


def test_a_new_duty_stands_after_the_one_named(answered, cast):
    first, second, _ = answered.duties.all()
    made = actions.add_duty(answered, cast.clerk, task="新任务", after=first)
    assert [d.pk for d in answered.duties.all()][:3] == [first.pk, made.pk, second.pk]


def test_a_plan_with_open_names_is_not_issued(plan, cast):
    with pytest.raises(Fault, match="还有 6 个上级单位"):
        actions.approve_plan(plan, cast.clerk)


def test_an_issued_plan_names_its_approver_and_changes_only_with_a_reason(answered, cast):
    plan = actions.approve_plan(answered, cast.reviewer)
    assert (plan.get_state_display(), plan.approved_by) == ("印发", cast.reviewer)
    duty = plan.duties.first()
    with pytest.raises(Fault, match="请写明修改理由"):
        actions.change_duty(duty, "remark", "补充", cast.clerk)
    assert actions.change_duty(duty, "remark", "补充", cast.clerk, reason="领导批示").remark == "补充"


def test_an_issued_plan_does_not_follow_a_changed_counterpart(answered, cast):
    actions.approve_plan(answered, cast.reviewer)
    row = cast.county.counterparts.get(upper_name="省农业厅")
    assert actions.answer_counterpart(row, "none", [], cast.clerk) == 0


def test_a_plan_sent_back_is_a_draft_and_says_why(answered, cast):
    actions.submit_plan(answered, cast.drafter)
    actions.return_plan(answered, cast.reviewer, reason="补牵头单位")
    answered.refresh_from_db()
    assert answered.state == "draft"
    assert timeline(answered).first().reason == "补牵头单位"


def test_a_changed_counterpart_is_followed_by_every_plan_in_draft(answered, document, cast):
    other = actions.make_plan([document], cast.office, cast.clerk)
    row = cast.county.counterparts.get(upper_name="省农业厅")
    assert actions.answer_counterpart(row, "none", [], cast.clerk) == 2
    for plan in (answered, other):
        assert [unit.name for unit in plan.duties.first().units.filter(role="lead")] == ["县发展改革局"]
