"""The notice of an assessment says what was approved, figure for figure, and is not written before."""

import pytest

import factories
from assessments.played import FINE, TODAY, assessment, said
from assessments.test_assess import incident
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.rectifying import announce, announced_by_issue, ask_rectification
from zhiheng.assessments.kept import announcement_of, cards_in
from zhiheng.assessments.models import Assessment, Result
from zhiheng.assessments.rectifications import proposed
from zhiheng.core import read
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Grid
from zhiheng.definitions import lexicons
from zhiheng.publications import actions
from zhiheng.publications.actions.writing_about import begin_about
from zhiheng.publications.files import content
from zhiheng.publications.models import Publication
from zhiheng.publications.versions import last_version, paper_of_version

pytestmark = pytest.mark.django_db
NOTICE = "assessment-result-notice"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


def approved(cast: factories.Cast) -> Result:
    incident(cast, "2024-06-30", "区域性质量安全事件", "重大")
    found = assessment(cast)
    said(found.assessed.last(), "1.1.2", 2, cast.province_clerk)
    return approve(found, cast.province_clerk, approver="周局长", document="局长办公会纪要", reasons=FINE, today=TODAY, seen=1)


def notice(cast: factories.Cast):
    made = begin_about(NOTICE, Assessment.objects.get().pk, office=cast.province_office, by=cast.province_clerk)
    return paper_of_version(last_version(made))


def issued(cast: factories.Cast) -> Publication:
    clerk = cast.province_clerk
    answers = {"整改结果报送的时间和方式": "由各地按时书面报送"}
    pk = Assessment.objects.get().pk
    one = begin_about(NOTICE, pk, office=cast.province_office, by=clerk, answers=answers)
    actions.submit(one.pk, clerk)
    return actions.issue(actions.sign(one.pk, clerk, code="示质办发").pk, clerk)


def test_before_approval_no_notice_is_written_and_the_page_says_why() -> None:
    cast = factories.cast()
    found = assessment(cast)
    with pytest.raises(Fault, match="还没有审定的结果（现在是“待审定”）") as caught:
        notice(cast)
    assert caught.value.id == "B142"
    page = cast.client("province_clerk").get(f"/assessments/{found.pk}/result/").content.decode()
    assert "还不能起草考核结果通报：还没有审定的结果" in page


def test_reading_what_was_written_gives_the_approved_figures_back() -> None:
    cast = factories.cast()
    result = approved(cast)
    paper = notice(cast)
    read_back = read(content(paper, "docx"), "通报.docx", lexicons()).text
    for card in cards_in(result.cards).scorecards:
        assert card.name in read_back
        assert str(card.adjusted) in read_back
    table = next(one for one in paper.blocks if isinstance(one, Grid))
    assert len(table.rows) == 2
    assert "局长办公会纪要审定" in read_back
    assert "一个月内报送书面整改报告" in read_back


def test_the_grades_come_in_their_order_with_who_has_them() -> None:
    cast = factories.cast()
    approved(cast)
    text = content(notice(cast), "txt").decode()
    assert "D（" in text
    assert "关于2024年度市县质量工作考核结果的通报" in text


def test_what_is_to_be_put_right_stands_in_the_notice() -> None:
    cast = factories.cast()
    result = approved(cast)
    keys = [one.key for one in proposed(result, TODAY) if one.name == "示例县"]
    ask_rectification(result, keys, cast.province_clerk, today=TODAY)
    text = content(notice(cast), "txt").decode()
    assert "整改要求" in text
    assert "2026年12月20日" in text


def test_the_result_page_offers_the_notice_and_shows_what_was_written() -> None:
    cast = factories.cast()
    found = approved(cast).assessment
    client, page = cast.client("province_clerk"), f"/assessments/{found.pk}/result/"
    assert "起草考核结果通报" in client.get(page).content.decode()
    assert client.post(f"/publications/about/{NOTICE}/{found.pk}/begin/").status_code == 302
    assert "关于2024年度市县质量工作考核结果的通报" in client.get(page).content.decode()


def test_issuing_the_notice_announces_the_assessment_and_the_result_page_says_by_what() -> None:
    cast = factories.cast()
    approved(cast)
    made = issued(cast)
    found = Assessment.objects.get()
    assert (found.stage, found.version) == ("noticed", 3)
    said = announcement_of(found)
    assert (said.by_id, said.by_name) == (cast.province_clerk.pk, "孙省局")
    assert made.number
    assert made.number in said.after["通报"]
    page = cast.client("province_clerk").get(f"/assessments/{found.pk}/result/").content.decode()
    assert f"通报：{said.after['通报']}" in page
    assert "记为已通报" not in page


def test_a_second_notice_leaves_what_was_announced_first() -> None:
    cast = factories.cast()
    result = approved(cast)
    announce(result.assessment, cast.province_clerk, document="质量办通报〔2025〕1号", seen=2)
    issued(cast)
    assert Assessment.objects.get().version == 3
    assert announcement_of(result.assessment).after["通报"] == "质量办通报〔2025〕1号"


def test_a_county_that_could_write_of_the_result_above_does_not_announce_it() -> None:
    cast = factories.cast()
    found = approved(cast).assessment
    assert not announced_by_issue(found.pk, cast.clerk, document="《通报》（1号）", area=cast.office.area)
    assert Assessment.objects.get().stage == "approved"
