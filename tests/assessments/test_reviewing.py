"""复核: what differs is found by size, what agrees is closed in bulk, two reviewers of one item are kept apart."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

import factories
from assessments.judged import assessment
from zhiheng.assessments.actions import reviewing
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import Exhibit, ExhibitUse, Judgement, Review
from zhiheng.assessments.recording import say
from zhiheng.assessments.scoring import reviews
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def county(cast):
    """示例县, which claims all of 1.1.3 and 1.1.2; the departments give it 1.5 and 2, and a plan for 1.1.1 without evidence."""
    one = assessment(cast, "reviewing").assessed.get(code="990100")
    for item, own, said in (("1.1.3", 2, "1.5"), ("1.1.2", 2, "2")):
        say(one, item, "self", cast.province_clerk, value=Decimal(own))
        say(one, item, "department", cast.province_clerk, value=Decimal(said))
    say(one, "1.1.1", "self", cast.province_clerk, answer="纳入总体规划")
    say(one, "1.1.1", "department", cast.province_clerk, answer="未纳入", why="没有单列")
    return one


def exhibit(county, cast, noticed=()) -> Exhibit:
    made = Exhibit.objects.create(
        assessed=county, digest="1" * 64, file_name="规划.pdf", kind="pdf", size=1, title="规划", noticed=list(noticed),
        by=cast.province_clerk, at=factories.A_MOMENT,
    )  # fmt: skip
    ExhibitUse.objects.create(exhibit=made, item="1.1.1", piece="规划文本")
    return made


def line(county, item: str) -> reviews.Line:
    return next(one for one in reviews.sides_of(county.assessment, county).lines if one.item.id == item)


def refused(act, *args, **said) -> Fault:
    with pytest.raises(Fault) as caught:
        act(*args, **said)
    return caught.value


def test_what_differs_stands_by_size(county) -> None:
    found = reviews.differing(reviews.sides_of(county.assessment).lines)
    assert [(one.item.id, one.gap) for one in found] == [("1.1.1", 2), ("1.1.3", Decimal("0.5"))]
    (turnout,) = [one for one in reviews.turnouts(reviews.sides_of(county.assessment).lines) if one.assessed == county]
    assert (turnout.differing, turnout.apart) == (2, Decimal("2.5"))


def test_a_reviewer_accepts_what_the_department_said(cast, county) -> None:
    before = standing_of(county.assessment).card("990100").adjusted
    review = reviewing.accept(county, "1.1.3", cast.province_clerk, seen=0)
    assert (review.state, review.version) == ("closed", 1)
    assert standing_of(county.assessment).card("990100").adjusted == before
    assert line(county, "1.1.3").closed


def test_another_value_needs_a_reason_and_counts_from_then_on(cast, county) -> None:
    assert refused(reviewing.correct, county, "1.1.3", "2", cast.province_clerk, why=" ", seen=0).id == "S249"
    assert refused(reviewing.correct, county, "1.1.3", "2.5", cast.province_clerk, why="补交", seen=0).id == "S240"
    assert not Review.objects.exists()
    reviewing.correct(county, "1.1.3", "2", cast.province_clerk, why="复核时补交了凭证", seen=0)
    assert next(one.score for one in standing_of(county.assessment).card("990100").items if one.id == "1.1.3") == 2
    assert next(
        one.score for one in standing_of(county.assessment, "department").card("990100").items if one.id == "1.1.3"
    ) == Decimal("1.5")
    told = Revision.objects.filter(verb="复核改定").last()
    assert told.reason == "复核时补交了凭证"


def test_a_computed_figure_is_corrected_by_a_reviewer(cast, county) -> None:
    assert line(county, "1.1.6").unscored
    reviewing.correct(county, "1.1.6", "90%", cast.province_clerk, why="台账少录一批", seen=0)
    assert line(county, "1.1.6").final.score == 1


def test_two_reviewers_closing_one_item_at_once_are_kept_apart(cast, county) -> None:
    seen = line(county, "1.1.3").seen
    reviewing.correct(county, "1.1.3", "1.8", cast.province_clerk, why="核减一笔", seen=seen)
    second = refused(reviewing.accept, county, "1.1.3", cast.province_clerk, seen=seen)
    assert second.id == "S250"
    assert "孙省局" in second.says
    assert "改为“1.8”并办结（核减一笔）" in second.says
    third = refused(reviewing.correct, county, "1.1.3", "2", cast.province_clerk, why="理由", seen=seen)
    assert third.id == "S250"
    assert "改为“2”" in third.says
    assert Judgement.objects.filter(side="review").count() == 1
    assert line(county, "1.1.3").now == "1.8"


def test_an_item_is_opened_again_with_a_reason_and_keeps_what_was_set(cast, county) -> None:
    reviewing.correct(county, "1.1.3", "1.8", cast.province_clerk, why="核减一笔", seen=0)
    assert refused(reviewing.reopen, county, "1.1.3", cast.province_clerk, seen=1, why="").id == "S251"
    reviewing.reopen(county, "1.1.3", cast.province_clerk, seen=1, why="又有新凭证")
    assert not line(county, "1.1.3").closed
    assert line(county, "1.1.3").now == "1.8"
    assert Review.objects.get().version == 2


def test_what_a_department_says_after_an_item_was_closed_opens_the_question_again(cast, county) -> None:
    review = reviewing.accept(county, "1.1.3", cast.province_clerk, seen=0)
    Review.objects.update(at=review.at - timedelta(minutes=1))
    say(county, "1.1.3", "department", cast.province_clerk, value=Decimal(1))
    assert (line(county, "1.1.3").stale, line(county, "1.1.3").closed) == (True, False)


def test_bulk_closing_takes_only_what_agrees_is_proved_and_is_not_in_doubt(cast, county) -> None:
    assert reviewing.close_calm(county.assessment, cast.province_clerk) == 1
    assert [one.item for one in Review.objects.all()] == ["1.1.2"]
    assert reviewing.close_calm(county.assessment, cast.province_clerk) == 0
    say(county, "1.1.1", "department", cast.province_clerk, answer="纳入总体规划")
    assert line(county, "1.1.1").unproved is False  # nobody has counted its evidence
    found = exhibit(county, cast, [["outside", "日期不在考核期内"]])
    assert line(county, "1.1.1").doubts == ("规划：日期不在考核期内",)
    assert reviewing.close_calm(county.assessment, cast.province_clerk) == 0
    found.settled, found.settled_by = "上年末印发，当年执行", cast.province_clerk
    found.save()
    assert reviewing.close_calm(county.assessment, cast.province_clerk) == 1


def test_evidence_asked_and_not_there_keeps_an_item_out_of_bulk_closing(cast, county) -> None:
    made = exhibit(county, cast)
    made.uses.update(item="1.1.2", piece="")
    say(county, "1.1.1", "department", cast.province_clerk, answer="纳入总体规划")
    assert line(county, "1.1.1").unproved
    assert not line(county, "1.1.1").calm


@pytest.mark.parametrize("stage", ["approving", "approved", "closed"])
def test_after_approval_nothing_is_reviewed(cast, county, stage) -> None:
    county.assessment.stage = stage
    county.assessment.save()
    assert refused(reviewing.accept, county, "1.1.3", cast.province_clerk, seen=0).id == "S246"
    assert refused(reviewing.correct, county, "1.1.3", "2", cast.province_clerk, why="理由", seen=0).id == "S246"
    assert refused(reviewing.close_calm, county.assessment, cast.province_clerk).id == "S246"
    assert not Review.objects.exists()


def test_pages_of_review_tell_what_differs_and_keep_what_was_typed(cast, county) -> None:
    client = cast.client("province_clerk")
    at = f"/assessments/{county.assessment.pk}"
    listed = client.get(f"{at}/reviews/").content.decode()
    assert listed.index("1.1.1 纳入规划") < listed.index("1.1.3 专项资金")
    page = client.get(f"{at}/reviews/990100/?show=apart").content.decode()
    assert "自评高于部门" in page
    assert 'id="i1.1.2"' not in page
    wrong = {"do": "correct", "seen": "0", "text": "9", "why": "写错的数"}
    refused_page = client.post(f"{at}/reviews/990100/1.1.3/?show=apart", wrong).content.decode()
    assert "S240" in refused_page
    assert "写错的数" in refused_page
    assert client.post(f"{at}/reviews/990100/1.1.3/", wrong | {"text": "2"}).status_code == 302
    late = client.post(f"{at}/reviews/990100/1.1.3/", {"do": "accept", "seen": "0"}).content.decode()
    assert "S250" in late
    assert client.post(f"{at}/reviews/calm/", {"code": "990100"}).status_code == 302
    assert "已复核" in client.get(f"{at}/reviews/990100/").content.decode()


def test_three_scores_stand_side_by_side_on_a_page_in_a_file_and_on_paper(cast, county) -> None:
    client = cast.client("province_clerk")
    at = f"/assessments/{county.assessment.pk}/beside"
    page = client.get(f"{at}/?code=990100&apart=1").content.decode()
    assert "自评高" in page
    assert "1.1.2" not in page
    assert "1.1.3" in client.get(f"{at}/?lead=财政部门").content.decode()
    sheet = load_workbook(io.BytesIO(client.get(f"{at}.xlsx?code=990100").content)).active
    heads = [cell.value for cell in sheet[2]]
    assert heads[:5] == ["一级指标", "二级指标", "编号", "三级指标", "分值"]
    assert heads[-4:] == ["自评分", "部门评分", "最终分", "扣分原因、备注"]
    row = next(row for row in sheet.iter_rows(min_row=3, values_only=True) if "1.1.3" in row)
    assert row[heads.index("自评分")] == "2"
    assert row[heads.index("部门评分")] == "1.5"
    assert sheet.page_setup.paperSize == 8
    printed = client.get(f"{at}/print/?code=990100").content.decode()
    assert "2024年度质量工作考核评分表（示例县）" in printed
