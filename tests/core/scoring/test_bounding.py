"""What missing data leave open is told as a span and a band, and the truth once they come lies within both."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.making import best_of, cards_of, findings_of, subjects_of
from core.scoring.test_laws import NAMES, SCHEMES, Both, groups_of, scheme_and_said
from zhiheng.core.scoring import band_of_rank, full_moves, scorecards, span_of_total

PLAIN = [scheme for scheme in SCHEMES if not any(item.among_peers for item in scheme.items)]


@settings(deadline=None, max_examples=60)
@given(scheme_and_said)
def test_a_total_and_a_rank_lie_within_what_missing_data_leave_open(both: Both) -> None:
    scheme, said = both
    cards = list(cards_of(scheme, said, groups_of(scheme)).values())
    for card in cards:
        span, band = span_of_total(scheme, card), band_of_rank(scheme, cards, card)
        assert span.least <= card.adjusted <= span.most
        assert 1 <= band.best <= card.rank <= band.worst <= card.of


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(PLAIN).flatmap(lambda scheme: st.tuples(st.just(scheme), st.integers(0, 10**6))))
def test_once_the_data_come_the_total_lies_in_the_span(both: tuple[Any, int]) -> None:
    """Half of the items are unknown at first; then each of them comes with its best value."""
    scheme, seed = both
    regular = [item for item in scheme.items if item.kind == "regular"]
    known = {item.id: best_of(item) for place, item in enumerate(regular) if (seed >> (place % 20)) & 1}
    whole = {item.id: best_of(item) for item in regular}
    said = dict.fromkeys(NAMES, known)
    before = cards_of(scheme, said, groups_of(scheme))["甲"]
    after = cards_of(scheme, {**said, "甲": whole}, groups_of(scheme))["甲"]
    span = span_of_total(scheme, before)
    assert span.least <= after.adjusted <= span.most


def test_with_all_data_the_rank_is_no_band() -> None:
    scheme = next(one for one in SCHEMES if one.id == "provincial-2022")
    regular = [item for item in scheme.items if item.kind == "regular"]
    said = {name: {item.id: best_of(item) for item in regular} for name in NAMES}
    cards = list(cards_of(scheme, said, groups_of(scheme)).values())
    for card in cards:
        band = band_of_rank(scheme, cards, card)
        assert (band.best, band.worst) == (card.rank, card.rank)


def test_what_an_item_must_come_to_for_all_points_gives_them() -> None:
    scheme = next(one for one in SCHEMES if one.id == "provincial-2022")
    said = {name: {"2.1.1": Decimal(str(value))} for name, value in zip(NAMES, ("81.0", "87.9", "90.5", "95.0"), strict=True)}
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    cards = {card.subject: card for card in scorecards(scheme, subjects, findings)}
    move = full_moves(scheme, subjects, findings, cards["乙"])["2.1.1"]
    assert (move.now, move.value, move.gain) == (Decimal("87.9"), Decimal("95.0"), Decimal("0.95"))
    assert "2.1.1" not in full_moves(scheme, subjects, findings, cards["丁"])
