"""衔接: a plan of ours held against what was asked above."""

import pytest

import factories
from plans.building import policy, target
from zhiheng.core.values.faults import Fault
from zhiheng.plans import actions
from zhiheng.plans import carrying as reading
from zhiheng.plans.models import Comparison

RAW = """示例省关于产品质量的意见
推广标准化生产，完善追溯。建立缺陷产品召回中心。农产品抽检合格率稳定在99%以上。"""
NEW = """示例省关于产品质量的意见（修订）
推广农业标准化生产。农产品抽检合格率稳定在99.5%以上。"""


@pytest.fixture
def above(cast):
    """What the province asks: one duty that the county's plan rests on, another, and a target that the county lowers."""
    found = factories.document(cast.office, cast.clerk, RAW, title="关于产品质量的意见")
    factories.item(found, "task", "推广标准化生产，完善追溯。", text="推广农业标准化生产，完善农产品追溯。",
                   lead_units=["省农业厅"], responsible_units=[])  # fmt: skip
    factories.item(found, "task", "建立缺陷产品召回中心。", text="建立缺陷产品召回中心，及时公布召回信息。",
                   lead_units=["省质监局"], responsible_units=[])  # fmt: skip
    target(found, "农产品抽检合格率稳定在99%以上", indicator="农产品抽检合格率", value=99, hold=True)
    return found


@pytest.fixture
def comparison(cast, plan, above):
    return actions.compare_with(plan, above, cast.clerk)


def group_of(comparison: Comparison, words: str):
    return next(group for group in reading.view_of(comparison).groups if words in group.upper.text)


def test_a_plan_is_held_against_a_document_statement_by_statement(comparison):
    assert group_of(comparison, "标准化").lines[0].lower.text.startswith("推广标准化生产")
    assert group_of(comparison, "召回").states == {"missing"}
    assert group_of(comparison, "合格率").lines[0].pair.relation == "weaker"


def test_the_document_a_plan_was_made_from_is_taken_up_whole(cast, plan, document):
    view = reading.view_of(actions.compare_with(plan, document, cast.clerk))
    assert not [group for group in view.groups if not group.lines]
    assert not view.added


def test_comparing_twice_makes_one_comparison(cast, plan, above, comparison):
    assert actions.compare_with(plan, above, cast.clerk) == comparison


def test_a_document_without_accepted_items_is_nothing_to_compare_with(cast, plan):
    empty = factories.document(cast.office, cast.clerk, "没有任务的通知\n", title="通知")
    with pytest.raises(Fault, match="P163"):
        actions.compare_with(plan, empty, cast.clerk)


def test_a_person_says_what_is_one_matter_and_a_change_after_it_is_shown(cast, plan, comparison):
    group = group_of(comparison, "标准化")
    actions.decide(comparison, group.upper.id, group.lines[0].lower.id, "confirmed", cast.clerk)
    duty = plan.duties.get(pk=int(group.lines[0].lower.id.split(":")[1]))
    actions.change_duty(duty, "measures", "鼓励标准化生产，完善追溯。", cast.clerk)
    line = group_of(comparison, "标准化").lines[0]
    assert line.decided.decided_by == cast.clerk
    assert line.moved == ("本级原为“推广标准化生产，完善追溯。（到2027年）”",)
    assert line.pair.relation == "weaker"


def test_what_is_refused_is_not_proposed_again_until_that_is_taken_back(cast, comparison):
    group = group_of(comparison, "标准化")
    lower = group.lines[0].lower.id
    actions.decide(comparison, group.upper.id, lower, "refused", cast.clerk)
    assert group_of(comparison, "标准化").states == {"missing"}
    actions.undo(comparison, group.upper.id, lower, cast.clerk)
    assert group_of(comparison, "标准化").lines[0].lower.id == lower


def test_leaving_something_out_asks_for_a_reason(cast, comparison):
    upper = group_of(comparison, "召回").upper.id
    with pytest.raises(Fault, match="P166"):
        actions.decide(comparison, upper, "", "left", cast.clerk)
    actions.decide(comparison, upper, "", "left", cast.clerk, reason="本县没有这类企业")
    assert group_of(comparison, "召回").states == {"left"}


