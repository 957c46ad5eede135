"""Targets are taken over, tightened, shared out, or left with a reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.aligning.goals import as_strict, stricter
from zhiheng.core.values.faults import Fault
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
    assert rate.get_stance_display() == "分解到下级"


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
