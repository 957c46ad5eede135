"""Records of one firm: suggested by likeness, decided by a person, undone without loss."""

from datetime import date

import pytest

import factories
from zhiheng.core.matching.codes import check_character
from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.enterprises import resolver, same_as
from zhiheng.directory.models import Enterprise, EnterprisePair
from zhiheng.directory.queries import scope_of
from zhiheng.history.queries import timeline

CODE, OTHER_CODE = "91350100M000100Y43", "91350100M000100Y5"
NAME, LIKE = "海南椰风食品有限公司", "海南省耶风食品有限责任公司"


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def pair(cast) -> EnterprisePair:
    """Two records that resemble each other: the first with a code, the second by name alone."""
    actions.new_enterprises(cast.county, [f"{NAME} {CODE}"], cast.clerk)
    actions.new_enterprises(cast.county, [LIKE], cast.clerk)
    actions.compare_enterprises()
    return EnterprisePair.objects.get()


def test_records_that_resemble_each_other_are_shown_and_not_linked(cast, pair):
    assert [shown.pk for shown in queries.pairs_within(scope_of(cast.county))] == [pair.pk]
    assert not list(queries.pairs_within(scope_of(cast.neighbour_county)))
    assert pair.right.merged_into is None
    assert ["字号", "椰风", "耶风", "near", "同音"] in pair.features


def test_what_a_person_found_to_be_two_firms_is_not_asked_again(cast, pair):
    actions.judge_pair(pair, "different", cast.clerk, reason="地址不同")
    Enterprise.objects.update(compared=False)
    assert actions.compare_enterprises() == 0
    assert not queries.pairs_within(scope_of(cast.county)).exists()
    assert timeline(pair.left).first().reason == "地址不同"


def test_a_merged_record_keeps_its_name_its_rows_and_its_history(cast, pair):
    actions.judge_pair(pair, "left", cast.clerk, reason="执照相同")
    other = Enterprise.objects.get(pk=pair.right_id)
    assert other.name == LIKE
    assert same_as() == {pair.right_id: pair.left_id}
    assert [one.pk for one in queries.records_of(other)] == [pair.left_id, pair.right_id]
    assert queries.enterprise_names({pair.right_id}) == {pair.right_id: NAME}
    assert [line.verb for line in timeline(other)] == ["并入", "登记企业"]
    assert resolver(scope_of(cast.county)).find(LIKE) == pair.right_id


def test_a_merge_is_undone_without_loss_and_may_be_judged_again(cast, pair):
    actions.judge_pair(pair, "left", cast.clerk, reason="执照相同")
    actions.unmerge_enterprise(Enterprise.objects.get(pk=pair.right_id), cast.clerk, reason="看错了")
    assert same_as() == {}
    assert [shown.pk for shown in queries.pairs_within(scope_of(cast.county))] == [pair.pk]


def test_merges_over_several_records_lead_to_one(cast, pair):
    third = actions.add_enterprise(cast.county, "", "椰风食品厂", cast.clerk)
    actions.merge_enterprises(pair.left, pair.right, cast.clerk, reason="执照相同")
    pair.left.refresh_from_db()
    actions.merge_enterprises(third, pair.left, cast.clerk, reason="改制")
    assert same_as() == {pair.left_id: third.pk, pair.right_id: third.pk}


@pytest.mark.parametrize(("kept", "other", "reason", "fault"), [(0, 1, " ", "U241"), (0, 0, "同", "U242"), (0, 2, "同", "U243")])
def test_a_merge_needs_a_reason_two_records_and_no_two_codes(cast, pair, kept, other, reason, fault):
    code = OTHER_CODE + check_character(OTHER_CODE)
    third = actions.add_enterprise(cast.county, code, "海南椰风食品厂", cast.clerk)
    firms = [pair.left, pair.right, third]
    with pytest.raises(Fault, match=fault):
        actions.merge_enterprises(firms[kept], firms[other], cast.clerk, reason=reason)


def test_a_record_that_is_merged_already_is_not_merged_again(cast, pair):
    actions.judge_pair(pair, "left", cast.clerk, reason="执照相同")
    with pytest.raises(Fault, match="U242"):
        actions.judge_pair(EnterprisePair.objects.get(), "right", cast.clerk, reason="再并")


def test_a_renamed_firm_is_found_by_both_names_and_by_its_alias(cast):
    firm = actions.add_enterprise(cast.county, CODE, NAME, cast.clerk)
    actions.rename_enterprise(firm, "海南椰林食品有限公司", date(2025, 3, 1), cast.clerk, reason="变更登记")
    actions.add_alias(firm, "椰风", cast.clerk)
    found = resolver(scope_of(cast.county))
    assert [found.find(words) for words in (NAME, "海南椰林食品有限公司", "椰风")] == [firm.pk] * 3
    assert [(name.name, name.until) for name in queries.names_of(firm).filter(kind="registered")] == [
        ("海南椰林食品有限公司", None), (NAME, date(2025, 3, 1)),
    ]  # fmt: skip


def test_names_of_a_firm_never_overlap(cast):
    firm = actions.add_enterprise(cast.county, CODE, NAME, cast.clerk)
    actions.rename_enterprise(firm, "海南椰林食品有限公司", date(2025, 3, 1), cast.clerk)
    with pytest.raises(Fault, match="U237"):
        actions.rename_enterprise(firm, "海南椰海食品有限公司", date(2025, 3, 1), cast.clerk)


def test_a_code_that_another_record_has_is_refused_with_its_name(cast, pair):
    with pytest.raises(Fault, match=f"已登记为“{NAME}”"):
        actions.give_code(pair.right, CODE, cast.clerk)
    actions.give_code(pair.right, "92460000M000100Y5" + check_character("92460000M000100Y5"), cast.clerk)
    assert not Enterprise.objects.get(pk=pair.right_id).pending


def test_who_heads_a_firm_stands_in_no_history(cast):
    firm = actions.add_enterprise(cast.county, CODE, NAME, cast.clerk)
    actions.change_enterprise(firm, {"head": "陈某某", "size": "small"}, cast.clerk)
    assert "陈某某" not in str(timeline(firm).first().after)
    assert timeline(firm).first().after["规模"] == "小型"
