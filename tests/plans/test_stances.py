"""Targets are taken over, tightened, shared out, or left with a reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.aligning.goals import as_strict, stricter
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.plans import actions
from zhiheng.plans.wording import goal_words

VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)


@pytest.fixture
def rate(plan):
    return plan.goals.get(indicator="农产品抽检合格率")


@pytest.fixture
def count(plan):
    return plan.goals.get(indicator="教育基地数量")


def test_a_goal_taken_over_prints_as_it_was_asked(rate, cast):
    actions.set_stance(rate, "take", cast.clerk)
    assert goal_words(rate) == "农产品抽检合格率≥98.5%（稳定）"


def test_a_tightened_goal_prints_the_stricter_value(rate, cast):
    actions.set_stance(rate, "tighten", cast.clerk, own="99")
    assert goal_words(rate) == "农产品抽检合格率≥99%（稳定）"


@pytest.mark.parametrize("own", ["98.5", "98", "-1"])
def test_what_is_not_stricter_is_refused(rate, cast, own):
    with pytest.raises(Fault, match="没有更严"):
        actions.set_stance(rate, "tighten", cast.clerk, own=own)


@pytest.mark.parametrize(("own", "says"), [("很高", "不是数"), ("", "不是数"), ("100.5", "超过了百分之百"), ("nan", "不是数")])
def test_what_is_no_rate_is_refused(rate, cast, own, says):
    with pytest.raises(Fault, match=says):
        actions.set_stance(rate, "tighten", cast.clerk, own=own)


def test_of_an_upper_bound_the_smaller_value_is_stricter(rate, cast):
    rate.comparator, rate.low = "<=", "3"
    with pytest.raises(Fault, match="应小于 3"):
        actions.set_stance(rate, "tighten", cast.clerk, own="4")
    assert actions.set_stance(rate, "tighten", cast.clerk, own="2.5").own_low == "2.5"


def test_counts_shared_out_add_up_to_what_was_asked(count, cast):
    with pytest.raises(Fault, match="合计 19个，上级要求 20个，还差 1个"):
        actions.set_stance(count, "share", cast.clerk, shares=[("东山镇", "12"), ("西山镇", "7")], share_by="sum")
    actions.set_stance(count, "share", cast.clerk, shares=[("东山镇", "12"), ("西山镇", "8")], share_by="sum")
    assert [(share.name, share.value) for share in count.shares.all()] == [("东山镇", "12"), ("西山镇", "8")]


def test_rates_are_not_added(rate, cast):
    with pytest.raises(Fault, match="不能相加"):
        actions.set_stance(rate, "share", cast.clerk, shares=[("东山镇", "50"), ("西山镇", "50")], share_by="sum")


def test_the_same_for_each_means_that_each_reaches_it(rate, cast):
    with pytest.raises(Fault, match="西山镇的数值没有达到"):
        actions.set_stance(rate, "share", cast.clerk, shares=[("东山镇", "99"), ("西山镇", "98")])
    actions.set_stance(rate, "share", cast.clerk, shares=[("东山镇", "99"), ("西山镇", "98.5")])
    assert rate.get_stance_display() == "分解"


def test_a_goal_is_left_only_with_a_reason(rate, cast):
    with pytest.raises(Fault, match="请写明理由"):
        actions.set_stance(rate, "leave", cast.clerk)
    assert actions.set_stance(rate, "leave", cast.clerk, reason="本县无此产业").reason == "本县无此产业"


def test_deciding_anew_forgets_the_former_value_and_history_keeps_it(rate, cast):
    from zhiheng.history.queries import timeline

    actions.set_stance(rate, "tighten", cast.clerk, own="99")
    actions.set_stance(rate, "take", cast.clerk)
    assert rate.own_low == ""
    assert ("本级数值", "99%", "") in timeline(rate).first().changes()


@given(st.sampled_from([">=", ">", "<=", "<", "=", "≈", "range"]), VALUES, VALUES)
def test_of_two_different_values_exactly_one_is_stricter(comparator, asked, own):
    assert as_strict(comparator, asked, asked)
    assert not stricter(comparator, asked, asked)
    if asked != own:
        assert stricter(comparator, asked, own) != stricter(comparator, own, asked)


@given(VALUES)
def test_a_value_is_kept_as_the_decimal_it_is(value):
    from zhiheng.plans.flowing import _decimal_text

    assert Decimal(_decimal_text(float(value))) == value


def test_a_count_is_shared_over_units_each_with_its_part(count, answered, cast):
    shares = [("县教育局", "12"), ("县市场监管局", "8")]
    actions.set_stance(count, "share", cast.clerk, shares=shares, share_by="sum")
    assert [(share.unit.name, share.area, share.value) for share in count.shares.all()] == [
        ("县教育局", None, "12"), ("县市场监管局", None, "8"),
    ]  # fmt: skip


def test_who_is_named_twice_is_refused_and_no_value_lost(count, cast):
    with pytest.raises(Fault, match="填了两次"):
        actions.set_stance(count, "share", cast.clerk, shares=[("东山镇", "12"), ("东山镇", "8")], share_by="sum")


def test_a_sharing_is_undone_to_what_stood_with_its_shares(count, cast):
    actions.set_stance(count, "share", cast.clerk, shares=[("东山镇", "20")], share_by="sum")
    actions.set_stance(count, "share", cast.clerk, shares=[("东山镇", "12"), ("西山镇", "8")], share_by="sum", reason="两镇分")
    actions.undo_stance(count, cast.clerk)
    count.refresh_from_db()
    assert [(share.name, share.value) for share in count.shares.all()] == [("东山镇", "20")]
    assert (count.stance, count.reason, timeline(count).first().verb) == ("share", "", "撤销处理")


def test_what_was_undone_or_never_decided_is_not_undone_again(count, cast):
    actions.set_stance(count, "take", cast.clerk)
    count.refresh_from_db()
    assert actions.undo_stance(count, cast.clerk).stance == ""
    with pytest.raises(Fault, match="没有可以撤销的处理"):
        actions.undo_stance(count, cast.clerk)


def test_the_page_tries_a_sharing_before_it_keeps_it(count, answered, cast, clerk):
    page = f"/plans/{answered.pk}/goals/{count.pk}/share/"
    said = {"name": ["县教育局", "县市场监管局"], "value": ["12", "7"], "share_by": "sum", "step": "look"}
    assert "还差 1个" in clerk.post(page, said).content.decode()
    shown = clerk.post(page, {**said, "value": ["12", "8"]}).content.decode()
    assert "合计 20个，上级要求 20个" in shown
    assert "还没有保存" in shown
    count.refresh_from_db()
    assert (count.stance, count.shares.count()) == ("", 0)
    clerk.post(page, {**said, "value": ["12", "8"], "step": "take"})
    count.refresh_from_db()
    assert (count.stance, count.shares.count()) == ("share", 2)
    clerk.post(f"/plans/{answered.pk}/goals/{count.pk}/undo/")
    assert count.shares.count() == 0


def test_a_rate_is_never_divided_whatever_the_page_is_told(rate, answered, clerk):
    page = f"/plans/{answered.pk}/goals/{rate.pk}/share/"
    assert 'value="98.5"' in clerk.get(page + "?to=unit").content.decode()
    clerk.post(page, {"name": ["县教育局", "县市场监管局"], "value": ["50", "48.5"], "share_by": "sum", "step": "take"})
    rate.refresh_from_db()
    assert rate.stance == ""
