"""Leading groups: members by date, posts by date, changes, and what is counted of them."""

from datetime import date

import pytest
from django.urls import reverse

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.models import Group
from zhiheng.directory.queries import scope_of
from zhiheng.history.queries import timeline

FOUNDED, LATER, DAY = date(2007, 5, 1), date(2008, 3, 1), date(2008, 7, 25)
NAME = "县质量强县活动领导小组"


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def group(cast) -> Group:
    made = actions.set_up_group(cast.county, NAME, FOUNDED, cast.clerk, functions="组织协调", office_at=cast.office)
    actions.join_group(made, ["县市场监管局", "县教育局", "东江镇人民政府", "高新区管委会"], FOUNDED, cast.clerk)
    return made


def test_members_are_counted_by_kind_on_a_day(cast, group):
    actions.join_group(group, ["县公安局"], LATER, cast.clerk)
    actions.leave_group(group.members.get(organisation__name="县教育局"), DAY, cast.clerk, reason="机构改革")
    assert queries.member_counts(group, FOUNDED) == {"department": 2, "township": 1, "zone": 1, "direct": 0}
    assert queries.member_counts(group, LATER)["department"] == 3
    assert queries.member_counts(group, DAY)["department"] == 2
    assert queries.member_counts(group, date(2000, 1, 1)) == dict.fromkeys(("department", "township", "zone", "direct"), 0)


def test_a_renamed_group_is_one_group_with_the_name_of_its_day(cast, group):
    actions.change_group(group, LATER, cast.clerk, name="县质量强县工作领导小组", document="县府办〔2008〕3号")
    assert queries.group_on(group, FOUNDED).name == NAME
    assert queries.group_on(group, LATER).name == "县质量强县工作领导小组"
    assert group.aliases == [NAME]
    assert timeline(group).first().before["名称"] == NAME


def test_a_group_that_takes_the_place_of_another_ends_it_with_its_members(cast, group):
    actions.appoint(group, "head", "陈某某", FOUNDED, cast.clerk)
    new = actions.set_up_group(cast.county, "县质量议事协调机构", LATER, cast.clerk, predecessor=group)
    assert list(queries.groups(scope_of(cast.county), on=DAY)) == [new]
    assert list(queries.groups(scope_of(cast.county), on=FOUNDED)) == [group]
    assert not queries.members_on(group, DAY)
    assert not queries.posts_on(group, DAY)


def test_members_added_between_two_days_are_counted_by_area(cast, group):
    neighbour = actions.set_up_group(cast.neighbour_county, "县质量强县领导小组", FOUNDED, cast.neighbour)
    actions.join_group(neighbour, ["甲局", "乙局"], FOUNDED, cast.neighbour)
    actions.join_group(group, ["县公安局", "县财政局"], LATER, cast.clerk)
    found = queries.members_added(scope_of(cast.province), date(2008, 1, 1), DAY)
    assert found == {"990100": 2, "990200": 0}


def test_only_who_changed_name_functions_and_members_counts_as_adjusted(cast, group):
    neighbour = actions.set_up_group(cast.neighbour_county, "县质量强县领导小组", FOUNDED, cast.neighbour)
    period = (scope_of(cast.province), date(2008, 1, 1), DAY)
    actions.change_group(group, LATER, cast.clerk, name="县质量强县工作领导小组", functions="统筹")
    actions.change_group(neighbour, LATER, cast.neighbour, name="县质量强县工作领导小组")
    assert queries.fully_adjusted(*period) == set()
    actions.join_group(group, ["县公安局"], LATER, cast.clerk)
    actions.join_group(neighbour, ["县公安局"], LATER, cast.neighbour)
    assert queries.fully_adjusted(*period) == {"990100"}


def test_areas_without_a_group_and_bodies_outside_it_are_named(cast, group):
    factories.office(cast.county, "县统计局")
    without = queries.areas_without_group(scope_of(cast.province), DAY, "county")
    assert [area.code for area in without] == ["990200"]
    assert [body.name for body in queries.bodies_outside(group, DAY)] == ["县统计局"]


