"""Pages of firms."""

import pytest
from django.urls import reverse

import factories
from zhiheng.directory import actions
from zhiheng.directory.models import Enterprise, EnterprisePair
from zhiheng.web import slots

CODE, NAME, LIKE = "91350100M000100Y43", "海南椰风食品有限公司", "海南省耶风食品有限责任公司"


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def firm(cast) -> Enterprise:
    return actions.add_enterprise(cast.county, CODE, NAME, cast.clerk)


def page(firm: Enterprise) -> str:
    return reverse("directory:enterprise", args=[firm.pk])


@pytest.mark.parametrize("words", ["椰风", "椰风食品 有限公司", "91350100m", "曾用名", ""])
def test_a_firm_is_searched_by_name_code_and_former_name(cast, firm, words):
    actions.add_alias(firm, "某某曾用名厂", cast.clerk)
    assert NAME in cast.client("clerk").get(reverse("directory:enterprises"), {"q": words}).text


@pytest.mark.parametrize("words", ["椰树", "9199", "。", "\0"])
def test_what_fits_no_firm_finds_none_or_is_no_search(cast, firm, words):
    answer = cast.client("clerk").get(reverse("directory:enterprises"), {"q": words})
    assert answer.status_code == 200
    assert (NAME in answer.text) == (words in "。\0")


def test_a_merged_record_is_found_as_the_firm_it_counts_as(cast, firm):
    other = actions.add_enterprise(cast.county, "", LIKE, cast.clerk)
    actions.merge_enterprises(firm, other, cast.clerk, reason="执照相同")
    text = cast.client("clerk").get(reverse("directory:enterprises"), {"q": "耶风"}).text
    assert NAME in text
    assert "1 家" in text


def test_a_wrong_code_stays_in_the_form_with_its_reason(cast):
    answer = cast.client("clerk").post(reverse("directory:enterprise-add"), {"name": NAME, "code": "9I350100M000100Y43"})
    assert answer.status_code == 422
    assert "第 2 位是字母 I" in answer.text
    assert "9I350100M000100Y43" in answer.text
    assert not Enterprise.objects.exists()


def test_a_firm_of_another_area_is_read_and_not_changed(cast, firm):
    neighbour = cast.client("neighbour")
    assert neighbour.get(page(firm)).status_code == 200
    assert neighbour.post(reverse("directory:enterprise-alias", args=[firm.pk]), {"name": "椰风"}).status_code == 403


def test_a_reader_is_offered_no_change(cast, firm):
    text = cast.client("reader").get(page(firm)).text
    assert "企业更名" not in text
    assert cast.client("reader").post(reverse("directory:enterprise-save", args=[firm.pk]), {}).status_code == 403


def test_who_heads_a_firm_is_masked_and_kept_when_left_empty(cast, firm):
    clerk, address = cast.client("clerk"), reverse("directory:enterprise-save", args=[firm.pk])
    clerk.post(address, {"head": "陈某某", "status": "active", "area": "990100"})
    clerk.post(address, {"head": "", "status": "active", "area": "990100", "size": "small"})
    firm.refresh_from_db()
    assert (firm.head, firm.size) == ("陈某某", "small")
    assert "陈**" in (text := clerk.get(page(firm)).text)
    assert "陈某某" not in text


def test_two_records_are_judged_on_the_page_of_suggestions(cast, firm):
    actions.add_enterprise(cast.county, "", LIKE, cast.clerk)
    clerk = cast.client("clerk")
    clerk.post(reverse("directory:compare"))
    assert "同音" in clerk.get(reverse("directory:pairs")).text
    pair = EnterprisePair.objects.get()
    refused = clerk.post(reverse("directory:judge", args=[pair.pk]), {"verdict": "left", "reason": ""}, follow=True)
    assert "没有写理由" in refused.text
    clerk.post(reverse("directory:judge", args=[pair.pk]), {"verdict": "left", "reason": "执照相同"})
    assert Enterprise.objects.exclude(merged_into=None).get().name == LIKE


def test_a_later_stage_shows_what_it_knows_of_a_firm(cast, firm, monkeypatch):
    monkeypatch.setitem(slots._filled, "enterprise.after", [lambda request, one: f"<p>关于{one.name}的 3 行</p>"])
    assert f"关于{NAME}的 3 行" in cast.client("clerk").get(page(firm)).text


def test_a_firm_moves_only_to_an_area_of_the_office(cast, firm):
    factories.area("990100001", "甲镇", "township", cast.county)
    clerk, address = cast.client("clerk"), reverse("directory:enterprise-save", args=[firm.pk])
    refused = clerk.post(address, {"status": "active", "area": "990200"})
    assert refused.status_code == 422
    assert "不归本级管" in refused.text
    clerk.post(address, {"status": "active", "area": "990100001"})
    firm.refresh_from_db()
    assert firm.area.name == "甲镇"


def test_a_pasted_list_is_added_but_for_its_wrong_lines(cast, firm):
    pasted = f"{NAME}\n\n示例一号食品有限公司\n示例二号食品有限公司\t9I350100M000100Y43\n示例一号食品有限公司"
    answer = cast.client("clerk").post(reverse("directory:enterprise-paste"), {"pasted": pasted})
    assert "新登记 1 家；1 行有问题" in answer.text
    assert "第 4 行" in answer.text
    assert Enterprise.objects.count() == 2


def test_a_list_without_lines_is_refused(cast):
    assert cast.client("clerk").post(reverse("directory:enterprise-paste"), {"pasted": " \n"}).status_code == 422


def test_a_record_is_merged_by_the_code_of_the_other(cast, firm):
    other = actions.add_enterprise(cast.county, "", "椰风老厂", cast.clerk)
    address = reverse("directory:enterprise-merge", args=[other.pk])
    assert "没有唯一叫" in cast.client("clerk").post(address, {"into": "椰树厂", "reason": "改制"}).text
    cast.client("clerk").post(address, {"into": CODE, "reason": "改制"})
    other.refresh_from_db()
    assert other.merged_into == firm


def test_very_many_firms_are_compared_in_the_background(cast, firm, monkeypatch):
    monkeypatch.setattr("zhiheng.directory.actions.merging.AT_ONCE_COMPARED", 0)
    assert "后台比对" in cast.client("clerk").post(reverse("directory:compare"), follow=True).text
