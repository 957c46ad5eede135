"""Whether a rate moved by chance is decided in whole numbers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.auditing.chances import ALPHA, by_chance, exact_chance

COUNTS = st.tuples(st.integers(1, 60), st.integers(1, 60)).flatmap(
    lambda sizes: st.tuples(st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1]))
)


def test_the_worked_table_of_fisher_has_its_chance() -> None:
    assert exact_chance(3, 4, 1, 4) == Fraction(34, 70)  # Fisher, The Design of Experiments, 1935, chapter 2
    assert exact_chance(4, 4, 0, 4) == Fraction(2, 70)


@given(COUNTS)
def test_it_is_the_same_from_either_side_and_for_those_that_failed(table: tuple[int, int, int, int]) -> None:
    hits, of, others, total = table
    chance = exact_chance(hits, of, others, total)
    assert 0 < chance <= 1
    assert chance == exact_chance(others, total, hits, of) == exact_chance(of - hits, of, total - others, total)
    assert by_chance(*table) == (chance > ALPHA)


def test_many_counts_are_decided_as_few_are() -> None:
    assert by_chance(9_000, 10_000, 8_950, 10_000)
    assert by_chance(45_000, 50_000, 44_950, 50_000)
    assert not by_chance(45_000, 50_000, 44_000, 50_000)
