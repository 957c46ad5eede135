"""Leading groups are counted as the directory has them, without being kept twice."""

from datetime import date

import pytest
from django.urls import reverse

import factories
from zhiheng.directory import actions
from zhiheng.indicators.elsewhere import adjusted_on
from zhiheng.indicators.queries import measured

FOUNDED, LATER, DAY = date(2007, 5, 1), date(2008, 3, 1), date(2008, 7, 25)
SPAN = f"2008-01-01..{DAY}"


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def group(cast):
    made = actions.set_up_group(cast.county, "县质量强县活动领导小组", FOUNDED, cast.clerk)
    actions.join_group(made, ["县市场监管局", "县教育局", "东江镇人民政府", "高新区管委会"], FOUNDED, cast.clerk)
    return made


def value(cast, indicator: str, period: str = SPAN):
    return measured(cast.county.code, period, [indicator])[indicator]["value"]


def test_members_are_counted_by_kind_on_the_last_day_and_a_change_counts_at_once(cast, group):
    assert [value(cast, id) for id in ("leading-groups", "group-departments", "group-townships")] == [1, 2, 2]
    actions.join_group(group, ["县公安局", "县财政局"], LATER, cast.clerk)
    actions.leave_group(group.members.get(organisation__name="县教育局"), DAY, cast.clerk)
    assert [value(cast, "group-departments", period) for period in ("2007", "2008-03", SPAN)] == [2, 4, 3]
    assert value(cast, "group-members-added") == 2
    actions.appoint(group, "deputy", "李某某", LATER, cast.clerk)
    assert value(cast, "group-deputy-heads") == 1


def test_an_area_is_adjusted_once_name_functions_and_members_are_others(cast, group):
    actions.change_group(group, LATER, cast.clerk, name="县质量强县工作领导小组", functions="统筹")
    assert value(cast, "areas-adjusted") == 0
    actions.join_group(group, ["县公安局"], date(2008, 4, 1), cast.clerk)
    assert [value(cast, "areas-adjusted", period) for period in ("2008-03", "2008-04", SPAN)] == [0, 1, 1]


def test_the_day_of_adjustment_is_the_first_on_which_all_three_were_others():
    three = [(LATER, "renamed"), (LATER, "functions_changed"), (DAY, "members_changed")]
    assert adjusted_on([*three, (date(2008, 12, 1), "renamed")]) == DAY
    assert adjusted_on(three[:2]) == LATER


def test_a_figure_of_groups_leads_to_their_page(cast, group, client):
    client.force_login(cast.clerk)
    page = client.get(reverse("indicators:figure", args=["group-departments"]), {"area": cast.county.code, "period": SPAN})
    assert page.status_code == 200
    assert reverse("directory:groups") in page.content.decode()
