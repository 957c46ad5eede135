"""What later stages and leaders read of returns: accepted values, totals, timeliness and completeness."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from indicators.returned import DUE, IN_TIME, JULY, LATE, MONTHLY, handed_in, july, of
from zhiheng.core.measuring import period_from
from zhiheng.indicators.accepted import accepted_values
from zhiheng.indicators.returns import actions
from zhiheng.indicators.returns.queries import punctuality

pytestmark = pytest.mark.django_db
PERIOD = period_from(JULY)
BOTH = ("1,农资,示例县,2025-07-02,12,3,2,5000", "2,农资,邻县,2025-07-20,8,1,0,12345")


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def test_only_what_was_accepted_to_the_last_level_is_a_source_for_indicators(cast):
    opened = july(cast, *BOTH)
    areas = [cast.county, cast.neighbour_county]
    one = handed_in(of(opened), cast.clerk, problems="检验力量不足")
    actions.accept(one.pk, cast.reviewer)
    assert accepted_values(MONTHLY, "media-items", areas, PERIOD) == []
    actions.accept(one.pk, cast.province_clerk)
    (accepted,) = accepted_values(MONTHLY, "media-items", areas, PERIOD)
    assert (accepted.area, accepted.value, accepted.unit) == ("990100", Decimal(2), "次")
    assert [found.words for found in accepted_values(MONTHLY, "problems", areas, PERIOD)] == ["检验力量不足"]
    assert accepted_values(MONTHLY, "next", areas, PERIOD) == []  # nothing said is not an empty word


def test_timeliness_and_completeness_are_counted_by_area(cast):
    opened = july(cast, *BOTH)
    june = actions.open_round(MONTHLY, "2025-06", cast.province_office, cast.province_clerk, today=IN_TIME)
    handed_in(of(opened), cast.clerk, on=DUE)
    handed_in(of(opened, "邻县"), cast.neighbour, on=LATE)
    said = dict.fromkeys(("inspections", "inspection_staff_times", "cases_found", "cases_filed", "fines"), 0)
    one = handed_in(of(june), cast.clerk, on=LATE, **said)
    actions.send_back(one.pk, [], "缺盖章", cast.reviewer)
    found = punctuality([cast.county, cast.neighbour_county], date(2025, 1, 1), date(2025, 12, 31), LATE)
    here, there = found["990100"], found["990200"]
    assert (here.due, here.on_time, here.late, here.missing, here.sent_back) == (2, 1, 1, 0, 1)
    assert (there.due, there.on_time, there.late, there.missing) == (2, 0, 1, 1)
    assert (here.timeliness, there.timeliness, here.completeness) == (Decimal(50), Decimal(0), Decimal(100))


def test_who_is_not_due_yet_is_neither_late_nor_missing(cast):
    july(cast)
    (found,) = punctuality([cast.county], date(2025, 7, 1), date(2025, 7, 31), DUE).values()
    assert (found.waiting, found.missing, found.timeliness, found.completeness) == (1, 0, None, None)


def test_all_returns_stand_in_one_table_with_totals_and_who_is_missing(cast):
    opened = july(cast, *BOTH)
    handed_in(of(opened), cast.clerk)
    client = cast.client("province_clerk")
    place = f"/indicators/returns/rounds/{opened.pk}/sum/"
    assert "合计不含未报的 1 家：邻县。" in client.get(place).content.decode()
    handed_in(of(opened, "邻县"), cast.neighbour)
    sheet = load_workbook(io.BytesIO(client.get(f"{place}?as=xlsx").content)).active
    rows = [[cell.value for cell in row][:6] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert rows == [
        ["示例县", "1", "12", "3", "2", "0.5"], ["邻县", "1", "8", "1", "0", "1.23"],
        ["合计（2 家）", "2", "20", "4", "2", "1.73"],
    ]  # fmt: skip


def test_the_overview_shows_units_by_periods_with_what_was_on_time(cast):
    opened = july(cast, *BOTH)
    handed_in(of(opened), cast.clerk)
    page = cast.client("province_clerk").get("/indicators/returns/").content.decode()
    assert "待单位审核" in page
    assert "50.0%" in page
    assert "按时 1，迟报 0，未报 1" in page
    own = cast.client("clerk").get("/indicators/returns/").content.decode()
    assert "示例县" in own
    assert "邻县" not in own


def test_the_pages_ask_the_database_as_often_for_many_units_as_for_two(cast):
    opened = july(cast)
    client, counts = cast.client("province_clerk"), []
    for round_of_asking in range(2):
        if round_of_asking:
            for n in range(20):
                factories.area(f"9903{n:02}", f"第{n:02}县", "county", cast.province)
            actions.open_round(MONTHLY, JULY, cast.province_office, cast.province_clerk, today=IN_TIME)
        for path in ("", f"rounds/{opened.pk}/", f"rounds/{opened.pk}/sum/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/indicators/returns/{path}").status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 25


def test_the_desk_says_what_is_to_be_returned_and_who_has_not(cast):
    opened = july(cast, *BOTH)
    assert "示例县 质量工作月报 2025-07" in cast.client("clerk").get("/").content.decode()
    handed_in(of(opened), cast.clerk)
    assert "示例县 质量工作月报" not in cast.client("clerk").get("/").content.decode()
    assert "未报 1 家，待审 1 家" in cast.client("province_clerk").get("/").content.decode()
