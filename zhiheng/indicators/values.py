"""Values of figures over areas and periods: those that were kept and still hold, all others computed together."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from zhiheng.core.measuring import Period, Spot
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.directory.models import Area
from zhiheng.indicators.computing import computed
from zhiheng.indicators.engines import Engine
from zhiheng.indicators.known import known_counted, known_indicators
from zhiheng.indicators.models import Observation
from zhiheng.indicators.observing import MANY, as_measured
from zhiheng.indicators.runs import Basis, basis_of

Values = dict[Spot, Measured]


def values_of(
    wanted: Iterable[Indicator],
    areas: Sequence[Area],
    periods: Sequence[Period],
    by: Engine,
    bases: Mapping[str, Basis],
    *,
    anew: bool = False,
) -> Values:
    """The values of figures for areas (each with those below it) and periods; `anew` takes nothing that was kept.

    Shape:  a figure that keeps the values of `by` apart has a spot for each of them.
    Raises: as `computed`.
    """
    asked = list(wanted)
    found = {} if anew else _kept(asked, areas, periods, bases)
    missing = [spot for one in asked for spot in _spots(one, areas, periods) if spot not in found]
    if not missing:
        return found
    names, texts = {spot.indicator for spot in missing}, {spot.period for spot in missing}
    lacking = [one for one in asked if one.id in names], [period for period in periods if period.text in texts]
    counted = computed(lacking[0], areas, lacking[1], by.gatherer)
    return found | {spot: value for spot, value in counted.items() if spot.indicator in names and spot.period in texts}


def bases_of(asked: Iterable[Indicator], by: Engine) -> dict[str, Basis]:
    """What the values of some indicators rest on now, by id; whatever the area and the period."""
    known, registers = known_indicators(), known_counted()
    return {one.id: basis_of(one, known, registers, by) for one in asked}


def by_area(indicator: Indicator, areas: Sequence[Area], period: Period, by: Engine) -> dict[str, Measured]:
    """The value of each area, with those below it, by its code."""
    return {spot.area: value for spot, value in current_values([indicator], areas, [period], by).items() if not spot.dims}


def by_period(indicator: Indicator, area: Area, periods: Sequence[Period], by: Engine) -> dict[str, Measured]:
    """The value of each period, by its text."""
    return {spot.period: value for spot, value in current_values([indicator], [area], periods, by).items() if not spot.dims}


def by_area_and_period(
    indicator: Indicator, areas: Sequence[Area], periods: Sequence[Period], by: Engine
) -> dict[tuple[str, str], Measured]:
    """The value of each area in each period, by code and text."""
    found = current_values([indicator], areas, periods, by)
    return {(spot.area, spot.period): value for spot, value in found.items() if not spot.dims}


def current_values(wanted: Sequence[Indicator], areas: Sequence[Area], periods: Sequence[Period], by: Engine) -> Values:
    """The values of figures as they stand now: those kept that still hold, all others computed. Raises: as `computed`."""
    return values_of(wanted, areas, periods, by, bases_of(wanted, by))


def _spots(one: Indicator, areas: Sequence[Area], periods: Sequence[Period]) -> Iterable[Spot]:
    return (Spot(one.id, area.code, period.text) for area in areas for period in periods)


def _kept(
    asked: Sequence[Indicator], areas: Sequence[Area], periods: Sequence[Period], bases: Mapping[str, Basis]
) -> Values:
    """The current observations that rest on just these bases.

    What they rest on is compared here: a database that looks for the run would read all it ever found.
    """
    holding = {basis.name for basis in bases.values()}
    codes = {area.pk: area.code for area in areas}
    texts = {(period.start, period.end): period.text for period in periods}
    current = Observation.objects.unscoped("of areas that the caller may see").filter(
        indicator__in=[one.id for one in asked], current=True,
        start__in={start for start, _ in texts}, end__in={end for _, end in texts},
    ).annotate(rests_on=F("confirmed__name"))  # fmt: skip
    if len(areas) <= MANY:
        current = current.filter(area__in=list(codes))
    return {
        Spot(one.indicator, codes[one.area_id], texts[one.start, one.end]): as_measured(one)
        for one in current
        if one.rests_on in holding and one.area_id in codes and (one.start, one.end) in texts
    }
