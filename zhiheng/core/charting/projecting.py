"""Degrees onto paper: equirectangular, true to scale at the middle latitude; and the reading of an office's map file."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from zhiheng.core.values.charts import Outline, Place, Ring
from zhiheng.core.values.faults import Fault

_FINEST = 0.4  # points of a ring that lie closer together on paper, in pixels, are one


def outline_from(content: bytes, name: str, approval: str, key: str = "") -> Outline:
    """The shapes of a GeoJSON file by area code. `key` is the property that is the code; "" tries the usual ones.

    Raises: Fault M502 no GeoJSON · M503 a shape that is no polygon · M504 a shape without the code of its area.
    """
    try:
        read = json.loads(content)
        features = read["features"]
    except (ValueError, KeyError, TypeError):
        raise Fault("M502", f"地图文件“{name}”不是 GeoJSON（FeatureCollection）。请向测绘主管部门提供的原文件核对。") from None
    rings: dict[str, tuple[Ring, ...]] = {}
    for number, feature in enumerate(features, 1):
        code = _code(feature, key)
        if not code:
            wanted = f"“{key}”" if key else "adcode、code"
            raise Fault(
                "M504", f"地图文件“{name}”第 {number} 个图形没有地区代码（属性{wanted}）。请补上，或用 code 写明是哪个属性。"
            )
        rings[code] = (*rings.get(code, ()), *_rings(feature, name, number))
    return Outline(approval=approval, rings=rings)


def _code(feature: Any, key: str) -> str:
    properties = feature.get("properties") or {} if isinstance(feature, dict) else {}
    return next((str(properties[one]) for one in ([key] if key else ["adcode", "code"]) if properties.get(one)), "")


def _rings(feature: Any, name: str, number: int) -> Iterable[Ring]:
    shape = feature.get("geometry") or {}
    try:
        polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        return [tuple((float(point[0]), float(point[1])) for point in ring) for polygon in polygons for ring in polygon]
    except (KeyError, TypeError, ValueError, IndexError):
        raise Fault(
            "M503", f"地图文件“{name}”第 {number} 个图形不是面（Polygon、MultiPolygon）。请只留行政区域的面。"
        ) from None


def laid_out(rings: Mapping[str, tuple[Ring, ...]], width: float, height: float) -> tuple[dict[str, tuple[Ring, ...]], float]:
    """The rings on paper inside a box, by area, and how high they are together.

    Source: docs/methods/charts.md
    """
    every = [place for found in rings.values() for ring in found for place in ring]
    if not every:
        return {}, 0.0
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    shrink = math.cos(math.radians((south + north) / 2))
    across, up = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min(width / across, height / up)
    inset = (width - across * scale) / 2

    def placed(place: Place) -> Place:
        return inset + (place[0] - west) * shrink * scale, (north - place[1]) * scale

    return {key: tuple(_thinned(map(placed, ring)) for ring in found) for key, found in rings.items()}, up * scale


def _thinned(places: Iterable[Place]) -> Ring:
    """A ring without points that nobody could tell apart on paper."""
    kept: list[Place] = []
    for place in places:
        if not kept or math.dist(kept[-1], place) >= _FINEST:
            kept.append(place)
    return tuple(kept)


def heart(rings: tuple[Ring, ...]) -> tuple[Place, float]:
    """Where the name of an area stands: the centre of its largest ring; and how wide that ring is."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(largest)
    xs = [x for x, _ in largest]
    if not area:
        return (sum(xs) / len(xs), sum(y for _, y in largest) / len(largest)), 0.0
    pairs = [(*one, *two) for one, two in zip(largest, (*largest[1:], largest[0]), strict=True)]
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for x1, y1, x2, y2 in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for x1, y1, x2, y2 in pairs) / (6 * area)
    return (x, y), max(xs) - min(xs)


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], *ring[:1]), strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2
