"""Amounts on another day's map."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring import Passing, remapped
from zhiheng.core.measuring.remapping import divided

TODAY = date(2026, 1, 1)
codes = st.sampled_from("ABCDEF")
days = st.dates(date(2000, 1, 1), TODAY)
shares = st.one_of(st.none(), st.fractions(0, 1, max_denominator=10))
amounts = st.lists(st.tuples(codes, days, st.decimals(-(10**9), 10**9, places=2)), max_size=8)
passings = st.lists(st.builds(Passing, codes, codes, days, shares), max_size=10)


@given(amounts, passings)
def test_the_total_is_preserved_whatever_became_of_the_areas(given_, changes):
    found = remapped(given_, changes, TODAY)
    assert sum(found.by_area.values()) + sum(found.undivided.values()) == sum(amount for *_, amount in given_)


@given(st.decimals(-(10**6), 10**6, places=1), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_parts_make_the_whole_and_none_is_off_by_a_unit(amount, weights):
    parts = divided(amount, [Fraction(weight, sum(weights)) for weight in weights])
    assert sum(parts) == amount
    exact = [amount * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < Decimal("0.1001") for part, share in zip(parts, exact, strict=True))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([Passing("A", "B", date(2014, 1, 1))], {"B": 10}),
        ([Passing("A", "B", date(2014, 1, 1)), Passing("B", "C", date(2016, 1, 1))], {"C": 10}),
        ([Passing("A", "B", date(2014, 1, 1)), Passing("B", "C", date(2014, 1, 1))], {"C": 10}),
        ([Passing("A", "B", date(2009, 1, 1))], {"A": 10}),
        ([Passing("A", "B", date(2027, 1, 1))], {"A": 10}),
        ([Passing("A", "B", date(2014, 1, 1)), Passing("B", "A", date(2014, 1, 1))], {"A": 10}),
        ([Passing("A", "A", date(2014, 1, 1))], {"A": 10}),
        (
            [Passing("A", "B", date(2014, 1, 1), Fraction(1, 3)), Passing("A", "C", date(2014, 1, 1), Fraction(2, 3))],
            {"B": 3, "C": 7},
        ),
    ],
)
def test_an_amount_follows_its_area(changes, expected):
    found = remapped([("A", date(2010, 6, 1), Decimal(10))], changes, TODAY)
    assert found.by_area == {code: Decimal(amount) for code, amount in expected.items()}
    assert not found.undivided


@pytest.mark.parametrize("known", [None, Fraction(1, 3)])
def test_a_division_with_unknown_shares_is_said_and_not_guessed(known):
    changes = [Passing("A", "B", date(2014, 1, 1), known), Passing("A", "C", date(2014, 1, 1), None)]
    found = remapped([("A", date(2010, 6, 1), Decimal(10)), ("B", date(2015, 1, 1), Decimal(2))], changes, TODAY)
    assert found.by_area == {"B": Decimal(2)}
    (left,) = found.undivided.items()
    assert left == (("A", date(2014, 1, 1), ("B", "C")), Decimal(10))
