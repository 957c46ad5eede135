"""The demo is the longest journey: the whole province, played through the actions that people use."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command

from zhiheng.accounts.models import User
from zhiheng.core.measuring import period_from
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
from zhiheng.plans.models import Duty, Goal, Plan
from zhiheng.publications.models import Publication
from zhiheng.registers.models import Row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("played")]
KEPT = (Document, Item, Plan, Duty, Goal, Row, Publication, Return, ReturnValue, Urging, TargetLink, Revision)
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
    assert "847次" in Publication.objects.get().text


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
    assert [figure["printed"] + figure["unit"] for figure in found.values()] == ["17个", "2至8个", "0个", "5个多月"]


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
