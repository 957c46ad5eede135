"""Values of figures that may only be imported: as they were published, else as a unit said in a return that was accepted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from zhiheng.core.measuring import Period, Plan, Spot, summed
from zhiheng.core.values.gathering import Closure
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.directory.models import Area
from zhiheng.indicators.accepted import accepted_figures
from zhiheng.registers.models import Row

SERIES = "statistical-series"
OWN = "本地区"
Values = dict[Spot, Measured]


def imported_values(plan: Plan, areas: Sequence[Area], within: Closure) -> Values:
    """The values of the plan's series for these areas; one is added up from those below only where its file says so.

    None: nothing was entered for an area and a period: a spot is missing, which is unknown.
    """
    series = {one.indicator.id: one for one in plan.needed if one.indicator.imported}
    if not series:
        return {}
    indicators = [one.indicator for one in series.values()]
    periods = list({period.text: period for one in series.values() for period in one.periods}.values())
    added = [one for one in indicators if one.over_area == "sum"]
    whole = list(Area.objects.filter(code__in=list(within))) if added else areas
    found = _returned(indicators, whole, periods) | _published(indicators, whole, periods)
    for period in periods:
        found |= _added_up(added, whole, period, found)
    return found


def _published(indicators: Sequence[Indicator], areas: Sequence[Area], periods: Collection[Period]) -> Values:
    """As they were entered in the register of outside series."""
    known = {one.id: one for one in indicators}
    return {
        Spot(indicator.id, row.area.code, row.data["period"]): _value(indicator, Decimal(row.data["value"]))
        for row in published_rows(indicators, areas, periods)
        for indicator in [known[row.data["series"]]]
    }


def published_rows(indicators: Sequence[Indicator], areas: Sequence[Area], periods: Collection[Period]) -> Iterator[Row]:
    """The rows of the register of outside series that say something of these very areas and periods; the latest counts."""
    texts = {period.text for period in periods}
    rows = Row.objects.unscoped("of areas that the caller may see").filter(
        register=SERIES, status="kept", area__in=areas, data__level=OWN, data__series__in=[one.id for one in indicators]
    )
    return (row for row in rows.select_related("area").order_by("pk") if row.data["period"] in texts)


def _returned(indicators: Sequence[Indicator], areas: Sequence[Area], periods: Collection[Period]) -> Values:
    """As areas said of themselves in returns; what was accepted last counts."""
    known = {one.id: one for one in indicators}
    return {
        Spot(one.item.indicator, one.area, period.text): _value(known[one.item.indicator], one.value)
        for one in accepted_figures(indicators, areas, periods)
        for period in periods
        if one.value is not None and one.days == (period.start, period.end)
    }


def _added_up(indicators: Sequence[Indicator], areas: Sequence[Area], period: Period, found: Mapping[Spot, Measured]) -> Values:
    """The sums of areas that have no value of their own, over the areas right below them that are there on the last day."""
    there = [area for area in areas if area.was_there(period.end, period.end)]
    below: dict[int, list[Area]] = {}
    for area in there:
        below.setdefault(area.parent_id or 0, []).append(area)
    sums: Values = {}
    for area in sorted(there, key=lambda one: -len(one.path)):
        for one in indicators:
            parts = {part.code: Spot(one.id, part.code, period.text) for part in below.get(area.pk, ())}
            said = {code: found.get(spot) or sums.get(spot) for code, spot in parts.items()}
            spot = Spot(one.id, area.code, period.text)
            if spot not in found and (value := summed(one, said)):
                sums[spot] = value
    return sums


def _value(indicator: Indicator, said: Decimal) -> Measured:
    places = max(indicator.printing.decimals, -int(said.as_tuple().exponent))
    return Measured(
        indicator=indicator.id, unit=indicator.printing.unit, decimals=places, value=said, exact=said, numerator=None,
        denominator=None, rows=1, empty=0, state="complete",
    )  # fmt: skip
