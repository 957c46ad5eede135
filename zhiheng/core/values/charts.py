"""A chart before it is drawn: from this one noun come the picture, the table, the workbook and the interactive chart."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Kind = Literal["trend", "bars", "multiples", "tiles", "map"]
Place = tuple[float, float]
Ring = tuple[Place, ...]


class Point(Struct, frozen=True, kw_only=True):
    """One value, at a period or of an area: `key` is the period's text or the area's code, `name` how people say it.

    Unit: `value` as printed: rounded to the decimals of the chart.
    None: `value` is unknown, which is not zero; `why` says why. `note` is what stands beside a known value (a lower bound).
    """

    key: str
    name: str
    value: Decimal | None
    why: str = ""
    note: str = ""
    link: str = ""  # the address of the figure


class Series(Struct, frozen=True, kw_only=True):
    """The points of one area or one indicator, in their order."""

    key: str
    name: str
    points: tuple[Point, ...]


class Target(Struct, frozen=True, kw_only=True):
    """What is to be reached, or, where less is better, not to be passed."""

    value: Decimal
    name: str = "目标"
    less_is_better: bool = False

    def met(self, value: Decimal) -> bool:
        """Whether a value keeps the target; the target itself does."""
        return value <= self.value if self.less_is_better else value >= self.value


class Expected(Struct, frozen=True, kw_only=True):
    """What a forecast says of a period to come, with the interval that it gives."""

    key: str
    name: str
    value: Decimal
    low: Decimal
    high: Decimal


class Outline(Struct, frozen=True, kw_only=True):
    """The shapes of areas as an office's own map file gives them.

    Unit:  degrees of longitude and latitude.
    Shape: rings by area code, holes and islands alike; `approval` is the 审图号 under which the file may be shown.
    """

    approval: str
    rings: Mapping[str, tuple[Ring, ...]]


class Chart(Struct, frozen=True, kw_only=True):
    """One chart. `title` is its finding, `subject` what is measured, `over` what the first column of its table is.

    Shape: trend: one series over periods · multiples: a series for each area, all over the same periods ·
           bars, tiles, map: one series whose points are areas. `places` are rows and columns of tiles by area code.
    """

    kind: Kind
    title: str
    subject: str
    unit: str
    decimals: int = 0
    over: str
    series: tuple[Series, ...]
    target: Target | None = None
    expected: tuple[Expected, ...] = ()
    less_is_better: bool = False
    thresholds: tuple[Decimal, ...] = ()  # lower bounds of the classes of colour above the first; none: quantiles
    places: Mapping[str, tuple[int, int]] = {}
    outline: Outline | None = None
    notes: tuple[tuple[str, str], ...] = ()  # what a reader must know of the figures: head and text

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point of every series."""
        return tuple(point for series in self.series for point in series.points)

    @property
    def known(self) -> tuple[Decimal, ...]:
        """Every known value."""
        return tuple(point.value for point in self.points if point.value is not None)

    def printed(self, value: Decimal | None) -> str:
        """A value as it is written, without its unit; "" when unknown."""
        return "" if value is None else f"{value:.{self.decimals}f}"

    def said(self, value: Decimal | None) -> str:
        """A value with its unit: "98.5%", "847 次"; 暂无数据 when unknown."""
        if value is None:
            return "暂无数据"
        return f"{self.printed(value)}{'' if self.unit in ('%', '‰', '') else ' '}{self.unit}"

    @property
    def aim(self) -> str:
        """The target in words, as it was set: "目标 98%"; "" without one."""
        if not self.target:
            return ""
        between = "" if self.unit in ("%", "‰", "") else " "
        return f"{self.target.name} {plain(self.target.value)}{between}{self.unit}"

    def told(self, point: Point) -> str:
        """A point in words: what it is at, its value, and what must be known of it."""
        beside = point.why if point.value is None else point.note
        return f"{point.name}：{self.said(point.value)}{f'（{beside}）' if beside else ''}"


def plain(value: Decimal) -> str:
    """A number with the digits that it has: 98, 98.5."""
    return f"{value.normalize():f}"


class Strip(Struct, frozen=True, kw_only=True):
    """One line of a strip plot: where each of several stands between 0 and 100, one of them marked, and their median.

    None:  `own` or `median`: unknown.
    """

    name: str
    others: tuple[Point, ...]
    own: Point | None
    median: Decimal | None
    link: str = ""
