"""What the figures of a plan are, from what the engine answered; see planning.py for how the two go together.

Enters: the plan, one list of answers for each of its asks, in their order, and what only the app knows (`Given`).
Leaves: `{Spot: Measured}`: of every figure wanted and every one used on the way, each area and period.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from msgspec import Struct
from msgspec.structs import replace

from zhiheng.core.measuring import keyed, series
from zhiheng.core.measuring.comparing import changed, combined
from zhiheng.core.measuring.owing import DueOne, Owed, owed
from zhiheng.core.measuring.parting import Dims, by_dims, eached, shares
from zhiheng.core.measuring.periods import Period
from zhiheng.core.measuring.planning import Needed, Plan, compared
from zhiheng.core.measuring.questioning import rule_periods, turns_of
from zhiheng.core.measuring.valuing import valued, without
from zhiheng.core.values.gathering import Closure, Gathered, GatheredKey
from zhiheng.core.values.indicators import Indicator, Measured

Answers = Sequence[Sequence[Gathered]] | Sequence[Sequence[GatheredKey]] | Sequence[Sequence[Gathered] | Sequence[GatheredKey]]


class Spot(NamedTuple):
    """Where a value stands: of which indicator, area, period (as it was written), and values of `by` where it has any."""

    indicator: str
    area: str
    period: str
    dims: Dims = ()


def nobody_filed(register: str, area: str, period: Period) -> bool:
    """What is known of returns where nobody says anything: none is in."""
    return False


class Given(Struct, frozen=True, kw_only=True):
    """What no engine knows.

    Shape: `objects` are who may be due, by kind (areas, organisations, enterprises); `within` names the areas of the plan that
           an area lies in, itself among them; `filed` says whether the return of a register for an area and a period is in;
           `imported` are values of outside series; `peers` are the areas that one is ranked among, itself included.
    """

    objects: Mapping[str, Sequence[DueOne]] = {}
    within: Closure = {}
    filed: Callable[[str, str, Period], bool] = nobody_filed
    imported: Mapping[Spot, Measured] = {}
    peers: Mapping[str, Sequence[str]] = {}


def answered(plan: Plan, answers: Answers, given: Given | None = None) -> dict[Spot, Measured]:
    """Every value of the plan.

    Shape:  a figure with `by` has a spot for each combination of its values that has rows; without any row one without dims,
            which says why. The periods are those asked for; `Measured.over` names the one counted where it is another.
    """
    known = given or Given()
    book = [_by_place(each) for each in answers]
    objects = {kind: _by_area(known.objects.get(kind, ()), known.within) for kind in plan.objects}
    found: _Values = {}
    for needed in plan.needed:
        for period in needed.periods:
            over = needed.over[period.text].text
            for area in plan.areas:
                values = dict(_values(_Place(plan, needed, area, period), book, objects, known, found))
                if over != period.text:
                    values = {dims: replace(value, over=over) for dims, value in values.items()}
                found[needed.indicator.id, area, period.text] = values
    return {Spot(*place, dims): value for place, values in found.items() for dims, value in values.items()}


class _Place(NamedTuple):
    plan: Plan
    needed: Needed
    area: str
    period: Period

    @property
    def over(self) -> Period:
        return self.needed.over[self.period.text]


_Values = dict[tuple[str, str, str], dict[Dims, Measured]]  # indicator, area, period
_Book = Sequence[Mapping[tuple[str, str], list[Gathered | GatheredKey]]]
_Objects = Mapping[str, Mapping[str, list[DueOne]]]


def _values(place: _Place, book: _Book, objects: _Objects, given: Given, found: _Values) -> Iterator[tuple[Dims, Measured]]:
    indicator = place.needed.indicator
    match indicator.shape:
        case "value" | "rate":
            yield from _of_rows(place, book, given, found)
        case "due":
            yield (), _of_due(place, book, objects, given)
        case "change":
            yield from _of_change(place, found)
        case "formula":
            yield from _of_formula(place, found)
        case "rule":
            yield (), (_of_keys(place, book) if indicator.register else _of_rule(place, given, found))
        case "imported":
            spot = Spot(indicator.id, place.area, place.period.text)
            yield (), given.imported.get(spot) or without(indicator, "unknown", "这个数列没有这一期的数")


def _of_rows(place: _Place, book: _Book, given: Given, found: _Values) -> Iterator[tuple[Dims, Measured]]:
    indicator = place.needed.indicator
    groups = cast(list[Gathered], _answers(place, "rows", book))
    none = _those_without(place, groups, found)
    if (not groups and not none) or (not indicator.by and not indicator.each):
        yield (), valued(indicator, groups[0] if groups else None, filed=not groups and _is_none(place, given, found))
    elif indicator.value == "share":
        whole = cast(list[Gathered], _answers(place, "whole", book))
        yield from shares(indicator, groups, whole[0] if whole else None).items()
    elif indicator.each:
        for dims, parts in by_dims(groups, len(indicator.by)).items():
            yield dims, eached(indicator, indicator.each, parts)
    else:
        for group in groups:
            yield group.dims, valued(indicator, group)
        yield from ((dims, valued(indicator, None, filed=True)) for dims in none)


def _those_without(place: _Place, groups: list[Gathered], found: _Values) -> list[Dims]:
    """Whom the figure it is a part of counts and it does not: of them there were none (a unit with matters and no red slip)."""
    indicator = place.needed.indicator
    if not indicator.by or indicator.empty != "zero if whole" or indicator.value == "share" or indicator.each:
        return []
    whole = found.get((indicator.not_more, place.area, place.period.text), {})
    there = {group.dims for group in groups}
    return [dims for dims, one in whole.items() if len(dims) == len(indicator.by) and one.value is not None and dims not in there]


def _is_none(place: _Place, given: Given, found: _Values) -> bool:
    """Whether no row means that there was none: returns are in, or what it is a part of was counted."""
    indicator = place.needed.indicator
    if indicator.empty == "zero if whole":
        whole = _whole(found, indicator.not_more, place.area, place.period.text)
        return whole is not None and whole.value is not None
    return indicator.empty == "zero if filed" and given.filed(indicator.register, place.area, place.over)


def _of_due(place: _Place, book: _Book, objects: _Objects, given: Given) -> Measured:
    indicator = place.needed.indicator
    if indicator.due is None or indicator.done is None:
        raise ValueError("a due set says who was due and who did")
    due, done = indicator.due, indicator.done
    owing: list[GatheredKey] = []
    for turn in turns_of(due, place.over) if due.key else ():
        owing += cast(list[GatheredKey], book[place.needed.asks["due"]].get((place.area, turn.text), []))
    known = Owed(
        area=place.area,
        period=place.over,
        objects=objects.get(due.who, {}).get(place.area, ()),
        due=owing,
        done=cast(list[GatheredKey], _answers(place, "done", book)),
        filed=lambda area, period: given.filed(done.register, area, period),
    )
    return owed(indicator, due, known, place.plan.registers)


def _of_change(place: _Place, found: _Values) -> Iterator[tuple[Dims, Measured]]:
    indicator = place.needed.indicator
    if indicator.change is None:
        raise ValueError("a change says what changes")
    before = found[indicator.change.of, place.area, compared(place.period, indicator.change.against).text]
    for dims, now in found[indicator.change.of, place.area, place.period.text].items():
        yield dims, changed(indicator, indicator.change, now, before.get(dims) or _nothing(indicator))


def _of_formula(place: _Place, found: _Values) -> Iterator[tuple[Dims, Measured]]:
    indicator = place.needed.indicator
    if indicator.formula is None:
        raise ValueError("a formula says of what")
    first, second = indicator.formula.of
    called = {one.indicator.id: one.indicator.name for one in place.plan.needed}
    names = (called[first], called[second])
    others = found[second, place.area, place.period.text]
    for dims, one in found[first, place.area, place.period.text].items():
        yield dims, combined(indicator, indicator.formula, one, others.get(dims) or _nothing(indicator), names)


def _of_rule(place: _Place, given: Given, found: _Values) -> Measured:
    indicator = place.needed.indicator
    if indicator.rule is None:
        raise ValueError("a rule has a name")
    rule = indicator.rule
    days = [period.text for period in series.periods_of_rule(rule, place.period)]
    values = [_whole(found, rule.of, place.area, text) or _nothing(indicator) for text in days] if rule.of else []
    match rule.id:
        case "longest-run":
            return series.longest_run(indicator, rule, values)
        case "first-ever":
            return series.first_ever(indicator, values)
        case "rank":
            peers = given.peers.get(place.area, ())
            group = [one for area in peers if (one := _whole(found, rule.of, area, place.period.text))]
            if len(group) < 2:
                return without(indicator, "undecidable", "没有可比的地区")
            return series.rank(indicator, rule, values[0], group)
    raise ValueError(f"periods_of_rule refuses {rule.id}")


def _of_keys(place: _Place, book: _Book) -> Measured:
    """A rule over rows."""
    indicator = place.needed.indicator
    [over] = rule_periods(indicator)(place.over)
    keys = cast(list[GatheredKey], book[place.needed.asks["rows"]].get((place.area, over.text), []))
    match indicator.rule and indicator.rule.id:
        case "elapsed-months":
            return keyed.elapsed_months(indicator, keys, place.over.end)
        case "numbering-gaps":
            return keyed.numbering_gaps(indicator, keys)
    raise ValueError(f"no rule over rows: {indicator.id}")


def _whole(found: _Values, id: str, area: str, period: str) -> Measured | None:
    """The value without dims."""
    return found.get((id, area, period), {}).get(())


def _nothing(indicator: Indicator) -> Measured:
    return without(indicator, "unknown", "这个地区和期间没有记录")


def _answers(place: _Place, part: str, book: _Book) -> list[Gathered | GatheredKey]:
    return book[place.needed.asks[part]].get((place.area, place.over.text), [])


def _by_place(answers: Sequence[Gathered] | Sequence[GatheredKey]) -> dict[tuple[str, str], list[Gathered | GatheredKey]]:
    found: dict[tuple[str, str], list[Gathered | GatheredKey]] = {}
    for one in answers:
        found.setdefault((one.area, one.period), []).append(one)
    return found


def _by_area(objects: Sequence[DueOne], within: Closure) -> dict[str, list[DueOne]]:
    """The objects of every area of the plan."""
    found: dict[str, list[DueOne]] = {}
    for one in objects:
        for area in within.get(one.area, ()):
            found.setdefault(area, []).append(one)
    return found
