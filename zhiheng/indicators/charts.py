"""Charts of an indicator: over periods, over the areas below one, over both; as the page shows them and as files."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from msgspec import structs

from zhiheng.core import charting
from zhiheng.core.measuring import Period
from zhiheng.core.measuring.forecasting import forecast
from zhiheng.core.measuring.wording import in_words
from zhiheng.core.values.charts import Chart, Expected, Kind, Point, Series, Target
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.definitions.figures.units import RATES
from zhiheng.definitions.maps import grid_of, outline_of
from zhiheng.directory.models import Area
from zhiheng.engines.fonts import picture_font
from zhiheng.indicators.aims import aim_of
from zhiheng.indicators.engines import Engine, engine
from zhiheng.indicators.known import known_counted, known_indicators
from zhiheng.indicators.stretches import after, stretch_up_to
from zhiheng.indicators.values import by_area, by_area_and_period, by_period
from zhiheng.registers.selections import Selection
from zhiheng.web.scoping import Scope

DESK, PHONE = 720, 340  # widths at which a picture is laid out
KINDS: tuple[Kind, ...] = ("trend", "bars", "multiples", "tiles", "map")
FILES = {
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
}
FINEST = 6  # decimals of a line that is typed
TYPED = "目标线"  # what a line is called that no plan sets
NAMES = {"trend": "趋势", "bars": "各地区", "multiples": "各地区趋势", "tiles": "分布", "map": "分布"}


class Asked(NamedTuple):
    """What a chart is about. `says` is why a target line was not taken."""

    indicator: Indicator
    chosen: Selection
    scope: Scope
    today: date
    below: list[Area]  # the areas right below the one that is meant, as they were in the period
    by: Engine  # what all values of the page come from
    target: Target | None = None
    says: str = ""

    @property
    def period(self) -> Period:
        assert self.chosen.period is not None  # noqa: S101 a selection without `all_days` has one
        return self.chosen.period

    @property
    def periods(self) -> list[tuple[str, str]]:
        """The periods to choose from, the one looked at among them: (name, text)."""
        there = any(text == self.period.text for _, text in self.chosen.choices)
        return [*([] if there else [(self.period.name, self.period.text)]), *self.chosen.choices]

    @property
    def interactive(self) -> bool:
        """Whether ECharts is installed."""
        return bool(settings.STATICFILES_DIRS)

    @property
    def query(self) -> str:
        """The address of the same chart."""
        return urlencode(
            {"area": self.chosen.area.code, "period": self.period.text}
            | ({"target": str(self.target.value)} if self.target and self.target.name == TYPED else {})
        )


class Shown(NamedTuple):
    """A chart on a page: the picture for a desk and for a telephone, the table, what ECharts is told, the files."""

    name: str
    chart: Chart
    wide: SafeString
    narrow: SafeString
    table: charting.Table
    option: dict[str, Any]
    files: list[tuple[str, str]]
    says: str = ""


def asked(
    indicator: Indicator, chosen: Selection, scope: Scope, today: date, target: str = ""
) -> Asked:
    """The question of a page. `target` is the line that somebody typed into the address; "" takes the one of the plan."""
    line = aim_of(indicator, scope, chosen.area, chosen.period) if chosen.period and not target.strip() else None
    says = ""
    if target.strip():
        try:
            value = Decimal(target.strip().rstrip("%％"))
            if not value.is_finite() or abs(value) > 10**15 or value.adjusted() < -FINEST:
                raise InvalidOperation
            line = Target(value=value, name=TYPED, less_is_better=indicator.printing.down == "good")
        except InvalidOperation:
            says = f"目标线“{target[:20]}”不是数。请只填数字，例如 98。"
    return Asked(indicator, chosen, scope, today, _below(chosen), engine(), line, says)


def _below(chosen: Selection) -> list[Area]:
    """The areas right below that were there at some time in the period."""
    below = [area for area in chosen.areas if area.parent_id == chosen.area.pk]
    first, last = (chosen.period.start, chosen.period.end) if chosen.period else (date.min, date.max)
    return sorted((area for area in below if area.was_there(first, last)), key=lambda area: area.code)


def chart_of(kind: Kind, about: Asked, link: Callable[[Area], str] | None = None) -> Chart:
    """The chart of a kind, with its finding as title. `link` leads an area elsewhere than to its figure."""
    made: Callable[[Asked, Chart], Chart] = {"trend": _over_periods, "multiples": _over_both}.get(kind, _over_areas)
    indicator = about.indicator
    empty = Chart(
        kind=kind,
        title="",
        subject=indicator.name,
        unit=indicator.printing.unit,
        decimals=indicator.printing.decimals,
        over="期间" if kind == "trend" else "地区",
        series=(),
        target=_target(about, kind),
        less_is_better=indicator.printing.down == "good",
        notes=_notes(about),
    )
    chart = made(about, empty)
    if link:
        chart = structs.replace(chart, series=tuple(_led(series, about.below, link) for series in chart.series))
    return structs.replace(chart, title=charting.finding(chart))


def distribution(about: Asked, link: Callable[[Area], str] | None = None) -> tuple[Chart, str]:
    """The map of the areas below, where the office has laid one; else the tiles; and why a map of hers is not shown."""
    says = ""
    try:
        if outline_of(about.chosen.area.code, settings.DEFINITIONS):
            chart = chart_of("map", about, link)
            charting.drawing_of(chart)
            return chart, ""
    except Fault as problem:
        says = f"{problem.says}（{problem.id}）"
    return chart_of("tiles", about, link), says


def shown(chart: Chart, about: Asked, says: str = "") -> Shown:
    """The chart as a page shows it. Raises: Fault M501."""
    wide, narrow = (
        mark_safe(charting.svg_of(charting.drawing_of(chart, width), f"{chart.kind}-{width}", links=True))  # noqa: S308 escaped there
        for width in (DESK, PHONE)
    )
    files = [
        (form.upper() if form != "xlsx" else "Excel", f"{_file(chart.kind, about, form)}?{about.query}") for form in FILES
    ]
    return Shown(chart.kind, chart, wide, narrow, charting.table_of(chart), charting.option_of(chart), files, says)


def content(chart: Chart, form: str) -> bytes:
    """The chart as a file. Raises: Fault M501."""
    if form == "xlsx":
        return charting.book_of(chart)
    drawing = charting.framed(charting.drawing_of(chart, DESK), chart)
    return charting.png_of(drawing, picture_font()) if form == "png" else charting.svg_of(drawing).encode()


def file_name(chart: Chart, about: Asked, form: str) -> str:
    """What the file is called when it is kept."""
    return f"{chart.subject}{NAMES[chart.kind]}-{about.chosen.area.name}-{about.period.text}.{form}"


def figure_address(indicator: Indicator, area: Area, period: Period) -> str:
    """The page where a figure opens to its rows."""
    return f"{reverse('indicators:figure', args=[indicator.id])}?{urlencode({'area': area.code, 'period': period.text})}"


def why(value: Measured | None) -> str:
    """Why a value is unknown; "" where it is known. None: the figure is counted for parts alone."""
    if value is None:
        return "这个指标只分项计，没有合计"
    if value.value is not None:
        return ""
    return value.why or (f"有 {value.rows} 行记录，但算不出" if value.rows else "没有记录")


def _target(about: Asked, kind: Kind) -> Target | None:
    """The line; beside areas it says whose target it is."""
    if about.target is None or kind == "trend" or about.target.name == TYPED:
        return about.target
    return structs.replace(about.target, name=f"{about.chosen.area.name}目标")


def _file(kind: Kind, about: Asked, form: str) -> str:
    return reverse("indicators:chart-file", args=[about.indicator.id, kind, form])


def _point(key: str, name: str, value: Measured | None, link: str, note: str = "") -> Point:
    partial = f"{value.empty} 行未填，实际不少于此数" if value and value.state == "partial" else ""
    said = "；".join(part for part in (partial, note) if part)
    return Point(key=key, name=name, value=value.value if value else None, why=why(value), note=said, link=link)


def _over_periods(about: Asked, chart: Chart) -> Chart:
    periods = stretch_up_to(about.period)
    found, area = by_period(about.indicator, about.chosen.area, periods, about.by), about.chosen.area
    points = [
        _point(one.text, one.name, found.get(one.text), figure_address(about.indicator, area, one), _open(one, about.today))
        for one in periods
    ]
    series = (Series(key=area.code, name=area.name, points=tuple(points)),)
    return structs.replace(chart, series=series, expected=_expected(about, periods, points))


def _open(period: Period, today: date) -> str:
    """What is said of a period that is not over."""
    return f"期间未结束，数到 {today}" if period.end >= today else ""


def _expected(about: Asked, periods: Sequence[Period], points: Sequence[Point]) -> tuple[Expected, ...]:
    """The forecast of the period after the last, where that one is over and enough is known. Source: docs/methods/targets.md"""
    coming, last = after(about.period), points[-1].value
    if coming is None or last is None or _open(about.period, about.today):
        return ()
    known = [(one.end, point.value) for one, point in zip(periods, points, strict=True) if point.value is not None]
    counts, most = about.indicator.shape in ("value", "rate", "due"), RATES.get(about.indicator.printing.unit)
    seen = forecast(known, coming.end, least=Decimal(0) if counts else None, most=Decimal(most) if most and counts else None)
    if seen is None:
        return ()
    step = Decimal(1).scaleb(-about.indicator.printing.decimals)
    value, low, high = (number.quantize(step, ROUND_HALF_UP) for number in (seen.value, seen.low, seen.high))
    return (Expected(key=coming.text, name=coming.name, value=value, low=low, high=high),)


def _over_areas(about: Asked, chart: Chart) -> Chart:
    below, area = about.below, about.chosen.area
    found = by_area(about.indicator, below, about.period, about.by)
    points = [
        _point(one.code, one.name, found.get(one.code), figure_address(about.indicator, one, about.period)) for one in below
    ]
    chart = structs.replace(chart, series=(Series(key=area.code, name="", points=tuple(points)),))
    if chart.kind == "map":
        return structs.replace(chart, outline=outline_of(area.code, settings.DEFINITIONS))
    return structs.replace(chart, places=grid_of(area.code, settings.DEFINITIONS)) if chart.kind == "tiles" else chart


def _over_both(about: Asked, chart: Chart) -> Chart:
    below, periods = about.below, stretch_up_to(about.period)
    found = by_area_and_period(about.indicator, below, periods, about.by)
    return structs.replace(chart, series=tuple(
        Series(key=area.code, name=area.name, points=tuple(
            _point(one.text, one.name, found.get((area.code, one.text)), figure_address(about.indicator, area, one))
            for one in periods))
        for area in below
    ))  # fmt: skip


def _led(series: Series, below: Sequence[Area], link: Callable[[Area], str]) -> Series:
    areas = {area.code: area for area in below}
    return structs.replace(
        series, points=tuple(structs.replace(point, link=link(areas[point.key])) for point in series.points)
    )


def _notes(about: Asked) -> tuple[tuple[str, str], ...]:
    """What the figures rest on, for the foot of a picture and the second sheet of a workbook."""
    indicator, area = about.indicator, about.chosen.area
    counted = in_words(indicator, known_counted(), known_indicators())
    return (
        ("地区", f"{area.name}{'（含下级）' if about.chosen.with_below else ''}"),
        ("期间", f"{about.period.name}（截止 {about.period.end}）"),
        ("口径", f"{counted}（{indicator.id}）"),
        ("口径出处", f"{indicator.source.document} {indicator.source.clause}"),
        ("取数日期", str(about.today)),
    )
