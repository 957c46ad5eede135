"""What was accepted is a figure that leads back to who accepted it; it is remembered as given, and a contradiction is found."""

from decimal import Decimal

import pytest

import factories
from indicators.returned import IN_TIME, handed_in, july, of, permit, typed
from zhiheng.core.measuring import period_from
from zhiheng.directory.models import Area
from zhiheng.directory.queries import scope_of
from zhiheng.indicators.actions import observe
from zhiheng.indicators.freshening import freshen
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.listing import in_use, rests_on
from zhiheng.indicators.models import Observation, Return, ReturnRound
from zhiheng.indicators.queries import Figure, figures
from zhiheng.indicators.returns import actions
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
ANNUAL, YEAR, STAFF = "annual-quality-work", period_from("2024"), "quality-staff"
ASKED = {
    "inspections": 0, "inspection_staff_times": 0, "cases_found": 0, "cases_filed": 0, "fines": 0, "funds": 3, "funds_budget": 3,
    "funds_other": 0, "trained": 0, "group_adjusted": "已调整", "summary": "无",
}  # fmt: skip


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def annual(cast: factories.Cast) -> ReturnRound:
    """The form of the year asked of both counties."""
    permit(cast, "年度质量工作情况表", every="年")
    return actions.open_round(ANNUAL, "2024", cast.province_office, cast.province_clerk, today=IN_TIME)


def said(one: Return, staff: object, by, cast: factories.Cast) -> Return:
    """The return handed in with so many people, and accepted by all levels."""
    saved = actions.submit(one.pk, typed(staff=staff, **ASKED), by, on=IN_TIME)
    assert not saved.of.is_open, saved.findings
    for level in (by, by, cast.province_clerk):
        actions.accept(one.pk, level)
    return one


def staff(area: Area) -> Figure:
    return figures(scope_of(area), area, YEAR, [known_indicator(STAFF)])[STAFF]


def revisions(area: Area) -> list[tuple[Decimal | None, str, bool]]:
    kept = Observation.objects.filter(indicator=STAFF, area=area).order_by("revision")
    return [(one.value, one.cause, one.current) for one in kept]


def ledger(**where: object) -> list[Row]:
    return list(Row.objects.filter(register="reported-figure", **where).order_by("pk"))


# ── a figure of what was accepted ──


def test_a_figure_that_nobody_counts_here_is_what_was_accepted_and_nothing_before(cast):
    one = of(annual(cast))
    actions.submit(one.pk, typed(staff=12, **ASKED), cast.clerk, on=IN_TIME)
    actions.accept(one.pk, cast.clerk)
    assert staff(cast.county).measured.value is None
    assert not rests_on(known_indicator(STAFF), in_use())
    for level in (cast.clerk, cast.province_clerk):
        actions.accept(one.pk, level)
    assert (staff(cast.county).measured.printed, staff(cast.county).measured.state) == ("12", "complete")
    assert rests_on(known_indicator(STAFF), in_use())


def test_an_area_above_adds_up_what_was_accepted_and_says_who_is_missing(cast):
    opened = annual(cast)
    said(of(opened), 12, cast.clerk, cast)
    seen = staff(cast.province).measured
    assert (seen.value, seen.state, seen.unreported) == (Decimal(12), "partial", ("990200",))
    said(of(opened, "邻县"), 5, cast.neighbour, cast)
    seen = staff(cast.province).measured
    assert (seen.value, seen.state, seen.rows) == (Decimal(17), "complete", 2)


def test_what_was_opened_again_is_no_value_until_it_is_accepted_and_then_a_new_revision(cast):
    one = said(of(annual(cast)), 12, cast.clerk, cast)
    assert revisions(cast.county) == [(Decimal(12), "first", True)]
    actions.reopen(one.pk, "漏报两人", cast.province_clerk)
    assert staff(cast.county).measured.value is None
    said(one, 14, cast.clerk, cast)
    assert revisions(cast.county) == [(Decimal(12), "first", False), (Decimal(14), "reviews", True)]


def test_kept_values_follow_what_is_opened_again_in_the_background(cast):
    one = said(of(annual(cast)), 12, cast.clerk, cast)
    observe(cast.province, YEAR, [known_indicator(STAFF)])
    assert freshen().corrected == 0
    actions.reopen(one.pk, "漏报两人", cast.province_clerk)
    assert freshen().corrected == 2  # the county, and the province above it
    assert revisions(cast.county)[-1] == (None, "reviews", True)
    said(one, 14, cast.clerk, cast)
    freshen()
    assert [value for value, _, _ in revisions(cast.province)] == [Decimal(12), None, Decimal(14)]


