"""A map of areas by class of colour, with the 审图号 of the office's own file printed under it."""

from zhiheng.core.charting.classes import classes, colour_of
from zhiheng.core.charting.hues import INK, PAPER, SECOND, ink_on
from zhiheng.core.charting.projecting import heart, laid_out
from zhiheng.core.charting.shapes import Area, Drawing, Line, Mark, Shape, Text, fitted, width_of
from zhiheng.core.charting.tiles import legend
from zhiheng.core.charting.words import described
from zhiheng.core.values.charts import Chart, Outline, Point, Ring
from zhiheng.core.values.faults import Fault

_TOP = 26.0


def drawn_map(chart: Chart, width: float = 720) -> Drawing:
    """The drawing of a map. Raises: Fault M501: the map has no 审图号."""
    outline = _approved(chart.outline)
    points = chart.series[0].points
    wanted = {point.key: outline.rings[point.key] for point in points if point.key in outline.rings}
    placed, high = laid_out(wanted, width, width * 0.75)
    found = classes(chart)
    shapes: list[Shape] = [Text(x=4, y=16, text=f"单位：{chart.unit}", colour=SECOND)]
    marks = []
    for point in points:
        if point.key in placed:
            rings = tuple(tuple((x, y + _TOP) for x, y in ring) for ring in placed[point.key])
            colour = PAPER if point.value is None else colour_of(point.value, found)
            marks.append(_area(chart, point, rings, colour))
            shapes += _words(chart, point, rings, SECOND if point.value is None else ink_on(colour))
    shapes[1:1] = marks  # names lie over all areas
    under = _TOP + high + 8
    key, height = legend(chart, found, under, width)
    shapes += key
    foot = under + height
    for line in (_left_out(chart, placed), f"审图号：{outline.approval}"):
        if line:
            shapes.append(Text(x=width - 4, y=foot + 12, text=fitted(line, width - 8), colour=INK, anchor="end"))
            foot += 18
    return Drawing(width=width, height=foot + 4, title=chart.title, describes=described(chart), shapes=tuple(shapes))


def _approved(outline: Outline | None) -> Outline:
    if outline is None or not outline.approval.strip():
        raise Fault("M501", "地图没有审图号，不能显示。请在地图的说明文件里写上 approval；没有审图号的，用方格图。")
    return outline


def _area(chart: Chart, point: Point, rings: tuple[Ring, ...], colour: str) -> Mark:
    says = chart.told(point)
    return Mark(says=says, shapes=(Area(rings=rings, fill=colour, edge=SECOND),), link=point.link)


def _words(chart: Chart, point: Point, rings: tuple[Ring, ...], ink: str) -> list[Shape]:
    """Name and value in the area where there is room, beside a short line where there is not: never the colour alone."""
    (x, y), wide = heart(rings)
    value = chart.printed(point.value) or "暂无"
    if width_of(point.name, 11) <= wide and width_of(value, 12) <= wide:
        return [
            Text(x=x, y=y - 2, text=point.name, size=11, colour=ink, anchor="middle"),
            Text(x=x, y=y + 12, text=value, size=12, colour=ink, anchor="middle", bold=True),
        ]
    if width_of(value, 10) <= wide:
        return [Text(x=x, y=y + 4, text=value, size=10, colour=ink, anchor="middle", bold=True)]
    end = max(px for ring in rings for px, _ in ring)
    return [Line(points=((x, y), (end + 4, y)), colour=SECOND), Text(x=end + 6, y=y + 3, text=value, size=10)]


def _left_out(chart: Chart, placed: dict[str, tuple[Ring, ...]]) -> str:
    """The areas that the file does not show, with their values."""
    missing = [f"{point.name} {chart.said(point.value)}" for point in chart.series[0].points if point.key not in placed]
    return f"地图文件里没有：{'、'.join(missing)}" if missing else ""
