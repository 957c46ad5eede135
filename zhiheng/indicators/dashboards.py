"""The dashboard of an area and a period: key figures, the areas below as a tree and as a map, the way down to the rows."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from zhiheng.core import charting
from zhiheng.core.measuring import Spot
from zhiheng.core.measuring.stepping import last_year
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.topics import TOPICS
from zhiheng.definitions.dashboards import key_figures
from zhiheng.directory.models import Area
from zhiheng.indicators.charts import Asked, chart_of, distribution, figure_address, shown
from zhiheng.indicators.listing import OTHER, in_use, place_of, rests_on, topic_of
from zhiheng.indicators.values import current_values


class Card(NamedTuple):
    """One key figure, beside the same period of the year before."""

    indicator: Indicator
    printed: str
    unit: str
    beside: str
    link: str
    choose: str  # the dashboard with this figure chosen
    chosen: bool


class Branch(NamedTuple):
    """One area of the tree with its value: `down` leads to its own dashboard, `link` to its figure."""

    area: Area
    printed: str
    unit: str
    why: str
    down: str
    link: str
    has_below: bool


def chosen_indicator(seen: Sequence[Indicator], wanted: str) -> Indicator | None:
    """The indicator that the address names; else the first key figure that she may see; None where she may see none."""
    ids = [wanted] if wanted else [*key_figures(settings.DEFINITIONS), *(one.id for one in seen)]
    known = {one.id: one for one in seen}
    return next((known[id] for id in ids if id in known), None)


def dashboard(about: Asked, seen: Sequence[Indicator]) -> dict[str, Any]:
    """What stands on the dashboard."""

    def down(area: Area) -> str:
        return f"{reverse('indicators:dashboard')}?{_query(about, area, about.indicator)}"

    spread, says = distribution(about, down)
    below = {area.code: area for area in about.below}
    deeper = set(Area.objects.filter(parent__in=below.values()).values_list("parent", flat=True))
    tree = [
        Branch(area, spread.printed(point.value), spread.unit, point.why, point.link,
               figure_address(about.indicator, area, about.period), area.pk in deeper)
        for point in spread.points if (area := below[point.key])
    ]  # fmt: skip
    return {
        "cards": _cards(about, seen),
        "choices": _choices(about, seen),
        "tree": tree,
        "above": [area for area in about.chosen.areas if about.chosen.area.path.startswith(area.path)],
        "spread": shown(spread, about, says) if below else None,
        "trend": shown(chart_of("trend", about), about),
        "figure": figure_address(about.indicator, about.chosen.area, about.period),
        "rows": _rows(about),
    }


def _choices(about: Asked, seen: Sequence[Indicator]) -> list[tuple[str, list[Indicator]]]:
    """The figures to choose from, by part of the work: those with records, and the one looked at."""
    used = in_use()
    wanted = [one for one in seen if one == about.indicator or rests_on(one, used)]
    groups: dict[str, list[Indicator]] = {}
    for one in sorted(wanted, key=lambda one: place_of(topic_of(one))):
        groups.setdefault(TOPICS.get(topic_of(one), OTHER), []).append(one)
    return list(groups.items())


def _query(about: Asked, area: Area, indicator: Indicator) -> str:
    return urlencode({"area": area.code, "period": about.period.text, "indicator": indicator.id})


def _rows(about: Asked) -> str:
    """The rows of the register that the figure counts; "" where it counts none itself."""
    if not about.indicator.register:
        return ""
    return f"{reverse('registers:rows', args=[about.indicator.register])}?{about.chosen.query}"


def _cards(about: Asked, seen: Sequence[Indicator]) -> list[Card]:
    known = {one.id: one for one in seen}
    wanted = [known[id] for id in key_figures(settings.DEFINITIONS) if id in known]
    area, before = about.chosen.area, last_year(about.period)
    found = current_values(wanted, [area], [about.period, before], about.by)
    cards = []
    for one in wanted:
        now, then = (found.get(Spot(one.id, area.code, period.text)) for period in (about.period, before))
        change = charting.compared(now and now.value, then and then.value, one.printing.unit, one.printing.decimals)
        known_now = now is not None and now.value is not None
        beside = f"同比 {change}" if change else "上年同期暂无数据" if known_now else ""
        choose = f"{reverse('indicators:dashboard')}?{_query(about, area, one)}"
        link = figure_address(one, area, about.period)
        cards.append(Card(one, now.printed if now else "", one.printing.unit, beside, link, choose, one == about.indicator))
    return cards
