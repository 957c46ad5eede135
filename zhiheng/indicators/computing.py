"""Figures computed now: what the plan asks is asked of an engine, and what no engine knows is added."""

from collections.abc import Iterable, Mapping, Sequence

from zhiheng.core.measuring import Ask, Catalogue, Given, Period, Plan, Spot, answered, planned
from zhiheng.core.values.gathering import Closure, Gathered, GatheredKey, KeyQuestion
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.directory.models import Area
from zhiheng.engines.gathering.asking import Gatherer
from zhiheng.indicators.closures import closure
from zhiheng.indicators.due import due_ones
from zhiheng.indicators.elsewhere import ROWS, answer
from zhiheng.indicators.filed import Filed
from zhiheng.indicators.imported import imported_values
from zhiheng.indicators.known import known_counted, known_indicators

Values = Mapping[Spot, Measured]


def computed(
    wanted: Iterable[Indicator], areas: Sequence[Area], periods: Iterable[Period], gatherer: Gatherer
) -> Values:
    """The values of figures for areas (each with those below it) and periods, and of those that they are computed from.

    Raises: Fault M130–M135 a definition or a period that cannot be measured · E4xx a question no engine can be asked.
    """
    catalogue = Catalogue(known_indicators(), known_counted())
    plan = planned(wanted, catalogue, [area.code for area in areas], periods)
    within = closure(areas)
    answers = [_answer(gatherer, ask, within) for ask in plan.asks]
    return answered(plan, answers, _given(plan, within, areas))


def _answer(gatherer: Gatherer, ask: Ask, within: Closure) -> Sequence[Gathered] | Sequence[GatheredKey]:
    if ask.question.register.id in ROWS:
        return answer(ask, within)
    if isinstance(ask.question, KeyQuestion):
        return gatherer.gathered_keys(ask.question, within, ask.periods)
    return gatherer.gathered(ask.question, within, ask.periods)


def _given(plan: Plan, within: Closure, areas: Sequence[Area]) -> Given:
    return Given(
        objects=due_ones(plan.objects, within), within=within, filed=Filed(within),
        imported=imported_values(plan, areas, within), peers=_peers(areas),
    )  # fmt: skip


def _peers(areas: Sequence[Area]) -> dict[str, list[str]]:
    """Of each area those of the wanted ones that lie right below the same area, itself among them."""
    below: dict[int | None, list[str]] = {}
    for area in areas:
        below.setdefault(area.parent_id, []).append(area.code)
    return {area.code: below[area.parent_id] for area in areas}
