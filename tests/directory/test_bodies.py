"""Bodies of an area, in protocol order."""

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions

LIST = """一、县委办公室
1. 县教育局
2. 县公安局
三、县市场监管局
· 县医保局
三亚路街道办事处
县统计局、县林业局
县委宣传部（县新闻出版局、县电影局）
"""


@pytest.fixture
def cast(db):
    return factories.cast()


def names(area):
    return [body.name for body in area.organisations.all()]


def test_a_pasted_list_is_the_order(cast):
    assert actions.import_organisations(cast.county, LIST, cast.clerk) == 8
    assert names(cast.county) == [
        "县委办公室", "县教育局", "县公安局", "县市场监管局", "县医保局", "三亚路街道办事处", "县统计局", "县林业局",
        "县委宣传部（县新闻出版局、县电影局）",
    ]  # fmt: skip


def test_pasting_the_same_list_again_adds_nothing(cast):
    actions.import_organisations(cast.county, LIST, cast.clerk)
    assert actions.import_organisations(cast.county, LIST, cast.clerk) == 0


def test_a_list_without_names_is_refused(cast):
    with pytest.raises(Fault, match="没有机构名称"):
        actions.import_organisations(cast.county, "\n \n", cast.clerk)


def test_a_new_body_takes_its_usual_place(cast):
    for name in ("县统计局", "县教育局", "县委宣传部"):
        actions.add_organisation(cast.county, name, cast.clerk)
    assert names(cast.county) == ["县委宣传部", "县教育局", "县市场监管局", "县统计局"]


def test_adding_a_body_twice_gives_the_same_one(cast):
    first = actions.add_organisation(cast.county, "县教育局", cast.clerk)
    assert actions.add_organisation(cast.county, " 县教育局 ", cast.clerk) == first


def test_a_renamed_body_is_still_known_by_its_former_name(cast):
    body = actions.add_organisation(cast.county, "县工商局", cast.clerk)
    actions.change_names(body, "县市场局", [], cast.clerk)
    assert body.aliases == ["县工商局"]


def test_two_bodies_do_not_share_a_name(cast):
    body = actions.add_organisation(cast.county, "县教育局", cast.clerk)
    with pytest.raises(Fault, match="已经有“县市场监管局”"):
        actions.change_names(body, "县市场监管局", [], cast.clerk)


def test_a_body_moves_up_and_down(cast):
    actions.import_organisations(cast.county, "甲局\n乙局\n丙局", cast.clerk)
    actions.move_organisation(cast.county.organisations.get(name="丙局"), -1, cast.clerk)
    assert names(cast.county)[:3] == ["甲局", "丙局", "乙局"]


@pytest.mark.parametrize("page", ["", "paste/"])
def test_the_pages_open(cast, page):
    assert cast.client("clerk").get(f"/directory/{page}").status_code == 200


def test_the_page_of_a_body_shows_for_whom_it_stands(cast):
    row = actions.ask_counterpart(cast.county, "省市场监管局")
    actions.answer_counterpart(row, "ours", [cast.office], cast.clerk)
    assert "省市场监管局" in cast.client("reader").get(f"/directory/{cast.office.pk}/").content.decode()


def test_a_clerk_sees_and_changes_only_her_own_areas_bodies(cast):
    other = cast.client("neighbour")
    assert other.get(f"/directory/{cast.office.pk}/").status_code == 404
    assert other.post(f"/directory/{cast.office.pk}/end/", {"on": "2026-01-01"}).status_code == 404


def test_a_reader_changes_nothing(cast):
    assert cast.client("reader").post("/directory/add/", {"name": "县教育局"}).status_code == 403


def test_a_body_is_ended_and_comes_back_by_plain_forms(cast):
    clerk = cast.client("clerk")
    clerk.post(f"/directory/{cast.office.pk}/end/", {"on": "2026-01-01", "reason": "机构改革"})
    cast.office.refresh_from_db()
    assert str(cast.office.ended_on) == "2026-01-01"
    clerk.post(f"/directory/{cast.office.pk}/revive/")
    cast.office.refresh_from_db()
    assert cast.office.ended_on is None


def test_a_body_is_marked_vertical_and_gets_other_names(cast):
    form = {"name": "县市场监管局", "aliases": "市监局、工商局", "vertical": "on"}
    cast.client("clerk").post(f"/directory/{cast.office.pk}/save/", form)
    cast.office.refresh_from_db()
    assert (cast.office.vertical, cast.office.aliases) == (True, ["市监局", "工商局"])
