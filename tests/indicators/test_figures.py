"""Figures are counted from rows of an area and a period, and open to them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from zhiheng.core.measuring import period_from
from zhiheng.core.values.indicators import Indicator
from zhiheng.indicators.actions import observe
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Observation
from zhiheng.registers.actions import import_file, set_status
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
HALF = period_from("2025H1")


def rows(*lines: str, cast: factories.Cast) -> None:
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.province_office, cast.province_clerk).blocked


def values(area, period=HALF) -> dict[str, str]:
    return {name: seen.printed for name, seen in observe(area, period, of_the_campaign()).items()}


def of_the_campaign() -> list[Indicator]:
    known = known_indicators()
    return [known[name] for name in ("inspections", "inspection-staff-times", "cases-found", "cases-filed", "fines")]


def test_an_area_counts_its_own_rows_and_those_below() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2025-01-01,10,2,1,5000", "1,农资,邻县,2025-06-30,20,3,2,6000", cast=cast)
    assert values(cast.county)["inspection-staff-times"] == "10"
    expected = {"inspections": "2", "inspection-staff-times": "30", "cases-found": "5", "cases-filed": "3", "fines": "1.10"}
    found = values(cast.province)
    assert {id: found[id] for id in expected} == expected


def test_rows_outside_the_period_do_not_count() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2024-12-31,10,2,1,5000", "2,农资,示例县,2025-07-01,20,3,2,6000", cast=cast)
    assert observe(cast.county, HALF, of_the_campaign())["inspections"].state == "unknown"


def test_a_void_row_counts_no_longer_and_again_when_restored() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2025-01-01,10,2,1,5000", "2,农资,示例县,2025-01-02,1,0,0,0", cast=cast)
    row = Row.objects.first()
    set_status(row, "void", "重复", cast.clerk)
    assert values(cast.county)["inspections"] == "1"
    set_status(row, "kept", "核实不重复", cast.clerk)
    assert values(cast.county)["inspections"] == "2"


def test_counting_again_adds_nothing_and_a_changed_row_is_a_new_run() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2025-01-01,10,2,1,5000", cast=cast)
    first = observe(cast.county, HALF, of_the_campaign())["fines"]
    assert observe(cast.county, HALF, of_the_campaign())["fines"] == first
    rows("1,农资,示例县,2025-01-01,10,2,1,7000", cast=cast)
    assert observe(cast.county, HALF, of_the_campaign())["fines"].run != first.run
    assert Observation.objects.filter(indicator="fines").count() == 2


def test_a_figure_s_panel_has_an_address_and_leads_to_exactly_its_rows() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2025-01-01,10,2,1,5000", "2,农资,示例县,2025-09-01,9,9,9,9", cast=cast)
    client = cast.client("clerk")
    page = client.get("/indicators/fines/?area=990100&period=2025H1").content.decode()
    assert "500000 分" in page
    assert "/indicators/fines/rows/base/?area=990100" in page
    behind = client.get("/indicators/fines/rows/base/?area=990100&period=2025H1")
    assert [line.row.data["no"] for line in behind.context["page"].lines] == ["1"]


def test_a_page_of_rows_behind_a_part_that_there_is_not_is_not_found() -> None:
    cast = factories.cast()
    assert cast.client("clerk").get("/indicators/fines/rows/denominator/?area=990100&period=2025H1").status_code == 404


def test_an_address_of_rows_that_no_database_can_count_to_is_the_first_page() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2025-01-01,10,2,1,5000", cast=cast)
    address = "/indicators/inspections/rows/base/?area=990100&period=2025H1&after="
    answer = cast.client("clerk").get(address + "9" * 30)
    assert len(answer.context["page"].lines) == 1


def test_a_figure_is_found_by_its_name_in_any_case() -> None:
    cast = factories.cast()
    shown = cast.client("clerk").get("/indicators/?area=990100&period=2025H1&q=qc").content.decode()
    assert known_indicators()["qc-circles"].name in shown


def test_no_row_is_shown_as_no_data_with_the_reason() -> None:
    cast = factories.cast()
    rows("1,农资,示例县,2024-01-01,10,2,1,5000", cast=cast)
    page = cast.client("clerk").get("/indicators/?period=2025H1").content.decode()
    assert page.count("暂无数据</a>") >= 5
    assert "没有记录" in page


def test_a_figure_of_which_no_register_has_rows_is_only_named() -> None:
    page = factories.cast().client("clerk").get("/indicators/?period=2025H1").content.decode()
    assert "台账里还没有记录的指标" in page
    assert 'href="/indicators/fines/' in page


def test_a_clerk_asks_for_no_area_of_her_neighbour() -> None:
    client = factories.cast().client("clerk")
    assert client.get("/indicators/?area=990200").status_code == 404
    assert client.get("/registers/special-campaign/?area=990200").status_code == 404


def test_a_period_that_does_not_exist_is_said_on_the_page() -> None:
    page = factories.cast().client("clerk").get("/indicators/?period=2025H3")
    assert "没有“2025H3”这样的期间" in page.content.decode()


def test_the_page_asks_the_database_the_same_number_of_questions_for_one_row_and_for_fifty() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    counts = []
    for n in (1, 50):
        rows(*(f"{i},农资,示例县,2025-01-01,10,2,1,5000" for i in range(n)), cast=cast)
        with CaptureQueriesContext(connection, ) as asked:
            client.get("/indicators/?period=2025H1")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 26


@pytest.mark.parametrize("who", ["reader", "reviewer"])
def test_a_reader_sees_figures_but_brings_in_no_rows(who: str) -> None:
    client = factories.cast().client(who)
    assert client.get("/indicators/").status_code == 200
    assert client.get("/registers/special-campaign/import/").status_code == 403


def test_a_figure_of_a_register_that_is_not_hers_is_not_shown() -> None:
    cast = factories.cast()
    client = cast.client("reader")
    assert 'href="/indicators/fines/' in client.get("/indicators/").content.decode()
    cast.reader.memberships.update(registers=["training"])
    assert 'href="/indicators/fines/' not in client.get("/indicators/").content.decode()
    assert client.get("/indicators/fines/").status_code == 404