def test_a_new_head_takes_the_place_of_the_old_one_deputies_stand_beside_each_other(cast, group):
    actions.appoint(group, "deputy", "李某", FOUNDED, cast.clerk)
    actions.appoint(group, "head", "陈某某", FOUNDED, cast.clerk)
    actions.appoint(group, "head", "王某", LATER, cast.clerk)
    actions.appoint(group, "deputy", "赵某", LATER, cast.clerk)
    assert [post.holder for post in queries.posts_on(group, FOUNDED)] == ["陈某某", "李某"]
    assert [post.holder for post in queries.posts_on(group, DAY)] == ["王某", "李某", "赵某"]


def test_a_member_renamed_since_is_still_the_member(cast, group):
    actions.rename_organisation(cast.office, "县市监局", DAY, cast.clerk)
    with pytest.raises(Fault, match="U257"):
        actions.join_group(group, ["县市场监管局"], DAY, cast.clerk)


BAD = [
    (lambda g, by: actions.set_up_group(g.area, " ", LATER, by), "U251"),
    (lambda g, by: actions.set_up_group(g.area, NAME, LATER, by), "U252"),
    (lambda g, by: actions.change_group(g, FOUNDED, by, name="另名"), "U253"),
    (lambda g, by: actions.change_group(g, LATER, by, name=NAME), "U254"),
    (lambda g, by: actions.join_group(g, [" "], LATER, by), "U255"),
    (lambda g, by: actions.join_group(g, ["县公安局"], date(2000, 1, 1), by), "U253"),
    (lambda g, by: actions.join_group(g, ["县教育局"], LATER, by), "U257"),
    (lambda g, by: actions.leave_group(g.members.first(), FOUNDED, by), "U253"),
    (lambda g, by: actions.appoint(g, "king", "陈某某", LATER, by), "U258"),
    (lambda g, by: actions.appoint(g, "head", " ", LATER, by), "U259"),
    (lambda g, by: actions.appoint(g, "head", "陈某某", date(2000, 1, 1), by), "U253"),
    (lambda g, by: actions.end_group(g, FOUNDED, by), "U253"),
]


@pytest.mark.parametrize(("act", "fault"), BAD)
def test_what_cannot_be_is_refused(cast, group, act, fault):
    with pytest.raises(Fault, match=fault):
        act(group, cast.clerk)


def test_a_group_is_kept_by_plain_forms(cast):
    clerk = cast.client("clerk")
    clerk.post(reverse("directory:group-add"), {"name": NAME, "founded_on": "2007-05-01", "office_at": cast.office.pk})
    made = Group.objects.get()
    clerk.post(reverse("directory:group-join", args=[made.pk]), {"names": "县教育局\n东江镇人民政府", "on": "2007-05-01"})
    clerk.post(reverse("directory:group-appoint", args=[made.pk]), {"title": "head", "holder": "陈某某", "since": "2007-05-01"})
    text = clerk.get(reverse("directory:group", args=[made.pk]), {"on": "2008-01-01"}).text
    assert "成员 2 个（部门 1、镇街 1" in text
    assert "陈某某" in text
    member = made.members.get(organisation__name="县教育局")
    clerk.post(reverse("directory:group-leave", args=[made.pk, member.pk]), {"on": "2007-12-01"})
    assert "成员 1 个" in clerk.get(reverse("directory:group", args=[made.pk]), {"on": "2008-01-01"}).text
    assert NAME in clerk.get(reverse("directory:groups")).text


def test_what_is_wrong_in_a_form_is_said_on_the_page(cast, group):
    clerk, member = cast.client("clerk"), group.members.first()
    answer = clerk.post(reverse("directory:group-leave", args=[group.pk, member.pk]), {"on": "2001-12-01"})
    assert answer.status_code == 422
    assert "退出日期应在那天之后" in answer.text
    answer = clerk.post(reverse("directory:group-join", args=[group.pk]), {"names": "县教育局", "on": "2008-01-01"})
    assert "已是成员" in answer.text


def test_a_clerk_sees_and_changes_only_groups_of_her_areas(cast, group):
    page = reverse("directory:group", args=[group.pk])
    assert cast.client("neighbour").get(page).status_code == 404
    assert cast.client("province_clerk").get(page).status_code == 200
    assert cast.client("reader").post(reverse("directory:group-end", args=[group.pk]), {"on": "2008-01-01"}).status_code == 403
