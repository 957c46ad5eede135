"""What holds of every scheme and all findings: bounds, order, monotony, ranks, the same bytes."""

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.making import best_of, cards_of, findings_of, subjects_of
from zhiheng.core.scoring import as_json, scorecards
from zhiheng.core.values.schemes import EVIDENCE, Item, Scheme
from zhiheng.core.values.scorecards import Scorecard
from zhiheng.core.values.ways import (
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
from zhiheng.definitions.schemes import schemes

SCHEMES = list(schemes().values())
NAMES = ["甲", "乙", "丙", "丁"]
tenths = st.integers(0, 1200).map(lambda n: Decimal(n) / 10)


def value_of(item: Item) -> st.SearchStrategy[Any]:
    """Something that may be said of an item, unknown and 不适用 among it."""
    match item.how:
        case Choice():
            said: st.SearchStrategy[Any] = st.sampled_from([option.answer for option in item.how.options])
        case Given():
            most = 100 if item.how.percent else item.worth
            said = st.integers(0, int(Decimal(most) / item.how.step)).map(lambda n, way=item.how: n * way.step)
        case Deduct() | Earn() | Timely() | Rank() | Best():
            said = st.integers(0, 12)
        case _:
            said = tenths
    if item.of == EVIDENCE:
        return st.none() | st.integers(0, len(item.evidence))
    return st.none() | said | (st.just("-") if item.by != "computed" else st.nothing())


def said_of(scheme: Scheme) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    one = st.fixed_dictionaries({item.id: value_of(item) for item in scheme.items})
    return st.fixed_dictionaries(dict.fromkeys(NAMES, one))


def nearly_best(scheme: Scheme) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Most have all points of most items: totals near the edges of grades."""
    regular = [item for item in scheme.items if item.kind == "regular"]
    one = st.fixed_dictionaries({item.id: st.just(best_of(item)) | st.just(best_of(item)) | value_of(item) for item in regular})
    return st.fixed_dictionaries(dict.fromkeys(NAMES, one))


def groups_of(scheme: Scheme) -> dict[str, str]:
    """Everybody in the first group but the last one, who is in the last."""
    known = list(scheme.groups) or [""]
    return {name: known[-1] if name == NAMES[-1] else known[0] for name in NAMES}


Both = tuple[Scheme, dict[str, dict[str, Any]]]
scheme_and_said = st.sampled_from(SCHEMES).flatmap(lambda scheme: st.tuples(st.just(scheme), said_of(scheme)))


@settings(deadline=None, max_examples=60)
@given(scheme_and_said)
def test_every_score_lies_within_its_bounds_and_raw_is_their_sum(both: Both) -> None:
    scheme, said = both
    for card in cards_of(scheme, said, groups_of(scheme)).values():
        kinds = scheme.leaves
        for one in card.items:
            assert one.score is not None
            assert one.trace
            low, high = (-one.points, 0) if kinds[one.id].kind == "penalty" else (0, one.points)
            assert low <= one.score <= high
        assert card.raw == sum(one.score for one in card.items)
        assert 0 <= card.adjusted <= scheme.total + scheme.bonus_most
        assert sum(level.score for level in card.aspects) == sum(level.score for level in card.points) == card.raw


@settings(deadline=None, max_examples=60)
@given(scheme_and_said, st.randoms())
def test_the_order_in_which_areas_come_changes_no_byte(both: Both, chance: random.Random) -> None:
    scheme, said = both
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    mixed = subjects.copy()
    chance.shuffle(mixed)
    turned = findings_of(scheme, dict(reversed(said.items())))
    cards = scorecards(scheme, subjects, findings)
    assert as_json(scheme, "2024", cards) == as_json(scheme, "2024", scorecards(scheme, mixed, turned))


@settings(deadline=None, max_examples=60)
@given(scheme_and_said)
def test_ranks_are_total_and_ties_are_stated(both: Both) -> None:
    scheme, said = both
    cards = list(cards_of(scheme, said, groups_of(scheme)).values())
    for card in cards:
        peers = [one for one in cards if scheme.ranks == "all" or one.group == card.group]
        assert card.of == len(peers)
        assert set(card.tied) == {one.subject for one in peers if one.rank == card.rank and one is not card}
        assert all(one.rank < card.rank for one in peers if one.adjusted > card.adjusted)
        if scheme.ties.next == "skipped":
            assert card.rank == 1 + sum(one.rank < card.rank for one in peers)


def better(item: Item, value: Any) -> Any:
    """A value that is better, or as good."""
    match item.how:
        case Choice():
            scores = {option.answer: option.score for option in item.how.options}
            return max(scores, key=lambda answer: scores[answer])
        case Linear() | Survey():
            return value + 5 if item.how.full > item.how.zero else value - 5
        case Deduct():
            return value + 1 if item.how.under else max(0, value - 1)
        case Timely():
            return max(0, value - 1)
        case Rank() | Best():
            return max(0, value - 1) if item.how.less else value + 1
        case Given():
            return min(Decimal(100) if item.how.percent else item.worth, value + item.how.step)
        case Reach() | Earn() | Convert():
            return value + 1
    return max(value, max(band.since for band in item.how.bands if band.since is not None))


@settings(deadline=None, max_examples=120)
@given(scheme_and_said, st.data())
def test_better_data_never_lowers_ones_own_score(both: Both, data: st.DataObject) -> None:
    scheme, said = both
    known = [item for item in scheme.items if said["甲"][item.id] not in (None, "-")]
    if not known:
        return
    item = data.draw(st.sampled_from(known))
    before = cards_of(scheme, said, groups_of(scheme))["甲"]
    after = {**said, "甲": {**said["甲"]}}
    for other in scheme.items:  # one indicator may serve several items
        if (other.of == item.of and other.by == item.by == "computed") or other is item:
            after["甲"][other.id] = better(item, said["甲"][item.id])
    now = cards_of(scheme, after, groups_of(scheme))["甲"]
    assert score_of(now, item.id) >= score_of(before, item.id)
    assert now.adjusted >= before.adjusted


def score_of(card: Scorecard, id: str) -> Decimal:
    return next(one.score for one in card.items if one.id == id)


@pytest.mark.parametrize("scheme", SCHEMES, ids=[scheme.id for scheme in SCHEMES])
def test_who_has_nothing_is_scored_all_the_same(scheme: Scheme) -> None:
    cards = cards_of(scheme, {name: {} for name in NAMES}, groups_of(scheme))
    for card in cards.values():
        assert card.raw == 0
        assert all(one.state in ("missing", "inapplicable") for one in card.items)
        assert card.grade == scheme.grading.bands[-1].name
