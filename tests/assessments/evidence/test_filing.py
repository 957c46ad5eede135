"""Files are put under items, doubted, settled and numbered; the same box gives the same numbers."""

import io
from datetime import date

import pytest

import factories
from assessments.evidence.samples import word
from assessments.evidence.test_adding import box
from zhiheng.assessments.evidence import box as boxes
from zhiheng.assessments.evidence.actions import (
    add_files,
    correct,
    drop,
    file_under,
    renumber,
    settle,
    take_off,
)
from zhiheng.assessments.evidence.box import departments, matrix_of, standing, standings
from zhiheng.assessments.findings import evidence_on_hand
from zhiheng.assessments.models import Exhibit, ExhibitUse, LeadUnit
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.history.verifying import verified

pytestmark = pytest.mark.django_db
PLAN, PRIZE = ("1.1.4", "年度行动计划"), ("3.2.4", "奖项办法")


@pytest.fixture(autouse=True)
def own_originals(settings, tmp_path) -> None:
    settings.ORIGINALS = tmp_path


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def kept(of, by, *days: str) -> list[Exhibit]:
    """One notice for each day, alike in every other word."""
    came = add_files(of, [(f"{place}.docx", io.BytesIO(word(day))) for place, day in enumerate(days, 1)], by)
    return [one.exhibit for one in came]


def doubts_of(one: Exhibit) -> list[str]:
    return [doubt["name"] for doubt in boxes.open_doubts(Exhibit.objects.get(pk=one.pk))]


def test_one_copy_serves_many_items_each_under_its_own_number(cast) -> None:
    of = box(cast)
    (one,) = kept(of, cast.clerk, "2024年3月1日")
    assert file_under(of, [(one.pk, *PLAN), (one.pk, *PRIZE), (one.pk, *PLAN)], cast.clerk) == 2
    assert [str(use) for use in one.uses.all()] == ["1.1.4-1", "3.2.4-1"]
    on_hand = evidence_on_hand(of.assessment.as_opened, [of])
    assert (on_hand[of.code, "1.1.4"], on_hand[of.code, "3.2.4"], on_hand[of.code, "1.1.2"]) == (1, 1, 0)


def test_a_file_dated_anew_is_found_whichever_came_first_and_the_reason_given_stays(cast) -> None:
    of = box(cast)
    first, second = kept(of, cast.clerk, "2024年3月1日", "2024年9月1日")
    assert doubts_of(first) == doubts_of(second) == ["疑似改过日期"]
    settle(second, "每季度印发一次，文字相同", cast.clerk)
    correct(first, {"issuer": "县政府办"}, cast.clerk)
    assert doubts_of(second) == []
    again = Exhibit.objects.get(pk=second.pk).noticed[0]
    assert (again["kind"], again["reason"], again["by"]) == ("redated", "每季度印发一次，文字相同", "张经办")
    assert Revision.objects.filter(verb="说明佐证疑点", reason="每季度印发一次，文字相同").exists()


def test_a_reason_for_one_doubt_is_none_for_the_next(cast) -> None:
    of = box(cast)
    (one,) = kept(of, cast.clerk, "2023年3月1日")
    settle(one, "上年印发，今年仍执行", cast.clerk)
    file_under(of, [(one.pk, *PLAN)], cast.clerk)
    assert doubts_of(one) == ["未见公章"]
    correct(one, {"dated_on": date(2022, 3, 1)}, cast.clerk)
    assert doubts_of(one) == ["日期在考核期外", "未见公章"]


def test_a_doubt_is_not_settled_without_a_reason(cast) -> None:
    (one,) = kept(box(cast), cast.clerk, "2023年3月1日")
    with pytest.raises(Fault) as caught:
        settle(one, "  ", cast.clerk)
    assert caught.value.id == "S228"
    assert doubts_of(one) == ["日期在考核期外"]


