"""Duties are split, merged and put back; what is chased follows."""

from datetime import date

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.plans import actions
from zhiheng.plans.arranged import last_arrangement, standing
from zhiheng.plans.chasing import actions as chasing
from zhiheng.plans.models import Plan
from zhiheng.plans.parting import Part, parts_by_sentence, parts_by_unit


def chased(plan, duty, cast):
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(state="issued")
    plan.refresh_from_db()
    return chasing.open_from_duties(plan, [duty.pk], cast.office, cast.clerk, on=date(2026, 11, 2))[0]


def test_each_unit_leads_its_own_part_and_all_rest_on_the_clause(answered, cast):
    duty = answered.duties.first()
    made = actions.split_duty(duty, parts_by_unit(duty), cast.clerk)
    leads = [str(one.units.get()) for one in made]
    assert leads == ["县农业农村局", "县发展改革局", "县市场监管局", "海口海关"]
    assert {(one.item_id, one.clause, one.due) for one in made} == {(duty.item_id, duty.clause, duty.due)}
    assert [one.pk for one in answered.duties.all()[:4]] == [one.pk for one in made]


def test_sentences_lose_no_word(answered):
    duty = answered.duties.all()[1]
    assert [part.measures for part in parts_by_sentence(duty)] == ["加强药品监管。", "药品抽检合格率达到99%以上。"]


def test_each_unit_carries_the_words_that_name_it_and_no_word_is_lost(answered):
    duty = answered.duties.all()[1]
    duty.measures = "药监局加强药品监管。教育局办好食堂。年底报告。"
    by_unit = {part.lead: part.measures for part in parts_by_unit(duty)}
    assert by_unit == {"县教育局": "教育局办好食堂。年底报告。", "县市场监管局": "药监局加强药品监管。"}


def test_who_is_not_named_has_what_names_nobody(answered):
    duty = answered.duties.all()[1]
    duty.measures = "药监局加强药品监管。年底报告。"
    by_unit = {part.lead: part.measures for part in parts_by_unit(duty)}
    assert by_unit == {"县市场监管局": "药监局加强药品监管。", "县教育局": "年底报告。"}


def test_one_sentence_is_parted_at_its_clauses_each_with_its_own_task(answered):
    duty = answered.duties.first()
    duty.task, duty.measures = "推广标准化生产", "推广标准化生产，到2027年，完善追溯体系，加强抽检。"
    assert [tuple(part) for part in parts_by_sentence(duty)] == [
        ("推广标准化生产", "推广标准化生产，", ""),
        ("完善追溯体系", "到2027年，完善追溯体系，", ""), ("加强抽检", "加强抽检。", ""),
    ]  # fmt: skip


def test_a_task_that_a_person_wrote_stays_the_task_of_all(answered):
    duty = answered.duties.all()[1]
    duty.task = "药品安全"
    assert {part.task for part in parts_by_sentence(duty)} == {"药品安全"}


def test_a_splitting_is_undone_with_all_that_stood(answered, cast):
    duty = answered.duties.first()
    before = standing(duty.pk)
    made = actions.split_duty(duty, parts_by_unit(duty), cast.clerk)
    actions.undo_arrangement(last_arrangement(duty), cast.clerk)
    assert standing(duty.pk) == before
    assert all(standing(one.pk)["out"] for one in made[1:])
    assert last_arrangement(duty) is None


def test_what_was_changed_since_is_not_undone_over_somebodys_head(answered, cast):
    duty = answered.duties.first()
    made = actions.split_duty(duty, parts_by_unit(duty), cast.clerk)
    actions.change_duty(made[2], "due", "2027年6月底前", cast.clerk)
    with pytest.raises(Fault, match="拆分以后又改过"):
        actions.undo_arrangement(last_arrangement(duty), cast.clerk)


def test_a_matter_bears_that_its_duty_was_split(answered, cast):
    duty = answered.duties.all()[1]
    matter = chased(answered, duty, cast)
    actions.split_duty(duty, [Part("", "甲事"), Part("", "乙事")], cast.clerk, reason="分开督办")
    told = timeline(matter).first()
    assert (told.verb, told.reason, told.after["另分出"]) == ("依据的任务已拆分", "分开督办", "乙事")


def test_a_matter_follows_the_duty_into_which_its_own_was_merged_and_back(answered, cast):
    first, second, third = answered.duties.all()
    matter = chased(answered, second, cast)
    actions.merge_duties(first, [second, third], cast.clerk, reason="合并督办")
    matter.refresh_from_db()
    assert (matter.duty_id, timeline(matter).first().verb) == (first.pk, "依据的任务已并入另一项")
    actions.undo_arrangement(last_arrangement(first), cast.clerk, reason="分开好")
    matter.refresh_from_db()
    assert (matter.duty_id, answered.duties.filter(removed_at=None).count()) == (second.pk, 3)


def test_a_plan_that_was_issued_asks_why_it_is_split(answered, cast):
    duty = answered.duties.first()
    chased(answered, duty, cast)
    with pytest.raises(Fault, match="请写明修改理由"):
        actions.split_duty(duty, [Part("", "甲"), Part("", "乙")], cast.clerk)


def test_the_page_proposes_parts_and_makes_what_is_left_of_them(answered, cast, clerk):
    duty = answered.duties.first()
    page = f"/plans/{answered.pk}/duties/{duty.pk}/"
    assert "海口海关" in clerk.get(f"{page}split/?by=unit").content.decode()
    said = {"task": ["", "", "另"], "measures": ["甲", "乙", ""], "lead": ["县教育局", "", ""]}
    clerk.post(f"{page}split/", said)
    assert [one.measures for one in answered.duties.all()[:2]] == ["甲", "乙"]
    clerk.post(f"{page}undo/")
    duty.refresh_from_db()
    assert duty.measures == "推广标准化生产，完善追溯。"
