"""The demo is the longest journey: the whole province, played through the actions that people use."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from zhiheng.accounts.models import User
from zhiheng.assessments.models import (
    Appeal,
    Assessment,
    Exhibit,
    Judgement,
    Pledge,
    Rectification,
    Result,
    Review,
    SiteVisit,
)
from zhiheng.cli import main
from zhiheng.core import read
from zhiheng.core.measuring import period_from
from zhiheng.core.values.papers import Grid, Printed, lines_of
from zhiheng.definitions import lexicons
from zhiheng.demo.playing import play
from zhiheng.directory.models import Area, Group
from zhiheng.directory.queries import scope_of
from zhiheng.documents.models import Document, Item
from zhiheng.history.models import Revision
from zhiheng.history.verifying import verified
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Return, ReturnValue, TargetLink, Urging
from zhiheng.indicators.queries import measured
from zhiheng.indicators.targets import targets_page
from zhiheng.plans.models import Duty, Goal, Matter, MatterEntry, Plan
from zhiheng.publications.models import Publication
from zhiheng.publications.queries import paper_of
from zhiheng.registers.models import Row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("played")]
KEPT = (
    Document, Item, Plan, Duty, Goal, Matter, MatterEntry, Row, Publication, Return, ReturnValue, Urging, TargetLink,
    Appeal, Assessment, Exhibit, Judgement, Pledge, Rectification, Result, Review, SiteVisit,
    Revision,
)  # fmt: skip
BULLETIN = "2025-01-01..2025-07-25"


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """The story, played twice for all tests here; what was kept after each time."""
    with django_db_blocker.unblock():
        yield [kept_after(play) for _ in range(2)]
        call_command("flush", interactive=False, verbosity=0)


def kept_after(act):
    act()
    return [model.objects.count() for model in KEPT]


def test_playing_it_again_adds_nothing(played):
    once, twice = played
    assert once == twice
    assert all(once)


def test_the_province_issues_its_plan_and_the_county_has_its_own_units():
    province = Plan.objects.get(area__code="990000")
    county = Plan.objects.get(area__code="990600")
    assert province.state == "issued"
    assert province.goals.exclude(stance="").filter(comparator__gt="").count() >= 30
    assert county.duties.filter(units__name="县市场监管局").exists()
    assert not county.duties.filter(units__name="省市场监管局").exists()


def test_both_leading_groups_are_one_group_each_under_two_names():
    groups = Group.objects.filter(area__code__in=["990000", "990600"]).order_by("area__code")
    assert [(group.name, group.aliases) for group in groups] == [
        ("省质量强省工作领导小组", ["省质量强省活动领导小组"]), ("县质量强县工作领导小组", ["县质量强县活动领导小组"]),
    ]  # fmt: skip
    assert [group.members.count() for group in groups] == [19, 13]


def test_nobody_has_looked_at_the_scan_yet_and_the_bulletin_is_out():
    scan = Document.objects.get(name="food-notice-scan.pdf")
    assert scan.recognised
    assert scan.items.filter(state="pending").count() == scan.items.count() > 0
    assert "847次" in Publication.objects.get(template="inspection-bulletin").text


def test_of_june_s_returns_most_came_in_time_one_late_one_not_and_one_went_back():
    states = Counter(Return.objects.values_list("state", flat=True))
    assert states == {"final": 16, "returned": 1, "draft": 1}
    late = [one.name for one in Return.objects.select_related("round", "area") if one.is_late]
    assert late == ["月湾县"]
    assert [urging.whom for urging in Urging.objects.all()] == ["杉岭县"]
    back = Return.objects.get(state="returned")
    assert (back.name, back.reviews.get(act="return").items) == ("桂屏县", {"information-items": ""})


def test_targets_of_the_province_stand_in_four_ways_each_held_by_a_named_person():
    area, clerk = Area.objects.get(code="990000"), User.objects.get(username="province")
    page = targets_page(scope_of(area), area, period_from(BULLETIN), known_indicators().values(), date(2026, 1, 5))
    assert {word: number > 0 for word, _, number in page.counts} == dict.fromkeys(("已达到", "按进度", "落后", "不可判"), True)
    assert {line.link.confirmed_by for line in page.lines} == {clerk}
    says = {line.indicator.id: line.says for line in page.lines}
    assert all(says[id].startswith(words) for id, words in {
        "cqo-coverage": "预计能达到", "stations": "预计达不到", "key-product-pass-rate": "说不准",
    }.items())  # fmt: skip
    assert page.waiting
    assert [link.reason for link in page.without]


def test_all_counties_but_one_adjusted_their_groups_and_added_two_to_eight_members():
    found = measured("990000", BULLETIN, ["areas-adjusted", "group-members-added", "areas-without-group", "months-since-meeting"])
    assert [figure["printed"] + figure["unit"] for figure in found.values()] == ["17个", "2至8个", "0个", "3个多月"]


def test_figures_stand_beside_those_of_the_year_before():
    changes = ["complaints-change", "enforcement-cases-change", "information-items-change", "cqo-coverage"]
    assert all(figure["value"] is not None for figure in measured("990000", BULLETIN, changes).values())
    found = measured("990000", "2024", ["sampling-pass-rate-change", "sampling-pass-rising-years"])
    assert {id: str(figure["value"]) for id, figure in found.items()} == {
        "sampling-pass-rate-change": "0.5", "sampling-pass-rising-years": "4",
    }  # fmt: skip
    before = measured("990000", "2024-01-01..2024-07-25", ["inspections", "work-funds", "tv-spots", "briefings"])
    assert all(figure["value"] for figure in before.values())


def test_everything_the_story_did_is_sealed_and_sound():
    found = verified()
    assert found.says == []
    assert found.contents > 900


def assessed_of(capsys, *more):
    """What `zhiheng assess` prints of 2024 for programs."""
    capsys.readouterr()
    assert main(("assess", "provincial-2022", "--period", "2024", "--format", "json", *more)) == 0
    return capsys.readouterr().out


def test_2024_is_assessed_for_all_18_areas_and_approved_by_a_named_person(capsys):
    cards = json.loads(assessed_of(capsys))["scorecards"]
    assert [card["area"] for card in cards] == [f"99{n:02}00" for n in range(1, 19)]
    assert {len(card["items"]) for card in cards} == {75}
    assert all(item["score"] is not None and item["trace"] for card in cards for item in card["items"])
    approved = Result.objects.get(assessment__period="2024")
    assert (approved.approver, approved.assessment.stage) == ("郑省长", "noticed")


def test_areas_differ_by_grade_one_is_capped_and_two_with_the_same_total_are_told_apart(capsys):
    cards = json.loads(assessed_of(capsys))["scorecards"]
    assert {card["grade"] for card in cards} == {"A", "B", "C", "D"}
    capped = [card["name"] for card in cards if card["grade"] != card["earned"]]
    assert capped == ["桂屏县"]
    totals = Counter(card["adjusted"] for card in cards)
    alike = [card for card in cards if totals[card["adjusted"]] > 1]
    assert [len(alike), len({card["rank"] for card in alike})] == [2, 2]


def test_an_approved_score_leads_to_the_figure_and_the_rows_it_rests_on(capsys):
    cards = json.loads(assessed_of(capsys))["scorecards"]
    scored = [item for item in cards[5]["items"] if item["state"] == "scored"]
    figures = [(item, item["rests_on"][0].split()) for item in scored if not item["rests_on"][0].startswith("judgement")]
    assert len(figures) > 50
    for item, (indicator, area, period) in figures[::6]:
        found = measured(area, period, [indicator])[indicator]
        assert (float(found["value"]), found["rows"] > 0) == (item["value"], True), item["id"]


def test_scored_again_from_what_was_kept_the_result_has_the_same_bytes(capsys):
    assert assessed_of(capsys, "--reproduce") == assessed_of(capsys)


def test_one_appeal_moved_a_score_and_one_did_not_and_the_lowest_have_to_put_things_right(capsys):
    items = {card["name"]: {item["id"]: item for item in card["items"]} for card in json.loads(assessed_of(capsys))["scorecards"]}
    ruled = {appeal.assessed.name: appeal for appeal in Appeal.objects.select_related("assessed")}
    assert [ruled["望榕县"].state, ruled["桂屏县"].state] == ["upheld", "rejected"]
    assert items["望榕县"]["2.4.3"]["score"] > float(ruled["望榕县"].scored) == 0
    assert items["桂屏县"]["2.4.5"]["score"] == float(ruled["桂屏县"].scored)
    chased = Rectification.objects.select_related("assessed", "matter")
    assert {one.assessed.name for one in chased if one.matter} == {"松坞县", "茶坪县"}


def test_most_items_were_reviewed_and_two_areas_visited():
    assert Review.objects.filter(state="closed").count() > 1000
    assert {visit.assessed.name: visit.findings.count() for visit in SiteVisit.objects.all()} == {"松坞县": 2, "望榕县": 0}


def test_one_paper_proves_two_items_and_what_lies_outside_the_year_is_doubted():
    papers = {paper.title: paper for paper in Exhibit.objects.filter(assessed__name="望榕县")}
    assert sorted(use.item for use in papers["关于支持质量强县建设的若干政策"].uses.all()) == ["1.1.5", "1.3.2"]
    doubts = papers["望榕县国民经济和社会发展规划纲要（质量部分）"].noticed
    assert any("不在考核期" in doubt["says"] for doubt in doubts)


def test_all_18_handed_in_by_a_named_person_and_one_target_was_changed_with_its_reason():
    assessed = Assessment.objects.get(period="2024").assessed
    assert assessed.exclude(handed_in_at=None).exclude(handed_in_by="").count() == 18
    assert [(one.item, one.text) for one in Pledge.objects.filter(replaced=True)] == [("2.1.1", "90")]
    assert Pledge.objects.get(item="2.1.1", replaced=False).why
    late = [one.after for one in Revision.objects.filter(verb="目标备案") if "逾期" in one.after]
    assert [one["逾期"] for one in late] == ["10 天"]


def test_the_next_year_is_open_for_the_county_to_assess_itself():
    assessment = Assessment.objects.get(period="2025")
    assert assessment.stage == "self"
    county = assessment.assessed.get(area__code="990600", handed_in_at=None)
    assert county.judgements.filter(side="self").count() == 4


DOCUMENTS = {"000": ("inspection-bulletin", BULLETIN), "004": ("annual-review", "2024")}
SPANS = ("年", "个月", "个多月")  # how long something has lasted is read as time, and is no result


def counted_in(document):
    """What a document of the seeds prints, and the indicator that counts it."""
    page = (Path(__file__).parents[2] / "docs" / "methods" / "figures-of-documents.md").read_text("utf-8")
    part = page.split(f"\n## {document}: ")[1].split("\n## ")[0]
    return re.findall(r"^\| (.+?) \| .+? \| `([\w-]+)` \|$", part, re.M)


def numbers_in(text):
    return [float(one) for one in re.findall(r"\d+(?:\.\d+)?", text)]


@pytest.fixture(scope="module")
def written(played, tmp_path_factory, django_db_blocker):
    """The documents of both periods as `zhiheng publish` writes them, and what `zhiheng read` finds in each file."""
    folder, found = tmp_path_factory.mktemp("law"), {}
    with django_db_blocker.unblock():
        for document, (template, period) in DOCUMENTS.items():
            for form in ("docx", "pdf", "html", "txt"):
                file = folder / f"{document}.{form}"
                words = ("publish", template, "--area", "990000", "--period", period, "--output", str(file), "--by", "province")
                assert main(words) == 0
                found[document, form] = read(file.read_bytes(), file.name, lexicons())
        papers = {of: paper_of(Publication.objects.filter(template=name).last()) for of, (name, _) in DOCUMENTS.items()}
    return papers, found


@pytest.mark.parametrize(("document", "least"), [("000", 23), ("004", 50)])
def test_every_figure_of_the_two_reports_that_rows_can_give_is_printed(document, least, written):
    printed = [(one.indicator, numbers_in(one.text)) for one in written[0][document].printed]
    looked_at = 0
    for text, indicator in counted_in(document):
        ours = [found for of, found in printed if of == indicator]
        assert ours, f"{text} {indicator}"
        if text.endswith("以上"):
            assert ours[0][0] >= 80, f"{text} {indicator}: {ours}"
        elif numbers_in(text) and not text.endswith(("name", "names")):
            assert numbers_in(text) in ours, f"{text} {indicator}: {ours}"
        looked_at += 1
    assert looked_at >= least


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt"])
@pytest.mark.parametrize(("document", "least"), [("000", 20), ("004", 50)])
def test_reading_what_is_issued_gives_every_figure_back_with_its_unit(document, form, least, written):
    papers, readings = written
    reading = readings[document, form]
    back = Counter((str(one.value), one.unit) for one in reading.statistics for _ in (one, *one.also_at))
    sentences = [line for block in papers[document].blocks if not isinstance(block, Grid) for line in lines_of(block)]
    figures = [one for line in sentences for one in line if isinstance(one, Printed)]
    numbers = [one for one in figures if one.unit and numbers_in(one.text) and one.unit not in SPANS]
    values = [(numbers_in(one.text), one.unit) for one in numbers]
    printed = Counter((str(value if len(value) > 1 else value[0]), unit) for value, unit in values)
    assert len(numbers) >= least
    assert plain(printed) == plain(back)
    assert all(one.text in reading.text for one in papers[document].printed)


def plain(counted):
    """Values without 次 or 次.0: a count is whole in one format and written with a point in another."""
    return Counter({(re.sub(r"\.0(?=\D|$)", "", value), unit): times for (value, unit), times in counted.items()})
