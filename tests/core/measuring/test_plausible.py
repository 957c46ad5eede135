"""What looks odd is asked; what is usual is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring.plausible import Value, above_whole, contradiction, jump, outlier, stopped

counts = st.integers(0, 10_000).map(Decimal)


def value(number: str | int, numerator: int | None = None, denominator: int | None = None, unit: str = "宗") -> Value:
    halves = [None if half is None else Decimal(half) for half in (numerator, denominator)]
    return Value(value=Decimal(number), unit=unit, numerator=halves[0], denominator=halves[1])


def decimals(*numbers: int) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


def test_a_value_far_from_its_peers_is_a_question() -> None:
    found = outlier(value(60), decimals(10, 11, 12, 12, 13, 14), "同级 6 个地区")
    assert (found.kind, "偏高" in found.words, "中位数是 12" in found.words) == ("outlier", True, True)
    assert found.words.endswith("？")
    assert outlier(value(15), decimals(10, 11, 12, 12, 13, 14), "同级") is None


def test_a_rate_near_the_usual_is_not_asked_about_however_little_the_others_vary() -> None:
    others = [Decimal(one) for one in ("87.4", "87.5", "87.5", "87.4", "87.6", "87.3")]
    assert outlier(value("89.1", 891, 1000, "%"), others, "以前 6 期") is None
    assert outlier(value("94", 940, 1000, "%"), others, "以前 6 期") is not None
    assert outlier(value(112), [Decimal(one) for one in (99, 100, 100, 101, 102, 99)], "以前 6 期") is None


def test_with_few_peers_or_equal_ones_nothing_is_asked() -> None:
    assert outlier(value(60), decimals(1, 2, 3, 4), "同级") is None
    assert outlier(value(60), decimals(5, 5, 5, 5, 5, 9), "同级") is None


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [(10, 40, True), (40, 10, True), (2, 5, False), (100, 150, False), (0, 12, True), (0, 3, False)],
)
def test_a_count_is_asked_about_when_it_doubled_by_more_than_chance(before: int, now: int, asked: bool) -> None:
    assert bool(jump(value(now), value(before), "上年同期")) == asked


@pytest.mark.parametrize(("before", "now", "asked"), [((950, 1000), (800, 1000), True), ((19, 20), (16, 20), False),
                                                      ((9500, 10000), (9300, 10000), False)])  # fmt: skip
def test_a_rate_is_asked_about_when_its_halves_do_not_explain_the_change(before: tuple, now: tuple, asked: bool) -> None:
    said = [value(100 * part // base, part, base, "%") for part, base in (now, before)]
    assert bool(jump(*said, "上年同期")) == asked


def test_amounts_of_money_vary_as_they_like() -> None:
    assert jump(value("500", 5_000_000_000, unit="万元"), value("1", 10_000, unit="万元"), "上期") is None


def test_a_part_above_its_whole_is_asked_about_and_an_equal_one_is_not() -> None:
    assert above_whole(value(12), value(10), "查处案件").kind == "part"
    assert above_whole(value(10), value(10), "查处案件") is None


def test_a_series_that_stops_is_asked_about_and_one_with_gaps_is_not() -> None:
    periods = ["一月", "二月", "三月", "四月"]
    assert "四月没有" in stopped([*decimals(1, 0, 2), None], periods).words
    assert stopped([Decimal(1), None, Decimal(2), None], periods) is None
    assert stopped(decimals(1, 2, 3, 4), periods) is None


def test_what_was_given_otherwise_is_asked_about() -> None:
    assert "省局" in contradiction(value(12), Decimal(11), "省局", "2025年7月1日").words
    assert contradiction(value(12), Decimal("12.0"), "省局", "2025年7月1日") is None


@given(counts, st.lists(counts, max_size=12))
def test_the_median_itself_is_never_odd(now: Decimal, others: list[Decimal]) -> None:
    assert outlier(value(str(now)), [now] * (len(others) + 1) + others, "同级") is None


@given(counts, counts)
def test_a_jump_is_seen_from_both_sides(one: Decimal, other: Decimal) -> None:
    first, second = value(str(one)), value(str(other))
    assert bool(jump(first, second, "上期")) == bool(jump(second, first, "上期"))
