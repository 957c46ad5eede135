"""Pages of charts: what they show, where they lead, what can be taken away from them."""

import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from openpyxl import load_workbook
from PIL import Image

import factories
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.dashboards import key_figures
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.maps import grid_of, outline_of
from zhiheng.indicators.linking import confirm_link
from zhiheng.indicators.stretches import after, stretch_up_to
from zhiheng.plans.models import Goal, Plan
from zhiheng.registers.actions import import_file

HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
ROWS = (
    "1,农资,示例县,2025-01-01,10,2,1,5000", "2,农资,邻县,2025-06-30,20,3,2,6000", "3,农资,示例县,2025-02-01,5,1,0,0",
    "4,农资,示例县,2024-08-01,5,1,0,0",
)  # fmt: skip
ABOUT = "?area=990000&period=2025H1"
APACHE_RELEASE_6_1_0 = "28515f26aa57f87eb1e4ed4eb446927eaf329b5f5e02b4bfd4b0264fea40d1da"
SQUARE = [[109, 19], [110, 19], [110, 20], [109, 20], [109, 19]]


@pytest.fixture
def cast(db) -> factories.Cast:
    made = factories.cast()
    content = "\n".join([HEAD, *ROWS]).encode()
    assert not import_file("special-campaign", "a.csv", content, made.province_office, made.province_clerk).blocked
    return made


@pytest.fixture
def office(settings, tmp_path) -> Path:
    """The folder of maps in an office's own tree."""
    settings.DEFINITIONS = tmp_path
    (tmp_path / "maps").mkdir()
    return tmp_path / "maps"


