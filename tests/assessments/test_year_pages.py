"""The pages of an assessment's year, as people work with them."""

import pytest

import factories
from assessments.building import assessment
from assessments.judged import assessment as judged
from assessments.played import FINE, TODAY
from assessments.played import assessment as played
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.kept import cards_in
from zhiheng.assessments.models import Assessment, Judgement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def cast():
    return factories.cast()


def test_an_assessment_is_opened_on_the_page_and_its_departments_are_confirmed(cast) -> None:
    client = cast.client("province_clerk")
    assert "开展考核" in client.get("/assessments/").content.decode()
    assert client.get("/assessments/new/").status_code == 200
    given = {"scheme": "provincial-2022", "period": "2025", "whom": "below", "self_until": "2026-02-28"}
    went = client.post("/assessments/new/", given)
    made = Assessment.objects.get()
    assert went.url == f"/assessments/{made.pk}/subjects/"
    page = client.get(went.url).content.decode()
    assert "示例县" in page
    assert "市场监管部门" in page
    client.post(f"/assessments/{made.pk}/leads/", {"lead-0": cast.province_office.pk})
    assert made.lead_units.get().unit == cast.province_office
    page = client.get(f"/assessments/{made.pk}/").content.decode()
    assert "孙省局" in page
    assert "未报" in page
    client.post(f"/assessments/{made.pk}/stage/", {"to": "self", "version": made.version})
    made.refresh_from_db()
    assert made.stage == "self"
    client.post(f"/assessments/{made.pk}/days/", {"self_until": "2026-03-31", "version": made.version, "reason": "顺延"})
    made.refresh_from_db()
    assert str(made.self_until) == "2026-03-31"


def test_a_period_that_does_not_fit_keeps_what_was_typed(cast) -> None:
    client = cast.client("province_clerk")
    given = {"scheme": "provincial-2022", "period": "2025H1", "whom": "below", "name": "年中考核"}
    page = client.post("/assessments/new/", given)
    assert page.status_code == 422
    assert "考核年度是公历年度" in page.content.decode()
    assert "年中考核" in page.content.decode()


def test_a_list_with_unknown_names_opens_nothing_and_says_which(cast) -> None:
    client = cast.client("province_clerk")
    given = {"scheme": "member-units", "period": "2025", "whom": "list", "listed": "省市场监管局，主责\n某某厅，配合"}
    page = client.post("/assessments/new/", given).content.decode()
    assert "某某厅" in page
    assert "“机构”里没有这个单位" in page
    assert not Assessment.objects.exists()


def test_a_scheme_changed_in_mid_year_is_told_and_the_kept_text_stands(cast, settings, tmp_path) -> None:
    made = assessment(cast)
    settings.DEFINITIONS = tmp_path / "definitions"
    (settings.DEFINITIONS / "schemes").mkdir(parents=True)
    changed = made.scheme_text.replace("质量工作领导小组健全", "质量工作领导小组健全有力")
    (settings.DEFINITIONS / "schemes" / "provincial-2022.toml").write_text(changed, "utf-8")
    page = cast.client("province_clerk").get(f"/assessments/{made.pk}/").content.decode()
    assert "方案文件在开展以后改过" in page
    assert "名称原为“质量工作领导小组健全”，现为“质量工作领导小组健全有力”" in page
    made.refresh_from_db()
    assert made.as_opened.leaves["1.2.1"].name == "质量工作领导小组健全"


def test_a_self_assessment_is_filled_and_handed_in_on_the_page(cast) -> None:
    made = judged(cast, stage="self")
    client, at = cast.client("province_clerk"), f"/assessments/{made.pk}/self/990100/"
    assert "专项资金" in client.get(at).content.decode()
    page = client.post(f"{at}save/", {"v:990100:1.1.3:0": "1.5", "y:990100:1.1.3": "已拨付", "v:990100:1.1.2:0": "很好"})
    assert page.status_code == 422
    assert "很好" in page.content.decode()
    assert Judgement.objects.get().why == "已拨付"
    one = made.assessed.get(code="990100")
    client.post(f"{at}hand-in/", {"answers": "周县长", "version": one.version, "incomplete": "1"})
    page = client.get(f"/assessments/{made.pk}/self/").content.decode()
    assert "周县长" in page
    assert "还有 1 个没有报自评：邻县" in page
    client.post(f"{at}reopen/", {"reason": "漏项"})
    assert client.post(f"{at}hand-out/").url == at
    assert client.get(f"{at}sheets.zip").content[:2] == b"PK"
    assert client.get(f"/assessments/{made.pk}/targets/990100/").status_code == 200
    client.post(f"/assessments/{made.pk}/targets/990100/file/", {"item": "1.1.6", "says": "95", "seen": "0"})
    assert "已备 1 项" in client.get(f"/assessments/{made.pk}/targets/990100/").content.decode()


def test_a_reader_sees_and_changes_nothing(cast) -> None:
    made = judged(cast, stage="self")
    Assessment.objects.update(area=cast.county)
    client = cast.client("reader")
    assert client.get(f"/assessments/{made.pk}/self/990100/").status_code == 200
    for path in ("stage/", "days/", "leads/", "self/990100/save/", "self/990100/hand-in/", "self/990100/reopen/"):
        assert client.post(f"/assessments/{made.pk}/{path}").status_code == 403


def test_an_approved_assessment_opens_with_who_came_first_and_its_county_reads_its_own_place(cast) -> None:
    made, paper = played(cast), "省政府常务会议纪要〔2025〕11号"
    result = approve(made, cast.province_clerk, approver="郑省长", document=paper, reasons=FINE, today=TODAY, seen=1)
    first = cards_in(result.cards).ranked[0]
    page = cast.client("province_clerk").get(f"/assessments/{made.pk}/").content.decode()
    assert f"由郑省长审定（{paper}）" in page
    assert "<small>郑省长" in page
    assert f">{first.adjusted}</a>" in page
    assert f"/assessments/{made.pk}/cards/{first.area}/leader/" in page
    own = next(one for one in cards_in(result.cards).scorecards if one.area == cast.county.code)
    listed = cast.client("clerk").get("/assessments/").content.decode()
    assert f"{own.adjusted} 分，{own.grade}，第 {own.rank}/2 名" in listed
