"""A map is drawn from the office's own file, under its 审图号; without one there are tiles."""

import itertools
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.charting.building import bars, code, titled
from zhiheng.core.charting import drawing_of, outline_from, svg_of
from zhiheng.core.charting.classes import classes, colour_of
from zhiheng.core.charting.projecting import laid_out
from zhiheng.core.charting.shapes import Mark
from zhiheng.core.charting.tiles import places_of
from zhiheng.core.values.charts import Chart, Outline
from zhiheng.core.values.faults import Fault


def square(x: float, y: float, size: float = 0.5) -> list[list[float]]:
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def geojson(count: int = 2, **change: object) -> bytes:
    """Squares side by side, one an area."""
    features = [
        {"type": "Feature", "properties": {"adcode": code(place)},
         "geometry": {"type": "Polygon", "coordinates": [square(109 + place * 0.5, 19)]} | change}
        for place in range(count)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def mapped(*values: object, approval: str = "琼S(2024)012号", shapes: int = 2) -> Chart:
    outline = outline_from(geojson(shapes), "990000.geojson", approval)
    return titled(structs.replace(bars(*values, kind="tiles"), kind="map", outline=outline))


def test_the_number_is_printed_under_the_map() -> None:
    assert "审图号：琼S(2024)012号</text>" in svg_of(drawing_of(mapped(1, 2)))


@pytest.mark.parametrize("approval", ["", "  "])
def test_a_map_without_its_number_is_refused(approval: str) -> None:
    with pytest.raises(Fault, match=r"M501 .*审图号"):
        drawing_of(mapped(1, 2, approval=approval))


def test_an_area_that_the_file_does_not_show_is_named_with_its_value() -> None:
    assert "地图文件里没有：第3县 7.0%" in svg_of(drawing_of(mapped(1, 2, 7)))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\x03\x04", "M502"),
        (b'{"type": "Topology"}', "M502"),
        (b"[]", "M502"),
        (geojson(1, type="LineString"), "M503"),
        (geojson(1, coordinates=[[["a", "b"]]]), "M503"),
        (geojson(1).replace(b"adcode", b"gid"), "M504"),
    ],
)
def test_a_file_that_is_no_map_of_areas_is_refused_by_name(content: bytes, fault: str) -> None:
    with pytest.raises(Fault, match=f"{fault} 地图文件“x.geojson”"):
        outline_from(content, "x.geojson", "琼S(2024)012号")


def test_the_property_that_is_the_code_can_be_named() -> None:
    found = outline_from(geojson(1).replace(b"adcode", b"gid"), "x", "琼S(2024)012号", "gid")
    assert list(found.rings) == [code(0)]


def test_islands_and_holes_are_kept() -> None:
    ring = {"type": "MultiPolygon", "coordinates": [[square(109, 19, 1), square(109.2, 19.2, 0.2)], [square(111, 19)]]}
    found = outline_from(geojson(1, **ring), "x", "琼S(2024)012号")
    assert len(found.rings[code(0)]) == 3


@given(st.floats(15, 50), st.floats(75, 130), st.floats(0.05, 5))
def test_a_square_of_ground_is_a_square_on_paper(south: float, west: float, size: float) -> None:
    """Equirectangular, true to scale at the middle latitude: a degree of longitude is cos(latitude) of one of latitude."""
    import math

    wide = size / math.cos(math.radians(south + size / 2))
    ring = ((west, south), (west + wide, south), (west + wide, south + size), (west, south + size))
    placed, high = laid_out({"1": (ring,)}, 700, 500)
    xs, ys = zip(*placed["1"][0], strict=True)
    assert max(xs) - min(xs) == pytest.approx(high, rel=1e-6)
    assert max(ys) - min(ys) == pytest.approx(high, rel=1e-6)


def test_north_is_up() -> None:
    south, north = (tuple(map(tuple, square(109, latitude))) for latitude in (18, 20))
    placed, _ = laid_out({"south": (south,), "north": (north,)}, 300, 300)
    assert max(y for _, y in placed["north"][0]) < min(y for _, y in placed["south"][0])


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_classes_hold_every_value_once_and_equal_values_together(values: list[int]) -> None:
    found = classes(bars(*values, kind="tiles"))
    assert sum(one.count for one in found) == len(values)
    assert all(earlier.high < later.low for earlier, later in itertools.pairwise(found))
    assert len({one.colour for one in found}) == len(found) <= 5
    assert all(colour_of(Decimal(value), found) for value in values)


def test_given_thresholds_make_the_classes() -> None:
    found = classes(bars(90, 95, 98, 99, kind="tiles", thresholds=(Decimal(95), Decimal(98))))
    assert [(one.low, one.high) for one in found] == [(90, 90), (95, 95), (98, 99)]


@given(st.integers(1, 60), st.sampled_from((720, 340)))
def test_no_two_tiles_have_one_place(count: int, width: int) -> None:
    places = places_of(bars(*range(count), kind="tiles"), width)
    assert len(set(places.values())) == count


def test_an_office_s_grid_is_followed_and_others_stand_below_it() -> None:
    chart = bars(1, 2, 3, kind="tiles", places={code(0): (0, 2), code(1): (1, 0)})
    assert places_of(chart, 720) == {code(0): (0, 2), code(1): (1, 0), code(2): (2, 0)}


def test_a_colour_never_stands_alone() -> None:
    for chart in (bars(1, None, 3, kind="tiles"), mapped(1, None)):
        for mark in (mark for mark in drawing_of(chart, 340).shapes if isinstance(mark, Mark)):
            assert chart.subject not in mark.says
            assert mark.says.split("：")[0] in svg_of(drawing_of(chart, 340))
        assert "1.0</text>" in svg_of(drawing_of(chart, 340))
        assert "暂无</text>" in svg_of(drawing_of(chart, 340))


def test_an_outline_without_any_of_the_areas_still_shows_their_values() -> None:
    chart = structs.replace(mapped(5), outline=Outline(approval="琼S(2024)012号", rings={}))
    assert "地图文件里没有：第1县 5.0%" in svg_of(drawing_of(chart))
