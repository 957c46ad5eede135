"""Firms: by code or exact name, never by likeness."""

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions
from zhiheng.directory.enterprises import Ambiguous, resolver
from zhiheng.directory.models import Enterprise
from zhiheng.directory.queries import scope_of
from zhiheng.history.queries import timeline

CODE = "91350100M000100Y43"
NAME = "示例椰风食品有限公司"


@pytest.fixture
def cast(db):
    return factories.cast()


def made(cast, *words, area=None):
    return actions.new_enterprises(area or cast.county, words, cast.clerk)


def find(cast, words, area=None):
    return resolver(scope_of(area or cast.county)).find(words)


@pytest.mark.parametrize(
    "words", [CODE, CODE.lower(), f"{NAME}（{CODE}）", NAME, "示例椰风食品 有限公司", f"别的名字 {CODE}"]
)
def test_a_firm_is_found_by_its_code_or_its_exact_name(cast, words):
    ids = made(cast, f"{NAME} {CODE}")
    assert find(cast, words) == ids[f"{NAME} {CODE}"]


@pytest.mark.parametrize("words", ["椰风食品有限公司", "示例耶风食品有限公司", "示例椰风食品有限公司一分公司"])
def test_a_firm_is_never_found_by_likeness(cast, words):
    made(cast, f"{NAME} {CODE}")
    assert find(cast, words) is None


def test_a_wrong_code_is_refused_even_with_a_known_name(cast):
    made(cast, f"{NAME} {CODE}")
    with pytest.raises(Fault, match="C606"):
        find(cast, f"{NAME} {CODE[:-1]}4")


def test_words_that_mean_one_firm_make_one_record(cast):
    ids = made(cast, NAME, f"{NAME}，{CODE}", CODE, "示例椰风食品　有限公司")
    assert len(set(ids.values())) == 1
    firm = Enterprise.objects.get()
    assert (firm.code, firm.name, firm.pending) == (CODE, NAME, False)


def test_words_that_are_known_make_no_record(cast):
    first = made(cast, NAME)
    assert made(cast, NAME) == first
    assert Enterprise.objects.count() == 1


def test_a_record_by_name_alone_waits_for_a_person_and_its_making_is_history(cast):
    made(cast, NAME)
    firm = Enterprise.objects.get()
    assert firm.pending
    assert timeline(firm).get().after == {"名称": NAME, "代码": "没有"}


def test_an_old_number_is_kept_as_what_it_is(cast):
    made(cast, "469001600123456")
    assert (Enterprise.objects.get().id_kind, Enterprise.objects.get().pending) == ("registration", True)
    assert find(cast, "469001600123456") == Enterprise.objects.get().pk


def test_a_company_of_another_area_is_found_by_its_full_name_a_shop_is_not(cast):
    ids = made(cast, NAME, "老王饭店", area=cast.neighbour_county)
    assert find(cast, NAME) == ids[NAME]
    assert find(cast, "老王饭店") is None


def test_a_name_that_several_firms_have_is_ambiguous(cast):
    made(cast, "老王饭店")
    made(cast, "老王饭店", area=cast.neighbour_county)
    found = find(cast, "老王饭店", cast.province)
    assert isinstance(found, Ambiguous)
    assert "2 家同名企业" in found.says


def test_many_words_are_looked_up_in_few_queries(cast, django_assert_max_num_queries):
    words = [f"示例{n}号食品有限公司" for n in range(1000)]
    made(cast, *words)
    ours = resolver(scope_of(cast.county))
    with django_assert_max_num_queries(8):
        ours.prepare(words)
        assert all(ours.find(word) for word in words)


def test_a_cell_without_words_or_with_a_paragraph_is_refused(cast):
    with pytest.raises(Fault, match="U231"):
        find(cast, " ")
    with pytest.raises(Fault, match="U232"):
        find(cast, "某" * 200)
