"""Experts score blind; what lies too far apart waits for a consensus; who is set aside is kept and never counted."""

import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import factories
from assessments.judged import assessment
from zhiheng.assessments.actions import experting, scoring
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import Judgement
from zhiheng.assessments.recording import say
from zhiheng.assessments.scoring import experts, sheets
from zhiheng.core.values.faults import Fault

pytestmark = pytest.mark.django_db
ITEM = "1.1.7"
NAMES = ("甲某（示例大学）", "乙某", "丙某（示例县质检所）")


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME, settings.ORIGINALS = tmp_path, tmp_path / "originals"


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def county(cast):
    one = assessment(cast).assessed.get(code="990100")
    scoring.ask_experts(one.assessment, NAMES, cast.province_clerk)
    return one


def blind(county, cast, *values) -> None:
    for name, value in zip(NAMES, values, strict=False):
        say(county, ITEM, "expert", cast.province_clerk, stage="blind", value=Decimal(value), scorer=name)


def line(county) -> experts.ExpertLine:
    (found,) = experts.lines_of(county.assessment, county)
    return found


def score(county):
    return next(one for one in standing_of(county.assessment).card("990100").items if one.id == ITEM)


def refused(act, *args, **said) -> str:
    with pytest.raises(Fault) as caught:
        act(*args, **said)
    return caught.value.id


def test_an_expert_sees_only_her_own_until_all_have_scored(cast, county) -> None:
    blind(county, cast, 60, 65)
    assert line(county).shown_to("乙某") == [("乙某", "65")]
    assert line(county).shown_to("甲某") == [("甲某（示例大学）", "60")]
    assert line(county).shown_to("孙省局") == []
    blind(county, cast, 60, 65, 70)
    assert len(line(county).shown_to("乙某")) == 3
    page = cast.client("province_clerk").get(f"/assessments/{county.assessment.pk}/experts/990100/").content.decode()
    assert "平均 65" in page


def test_her_sheet_shows_nobody_elses_scores_and_leaves_out_whom_she_does_not_judge(cast, county) -> None:
    blind(county, cast, 60, 65)
    experting.recuse(county, NAMES[2], "本县单位", cast.province_clerk)
    texts = {}
    for sheet in county.assessment.sheets.all():
        page = load_workbook(io.BytesIO(sheets.sheet_of(sheet, "2025-01-10"))).worksheets[0]
        texts[sheet.scorer] = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    assert 60 in texts[NAMES[0]]
    assert 65 not in texts[NAMES[0]]
    assert not {60, 65} & set(texts[NAMES[2]])
    assert "示例县" not in texts[NAMES[2]]
    assert "邻县" in texts[NAMES[2]]


def test_a_sheet_of_an_expert_comes_back_under_her_name(cast, county) -> None:
    sheet = county.assessment.sheets.get(scorer="乙某")
    book = load_workbook(io.BytesIO(sheets.sheet_of(sheet, "2025-01-10")))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[4]}
    for row in range(5, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, heads["专家评分"]).value = 55
    out = io.BytesIO()
    book.save(out)
    (seen,) = scoring.keep_files(county.assessment, [("乙.xlsx", out.getvalue())], cast.province_clerk)
    (taken,) = scoring.take_back(county.assessment, [("乙.xlsx", seen.digest)], [], cast.province_clerk)
    assert (taken.state, taken.who) == ("taken", "乙某")
    assert set(Judgement.objects.values_list("scorer", "stage", "value")) == {("乙某", "blind", Decimal(55))}


def test_what_lies_beyond_the_limit_waits_for_a_consensus_with_its_reason(cast, county) -> None:
    blind(county, cast, 40, 45, 70)
    assert (line(county).apart, line(county).to_agree) == (30, True)
    assert refused(experting.score_on_site, county, ITEM, "50", cast.province_clerk) == "S256"
    assert refused(experting.agree, county, ITEM, "50", cast.province_clerk) == "S256"
    assert refused(experting.agree, county, ITEM, "52", cast.province_clerk, why="合议") == "S240"
    experting.agree(county, ITEM, "50", cast.province_clerk, why="丙认可前两位的意见")
    assert not line(county).to_agree
    assert score(county).score == Decimal("0.5")
    experting.score_on_site(county, ITEM, "60", cast.province_clerk, why="现场属实")
    assert score(county).score == Decimal("0.6")


def test_scores_within_the_limit_need_no_consensus(cast, county) -> None:
    blind(county, cast, 50, 60, 70)
    assert not line(county).to_agree
    assert score(county).score == Decimal("0.6")
    experting.score_on_site(county, ITEM, "55", cast.province_clerk)
    assert score(county).score == Decimal("0.55")


