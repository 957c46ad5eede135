"""What can still be had: points to gain by item and department, and the smallest change that moves a grade.

Source: docs/methods/scoring.md
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct

from zhiheng.core.scoring.entering import entered
from zhiheng.core.scoring.grading import next_grade
from zhiheng.core.scoring.itemising import scorer_of
from zhiheng.core.scoring.numbers import EXACT, ZERO, quotient, rounded
from zhiheng.core.scoring.summing import summed
from zhiheng.core.values.schemes import Item, Scheme
from zhiheng.core.values.scorecards import Findings, ItemScore, Scorecard, Subject
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

WITHOUT_LEAD = "未定牵头部门"


class Gain(Struct, frozen=True, kw_only=True):
    """Points that are still open in one item. Unit: points of the item."""

    item: str
    name: str
    lead: str
    points: Decimal
    missing: bool  # for want of data, not for a weak value


class Move(Struct, frozen=True, kw_only=True):
    """One item alone that reaches the next grade: from which value to which, or to which answer; the points it brings.

    Shape: `step` is the least by which the value can move.
    None:  `now` has no data; `value`: an answer.
    """

    item: str
    name: str
    lead: str
    now: Decimal | None
    value: Decimal | None
    answer: str
    unit: str
    step: Decimal
    gain: Decimal


class Moves(Struct, frozen=True, kw_only=True):
    """The way to the next grade: `lacking` points of the total; items that do alone, the smallest gain first; else few together.

    Shape: `grade` is "" at the best. `barred` says which veto or cap stands in the way, whatever the score. `together`: items
           that do it at their most, none of which does alone; () where nothing reaches it.
    """

    grade: str
    lacking: Decimal
    alone: tuple[Move, ...]
    together: tuple[Gain, ...]
    barred: tuple[str, ...]


def gains(scheme: Scheme, card: Scorecard) -> tuple[Gain, ...]:
    """What every item could still bring, the most first."""
    leaves = scheme.leaves
    found = [
        Gain(
            item=one.id, name=leaves[one.id].name, lead=leaves[one.id].lead or WITHOUT_LEAD, points=_open(one, leaves[one.id]),
            missing=one.state == "missing",
        )
        for one in card.items
        if one.state != "inapplicable" and _open(one, leaves[one.id]) > 0
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda gain: (-gain.points, gain.item)))


def gains_by_lead(gains: Sequence[Gain]) -> dict[str, Decimal]:
    """The points that each department could still bring, the most first."""
    found: dict[str, Decimal] = {}
    for gain in gains:
        found[gain.lead] = found.get(gain.lead, ZERO) + gain.points
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _open(score: ItemScore, item: Item) -> Decimal:
    most = ZERO if item.kind == "penalty" else score.points
    return most - score.score if item.kind != "bonus" else ZERO  # bonus is no shortfall


def smallest_moves(
    scheme: Scheme, subjects: Sequence[Subject], findings: Findings, card: Scorecard
) -> Moves:
    """The smallest changes of single items that bring the next grade, everything else as it is."""
    barred = tuple(f"{one.name}：{one.why}" for one in card.vetoes if one.applies)
    target = next_grade(scheme, card.adjusted)
    if target is None:
        return Moves(grade="", lacking=ZERO, alone=(), together=(), barred=barred)
    grade, least = target
    subject = next(one for one in subjects if one.id == card.subject)
    peers = sorted(subjects, key=lambda one: one.id)
    reached = _reaches(scheme, card, least)
    alone = [
        move
        for score, item in zip(card.items, scheme.items, strict=True)
        if score.state != "inapplicable" and item.kind == "regular"
        and (move := _alone(scheme, item, score, subject, peers, findings, reached)) is not None
    ]  # fmt: skip
    alone.sort(key=lambda move: (move.gain, move.item))
    together = () if alone else _together(scheme, card, least)
    return Moves(grade=grade, lacking=least - card.adjusted, alone=tuple(alone), together=together, barred=barred)


def full_moves(
    scheme: Scheme, subjects: Sequence[Subject], findings: Findings, card: Scorecard
) -> dict[str, Move]:
    """What each item that is short of its points would have to come to for all of them, by its id; not where no value does."""
    subject = next(one for one in subjects if one.id == card.subject)
    peers = sorted(subjects, key=lambda one: one.id)
    found: dict[str, Move] = {}
    for score, item in zip(card.items, scheme.items, strict=True):
        if score.state != "inapplicable" and item.kind == "regular" and score.score < score.points:
            move = _alone(scheme, item, score, subject, peers, findings, lambda one, new: new >= one.points)
            if move is not None:
                found[item.id] = move
    return found


Reaches = Callable[[ItemScore, Decimal], bool]


def _reaches(scheme: Scheme, card: Scorecard, least: Decimal) -> Reaches:
    """Whether the total reaches `least` when one item has another score."""
    kinds = scheme.leaves
    full = sum((level.points for level in card.aspects), ZERO)
    extra = sum((one.score for one in card.items if kinds[one.id].kind != "regular"), ZERO)

    def reached(score: ItemScore, new: Decimal) -> bool:
        counted = full if score.counts else full + score.points
        return summed(scheme, card.raw - extra - score.score + new, counted, extra).adjusted >= least

    return reached


def _together(scheme: Scheme, card: Scorecard, least: Decimal) -> tuple[Gain, ...]:
    """The fewest items that reach it at their most; () where all of them do not."""
    full = sum((level.points for level in card.aspects), ZERO)
    states = {one.id: one for one in card.items}
    leaves = scheme.leaves
    extra = sum((one.score for one in card.items if leaves[one.id].kind != "regular"), ZERO)
    taken: list[Gain] = []
    regular = card.raw - extra
    for gain in gains(scheme, card):
        taken.append(gain)
        if leaves[gain.item].kind == "regular":
            regular += gain.points
            full += ZERO if states[gain.item].counts else states[gain.item].points
        else:
            extra += gain.points
        if summed(scheme, regular, full, extra).adjusted >= least:
            return tuple(taken)
    return ()


def _alone(
    scheme: Scheme, item: Item, score: ItemScore, subject: Subject, peers: Sequence[Subject], findings: Findings, reached: Reaches
) -> Move | None:
    """The least change of this item that reaches it; None where its best does not."""
    if not reached(score, score.points):
        return None
    said = {"item": item.id, "name": item.name, "lead": item.lead or WITHOUT_LEAD, "unit": item.unit}
    if isinstance(item.how, Choice):
        options = sorted(item.how.options, key=lambda option: option.score)
        found = next((one for one in options if reached(score, rounded(one.score, scheme.decimals))), None)
        if found is None:
            return None
        return Move(**said, now=None, value=None, answer=found.answer, step=ZERO, gain=found.score - score.score)
    points = _points_of(scheme, item, score, subject, peers, findings)
    top, step = _top(item, score, points.peers), _step(item, score)
    now = score.value
    start = now if now is not None else _start(top, step, item)
    if isinstance(item.how, Given):
        start -= start % step  # a mean of several lies between the steps; what is proposed is one that may be given
    steps = int(quotient(abs(top - start), step).to_integral_value(ROUND_CEILING))
    sign = step if top > start else -step
    low, high = 0, steps
    if not reached(score, points.of(start + sign * high)):
        return None
    while low < high:
        middle = (low + high) // 2
        if reached(score, points.of(start + sign * middle)):
            high = middle
        else:
            low = middle + 1
    value = start + sign * low
    return Move(**said, now=now, value=value, answer="", step=step, gain=points.of(value) - score.score)


class _Points:
    """The points of one item for a subject whose value moves, among peers that stay."""

    def __init__(self, scheme: Scheme, item: Item, worth: Decimal, peers: list[Decimal]) -> None:
        self.peers = peers
        self._scheme, self._item, self._worth = scheme, item, worth

    def of(self, value: Decimal) -> Decimal:
        """The rounded score at a value."""
        among = [*self.peers, value] if self._item.among_peers else []
        return rounded(scorer_of(self._item, self._worth, among)(value).exact, self._scheme.decimals)


def _points_of(
    scheme: Scheme, item: Item, score: ItemScore, subject: Subject, peers: Sequence[Subject], findings: Findings
) -> _Points:
    others: list[Decimal] = []
    if item.among_peers:
        everybody = getattr(item.how, "peers", "") == "all"
        same = [one for one in peers if one.id != subject.id and (everybody or one.group == subject.group)]
        known = (entered(item, one, findings, unproved=scheme.unproved == "zero").value for one in same)
        others = [value for value in known if value is not None]
    return _Points(scheme, item, score.points, others)


def _step(item: Item, score: ItemScore) -> Decimal:
    """The least by which the value can move: its last printed place, or the step of a score."""
    if isinstance(item.how, Given):
        return item.how.step
    if score.value is None or isinstance(item.how, Timely):
        return Decimal(1)
    exponent = score.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)


def _start(top: Decimal, step: Decimal, item: Item) -> Decimal:
    """Where to begin without data: from the value at which there is nothing."""
    match item.how:
        case Linear() | Survey():
            return item.how.zero
        case Deduct():
            lost = quotient(item.worth, item.how.each) if item.how.each else ZERO
            far = EXACT.multiply(lost.to_integral_value(ROUND_CEILING), item.how.per)
            return top - far if item.how.under else top + far
        case Timely():
            return quotient(item.worth, item.how.each).to_integral_value(ROUND_CEILING)
        case Rank() | Best():
            return top
        case _:
            return min(ZERO, top)


def _top(item: Item, score: ItemScore, peers: Sequence[Decimal]) -> Decimal:
    """The value at which there is no more to be had."""
    now = score.value if score.value is not None else ZERO
    match item.how:
        case Linear() | Survey():
            return item.how.full
        case Reach():
            return item.how.target
        case Bands():
            first = max(item.how.bands, key=lambda band: band.score)
            inside = (first.since is None or now >= first.since) and (first.below is None or now < first.below)
            if inside:
                return now
            if first.since is not None and now < first.since:
                return first.since
            return first.below - _step(item, score) if first.below is not None else now
        case Deduct():
            if item.how.beyond_mean:
                return (max if item.how.under else min)([*peers, now])
            return item.how.above
        case Earn():
            full = quotient(item.worth, item.how.each).to_integral_value(ROUND_CEILING)
            return item.how.above + EXACT.multiply(full, item.how.per)
        case Convert():
            return item.how.full
        case Given():
            return Decimal(100) if item.how.percent else score.points
        case Rank() | Best():
            step = _step(item, score)
            return (min([*peers, now]) - step) if item.how.less else (max([*peers, now]) + step)
        case _:
            return ZERO
