"""现场核查: planned, held, findings and scores; what is to be put right becomes 督办 on one click, once."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

import factories
from assessments.judged import assessment
from zhiheng.assessments.actions import visiting
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import SiteFinding, SiteVisit
from zhiheng.core.values.faults import Fault
from zhiheng.plans.models import Matter

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2025, 1, 20), date(2025, 1, 22)


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def county(cast):
    return assessment(cast, "visiting").assessed.get(code="990100")


@pytest.fixture
def held(cast, county):
    made = visiting.plan_visit(county, DAY, "孙省局、李某", cast.province_clerk)
    return visiting.hold_visit(made, "看了三家企业", cast.province_clerk, today=TODAY)


def refused(act, *args, **said) -> str:
    with pytest.raises(Fault) as caught:
        act(*args, **said)
    return caught.value.id


def test_a_visit_is_planned_then_held_and_never_before_its_day(cast, county) -> None:
    assert refused(visiting.plan_visit, county, None, "孙省局", cast.province_clerk) == "S252"
    assert refused(visiting.plan_visit, county, DAY, " ", cast.province_clerk) == "S252"
    made = visiting.plan_visit(county, DAY, "孙省局", cast.province_clerk)
    assert refused(visiting.hold_visit, made, "看了", cast.province_clerk, today=date(2025, 1, 19)) == "S253"
    assert refused(visiting.hold_visit, made, " ", cast.province_clerk, today=TODAY) == "S253"
    assert refused(visiting.score_visit, made, "1.1.5", "1", cast.province_clerk) == "S253"
    visiting.hold_visit(made, "看了三家企业", cast.province_clerk, today=TODAY, on=date(2025, 1, 21))
    assert SiteVisit.objects.get().on == date(2025, 1, 21)


def test_its_score_counts_from_the_visit_on(cast, county, held) -> None:
    visiting.score_visit(held, "1.1.5", "0.8", cast.province_clerk, why="一家没有记录")
    assert float(next(one.score for one in standing_of(county.assessment).card("990100").items if one.id == "1.1.5")) == 0.8
    assert refused(visiting.score_visit, held, "1.1.5", "1.5", cast.province_clerk) == "S240"
    assert refused(visiting.score_visit, held, "1.1.3", "1", cast.province_clerk) == "S248"


def test_findings_to_be_put_right_become_matters_once(cast, county, held) -> None:
    visiting.add_finding(held, "检验记录不全", cast.province_clerk, item="1.1.5", due_on=date(2025, 2, 28))
    visiting.add_finding(held, "总体较好", cast.province_clerk)
    (made,) = visiting.chase_findings(county.assessment, cast.province_clerk, today=TODAY)
    assert (made.subject, made.source, made.due_on) == ("示例县：检验记录不全", "visit", date(2025, 2, 28))
    assert SiteFinding.objects.get(item="1.1.5").matter == made
    assert visiting.chase_findings(county.assessment, cast.province_clerk, today=TODAY) == []
    visiting.add_finding(held, "标识不清", cast.province_clerk, due_on=date(2025, 2, 28))
    assert len(visiting.chase_findings(county.assessment, cast.province_clerk, today=TODAY)) == 1
    assert Matter.objects.unscoped("a test").count() == 2


def test_an_odd_finding_is_refused(cast, county, held) -> None:
    assert refused(visiting.add_finding, held, " ", cast.province_clerk) == "S254"
    assert refused(visiting.add_finding, held, "问题", cast.province_clerk, due_on=date(2025, 1, 1)) == "S254"
    assert refused(visiting.add_finding, held, "问题", cast.province_clerk, item="9.9.9") == "S248"
    county.assessment.stage = "approving"
    county.assessment.save()
    held.assessed.assessment.refresh_from_db()
    assert refused(visiting.add_finding, held, "问题", cast.province_clerk) == "S246"


def test_pages_lead_from_planning_to_the_rectification_list(cast, county) -> None:
    client, at = cast.client("province_clerk"), f"/assessments/{county.assessment.pk}"
    planned = {"code": "990100", "on": "2025-01-20", "visitors": "孙省局"}
    assert client.post(f"{at}/visits/plan/", planned).status_code == 302
    visit = SiteVisit.objects.get()
    change = f"{at}/visits/{visit.pk}/change/"
    assert client.post(change, {"do": "hold", "says": "看了三家企业", "on": "2025-01-20"}).status_code == 302
    assert client.post(change, {"do": "score", "item": "1.1.5", "text": "0.9"}).status_code == 302
    found = {"do": "finding", "item": "1.1.5", "says": "检验记录不全", "due_on": "2025-02-28"}
    assert client.post(change, found).status_code == 302
    assert client.post(change, found | {"due_on": "二月底"}).status_code == 422
    page = client.get(f"{at}/visits/{visit.pk}/").content.decode()
    assert "检验记录不全" in page
    assert 'value="0.9"' in page
    assert client.post(f"{at}/visits/chase/").status_code == 302
    listed = client.get(f"{at}/visits/").content.decode()
    assert "督〔" in listed
    sheet = load_workbook(io.BytesIO(client.get(f"{at}/mending.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][4:] == ["考核内容", "发现的问题", "整改期限", "督办"]
    assert "检验记录不全" in [cell.value for cell in sheet[3]]
    assert "检验记录不全" in client.get(f"{at}/mending/print/").content.decode()
