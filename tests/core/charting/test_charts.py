"""Picture, table, workbook and option say the same figures; what is unknown is a gap, never zero."""

import io
import json
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from openpyxl import load_workbook

from core.charting.building import VALUES, any_chart, bars, multiples, titled, trend
from zhiheng.core.charting import book_of, drawing_of, framed, option_of, svg_of, table_of
from zhiheng.core.charting.shapes import Dot, Line, Mark
from zhiheng.core.charting.trend import known_pieces
from zhiheng.core.values.charts import Chart, Expected, Target

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (720, 340)


def said_in(svg: str) -> list[str]:
    """What the marks of a picture say, in words."""
    tree = ElementTree.fromstring(svg)
    return [group.findtext(f"{SVG}title", "") for group in tree.iter() if group.tag in (f"{SVG}g", f"{SVG}a")]


def items(option: object) -> list[dict]:
    """The points in an option of ECharts."""
    if isinstance(option, dict):
        own = [option] if "said" in option else []
        return own + [item for each in option.values() for item in items(each)]
    return [item for each in option for item in items(each)] if isinstance(option, list) else []


@given(any_chart(), st.sampled_from(WIDTHS))
def test_every_value_stands_in_the_picture_the_table_and_the_option(chart: Chart, width: int) -> None:
    picture = said_in(svg_of(drawing_of(chart, width)))
    table = {cell.text for row in table_of(chart).rows for cell in row}
    told = [item["said"] for item in items(option_of(chart))]
    for point in chart.points:
        assert any(said.endswith(chart.told(point)) for said in picture)
        assert any(said.endswith(chart.told(point)) for said in told)
        assert (chart.printed(point.value) or "暂无数据") in table


@given(any_chart(), st.sampled_from(WIDTHS))
def test_a_picture_is_xml_with_title_and_description_and_stays_on_the_paper(chart: Chart, width: int) -> None:
    drawing = drawing_of(chart, width)
    tree = ElementTree.fromstring(svg_of(drawing, "here"))
    assert tree.get("role") == "img"
    assert tree.findtext(f"{SVG}title") == chart.title
    assert all(chart.said(point.value) in tree.findtext(f"{SVG}desc", "") for point in chart.points)
    for place in re.findall(r"([\d.-]+),([\d.-]+)", svg_of(drawing)):
        assert -1 <= float(place[0]) <= drawing.width + 1
        assert -1 <= float(place[1]) <= drawing.height + 1


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_a_line_breaks_where_nothing_is_known(values: list[Decimal | None]) -> None:
    drawing = drawing_of(trend(*values))
    dots = [part for mark in drawing.shapes if isinstance(mark, Mark) for part in mark.shapes if isinstance(part, Dot)]
    assert len(dots) == sum(value is not None for value in values)
    pieces = known_pieces(trend(*values).series[0].points)
    drawn = [line for line in drawing.shapes if isinstance(line, Line) and line.width == 2]
    assert [len(line.points) for line in drawn] == [len(piece) for piece in pieces if len(piece) > 1]


@given(any_chart())
def test_what_is_unknown_is_null_and_never_zero(chart: Chart) -> None:
    unknown = [point for point in chart.points if point.value is None]
    told = [item for item in items(option_of(chart)) if "暂无数据" in item["said"]]
    assert len(told) == len(unknown)
    if chart.kind in ("bars", "multiples"):
        assert all(item["value"] is None for item in told)
    if chart.kind == "trend":  # 暂无 stands at the foot; the line has nothing there
        assert option_of(chart)["series"][0]["data"].count(None) == len(unknown)
    assert [cell.text for row in table_of(chart).rows for cell in row].count("暂无数据") == len(unknown)


@given(any_chart())
def test_an_option_is_plain_data_and_asks_for_no_html(chart: Chart) -> None:
    option = option_of(chart)
    assert json.loads(json.dumps(option)) == option
    assert option["tooltip"]["renderMode"] == "richText"


@settings(max_examples=25)
@given(any_chart())
def test_a_workbook_has_numbers_and_says_what_they_rest_on(chart: Chart) -> None:
    chart = structs.replace(chart, notes=(("定义", "合格批次 ÷ 抽查批次"), ("截止", "2025-06-30")))
    book = load_workbook(io.BytesIO(book_of(chart)))
    figures, about = book.worksheets
    assert "（%）" in figures.cell(1, 2).value
    cells = [cell.value for row in figures.iter_rows(min_row=2, min_col=2) for cell in row]
    numbers = sorted(value for value in cells if isinstance(value, int | float))
    aims = [chart.target.value] * len(chart.points) if chart.target and chart.kind != "multiples" else []
    assert numbers == pytest.approx(sorted(map(float, [*chart.known, *aims])))
    assert ("截止", "2025-06-30") in [(row[0].value, row[1].value) for row in about.iter_rows()]


def test_words_that_look_like_a_formula_stay_words() -> None:
    book = load_workbook(io.BytesIO(book_of(bars(1, subject="=1+1"))))
    assert book.worksheets[0]["B1"].data_type == "s"
    assert book.worksheets[0]["B1"].value.startswith("'=")


def test_bars_stand_from_the_greatest_down_with_the_unknown_last() -> None:
    assert [row[0].text for row in table_of(bars(3, None, 9, 3)).rows] == ["第3县", "第1县", "第4县", "第2县"]


def test_a_file_carries_its_finding_and_its_notes_in_the_picture() -> None:
    chart = structs.replace(bars(1, 2), notes=(("数据来源", "台账"),))
    words = "".join(ElementTree.fromstring(svg_of(framed(drawing_of(chart), chart))).itertext())
    assert words.count(chart.title) >= 1
    assert "数据来源：台账" in words


def test_a_target_is_labelled_at_the_end_of_its_line() -> None:
    assert "目标 98%</text>" in svg_of(drawing_of(trend(97, 99, target=Target(value=Decimal(98)))))
    assert "目标 98%</text>" in svg_of(drawing_of(bars(97, 99, target=Target(value=Decimal("98.0")))))


def test_a_forecast_stands_in_picture_and_table_with_its_interval() -> None:
    expected = Expected(key="2025Q1", name="2025年第一季度", value=Decimal(97), low=Decimal(95), high=Decimal(99))
    chart = trend(96, 97, expected=(expected,))
    assert any("区间 95.0～99.0" in said for said in said_in(svg_of(drawing_of(chart))))
    assert [cell.text for cell in table_of(chart).rows[-1]] == ["2025年第一季度（预测）", "97.0", "95.0～99.0"]


def test_links_are_for_pages_alone_and_make_the_picture_no_image() -> None:
    page, file = (svg_of(drawing_of(bars(1)), links=links) for links in (True, False))
    assert 'href="/indicators/rate/?area=990100&amp;period=2025H1"' in page
    assert 'role="group"' in page
    assert "href" not in file


def test_axis_that_does_not_start_at_zero_says_so() -> None:
    assert "纵轴不从 0 起" in svg_of(drawing_of(trend(97, 98)))
    assert "纵轴不从 0 起" not in svg_of(drawing_of(trend(0, 98)))


def test_little_lines_share_one_scale_and_say_it() -> None:
    svg = svg_of(drawing_of(multiples((1, 2), (50, 90))))
    assert "各图纵轴同为 0～100" in svg


def test_a_last_period_without_data_shows_no_older_value_in_its_place() -> None:
    drawing = drawing_of(multiples((1, None)))
    assert "暂无数据" in svg_of(drawing)
    assert titled(multiples((1, None))).title.endswith("都不能与上一期比较")
