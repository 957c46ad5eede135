"""How an actual value stands to its target, and where a series is going."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring.forecasting import forecast, outlook
from zhiheng.core.measuring.targets import Standing, Target, expected_on, standing

MID, END = date(2025, 7, 1), date(2025, 12, 31)
numbers = st.decimals(-1000, 1000, places=2)


def stands(comparator: str, low: str, actual: str | None, on: date = END, **more) -> Standing:
    more = {name: Decimal(value) if isinstance(value, str) else value for name, value in {"due": END, **more}.items()}
    target = Target(comparator=comparator, low=Decimal(low), **more)
    return standing(target, None if actual is None else Decimal(actual), on)


@pytest.mark.parametrize(
    ("comparator", "low", "actual", "status"),
    [(">=", "98", "98", "met"), (">=", "98", "97.9", "behind"), (">", "98", "98", "behind"), (">", "98", "98.1", "met"),
     ("<=", "10", "10", "met"), ("<=", "10", "11", "behind"), ("<", "10", "10", "behind"), ("=", "5", "6", "behind"),
     ("≈", "100", "96", "met"), ("≈", "100", "94", "behind"), ("≈", "100", "106", "behind"), (">=", "98", None, "undecidable")],
)  # fmt: skip
def test_at_the_end_it_is_reached_or_not(comparator: str, low: str, actual: str | None, status: str) -> None:
    assert stands(comparator, low, actual).status == status


def test_a_range_is_reached_between_its_ends_and_the_gap_is_to_the_nearer() -> None:
    found = [stands("range", "2", actual, high="3") for actual in ("1.5", "2", "3", "3.25")]
    assert [one.status for one in found] == ["behind", "met", "met", "behind"]
    assert [one.gap for one in found] == [Decimal("0.5"), 0, 0, Decimal("0.25")]


def test_before_the_end_the_way_begins_at_the_baseline() -> None:
    way = {"baseline": "90", "start": date(2025, 1, 1)}
    ahead, short = stands(">=", "98", "94.5", MID, **way), stands(">=", "98", "93", MID, **way)
    assert (ahead.status, short.status) == ("on-way", "behind")
    assert 93 < ahead.expected < 95
    assert (short.gap, "2025年7月1日" in short.why) == (5, True)


def test_without_a_baseline_nobody_can_say_whether_it_is_on_the_way() -> None:
    assert stands(">=", "98", "93", MID).status == "undecidable"
    assert stands(">=", "98", "98.2", MID).status == "met"


def test_a_way_down_is_judged_downwards() -> None:
    way = {"baseline": "10", "start": date(2025, 1, 1)}
    assert [stands("<=", "5", actual, MID, **way).status for actual in ("4", "7", "9")] == ["met", "on-way", "behind"]


def test_what_must_hold_in_every_period_has_no_way_to_it() -> None:
    assert [stands(">=", "98", actual, MID, hold=True).status for actual in ("97", "98")] == ["behind", "met"]


def test_a_count_of_the_year_begins_at_nothing() -> None:
    year = {"start": date(2025, 1, 1), "grows": True}
    assert [stands(">=", "100", actual, MID, **year).status for actual in ("40", "55", "100")] == ["behind", "on-way", "met"]


def test_a_ceiling_that_is_not_used_up_is_not_reached_before_the_year_ends() -> None:
    year = {"start": date(2025, 1, 1), "grows": True}
    assert [stands("<=", "10", actual, MID, **year).status for actual in ("4", "8", "11")] == ["on-way", "behind", "behind"]
    assert stands("<=", "10", "8", **year).status == "met"


def test_a_goal_without_a_number_or_a_day_says_so() -> None:
    assert standing(Target(comparator=">=", low=None), Decimal(1), END).status == "undecidable"
    assert stands(">=", "98", "97", due=None).why == "没有写期限，现在没有达到"


def test_a_tolerance_is_given_at_the_edge_only() -> None:
    assert [stands(">=", "98", actual, tolerance="0.5").status for actual in ("97.5", "97.4")] == ["met", "behind"]


@given(numbers, numbers, st.dates(date(2025, 1, 2), END))
def test_who_lies_on_the_line_or_beyond_it_is_never_behind(begin: Decimal, low: Decimal, on: date) -> None:
    comparator = ">=" if low >= begin else "<="
    target = Target(comparator=comparator, low=low, due=END, start=date(2025, 1, 1), baseline=begin)
    expected = expected_on(target, on)
    assert min(begin, low) <= expected <= max(begin, low)
    assert standing(target, expected, on).status in ("met", "on-way")


def series(*values: str) -> list[tuple[date, Decimal]]:
    return [(date(2020 + place, 12, 31), Decimal(value)) for place, value in enumerate(values)]


def test_too_few_points_or_too_far_a_day_is_no_forecast() -> None:
    assert forecast(series("1", "2", "3"), date(2023, 12, 31)) is None
    assert forecast(series("1", "2", "3", "4"), date(2027, 12, 31)) is None
    assert forecast([(END, Decimal(1))] * 5, date(2026, 1, 1)) is None


def test_the_interval_is_that_of_one_further_value() -> None:
    # by hand: x = 0..4, y = 2, 4, 5, 4, 5; line 2.8 + 0.6 x, residual sum of squares 2.4, at x = 5: 5.8 ± 1.638 · √(0.8 · 2.1)
    start = date(2025, 1, 1)
    points = [(start + timedelta(days), Decimal(value)) for days, value in enumerate((2, 4, 5, 4, 5))]
    seen = forecast(points, start + timedelta(4))
    assert round(seen.value, 6) == Decimal("5.2")
    ahead = forecast(points, start + timedelta(5))
    assert [str(round(one, 2)) for one in (ahead.value, ahead.low, ahead.high)] == ["5.80", "3.68", "7.92"]


def test_a_rate_is_never_forecast_beyond_all() -> None:
    seen = forecast(series("90", "94", "97", "99"), date(2024, 12, 31), least=Decimal(0), most=Decimal(100))
    assert (seen.value, seen.high) == (100, 100)


@pytest.mark.parametrize(("low", "says"), [("101", "likely"), ("105.5", "open"), ("120", "unlikely")])
def test_the_outlook_is_open_where_the_interval_holds_both(low: str, says: str) -> None:
    seen = forecast(series("100", "101", "103.5", "103.5", "105"), date(2025, 12, 31))
    assert outlook(Target(comparator=">=", low=Decimal(low)), seen) == says


@given(st.lists(numbers, min_size=4, max_size=9), st.randoms())
def test_the_order_of_points_changes_nothing_and_the_line_lies_in_its_interval(values: list[Decimal], random) -> None:
    points = [(date(2010 + place, 12, 31), value) for place, value in enumerate(values)]
    mixed = points.copy()
    random.shuffle(mixed)
    seen = forecast(points, date(2010 + len(values), 12, 31))
    assert seen == forecast(mixed, date(2010 + len(values), 12, 31))
    assert seen.low <= seen.value <= seen.high


@given(numbers, numbers)
def test_a_straight_series_goes_straight_on(begin: Decimal, step: Decimal) -> None:
    days = [date(2025, 1, 1) + timedelta(30 * n) for n in range(6)]
    seen = forecast([(day, begin + step * n) for n, day in enumerate(days[:5])], days[5])
    assert abs(seen.value - (begin + step * 5)) < Decimal("1e-20")
    assert abs(seen.high - seen.low) < Decimal("1e-9")
