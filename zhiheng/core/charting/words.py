"""The finding of a chart, computed: what its title says, and what it says to who does not see it."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from zhiheng.core.values.charts import Chart, Point, Series, Target

_RATES = {"%": "个百分点", "‰": "个千分点"}
_NAMED = 3  # so many areas are named; more are counted
Known = Mapping[Point, Decimal]


def finding_over_time(chart: Chart) -> str:
    """What a trend says: the last known value against the one before it, and against the target.

    >>> # "第三季度合格率回升 0.5 个百分点，但仍低于目标 98%"
    """
    points = chart.series[0].points
    known = [(place, value) for place, point in enumerate(points) if (value := point.value) is not None]
    if not known:
        return f"{chart.subject}暂无数据"
    place, value = known[-1]
    after = "" if place == len(points) - 1 else f"，{points[-1].name}暂无数据"
    if len(known) == 1:
        return f"{points[place].name}{chart.subject}为 {chart.said(value)}{_against(chart, value, None)}{after}"
    before, earlier = known[-2]
    change = value - earlier
    turned = len(known) > 2 and change * (earlier - known[-3][1]) < 0
    than = "" if place - before == 1 else f"比{points[before].name}"
    return f"{points[place].name}{chart.subject}{than}{_moved(chart, change, turned)}{_against(chart, value, change)}{after}"


def finding_over_areas(chart: Chart) -> str:
    """What bars, tiles or a map say: how many areas have a value, the highest, the lowest, how many keep the target."""
    points = chart.series[0].points
    known = {point: point.value for point in points if point.value is not None}
    if not known:
        return f"{len(points)} 个地区的{chart.subject}都暂无数据" if points else f"{chart.subject}：没有下级地区"
    have = f"{len(points)} 个地区" if len(known) == len(points) else f"{len(points)} 个地区中 {len(known)} 个"
    low, high = min(known.values()), max(known.values())
    if len(known) == 1:
        said = f"{have}有{chart.subject}的数据，{next(iter(known)).name} {chart.said(high)}"
    elif low == high:
        said = f"{have}有{chart.subject}的数据，都是 {chart.said(high)}"
    else:
        ends = (f"{word}{_whose(known, value)} {chart.said(value)}" for word, value in (("最高", high), ("最低", low)))
        said = f"{have}有{chart.subject}的数据，{'，'.join(ends)}"
    return said + _how_many_keep(chart.target, chart, known)


def finding_over_both(chart: Chart) -> str:
    """What small multiples say: in how many areas the last period is above, below or at the one before."""
    ups = downs = same = unknown = 0
    for series in chart.series:
        last = [point.value for point in series.points][-2:]
        if len(last) < 2 or last[0] is None or last[1] is None:
            unknown += 1
        elif last[0] == last[1]:
            same += 1
        else:
            ups, downs = ups + (last[1] > last[0]), downs + (last[1] < last[0])
    period = chart.series[0].points[-1].name if chart.series and chart.series[0].points else ""
    counted = [f"{count} 个{word}" for count, word in ((ups, "上升"), (downs, "下降"), (same, "持平")) if count]
    if not counted:
        return f"{len(chart.series)} 个地区的{chart.subject}都不能与上一期比较"
    left = f"，{unknown} 个暂不能比较" if unknown else ""
    return f"{period}{chart.subject}：{len(chart.series)} 个地区中 {'、'.join(counted)}{left}"


def described(chart: Chart) -> str:
    """All values in words: what stands in the picture, for who cannot see it."""
    parts = [_read_out(chart, series) for series in chart.series]
    if chart.target:
        parts.append(chart.aim)
    parts += [f"{one.name}预测 {chart.said(one.value)}" for one in chart.expected]
    return "。".join(part for part in parts if part) + "。"


def _read_out(chart: Chart, series: Series) -> str:
    values = "，".join(f"{point.name} {chart.said(point.value)}" for point in series.points)
    return f"{series.name}：{values}" if series.name else values


def _moved(chart: Chart, change: Decimal, turned: bool) -> str:
    """上升 12 次, 回落 0.5 个百分点, 持平."""
    if not change:
        return "持平"
    verb = ("回升" if turned else "上升") if change > 0 else ("回落" if turned else "下降")
    return f"{verb} {chart.printed(abs(change))} {_RATES.get(chart.unit, chart.unit)}".rstrip()


def _against(chart: Chart, value: Decimal, change: Decimal | None) -> str:
    """Whether the target is kept; 但仍 where the value moved the right way and is not there yet."""
    if not chart.target:
        return ""
    target, less = chart.target, chart.target.less_is_better
    called = chart.aim
    better = bool(change) and (change < 0) == less  # type: ignore[operator]
    worse = bool(change) and not better
    if target.met(value):
        kept = f"未超过{called}" if less else f"达到{called}"
        return f"，{'仍' if worse else ''}{kept}"
    return f"，{'但仍' if better else '仍' if change is not None and not change else ''}{'高于' if less else '低于'}{called}"


def _whose(known: Known, value: Decimal) -> str:
    names = [point.name for point, one in known.items() if one == value]
    return f"{'、'.join(names[:_NAMED])}{f'等 {len(names)} 个' if len(names) > _NAMED else ''}"


def _how_many_keep(target: Target | None, chart: Chart, known: Known) -> str:
    if not target:
        return ""
    missed = sum(not target.met(value) for value in known.values())
    called = chart.aim
    word = "高于" if target.less_is_better else "低于"
    return f"，{missed} 个{word}{called}" if missed else f"，都{'未超过' if target.less_is_better else '达到'}{called}"


def compared(now: Decimal | None, before: Decimal | None, unit: str, decimals: int) -> str:
    """A value against an earlier one: +0.5 个百分点, −12 次（−8.3%）, 持平; "" where one of them is unknown."""
    if now is None or before is None:
        return ""
    change = now - before
    if not change:
        return "持平"
    sign = "+" if change > 0 else "−"
    amount = f"{sign}{abs(change):.{decimals}f} {_RATES.get(unit, unit)}".rstrip()
    if unit in _RATES or before <= 0:
        return amount
    percent = (abs(change) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{amount}（{sign}{percent}%）"
