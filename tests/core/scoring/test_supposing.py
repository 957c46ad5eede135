"""What if: supposing gives what scoring everything again would give."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.scoring.making import RATE, all_best, findings_of, small_scheme, subjects_of
from core.scoring.test_laws import NAMES, groups_of, said_of, value_of
from zhiheng.core.scoring import scorecards, supposed
from zhiheng.core.scoring.supposing import Supposition
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.ways import Best, Given, Linear, Reach, Survey
from zhiheng.definitions.schemes import schemes

VISIT = '"1.1.2" = {name = "核查", worth = 4, by = "visit"}'
schemes_with_said = st.sampled_from(list(schemes().values())).flatmap(lambda one: st.tuples(st.just(one), said_of(one)))


def judged_or_computed(value: Any) -> dict[str, Any]:
    return {"answer": value} if isinstance(value, str) else {"value": Decimal(value)}


@settings(deadline=None, max_examples=60)
@given(schemes_with_said, st.data())
def test_a_value_supposed_is_the_value_scored(both: tuple[Scheme, dict[str, dict[str, Any]]], data: st.DataObject) -> None:
    scheme, said = both
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    cards = scorecards(scheme, subjects, findings)
    item = data.draw(st.sampled_from(scheme.items))
    value = data.draw(value_of(item).filter(lambda one: one not in (None, "-")))
    seen = supposed(scheme, subjects, findings, cards, [Supposition(item=item.id, subject="乙", **judged_or_computed(value))])
    same = [one.id for one in scheme.items if one is item or (one.by == item.by == "computed" and one.of == item.of)]
    if "-" in [said["乙"][id] for id in same]:
        return
    again = scorecards(scheme, subjects, findings_of(scheme, {**said, "乙": {**said["乙"], **dict.fromkeys(same, value)}}))
    assert [(one.subject, one.total[1], one.grade[1], one.rank[1]) for one in seen.moved] == [
        (card.subject, card.adjusted, card.grade, card.rank) for card in again
    ]


@settings(deadline=None, max_examples=60)
@given(schemes_with_said, st.data(), st.integers(0, 20))
def test_other_points_supposed_are_those_of_a_scheme_with_them(
    both: tuple[Scheme, dict[str, dict[str, Any]]], data: st.DataObject, worth: int
) -> None:
    """Of ways whose points follow from those of the item; others are scaled by definition."""
    scheme, said = both
    following = [one for one in scheme.items if isinstance(one.how, Linear | Reach | Best | Survey) and not one.worth_in]
    following += [one for one in scheme.items if isinstance(one.how, Given) and one.how.percent and not one.worth_in]
    if not following:
        return
    item = data.draw(st.sampled_from(following))
    if item.base is not None:
        return
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    cards = scorecards(scheme, subjects, findings)
    seen = supposed(scheme, subjects, findings, cards, [Supposition(item=item.id, worth=Decimal(worth))])
    items = tuple(replace(one, worth=Decimal(worth)) if one is item else one for one in scheme.items)
    again = scorecards(replace(scheme, items=items), subjects, findings)
    after = [(one.total[1], one.grade[1], one.rank[1]) for one in seen.moved]
    assert after == [(card.adjusted, card.grade, card.rank) for card in again]


def test_before_stays_what_the_cards_say_and_after_is_a_new_rank() -> None:
    scheme = small_scheme(RATE, VISIT)
    said = {"甲": {"1.1.1": 90, "1.1.2": 1}, "乙": {"1.1.1": 82, "1.1.2": 4}}
    subjects, findings = subjects_of(said), findings_of(scheme, said)
    cards = scorecards(scheme, subjects, findings)  # 甲 6 + 1, 乙 1.2 + 4
    seen = supposed(scheme, subjects, findings, cards, [Supposition(item="1.1.2", worth=Decimal(8))])
    moved = {one.subject: one for one in seen.moved}
    # of 14 points: 甲 6 + 2 = 8, 乙 1.2 + 8 = 9.2, each of 14 and converted to 10
    assert (moved["甲"].total, moved["甲"].rank) == ((Decimal("7.00"), Decimal("5.71")), (1, 2))
    assert (moved["乙"].total, moved["乙"].rank) == ((Decimal("5.20"), Decimal("6.57")), (2, 1))


@pytest.mark.parametrize(
    ("one", "id"),
    [
        (Supposition(item="9.9.9", worth=Decimal(1)), "S110"),
        (Supposition(item="1.1.1"), "S106"),
        (Supposition(item="1.1.1", subject="戊", value=Decimal(1)), "S106"),
        (Supposition(item="1.1.1", worth=Decimal(-1)), "S111"),
    ],
)
def test_what_cannot_be_supposed_is_refused(one: Supposition, id: str) -> None:
    scheme = small_scheme(RATE, VISIT)
    subjects, findings = subjects_of(NAMES), findings_of(scheme, {})
    with pytest.raises(Fault) as caught:
        supposed(scheme, subjects, findings, scorecards(scheme, subjects, findings), [one])
    assert caught.value.id == id


def test_a_cap_follows_the_supposed_value() -> None:
    """84 % is 8 of 20 points, under half: 88 in all would be B, the cap makes it C."""
    after = '[vetoes.weak]\nname = "合格率低"\nwhen = {of = "1.1.1", under = 50}\nmost = "C"'
    items = RATE.replace("worth = 6", "worth = 20"), VISIT.replace("worth = 4", "worth = 80")
    scheme = small_scheme(*items, total="100", after=after)
    said = all_best(scheme, ["甲", "乙"])
    subjects, findings = subjects_of(said), findings_of(scheme, said)
    cards = scorecards(scheme, subjects, findings)
    seen = supposed(scheme, subjects, findings, cards, [Supposition(item="1.1.1", subject="甲", value=Decimal(84))])
    assert {one.subject: one.grade for one in seen.moved} == {"甲": ("A", "C"), "乙": ("A", "A")}