def test_a_published_value_comes_before_a_returned_one(cast):
    said(of(annual(cast)), 12, cast.clerk, cast)
    content = (
        "数列,范围,地区,期间,期末日期,值,单位,发布单位\n"
        f"{STAFF},本地区,示例县,2024,2024-12-31,11,人,县统计局\n"
    ).encode()
    assert not import_file("statistical-series", "a.csv", content, cast.province_office, cast.province_clerk).blocked
    assert staff(cast.county).measured.printed == "11"


def test_the_page_of_the_figure_leads_to_the_item_and_says_who_accepted_it_and_who_used_the_old_one(cast):
    one = said(of(annual(cast)), 12, cast.clerk, cast)
    client, address = cast.client("province_clerk"), f"/indicators/{STAFF}/?area=990100&period=2024"
    page = client.get(address).content.decode()
    assert f'href="/indicators/returns/{one.pk}/#item-staff"' in page
    assert "孙省局" in page
    assert 'id="item-staff"' in client.get(f"/indicators/returns/{one.pk}/").content.decode()
    give = {"to": "省政府办公厅", "form": "质量专报", "reason": "电话通知", "figures": [STAFF]}
    assert client.post("/indicators/give/?area=990100&period=2024", give).status_code == 302
    actions.reopen(one.pk, "漏报两人", cast.province_clerk)
    said(one, (14, "漏报两人"), cast.clerk, cast)  # what it was given as elsewhere is explained
    page = client.get(address).content.decode()
    assert "报送的数变了" in page
    assert page.count("不一致") == 2  # the return as it was first accepted, and the report to the government
    above = client.get(f"/indicators/{STAFF}/?area=990000&period=2024").content.decode()
    assert "邻县" in above  # who is missing in the sum


# ── the ledger of what was given ──


def test_what_a_unit_gave_is_remembered_when_it_is_accepted_and_once(cast):
    opened = july(cast)
    one = handed_in(of(opened), cast.clerk)
    actions.accept(one.pk, cast.reviewer)
    assert ledger() == []
    actions.accept(one.pk, cast.province_clerk)
    rows = {row.data["indicator"]: row for row in ledger()}
    assert len(rows) == 8
    found = rows["cases-found"].data
    assert (found["value"], found["given_to"], found["form"], found["given_by"], found["approved_by"]) == (
        "4", "省市场监管局", "质量工作月报", "张经办", "孙省局",
    )  # fmt: skip
    assert (found["permit"], found["given_on"], found["period"]) == ("准入-质量工作月报", "2025-08-05", "2025-07")
    assert (rows["cases-found"].area, rows["cases-found"].state, rows["cases-found"].locked) == (cast.county, "报出", True)
    assert found["observation"]  # the computation that its value came from
    actions.reopen(one.pk, "补盖章", cast.province_clerk)
    handed_in(one, cast.clerk)
    actions.accept(one.pk, cast.reviewer)
    actions.accept(one.pk, cast.province_clerk)
    assert len(ledger()) == 8


def test_what_was_corrected_is_remembered_beside_what_it_replaces_with_the_reason(cast):
    one = said(of(annual(cast)), 12, cast.clerk, cast)
    actions.reopen(one.pk, "漏报两人", cast.province_clerk)
    said(one, 14, cast.clerk, cast)
    first, second = ledger(data__indicator=STAFF)
    assert (first.data["value"], second.data["value"], second.data["replaces"]) == ("12", "14", first.key)
    assert second.data["reason"] == "重新打开：漏报两人"


def test_a_figure_that_contradicts_an_accepted_return_does_not_leave_without_its_reason(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    for level in (cast.reviewer, cast.province_clerk):
        actions.accept(one.pk, level)
    Row.objects.filter(register="special-campaign", event_on="2025-07-02").update(status="void")
    wanted = {"to": "县政府办", "form": "汇报", "permit": "准入-质量工作月报", "figures": ["cases-found"], "reason": ""}
    refused = cast.client("clerk").post("/indicators/give/?area=990100&period=2025-07", wanted)
    assert refused.status_code == 422
    observe(cast.county, period_from("2025-07"))
    page = cast.client("clerk").get("/indicators/cases-found/?area=990100&period=2025-07").content.decode()
    assert "不一致" in page


def test_what_differs_from_a_figure_given_before_is_explained_before_it_is_handed_in(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    for level in (cast.reviewer, cast.province_clerk):
        actions.accept(one.pk, level)
    by_hand = ledger(data__indicator="fines")[0].data | {"no": "手工-1", "value": "9"}
    Row.objects.filter(register="reported-figure").update(data=by_hand)
    actions.reopen(one.pk, "重核", cast.province_clerk)
    saved = actions.submit(one.pk, {}, cast.clerk)
    assert [(found.item, found.level) for found in saved.findings] == [("fines", "explain")]
    assert "2025年8月5日报省市场监管局（质量工作月报）的是 9万元，这次填 0.5万元" in saved.findings[0].says
    assert not actions.submit(one.pk, typed(fines=("0.5", "月报口径不含补缴")), cast.clerk).of.is_open
