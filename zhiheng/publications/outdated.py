"""待更正: issued documents that print what the observations of now no longer say."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Q
from msgspec import structs

from zhiheng.core.measuring.valuing import exact_of
from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.papers import Printed
from zhiheng.core.writing.templates import still_so
from zhiheng.core.writing.templates.printing import shown
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Observation
from zhiheng.indicators.observing import as_measured
from zhiheng.publications.models import Publication
from zhiheng.web.scoping import Scope

MANY = 400  # documents whose observations are looked up at once
Spot = tuple[str, str, str]  # indicator, area, period


class Outdated(NamedTuple):
    """A figure of a document as it was printed, and as it would be now; "" where there is none any more."""

    mark: str
    indicator: str
    name: str
    area: str
    period: str
    old: str
    new: str
    asked: str  # the hole of the template that it filled


class ToCorrect(NamedTuple):
    """A document that is in force and prints figures that have moved."""

    publication: Publication
    figures: list[Outdated]


def to_correct(scope: Scope) -> list[ToCorrect]:
    """Every document in force that printed a value of which there is a newer revision, newest first.

    A change that rounding hides needs no correction. What a notice has corrected is held against the value that the notice gave.
    """
    found = Publication.objects.within(scope, reach="below").exclude(amendments__kind="withdrawn")
    issued = list(found.select_related("area", "office").prefetch_related("amendments"))
    listed = []
    for at in range(0, len(issued), MANY):
        some = issued[at : at + MANY]
        now = _observed({spot for one in some for spot in _spots(one)})
        listed += [ToCorrect(one, moved) for one in some if (moved := _moved(one, now))]
    return listed


def outdated_of(one: Publication) -> list[Outdated]:
    """The figures of one document that have moved."""
    return _moved(one, _observed(set(_spots(one))))


def _spots(one: Publication) -> Iterable[Spot]:
    return ((figure["indicator"], figure.get("area", one.area.code), figure.get("period", one.period)) for figure in one.figures)


def _observed(spots: set[Spot]) -> Mapping[Spot, Observation]:
    names, areas, periods = ({spot[at] for spot in spots} for at in range(3))
    near = Q(indicator__in=names, area__code__in=areas, period__in=periods, current=True)
    kept = Observation.objects.unscoped("what documents of the own areas printed").filter(near).select_related("area")
    return {spot: one for one in kept if (spot := (one.indicator, one.area.code, one.period)) in spots}


def _moved(one: Publication, now: Mapping[Spot, Observation]) -> list[Outdated]:
    known = {figure["mark"]: figure["new"] for told in reversed(one.amendments.all()) for figure in told.figures}
    found = []
    for figure, spot in zip(one.figures, _spots(one), strict=True):
        observation = now.get(spot)
        if observation is None or "mark" not in figure:
            continue
        printed, measured = _printed(figure, spot), _measured(observation)
        if still_so(printed, measured) is not False:
            continue
        new = _as_printed(printed, measured)
        if new not in (printed.text, known.get(printed.mark)):
            found.append(Outdated(printed.mark, spot[0], figure["name"], spot[1], spot[2], printed.text, new, printed.asked))
    return found


def _printed(figure: Mapping[str, str], spot: Spot) -> Printed:
    indicator, area, period = spot
    said = {name: figure.get(name, "") for name in ("mark", "value", "unit", "asked", "part")}
    return Printed(text=figure["printed"], indicator=indicator, area=area, period=period, **said)


def _measured(one: Observation) -> Measured:
    seen = as_measured(one)
    indicator = known_indicators().get(one.indicator)
    return structs.replace(seen, exact=exact_of(indicator, seen)) if indicator else seen


def _as_printed(printed: Printed, now: Measured) -> str:
    """The value of now in the unit and with the decimals that were printed; "" where there is none."""
    if now.value is None:
        return ""
    digits = re.search(r"\d+(?:\.(\d+))?", printed.text)
    return shown(now, printed.unit, len(digits[1] or "") if digits else None).text
