"""Kept values follow the rows: what changed is counted again within a minute, in the background."""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.measuring.stepping import steps_within
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator, Step
from zhiheng.directory.models import Area
from zhiheng.indicators.engines import Engine, engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.listing import in_use, rests_on
from zhiheng.indicators.looking import look_where_moved
from zhiheng.indicators.models import Observation
from zhiheng.indicators.observing import Kept, Observed, keep
from zhiheng.indicators.runs import kept_runs
from zhiheng.indicators.untouched import confirm_untouched
from zhiheng.indicators.values import bases_of, values_of

EVERY = timedelta(seconds=30)


class Freshened(NamedTuple):
    """What counting again came to."""

    counted: int
    corrected: int


def observe_many(
    wanted: Iterable[Indicator], areas: list[Area], periods: list[Period], with_engine: Engine | None = None
) -> Kept:
    """The figures of many areas and periods, computed together and kept; those that are kept apart by a dim are left out."""
    asked = [one for one in wanted if not one.by]
    used = with_engine or engine()
    bases = bases_of(asked, used)
    kept = kept_runs(bases.values())
    runs = {id: kept[basis.name] for id, basis in bases.items()}
    numbers = {area.code: area.pk for area in areas}
    days = {period.text: period for period in periods}
    found = values_of(asked, areas, periods, used, bases, anew=True)
    return keep(
        Observed(numbers[spot.area], days[spot.period], value, runs[spot.indicator])
        for spot, value in found.items()
    )


def observe_everywhere(wanted: Iterable[Indicator], span: str, step: Step) -> Iterator[tuple[Indicator, Kept]]:
    """Figures of every area and every whole period of a step within a span, one figure after the other; all that have
    records, where none is named. Raises: Fault M101 · M104: no whole period lies in the span."""
    periods = steps_within(step, period_from(span))
    if not periods:
        raise Fault("M104", f"{span} 里没有一个完整的期。请换长一些的期间，或换短一些的 --step。")
    areas, used, known = list(Area.objects.order_by("code")), in_use(), known_indicators().values()
    for one in list(wanted) or [each for each in known if rests_on(each, used)]:
        if not one.by:
            yield one, observe_many([one], areas, periods)


def freshen() -> Freshened:
    """Every kept value whose rows or definition have changed since, counted again; what differs is a new revision.

    Values of years in which no row has moved are not counted: see untouched.py.
    """
    used, known = engine(), known_indicators()
    kept = _current().order_by().values_list("indicator", flat=True).distinct()
    bases = bases_of([known[name] for name in kept if name in known], used)
    names = {name: basis.name for name, basis in bases.items()}
    runs = kept_runs(bases.values())
    for name, basis in bases.items():
        confirm_untouched(known[name], basis, runs[basis.name])
    stale: dict[tuple[str, frozenset[int]], list[Indicator]] = {}
    by_period: dict[tuple[str, str], set[int]] = {}
    for indicator, name in names.items():
        old = _current().filter(indicator=indicator).exclude(confirmed__name=name)
        for area, period in old.values_list("area", "period"):
            by_period.setdefault((indicator, period), set()).add(area)
    for (indicator, period), areas in by_period.items():
        stale.setdefault((period, frozenset(areas)), []).append(known[indicator])
    counted = corrected = 0
    for (period, areas), indicators in stale.items():
        done = observe_many(indicators, list(Area.objects.filter(pk__in=areas)), [period_from(period)], used)
        counted, corrected = counted + len(done.current), corrected + len(done.corrected)
    return Freshened(counted, corrected)


def _current():  # type: ignore[no-untyped-def]
    return Observation.objects.unscoped("the program counts for every area").filter(current=True)


@task(priority=-10)
def freshen_in_background() -> None:
    """Kept values counted again where their rows changed, what is odd in them now found, and the next time waited for."""
    try:
        freshen()
        look_where_moved(timezone.now())
    except Fault:
        logging.getLogger(__name__).exception("kept values could not be counted again")
    finally:
        _finished().delete()
        keep_fresh()


def keep_fresh() -> None:
    """From now on, twice a minute."""
    if not DBTaskResult.objects.filter(task_path=freshen_in_background.module_path, status="READY").exists():
        freshen_in_background.using(run_after=timezone.now() + EVERY).enqueue()


def _finished():  # type: ignore[no-untyped-def]
    """Earlier times: four thousand a day would tell nobody anything."""
    return DBTaskResult.objects.filter(task_path=freshen_in_background.module_path, status__in=["SUCCESSFUL", "FAILED"])