def test_a_person_may_name_a_statement_that_shares_no_words(cast, plan, comparison):
    key = reading.own_key(plan, "加强药品监管。药品抽检合格率达到99%以上。")
    actions.decide(comparison, group_of(comparison, "召回").upper.id, key, "confirmed", cast.clerk)
    assert group_of(comparison, "召回").lines[0].lower.id == key


def test_what_is_not_in_the_plan_is_no_choice(plan):
    with pytest.raises(Fault, match="P168"):
        reading.own_key(plan, "没有这一条")


def test_a_new_version_above_keeps_what_it_did_not_change_and_shows_what_must_follow(cast, plan, above, comparison):
    kept, changed = group_of(comparison, "标准化"), group_of(comparison, "合格率")
    for group in (kept, changed):
        actions.decide(comparison, group.upper.id, group.lines[0].lower.id, "confirmed", cast.clerk)
    new = factories.document(cast.office, cast.clerk, NEW, title="关于产品质量的意见（修订）")
    factories.item(new, "task", "推广农业标准化生产", text="推广农业标准化生产，完善农产品追溯。",
                   lead_units=["省农业厅"], responsible_units=[])  # fmt: skip
    target(new, "农产品抽检合格率稳定在99.5%以上", indicator="农产品抽检合格率", value=99.5, hold=True)
    later = actions.compare_with(plan, new, cast.clerk, follows=comparison)
    assert group_of(later, "标准化").lines[0].decided is not None
    assert group_of(later, "合格率").lines[0].decided is None
    found = {(bool(one.old), bool(one.new)): (one, resting) for one, _, _, resting in reading.changes_since(later)}
    one, resting = found[True, True]
    assert [d.name for d in one.differences] == ["数值"]
    assert resting == ["农产品抽检合格率 ≥98.5%（到2027年）"]
    assert (True, False) in found  # 召回 was dropped


def test_the_table_says_what_is_missing_and_what_is_our_own(comparison):
    rows = reading.carrying_table(comparison, comparison.made_at.date()).rows
    said = {row["upper"]: row["relation"] for row in rows if row["upper"] != "—"}
    assert said["建立缺陷产品召回中心，及时公布召回信息。"] == "未承接"
    assert "本级自定" in [row["relation"] for row in rows]


def test_targets_of_the_areas_below_are_added_up_for_the_plan_above(cast):
    province, county = cast.province, cast.county
    upper = actions.make_plan([policy(cast._replace(office=cast.province_office, clerk=cast.province_clerk))],
                              cast.province_office, cast.province_clerk)  # fmt: skip
    lower = actions.make_plan([policy(cast)], cast.office, cast.clerk)
    upper.state = "issued"
    upper.save()
    found = actions.compare_with(lower, upper, cast.clerk)
    actions.confirm_all(found, reading.view_of(found).sure, cast.clerk)
    totals = {goal.text: total for goal, total in reading.totals_of(upper, [county, cast.neighbour_county], [found])}
    assert totals["教育基地数量"].promised == 20
    assert totals["教育基地数量"].silent == (cast.neighbour_county.name,)
    assert province.name not in totals["教育基地数量"].silent


def test_the_pages_show_it_and_a_click_confirms(clerk, plan, above):
    begun = clerk.post(f"/plans/{plan.pk}/carrying/begin/", {"upper": f"document:{above.pk}"})
    page = clerk.get(begun.url).content.decode()
    assert "未承接" in page
    comparison = Comparison.objects.unscoped("test").get()
    group = group_of(comparison, "标准化")
    clerk.post(f"{begun.url}decide/", {"upper": group.upper.id, "lower": group.lines[0].lower.id, "decision": "confirmed"})
    assert comparison.carried.get().decision == "confirmed"
    assert clerk.get(f"{begun.url}table.xlsx")["Content-Type"].endswith("sheet")


def test_a_choice_of_nothing_is_explained(clerk, plan):
    answer = clerk.post(f"/plans/{plan.pk}/carrying/begin/", {"upper": ""})
    assert "P167" in answer.content.decode()