def lay_map(office: Path, about: str) -> None:
    shapes = [
        {"type": "Feature", "properties": {"adcode": code}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
        for code in ("990100", "990200")
    ]
    (office / "990000.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), "utf-8")
    (office / "990000.toml").write_text(about, "utf-8")


def page(cast: factories.Cast, address: str, who: str = "province_clerk") -> str:
    answer = cast.client(who).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_dashboard_shows_key_figures_the_tree_the_tiles_and_the_trend(cast) -> None:
    shown = page(cast, f"/indicators/dashboard/{ABOUT}")
    assert "2 个地区有专项检查次数的数据，最高示例县 2 次，最低邻县 1 次" in shown
    assert "2025年上半年专项检查次数上升 2 次" in shown
    assert "上年同期暂无数据" in shown
    assert "?area=990100&amp;period=2025H1&amp;indicator=inspections" in shown


def test_one_drills_from_the_province_to_the_rows(cast) -> None:
    province = page(cast, f"/indicators/dashboard/{ABOUT}")
    county = re.search(r'href="(/indicators/dashboard/\?area=990100[^"]*)"', province)[1].replace("&amp;", "&")
    leaf = page(cast, county)
    assert "没有下级地区" in leaf
    rows = re.search(r'href="(/registers/special-campaign/\?[^"]*)"', leaf)[1].replace("&amp;", "&")
    assert cast.client("province_clerk").get(rows).context["listing"].count == 2


def test_another_figure_can_be_chosen(cast) -> None:
    shown = page(cast, f"/indicators/dashboard/{ABOUT}&indicator=fines")
    assert "最高邻县 0.60 万元，最低示例县 0.50 万元" in shown


@pytest.mark.parametrize("address", ["trend", "areas"])
def test_a_target_line_is_drawn_where_one_is_typed(cast, address: str) -> None:
    shown = page(cast, f"/indicators/inspections/{address}/{ABOUT}&target=2")
    assert "目标线 2 次</text>" in shown
    for typed in ("很多", "1e-99999", "nan"):
        assert f"目标线“{typed}”不是数" in page(cast, f"/indicators/inspections/{address}/{ABOUT}&target={typed}")


def test_the_target_of_a_plan_is_drawn_where_a_person_linked_it(cast) -> None:
    plan = Plan.objects.create(
        area=cast.province, office=cast.province_office, title="方案", made_by=cast.province_clerk, made_at=factories.A_MOMENT
    )
    goal = Goal.objects.create(
        plan=plan, indicator="检查次数", comparator=">=", low="9", unit="次", due="到2025年", due_year=2025
    )
    assert "目标 9 次" not in page(cast, "/indicators/inspections/trend/?area=990000&period=2025")
    confirm_link(goal, "inspections", cast.province_clerk)
    assert "目标 9 次</text>" in page(cast, "/indicators/inspections/trend/?area=990000&period=2025")
    assert "示例省目标 9 次</text>" in page(cast, "/indicators/inspections/areas/?area=990000&period=2025")
    assert "目标 9 次" not in page(cast, f"/indicators/inspections/trend/{ABOUT}"), "a year's count is no line for halves"


def test_what_has_no_rows_is_a_gap_and_no_zero(cast) -> None:
    shown = page(cast, f"/indicators/inspections/trend/{ABOUT}")
    assert shown.count(">暂无</text>") == 8  # four halves, laid out twice
    assert "没有记录" in shown


def test_points_and_cells_lead_to_the_figure(cast) -> None:
    for address in ("trend", "areas"):
        shown = page(cast, f"/indicators/inspections/{address}/{ABOUT}")
        for link in set(re.findall(r'href="(/indicators/inspections/\?[^"]*)"', shown)):
            assert cast.client("province_clerk").get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("kind", ["trend", "bars", "multiples", "tiles"])
def test_every_chart_is_taken_away_as_png_excel_and_svg(cast, kind: str) -> None:
    client, files = cast.client("province_clerk"), {}
    for form in ("png", "xlsx", "svg"):
        answer = client.get(f"/indicators/inspections/charts/{kind}.{form}{ABOUT}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        files[form] = answer.content
    picture = Image.open(io.BytesIO(files["png"]))
    assert picture.format == "PNG"
    assert picture.width >= 1440
    assert len(picture.convert("L").resize((200, 100)).getcolors()) > 20  # something is painted
    figures, about = load_workbook(io.BytesIO(files["xlsx"])).worksheets
    assert any(isinstance(cell.value, int) for row in figures.iter_rows() for cell in row)
    assert "琼府办〔2008〕114号 一(五)" in [row[1].value for row in about.iter_rows()]
    assert files["svg"].startswith(b"<svg")
    assert b"href" not in files["svg"]


@pytest.mark.parametrize("address", ["inspections/charts/pie.png", "inspections/charts/bars.exe", "nothing/trend/"])
def test_what_is_no_chart_is_not_found(cast, address: str) -> None:
    assert cast.client("province_clerk").get(f"/indicators/{address}{ABOUT}").status_code == 404


def test_an_office_s_map_is_shown_under_its_number(cast, office) -> None:
    lay_map(office, 'approval = "琼S(2024)012号"\n')
    assert "审图号：琼S(2024)012号</text>" in page(cast, f"/indicators/dashboard/{ABOUT}")


def test_a_map_without_its_number_gives_way_to_tiles_and_says_why(cast, office) -> None:
    lay_map(office, "")
    shown = page(cast, f"/indicators/dashboard/{ABOUT}")
    assert "地图没有审图号，不能显示" in shown
    assert 'data-kind="tiles"' in shown
    assert cast.client("province_clerk").get(f"/indicators/inspections/charts/map.png{ABOUT}").status_code == 422


def test_a_map_whose_file_is_not_there_is_named(office) -> None:
    (office / "990000.toml").write_text('approval = "琼S(2024)012号"\nfile = "other.geojson"', "utf-8")
    with pytest.raises(Fault, match=r"M505 .*other\.geojson"):
        outline_of("990000", office.parent)


def test_an_office_s_grid_places_the_tiles(cast, office) -> None:
    (office / "990000.csv").write_text("code,row,column\n990100,1,2\n990200,2,1\n", "utf-8")
    assert grid_of("990000", office.parent) == {"990100": (0, 1), "990200": (1, 0)}
    option = cast.client("province_clerk").get(f"/indicators/dashboard/{ABOUT}").context["spread"].option
    assert [item["value"][:2] for item in option["series"][0]["data"]] == [[1, 0], [0, 1]]


@pytest.mark.parametrize("line", ["990200,1,2", "990200,0,1"])
def test_two_tiles_in_one_place_or_one_outside_are_refused(office, line: str) -> None:
    (office / "990000.csv").write_text(f"code,row,column\n990100,1,2\n{line}\n", "utf-8")
    with pytest.raises(Fault, match=r"M506 maps/990000\.csv：“990200”"):
        grid_of("990000", office.parent)


def test_programs_read_a_figure_over_areas_and_periods(cast) -> None:
    client = cast.client("province_clerk")
    told = client.get(f"/api/indicators/fines/series/{ABOUT}").json()
    values = [(one["area"], one["value"], one["numerator"]) for one in told["points"]]
    assert values == [("990100", 0.5, 500000), ("990200", 0.6, 600000)]
    periods = client.get(f"/api/indicators/fines/series/{ABOUT}&over=periods").json()["points"]
    assert [one["value"] for one in periods] == [None, None, None, None, 0, 1.1]
    assert "没有记录" in periods[0]["why"]
    assert client.get(f"/api/indicators/fines/series/{ABOUT}&over=firms").json()["id"] == "M508"
    assert client.get("/api/indicators/fines/series/?period=2025H9").json()["id"] == "M509"


def test_charts_show_no_figure_of_a_register_that_is_not_hers(cast) -> None:
    cast.reader.memberships.update(registers=["training"])
    client = cast.client("reader")
    for address in ("inspections/trend/", "inspections/areas/", "inspections/charts/bars.png"):
        assert client.get(f"/indicators/{address}").status_code == 404
    assert client.get("/api/indicators/inspections/series/").status_code == 404
    assert "专项检查次数" not in client.get("/indicators/dashboard/").content.decode()


def test_a_clerk_asks_for_no_chart_of_her_neighbour(cast) -> None:
    for address in ("dashboard/", "inspections/trend/", "inspections/charts/trend.png"):
        assert cast.client("clerk").get(f"/indicators/{address}?area=990200").status_code == 404


def test_the_key_figures_are_indicators_and_an_office_names_its_own(office) -> None:
    assert set(key_figures(None)) <= set(indicators())
    (office.parent / "dashboard.csv").write_text("indicator\nfines\n", "utf-8")
    assert key_figures(office.parent) == ("fines",)


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [("2025Q3", "2023Q4", 8), ("2025H1", "2022H2", 6), ("2025", "2021", 5), ("2025-03", "2024-03", 13), ("A2025", "A2021", 5),
     ("2025-01-01..2025-07-25", "2022-01-01..2022-07-25", 4), ("2025-01-01..2025-06-30", "2022H2", 6)],
)  # fmt: skip
def test_a_trend_goes_back_over_periods_of_the_same_kind(text: str, first: str, count: int) -> None:
    found = stretch_up_to(period_from(text))
    assert (found[0].text, len(found), found[-1].end) == (first, count, period_from(text).end)


def test_the_next_period_follows_at_once() -> None:
    assert after(period_from("2025Q4")).start == date(2026, 1, 1)
    assert after(period_from("2025-01-01..2025-07-25")) is None


def test_echarts_is_apaches_own_file_and_is_served_from_here(client) -> None:
    found = finders.find("echarts/echarts.esm.min.js")
    assert hashlib.sha256(Path(found).read_bytes()).hexdigest() == APACHE_RELEASE_6_1_0


def test_a_forecast_of_the_next_period_is_drawn_where_enough_is_known(cast) -> None:
    lines = [f"t{n},农资,示例县,{2023 + n // 2}-0{1 if n % 2 == 0 else 8}-01,1,0,0,0" for n in range(5)]
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "b.csv", content, cast.province_office, cast.province_clerk).blocked
    shown = page(cast, f"/indicators/inspections/trend/{ABOUT}")
    assert "2025年下半年（预测）" in shown
    assert "预测区间" in shown
