"""Charts for tests: `bars(12, None, 3)`, `trend("97.5", None, "98")`, and strategies of any."""

from decimal import Decimal

from hypothesis import strategies as st
from msgspec import structs

from zhiheng.core.charting import finding
from zhiheng.core.values.charts import Chart, Point, Series, Target

VALUES = st.one_of(st.none(), st.decimals(-10_000, 10_000, places=1))
LINK = "/indicators/rate/?area={}&period=2025H1"


def code(place: int) -> str:
    """The code of the area at a place: 990100, 990200, …"""
    return f"99{place + 1:02d}00"


def points(*values: object) -> tuple[Point, ...]:
    """Points of areas in the order of their codes."""
    known = [None if value is None else Decimal(str(value)) for value in values]
    named = [(code(place), f"第{place + 1}县") for place in range(len(known))]
    return tuple(
        Point(key=key, name=name, value=value, link=LINK.format(key)) for (key, name), value in zip(named, known, strict=True)
    )


def bars(*values: object, **more: object) -> Chart:
    """Bars over areas."""
    given = {"kind": "bars", "title": "", "subject": "合格率", "unit": "%", "decimals": 1, "over": "地区"} | more
    series = (Series(key="990000", name="", points=points(*values)),)
    return titled(Chart(series=series, **given))


def trend(*values: object, **more: object) -> Chart:
    """A line over quarters from 2024 on."""
    named = [structs.replace(one, key=f"{2024 + n // 4}Q{n % 4 + 1}", name=f"{2024 + n // 4}年第{'一二三四'[n % 4]}季度")
             for n, one in enumerate(points(*values))]  # fmt: skip
    given = {"kind": "trend", "title": "", "subject": "合格率", "unit": "%", "decimals": 1, "over": "期间"} | more
    return titled(Chart(series=(Series(key="990000", name="示例省", points=tuple(named)),), **given))


def multiples(*lines: tuple[object, ...], **more: object) -> Chart:
    """A little line for each area."""
    made = trend(*(lines[0] if lines else ()), **({"kind": "trend"} | more))
    periods = made.series[0].points
    series = tuple(
        Series(key=code(place), name=f"第{place + 1}县", points=tuple(
            structs.replace(period, value=None if value is None else Decimal(str(value)))
            for period, value in zip(periods, line, strict=True)))
        for place, line in enumerate(lines)
    )  # fmt: skip
    return titled(structs.replace(made, kind="multiples", over="地区", series=series))


def titled(chart: Chart) -> Chart:
    """The chart with its finding as title."""
    return structs.replace(chart, title=finding(chart))


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    """A chart of any kind but a map, with any values."""
    kind = draw(st.sampled_from(["trend", "bars", "tiles", "multiples"]))
    target = draw(st.none() | st.builds(Target, value=st.decimals(-10_000, 10_000, places=1), less_is_better=st.booleans()))
    if kind == "multiples":
        width = draw(st.integers(1, 6))
        lines = draw(st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=9))
        return multiples(*map(tuple, lines), target=target)
    values = draw(st.lists(VALUES, min_size=1, max_size=14))
    return trend(*values, target=target) if kind == "trend" else bars(*values, kind=kind, target=target)