def test_nothing_is_agreed_before_all_have_scored(cast, county) -> None:
    blind(county, cast, 50, 60)
    assert refused(experting.agree, county, ITEM, "55", cast.province_clerk, why="合议") == "S256"
    experting.recuse(county, NAMES[2], "本县单位", cast.province_clerk)
    experting.agree(county, ITEM, "55", cast.province_clerk, why="合议")
    assert line(county).consensus_words == "55"


def test_who_works_in_what_is_assessed_is_proposed_for_recusal(cast, county) -> None:
    (found,) = experts.proposed(county.assessment)
    assert (found.assessed, found.scorer) == (county, NAMES[2])
    experting.recuse(county, NAMES[2], found.why, cast.province_clerk)
    assert experts.proposed(county.assessment) == []


@example_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(0, 20), min_size=1, max_size=3))
def test_a_recused_word_never_moves_a_score(cast, county, steps) -> None:
    Judgement.objects.all().delete()
    county.recusals.all().delete()
    blind(county, cast, 50, 60)
    experting.recuse(county, NAMES[2], "本县单位", cast.province_clerk)
    before = score(county)
    for step in steps:
        say(county, ITEM, "expert", cast.province_clerk, stage="blind", value=Decimal(step * 5), scorer=NAMES[2])
        after = score(county)
        assert (after.score, after.state) == (before.score, before.state)
    assert Judgement.objects.filter(scorer=NAMES[2], replaced=False).count() == 1
    assert line(county).set_aside == 1


def test_a_recusal_is_said_once_with_a_reason_and_may_be_taken_back(cast, county) -> None:
    assert refused(experting.recuse, county, NAMES[0], " ", cast.province_clerk) == "S255"
    made = experting.recuse(county, NAMES[0], "师生关系", cast.province_clerk)
    assert refused(experting.recuse, county, NAMES[0], "师生关系", cast.province_clerk) == "S255"
    assert refused(experting.readmit, made, "", cast.province_clerk) == "S255"
    experting.readmit(made, "认错了人", cast.province_clerk)
    assert not county.recusals.exists()


def test_experts_are_asked_by_name_once_and_only_where_they_score(cast, county) -> None:
    assert len(scoring.ask_experts(county.assessment, ["乙某", "丁某"], cast.province_clerk)) == 2
    assert county.assessment.sheets.count() == 4
    assert refused(scoring.ask_experts, county.assessment, [" "], cast.province_clerk) == "S243"
    assert refused(scoring.ask_experts, county.assessment, ["长" * 61], cast.province_clerk) == "S243"


def test_after_approval_nobody_agrees_or_is_set_aside(cast, county) -> None:
    blind(county, cast, 50, 60, 55)
    county.assessment.stage = "approved"
    county.assessment.save()
    assert refused(experting.agree, county, ITEM, "55", cast.province_clerk, why="合议") == "S246"
    assert refused(experting.recuse, county, NAMES[0], "师生", cast.province_clerk) == "S246"


def test_pages_ask_set_aside_and_agree(cast, county) -> None:
    client, at = cast.client("province_clerk"), f"/assessments/{county.assessment.pk}/experts"
    page = client.get(f"{at}/").content.decode()
    assert "建议丙某（示例县质检所）对示例县回避" in page
    assert client.post(f"{at}/ask/", {"names": "戊某\n己某"}).status_code == 302
    for name in ("戊某", "己某", NAMES[2]):
        assert client.post(f"{at}/recuse/", {"code": "990100", "scorer": name, "why": "回避"}).status_code == 302
    blind(county, cast, 40, 70)
    assert "要合议" in client.get(f"{at}/990100/").content.decode()
    refused_page = client.post(f"{at}/990100/{ITEM}/", {"do": "agree", "text": "55"}).content.decode()
    assert "S256" in refused_page
    assert client.post(f"{at}/990100/{ITEM}/", {"do": "agree", "text": "55", "why": "折中"}).status_code == 302
    again = client.post(f"{at}/recuse/", {"do": "readmit", "recusal": county.recusals.first().pk, "why": "记错"})
    assert again.status_code == 302


def test_the_list_tallies_each_of_the_assessed_by_its_own_lines(county, cast) -> None:
    blind(county, cast, 60, 95, 80)
    found = {one.assessed.code: one[1:] for one in experts.tallies(experts.lines_of(county.assessment))}
    assert found == {"990100": (1, 1, 1), "990200": (1, 0, 0)}
