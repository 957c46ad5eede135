"""A document that a plan rests on comes in a new version."""

import pytest

import factories
from plans.building import CULTURE, FARM, target
from zhiheng.core.values.faults import Fault
from zhiheng.plans import actions
from zhiheng.plans.renewing import changes_between

RAW = """示例省关于质量提升的意见（修订）
一、提升产品质量
（一）农产品质量
推广标准化生产，完善追溯和召回。农产品抽检合格率稳定在99%以上。（牵头单位：省农业厅）
（二）质量文化
普及质量知识。到2027年，创建教育基地20个。举办质量知识竞赛。
"""


@pytest.fixture
def newer(cast):
    """One duty with other words, one target with another number, one as it was, one new; the duty of medicines is gone."""
    found = factories.document(cast.office, cast.clerk, RAW, title="关于质量提升的意见（修订）")
    made = [
        (FARM, factories.item(found, "task", "（牵头单位：省农业厅）", text="推广标准化生产，完善追溯和召回。",
                              lead_units=["省农业厅", "省粮食局"], responsible_units=["省质监局", "海口海关"])),
        (FARM, target(found, "农产品抽检合格率稳定在99%以上", indicator="农产品抽检合格率", value=99, hold=True)),
        (CULTURE, target(found, "创建教育基地20个", indicator="教育基地数量", value=20, unit="个", comparator="=")),
        (CULTURE, factories.item(found, "task", "举办质量知识竞赛。", text="举办质量知识竞赛。",
                                 lead_units=["省教育厅"], responsible_units=[])),
    ]  # fmt: skip
    for section, item in made:
        item.section = section
        item.save(update_fields=["section"])
    return found


def kinds(plan, old, new):
    return {(change.old or change.new).text: change.kind for change in changes_between(plan, old, new)}


def keys(plan, old, new):
    return [change.key for change in changes_between(plan, old, new)]


def test_what_is_otherwise_in_the_new_version_is_told(plan, document, newer):
    assert kinds(plan, document, newer) == {
        "推广标准化生产，完善追溯。": "changed", "农产品抽检合格率": "changed", "教育基地数量": "same",
        "举办质量知识竞赛。": "added", "加强药品监管。药品抽检合格率达到99%以上。": "dropped", "药品抽检合格率": "dropped",
    }  # fmt: skip


def test_the_plan_is_carried_forward_as_chosen(cast, plan, document, newer):
    done = actions.take_new_version(plan, document, newer, keys(plan, document, newer), cast.clerk)
    assert done == {"changed": 2, "added": 1, "dropped": 2}
    standing = [duty.measures for duty in plan.duties.filter(removed_at=None)]
    assert "推广标准化生产，完善追溯和召回。" in standing
    assert "举办质量知识竞赛。" in standing
    assert "加强药品监管。药品抽检合格率达到99%以上。" not in standing
    assert plan.goals.get(indicator="农产品抽检合格率").low == "99"
    assert list(plan.documents.all()) == [newer]


def test_what_is_not_chosen_stays_and_waits(cast, plan, document, newer):
    actions.take_new_version(plan, document, newer, [], cast.clerk)
    assert plan.goals.get(indicator="农产品抽检合格率").low == "98.5"
    assert plan.goals.get(indicator="教育基地数量").item.document == newer
    assert set(plan.documents.all()) == {document, newer}


def test_words_that_a_person_wrote_stay_hers(cast, plan, document, newer):
    duty = plan.duties.get(measures__startswith="推广标准化")
    actions.change_duty(duty, "measures", "办好三个标准化示范点。", cast.clerk)
    actions.take_new_version(plan, document, newer, keys(plan, document, newer), cast.clerk)
    duty.refresh_from_db()
    assert duty.measures == "办好三个标准化示范点。"
    assert duty.item.document == newer


def test_a_tightened_goal_is_open_again_where_its_number_changed(cast, plan, document, newer):
    goal = plan.goals.get(indicator="农产品抽检合格率")
    actions.set_stance(goal, "tighten", cast.clerk, own="98.8")
    actions.take_new_version(plan, document, newer, keys(plan, document, newer), cast.clerk)
    goal.refresh_from_db()
    assert (goal.low, goal.stance, goal.own_low) == ("99", "", "")


def test_a_plan_that_does_not_rest_on_the_document_is_refused(cast, plan, document, newer):
    with pytest.raises(Fault, match="P146"):
        actions.take_new_version(plan, newer, document, [], cast.clerk)


def test_a_new_version_that_nobody_reviewed_is_refused(cast, plan, document):
    empty = factories.document(cast.office, cast.clerk, "通知\n", title="通知")
    with pytest.raises(Fault, match="P147"):
        actions.take_new_version(plan, document, empty, [], cast.clerk)


def test_the_page_shows_and_takes_it(clerk, plan, document, newer):
    page = clerk.get(f"/plans/{plan.pk}/renew/?old={document.pk}&new={newer.pk}").content.decode()
    assert "完善追溯和召回" in page
    sent = {"old": document.pk, "new": newer.pk, "change": keys(plan, document, newer)}
    clerk.post(f"/plans/{plan.pk}/renew/take/", sent)
    assert plan.goals.get(indicator="农产品抽检合格率").low == "99"
