"""A result is scored again from what was kept with it, byte for byte; what was changed in it is found."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.making import all_best, findings_of, subjects_of
from core.scoring.test_laws import Both, groups_of, scheme_and_said
from zhiheng.assessments.freezing import Frozen, cards_text, flaws_of, frozen, scheme_from
from zhiheng.assessments.inputs import inputs_from, inputs_of
from zhiheng.assessments.kept import cards_in
from zhiheng.core.scoring import as_json, scorecards
from zhiheng.definitions.schemes import schemes


def kept_of(both: Both, digest: str = "sha256") -> Frozen:
    scheme, said = both
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    return frozen(scheme, inputs_of("2024", subjects, findings), digest)


@settings(deadline=None, max_examples=15)
@given(scheme_and_said, st.sampled_from(["sha256", "sm3"]))
def test_scoring_again_from_what_was_kept_gives_the_same_bytes(both: Both, digest: str) -> None:
    scheme, said = both
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    kept = kept_of(both, digest)
    assert kept.cards.encode() == as_json(scheme, "2024", scorecards(scheme, subjects, findings))
    assert cards_text(scheme_from(kept.scheme), inputs_from(kept.inputs)) == kept.cards
    assert flaws_of(kept) == []


@settings(deadline=None, max_examples=8)
@given(scheme_and_said, st.randoms())
def test_the_order_in_which_things_were_found_changes_no_byte_of_what_is_kept(both: Both, chance) -> None:
    scheme, said = both
    names = list(said)
    chance.shuffle(names)
    assert kept_of((scheme, {name: said[name] for name in names})) == kept_of(both)


@settings(deadline=None, max_examples=8)
@given(scheme_and_said)
def test_cards_read_from_what_was_kept_have_the_scores_that_were_reckoned(both: Both) -> None:
    scheme, said = both
    cards = scorecards(scheme, subjects_of(said, groups_of(scheme)), findings_of(scheme, said))
    for card, kept in zip(cards, cards_in(kept_of(both).cards).scorecards, strict=True):
        assert (kept.raw, kept.adjusted, kept.rank, kept.grade) == (card.raw, card.adjusted, card.rank, card.grade)
        assert [one.score for one in kept.items] == [one.score for one in card.items]


PROVINCIAL = schemes()["provincial-2022"]


def best() -> Frozen:
    return kept_of((PROVINCIAL, all_best(PROVINCIAL, ["甲", "乙", "丙", "丁"])))


def altered(kept: Frozen, **parts: str) -> str:
    return "".join(flaws_of(msgspec.structs.replace(kept, **parts)))


def test_a_score_changed_in_what_was_kept_is_found_and_named() -> None:
    kept = best()
    card = cards_in(kept.cards).scorecards[0]
    says = altered(kept, cards=kept.cards.replace(f'"adjusted":{card.adjusted}', '"adjusted":12.34', 1))
    assert "保存的得分与审定时的摘要（sha256）不符" in says
    assert "保存的 12.34 分" in says


def test_a_value_changed_in_what_went_in_is_found_and_its_item_named() -> None:
    kept = best()
    inputs = inputs_from(kept.inputs)
    seen = inputs.observed[0]
    lower = msgspec.structs.replace(seen, value=msgspec.structs.replace(seen.value, value=Decimal("-1")))
    says = altered(kept, inputs=msgspec.structs.replace(inputs, observed=(lower, *inputs.observed[1:])).text)
    assert "保存的计分依据与审定时的摘要（sha256）不符" in says


def test_points_changed_in_the_scheme_that_was_kept_are_found() -> None:
    kept = best()
    item = PROVINCIAL.items[0]
    says = altered(kept, scheme=kept.scheme.replace(f'"name":"{item.name}"', '"name":"别的"', 1))
    assert "保存的方案与审定时的摘要（sha256）不符" in says


@pytest.mark.parametrize("part", ["scheme", "inputs", "cards"])
def test_what_can_no_longer_be_read_is_told_and_breaks_nothing(part: str) -> None:
    kept = best()
    assert altered(kept, **{part: "{"})


def test_another_program_that_scores_otherwise_is_named_with_both_versions() -> None:
    kept = best()
    other = kept.cards.replace('"rank":1', '"rank":2', 1)
    says = altered(kept, cards=other, code="0.0.9 sha256:0000000000000000")
    assert "审定时 0.0.9 sha256:0000000000000000，现在 " in says