def test_a_number_that_was_given_up_stays_free_until_the_box_is_numbered_again(cast) -> None:
    of = box(cast)
    late, early, gone = kept(of, cast.clerk, "2024年9月1日", "2024年3月1日", "2024年5月1日")
    file_under(of, [(gone.pk, *PLAN), (late.pk, *PLAN), (early.pk, *PLAN)], cast.clerk)
    take_off(gone, gone.uses.get().pk, cast.clerk)
    assert [str(one.uses.get()) for one in (late, early)] == ["1.1.4-2", "1.1.4-3"]
    assert renumber(of, cast.clerk) == 1
    assert [str(one.uses.get()) for one in (early, late)] == ["1.1.4-1", "1.1.4-2"]
    assert renumber(of, cast.clerk) == 0


def test_a_number_that_was_given_up_is_not_given_to_another_file(cast) -> None:
    of = box(cast)
    first, second, third, fourth = kept(of, cast.clerk, "2024年3月1日", "2024年4月1日", "2024年5月1日", "2024年6月1日")
    file_under(of, [(first.pk, *PLAN), (second.pk, *PLAN)], cast.clerk)
    take_off(second, second.uses.get().pk, cast.clerk)
    file_under(of, [(third.pk, *PLAN)], cast.clerk)
    drop(third, "交错了", cast.clerk)
    file_under(of, [(fourth.pk, *PLAN)], cast.clerk)
    assert str(fourth.uses.get()) == "1.1.4-4"
    renumber(of, cast.clerk)
    file_under(of, [(second.pk, *PLAN)], cast.clerk)
    assert [str(one.uses.get()) for one in (first, fourth, second)] == ["1.1.4-1", "1.1.4-2", "1.1.4-3"]


def test_a_file_of_evidence_that_is_exchanged_unseen_breaks_the_seal(cast) -> None:
    (one,) = kept(box(cast), cast.clerk, "2024年3月1日")
    correct(one, {"issuer": "县政府办"}, cast.clerk)
    assert verified().says == []
    Exhibit.objects.filter(pk=one.pk).update(digest="0" * 64)
    assert verified().says[0].startswith("佐证“1.docx”与改动记录不符")


def test_a_piece_that_is_not_of_the_scheme_is_refused_and_nothing_is_filed(cast) -> None:
    of = box(cast)
    (one,) = kept(of, cast.clerk, "2024年3月1日")
    for wrong in ((one.pk, "9.9.9", ""), (one.pk, "1.1.4", "照片"), (one.pk + 1, *PLAN)):
        with pytest.raises(Fault) as caught:
            file_under(of, [(one.pk, *PLAN), wrong], cast.clerk)
        assert caught.value.id == "S229"
    assert not ExhibitUse.objects.exists()


def test_what_is_missing_stands_with_its_department_until_a_file_is_there(cast) -> None:
    of = box(cast)
    LeadUnit.objects.create(assessment=of.assessment, words="政府办公室", unit=cast.office)
    (one,) = kept(of, cast.clerk, "2024年3月1日")
    before = {row.words: [gap.piece for gap in row.gaps] for row in departments(of.assessment, [of])}
    assert before["政府办公室"] == ["会议纪要", "政府工作报告"]
    file_under(of, [(one.pk, "1.1.3", "政府工作报告")], cast.clerk)
    after = {row.unit: [gap.piece for gap in row.gaps] for row in departments(of.assessment, [of])}
    assert after[cast.office.name] == ["会议纪要"]
    found = standing(of)
    assert (found.there, found.missing, found.unfiled) == (1, found.asked - 1, 0)


def test_a_file_taken_out_leaves_the_piece_missing_and_the_doubt_of_its_copy_goes(cast) -> None:
    of = box(cast)
    first, second = kept(of, cast.clerk, "2024年3月1日", "2024年9月1日")
    file_under(of, [(first.pk, *PLAN)], cast.clerk)
    drop(first, "交错了", cast.clerk)
    assert doubts_of(second) == []
    assert next(row for row in matrix_of(of) if row.item == "1.1.4").missing == ("年度行动计划",)
    with pytest.raises(Fault) as caught:
        settle(first, "x", cast.clerk)
    assert caught.value.id == "S227"


def test_all_boxes_are_told_in_as_many_queries_as_one(cast, django_assert_num_queries) -> None:
    of = box(cast)
    everyone = list(of.assessment.assessed.all())
    assert len(everyone) == 2
    with django_assert_num_queries(3):
        assert [one.assessed.code for one in standings(of.assessment)] == [one.code for one in everyone]
    with django_assert_num_queries(2):
        standing(of)
