"""The scores of one item for all subjects at once, each with its steps; gaps are filled as the scheme says.

Source: docs/methods/scoring.md
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple, assert_never

from zhiheng.core.scoring import placing, scaling
from zhiheng.core.scoring.entering import Entered, entered
from zhiheng.core.scoring.numbers import ZERO, equals, plain, rounded
from zhiheng.core.scoring.scaling import Scored, Scorer, chosen
from zhiheng.core.values.schemes import MISSING_WORDS, Item, Scheme
from zhiheng.core.values.scorecards import Findings, ItemScore, Subject
from zhiheng.core.values.ways import (
    Bands,
    Best,
    Choice,
    Convert,
    Deduct,
    Earn,
    Given,
    Linear,
    Rank,
    Reach,
    Survey,
    Timely,
)

ALL = ""  # the group of all peers
Column = dict[str, ItemScore]  # by subject


class Outcome(NamedTuple):
    """What a value comes to: points before and after rounding, and the steps."""

    exact: Decimal
    score: Decimal
    says: tuple[str, ...]




def column(scheme: Scheme, item: Item, subjects: Sequence[Subject], findings: Findings) -> Column:
    """The item's score of every subject. Raises: as `entered`."""
    unproved = scheme.unproved == "zero"
    known = {subject.id: entered(item, subject, findings, unproved=unproved) for subject in subjects}
    return scored(scheme, item, subjects, known)


def scored(scheme: Scheme, item: Item, subjects: Sequence[Subject], known: Mapping[str, Entered]) -> Column:
    """The same from what has entered."""
    outcomes = _outcomes(scheme, item, subjects, known)
    worths = {group: item.worth_for(group) for group in {subject.group for subject in subjects}}
    regular = item.kind == "regular"
    found: Column = {}
    gaps: list[Subject] = []
    for subject in subjects:
        enters = known[subject.id]
        if enters.applies and (enters.value is not None or enters.answer):
            exact, score, says = outcomes[subject.group](enters.answer or enters.value)
            found[subject.id] = ItemScore(
                id=item.id, points=worths[subject.group], score=score, exact=exact, state="scored", counts=regular,
                value=enters.value, rests_on=enters.rests_on, trace=enters.says + says,
            )  # fmt: skip
        elif not enters.applies:
            found[subject.id] = _inapplicable(scheme, item, subject, enters)
        else:
            gaps.append(subject)
    if gaps:
        _fill(scheme, item, subjects, gaps, known, found)
    return found


def _outcomes(
    scheme: Scheme, item: Item, subjects: Sequence[Subject], known: Mapping[str, Entered]
) -> dict[str, Callable[[Decimal | str | None], Outcome]]:
    """What a value or an answer comes to, by group; alike values are reckoned once."""
    values: dict[str, list[Decimal]] = defaultdict(list)
    by_group = getattr(item.how, "peers", ALL) == "group"
    if item.among_peers:
        for subject in subjects:
            value = known[subject.id].value
            if value is not None:
                values[subject.group if by_group else ALL].append(value)

    def outcomes(group: str) -> Callable[[Decimal | str | None], Outcome]:
        worth = item.worth_for(group)
        score = scorer_of(item, worth, values.get(group if by_group else ALL, []))

        @cache
        def outcome(said: Decimal | str | None) -> Outcome:
            if isinstance(item.how, Choice):
                return _outcome(scheme, item, worth, chosen(item.how, str(said)))
            return _outcome(scheme, item, worth, score(Decimal(said or 0)))

        return outcome

    return {group: outcomes(group) for group in {subject.group for subject in subjects} if item.asked_of(group)}


def scorer_of(item: Item, worth: Decimal, peers: Sequence[Decimal]) -> Scorer:
    """What turns a value into points of that worth, among peers with those values."""
    way = item.how
    match way:
        case Linear() | Survey():
            return scaling.linear(way, worth)
        case Reach():
            return scaling.reach(way, worth)
        case Bands():
            return scaling.bands(way, worth)
        case Deduct():
            if way.beyond_mean:
                average = placing.mean(peers) if peers else ZERO
                return scaling.deduct(way, worth, average, "（平均数）")
            return scaling.deduct(way, worth, way.above)
        case Earn():
            return scaling.earn(way, worth)
        case Convert():
            return scaling.convert(way, worth)
        case Timely():
            return scaling.timely(way, worth)
        case Given():
            return scaling.given(way, worth)
        case Rank():
            return placing.rank(way, worth, peers)
        case Best():
            return placing.best(way, worth, peers) if peers else _never
        case Choice():
            return _never
        case _:
            assert_never(way)


def _never(value: Decimal) -> Scored:
    return Scored(ZERO, f"{plain(value)}")


def _outcome(scheme: Scheme, item: Item, worth: Decimal, scored: Scored) -> Outcome:
    """Rounded once; a penalty takes away what it says is due."""
    exact, says = scored.exact, [scored.says]
    if item.kind == "penalty":
        exact = exact - worth
        says.append(f"扣分项，计 {plain(exact)}")
    score = rounded(exact, scheme.decimals)
    if score != exact:
        says.append(f"保留 {scheme.decimals} 位得 {plain(score)}")
    return Outcome(exact, score, tuple(says))


def _inapplicable(scheme: Scheme, item: Item, subject: Subject, enters: Entered) -> ItemScore:
    based = item.inapplicable == "base" and item.base is not None and item.asked_of(subject.group)
    exact = item.base if based and item.base is not None else ZERO
    regular = item.kind == "regular"
    end = f"得基础分 {plain(exact)}" if based else ("不计入满分，总分折算" if regular else "不加不扣")
    return ItemScore(
        id=item.id, points=item.worth_for(subject.group), score=rounded(exact, scheme.decimals), exact=exact,
        state="inapplicable", counts=based and regular, value=None, rests_on=enters.rests_on, trace=(*enters.says, end),
    )  # fmt: skip


def _fill(
    scheme: Scheme, item: Item, subjects: Sequence[Subject], gaps: Sequence[Subject], known: Mapping[str, Entered],
    found: Column,
) -> None:  # fmt: skip
    """Who has no data gets what the scheme says of it: a score is never left open."""
    rule = item.missing or scheme.missing[item.by]
    averages: dict[str, Decimal | None] = {}
    for subject in gaps:
        exact, counts, end = ZERO, item.kind == "regular", f"没有数据，{MISSING_WORDS[rule]}"
        if item.kind != "regular":
            end = "没有数据，不加不扣"
        elif rule == "base" and item.base is not None:
            exact, end = item.base, f"{end} {plain(item.base)}"
        elif rule == "convert":
            counts = False
        elif rule == "mean":
            if subject.group not in averages:
                group = [found[one.id].exact for one in subjects if one.group == subject.group and _is_scored(found, one.id)]
                averages[subject.group] = placing.mean(group) if group else None
            average = averages[subject.group]
            exact = average if average is not None else ZERO
            end = f"{end}{equals(exact)}" if average is not None else f"{end}；同组也都没有得分，按 0 分计"
        found[subject.id] = ItemScore(
            id=item.id, points=item.worth_for(subject.group), score=rounded(exact, scheme.decimals), exact=exact, state="missing",
            counts=counts, value=None, rests_on=known[subject.id].rests_on, trace=(*known[subject.id].says, end),
        )  # fmt: skip


def _is_scored(found: Column, subject: str) -> bool:
    score = found.get(subject)
    return score is not None and score.state == "scored"
