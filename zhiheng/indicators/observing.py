"""Values kept as observations: the same again is confirmed, another one is a new revision of what was there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.utils import timezone

from zhiheng.core.measuring import Period
from zhiheng.core.values.indicators import Measured
from zhiheng.indicators.models import Observation, Run
from zhiheng.indicators.states import REVIEWS
from zhiheng.web.inserting import insert_missing

MANY = 500  # observations written by one statement
T = TypeVar("T")
Key = tuple[str, int, date, date]


class Observed(NamedTuple):
    """One value of an indicator for an area (its number) and a period, as a run found it."""

    area: int
    period: Period
    measured: Measured
    run: Run

    @property
    def key(self) -> Key:
        return self.measured.indicator, self.area, self.period.start, self.period.end


class Kept(NamedTuple):
    """What keeping came to. `corrected`: each new revision with the one that it takes the place of."""

    current: dict[Key, Observation]
    corrected: list[tuple[Observation, Observation]]


@transaction.atomic
def keep(found: Iterable[Observed]) -> Kept:
    """The values, kept; each that differs from what was current before is a new revision. Observing again adds nothing."""
    by_key = {one.key: one for one in found}
    before = _current(by_key)
    fresh: list[Observation] = []
    corrected: list[tuple[Observation, Observation]] = []
    confirmed: dict[Run, list[int]] = {}
    kept: dict[Key, Observation] = {}
    for key, one in by_key.items():
        earlier = before.get(key)
        if earlier and _same(earlier, one.measured):
            kept[key] = earlier
            if earlier.confirmed_id != one.run.pk:
                confirmed.setdefault(one.run, []).append(earlier.pk)
            continue
        made = kept[key] = _observation(one, earlier)
        fresh.append(made)
        if earlier:
            corrected.append((made, earlier))
    everything = Observation.objects.unscoped("found by their own keys")
    for some in chunks([earlier.pk for _, earlier in corrected], MANY):
        everything.filter(pk__in=some).update(current=False)
    for run, numbers in confirmed.items():
        for some in chunks(numbers, MANY):
            everything.filter(pk__in=some).update(confirmed=run)
    insert_missing(Observation, fresh)
    if any(one.pk is None for one in fresh):  # another kept the same just now; or the database does not tell the new numbers
        kept |= _current(by_key)
        corrected = [(kept[_key(made)], earlier) for made, earlier in corrected]
    return Kept(kept, corrected)


def _key(one: Observation) -> Key:
    return one.indicator, one.area_id, one.start, one.end


def _current(wanted: dict[Key, Observed]) -> dict[Key, Observation]:
    """What is current of the same indicators, areas and days."""
    spans = {(key[0], key[2], key[3]) for key in wanted}
    areas = {key[1] for key in wanted}
    everything = Observation.objects.unscoped("found by their own keys").select_related("confirmed")
    few = {"area__in": areas} if len(areas) <= MANY else {}
    return {
        key: one
        for indicator, start, end in spans
        for one in everything.filter(indicator=indicator, start=start, end=end, current=True, **few)
        if (key := _key(one)) in wanted
    }


def _same(kept: Observation, found: Measured) -> bool:
    return (
        kept.value == found.value
        and _six(kept.numerator) == _six(found.numerator)
        and _six(kept.denominator) == _six(found.denominator)
        and (kept.rows, kept.empty, kept.state) == (found.rows, found.empty, found.state)
        and (kept.unit, kept.decimals, kept.qualifier) == (found.unit, found.decimals, found.qualifier)
        and kept.lists == lists_of(found)
        and kept.over == found.over
    )


LISTS = ("names", "done", "missing", "unreported")


def lists_of(found: Measured) -> dict[str, list[str]]:
    """The lists of a value as they are kept: those that it has."""
    named = {name: list(said) for name in LISTS if (said := getattr(found, name))}
    return named | ({"values": [str(value) for value in found.values]} if found.values else {})


def as_measured(one: Observation) -> Measured:
    """A kept value as it was measured, `exact` apart: numerator and denominator say that."""
    lists = {name: tuple(one.lists.get(name, ())) for name in LISTS}
    return Measured(
        indicator=one.indicator, unit=one.unit, decimals=one.decimals, value=one.value, numerator=one.numerator,
        denominator=one.denominator, rows=one.rows, empty=one.empty, state=one.state, qualifier=one.qualifier, over=one.over,
        values=tuple(Decimal(value) for value in one.lists.get("values", ())), why=one.why, notes=tuple(one.notes), **lists,
    )  # fmt: skip


def _six(number: Decimal | None) -> Decimal | None:
    """As the database keeps it."""
    return None if number is None else round(number, 6)


def _observation(one: Observed, earlier: Observation | None) -> Observation:
    found = one.measured
    return Observation(
        indicator=found.indicator, area_id=one.area, period=one.period.text, start=one.period.start, end=one.period.end,
        revision=earlier.revision + 1 if earlier else 1, cause=_cause(earlier, one.run), value=found.value, unit=found.unit,
        decimals=found.decimals, qualifier=found.qualifier, numerator=_six(found.numerator),
        denominator=_six(found.denominator), rows=found.rows, empty=found.empty, state=found.state, lists=lists_of(found),
        over=found.over, why=found.why[:200], notes=list(found.notes), run=one.run, confirmed=one.run, computed_at=timezone.now(),
    )  # fmt: skip


def _cause(earlier: Observation | None, run: Run) -> str:
    if earlier is None:
        return "first"
    if earlier.confirmed.definition_digest != run.definition_digest:
        return "definition"
    before, now = earlier.confirmed.inputs, run.inputs
    differing = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    return "program" if not differing else "reviews" if differing == {REVIEWS} else "rows"


def chunks(many: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The sequence in pieces of at most `size`."""
    return (many[start : start + size] for start in range(0, len(many), size))
