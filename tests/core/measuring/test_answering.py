"""From an indicator over its questions to its values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.measuring.making import indicator, lot, registers, value, values
from zhiheng.core.measuring import Catalogue, Given, Spot, period_from, planned
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Change, Each, Formula, Part, Rule, Time

COUNT = indicator("lots", "count", empty="unknown")
PASSED = indicator(
    "passed", "count", "%", 1, per=100, base="批次",
    numerator=Part(where={"verdict": "合格"}), denominator=Part(where={"verdict": ["合格", "不合格"]}),
)  # fmt: skip
verdicts = st.lists(st.sampled_from(["合格", "不合格", "无法判定", None]), max_size=30)
fens = st.lists(st.one_of(st.none(), st.integers(0, 10**13)), max_size=12)


def lots(*verdicts: str | None, **more) -> list[dict]:
    return [lot(place, verdict=verdict, **more) for place, verdict in enumerate(verdicts)]


def test_a_rate_is_its_halves_divided_once() -> None:
    found = value(PASSED, lots(*["合格"] * 784, *["不合格"] * 108, "无法判定"))
    assert (found.printed, found.numerator, found.denominator, found.rows) == ("87.9", 784, 892, 893)


def test_a_rate_of_an_empty_base_is_undecidable_and_without_rows_unknown() -> None:
    assert value(PASSED, lots("无法判定")).state == "undecidable"
    assert value(PASSED, []).state == "unknown"


def test_a_numerator_outside_its_denominator_is_undecidable_and_no_other_figure_waits_for_it() -> None:
    wrong = indicator("wrong", "count", "%", numerator=Part(where={"verdict": "合格"}), denominator=Part(where={"kind": "电线"}))
    found = value(wrong, lots("合格", kind="水泥"))
    assert (found.value, found.state) == (None, "undecidable")
    assert found.why == "有 1 行算进了分子却不在分母里，请核对这些行，或改定义里分子、分母的条件"


def test_no_row_is_zero_only_where_the_file_or_a_return_says_so() -> None:
    filed = Given(filed=lambda register, area, period: period.text == "2025")
    said = [indicator(empty, "count", empty=empty) for empty in ("unknown", "zero", "zero if filed")]
    assert [value(one, []).printed for one in said] == ["", "0", ""]
    assert [value(one, [], given=filed).printed for one in said] == ["", "0", "0"]


def test_none_of_a_whole_that_was_counted_is_zero_and_of_nothing_unknown() -> None:
    whole = indicator("whole", "count")
    part = indicator("part", "count", where={"verdict": "不合格"}, empty="zero if whole", not_more="whole")
    assert [value(part, rows, also=[whole]).printed for rows in ([], lots("合格"), lots("不合格"))] == ["", "0", "1"]


def test_a_mean_is_kept_as_sum_and_count() -> None:
    rows = [lot(1, weight=Decimal("1.5")), lot(2, weight=2), lot(3), lot(4, weight=2)]
    found = value(indicator("m", "mean weight", "吨", 2), rows)
    assert (found.printed, found.numerator, found.denominator, found.state) == ("1.83", Decimal("5.5"), 3, "partial")


def test_a_qualifier_of_more_stands_only_behind_what_is_more() -> None:
    more = indicator("more", "sum fine", "分", qualifier="余")
    tens = indicator("tens", "mean fine", "分", qualifier="多")
    assert value(more, [lot(1, fine=60)]).printed == "60"
    assert value(tens, [lot(1, fine=60), lot(2, fine=61)]).printed == "60多"


def test_a_window_counts_the_last_whole_quarter_and_says_which() -> None:
    quarter = indicator("w", "count", window="quarter")
    found = value(quarter, [lot(1), lot(2, on="2025-05-01")], periods=["2025-01-01..2025-05-20"])
    assert (found.value, found.over) == (1, "2025Q1")


def test_a_change_is_taken_from_unrounded_values_and_says_where_print_differs() -> None:
    change = indicator("more", "", "个百分点", 1, change=Change(of="passed", against="last-year", within="points"))
    rows = [*lots(*["合格"] * 784, *["不合格"] * 108), *(lot(5000 + n, on="2024-03-01", verdict="合格" if n < 7 else "不合格")
                                                   for n in range(8))]  # fmt: skip
    found = value(change, rows, also=[PASSED])
    assert found.printed == "0.4"  # 87.892… − 87.5
    rates = [value(PASSED, rows, periods=[year]).printed for year in ("2025", "2024")]
    assert rates == ["87.9", "87.5"]
    year_ago = (lot(90 + n, on="2024-03-01", verdict="合格" if n < 2 else "不合格") for n in range(6))
    rows = [*lots(*["合格"] * 2, "不合格"), *year_ago]
    found = value(change, rows, also=[PASSED])  # 66.66… − 33.33…, printed 66.7 − 33.3
    assert (found.printed, bool(found.notes)) == ("33.3", True)


@pytest.mark.parametrize(("before", "state"), [([], "undecidable"), ([0], "undecidable"), ([50], "complete")])
def test_a_change_against_nothing_or_zero_is_undecidable(before: list[int], state: str) -> None:
    fines = indicator("fines", "sum fine", "分")
    change = indicator("more", "", "%", change=Change(of="fines", against="last-year", within="percent"))
    rows = [lot(1, fine=22), *(lot(2 + fine, on="2024-05-01", fine=fine) for fine in before)]
    found = value(change, rows, also=[fines])
    assert found.state == state
    assert found.printed == ("-56" if state == "complete" else "")


def test_formulas_take_unrounded_values_and_no_part_that_is_unknown() -> None:
    fines = indicator("fines", "sum fine", "分")
    per = indicator("per", "", "分/个", 2, formula=Formula(op="ratio", of=("fines", "lots")))
    minus = indicator("minus", "", "个", formula=Formula(op="minus", of=("fines", "lots")))
    rows = [lot(1, fine=5), lot(2, fine=5), lot(3, fine=0)]
    assert [value(one, rows, also=[fines, COUNT]).printed for one in (per, minus)] == ["3.33", "7"]
    nothing = value(per, [lot(1)], also=[replace(fines, name="罚款"), COUNT])
    assert (nothing.state, nothing.why.startswith("“罚款”没有数：")) == ("unknown", True)


def test_shares_that_do_not_add_up_as_printed_say_so() -> None:
    share = indicator("share", "count", "%", 1, per=100, value="share", by=("kind",), base="批次")
    rows = [lot(n, kind=kind) for n, kind in enumerate(["电线"] * 2 + ["水泥"] * 2 + ["食品"] * 2 + [None] * 1)]
    found = values(share, rows)
    printed = {spot.dims[0]: one.printed for spot, one in found.items()}
    assert printed == {"电线": "28.6", "水泥": "28.6", "食品": "28.6", None: "14.3"}
    assert all("100.1" in one.notes[0] for one in found.values())
    assert not any(one.notes for one in values(share, rows[:4]).values())


def test_each_takes_numbers_or_picks_names() -> None:
    taken = indicator("range", "count", each=Each(by="kind", take=("min", "max")))
    picked = indicator("most", "count", each=Each(by="kind", pick="highest"))
    rows = [lot(n, kind=kind) for n, kind in enumerate(["电线"] * 2 + ["水泥"] * 8 + ["食品"] * 8)]
    assert value(taken, rows).printed == "2至8"
    assert value(picked, rows).names == ("水泥", "食品")


def test_a_row_counts_for_every_value_of_a_field_with_many() -> None:
    found = values(indicator("tags", "count", by=("tags",)), [lot(1, tags=["甲", "乙"]), lot(2, tags=["甲"]), lot(3)])
    assert {spot.dims[0]: one.value for spot, one in found.items()} == {"甲": 2, "乙": 1, None: 1}


def test_rising_years_are_counted_back_until_one_is_not_known() -> None:
    years = indicator("years", "", "年", rule=Rule(id="longest-run", of="lots", options={"step": "year", "direction": "up"}))
    counts = {2025: 5, 2024: 4, 2023: 3, 2021: 1}
    rows = [lot(year * 100 + n, on=f"{year}-03-01") for year, count in counts.items() for n in range(count)]
    found = value(years, rows, also=[COUNT])
    assert (found.value, "没有数" in found.notes[0]) == (2, True)
    assert value(years, rows, also=[COUNT], periods=["2024-01-01..2025-08-01"]).value == 1  # 2025 has not ended


def test_the_first_time_is_undecidable_while_the_past_is_not_known() -> None:
    fines = indicator("fines", "sum fine", "分")
    first = indicator("first", "", "", rule=Rule(id="first-ever", of="fines", options={"since": 2023}))
    now = lot(1, fine=3)
    past = [lot(2, on="2023-01-01", fine=0), lot(3, on="2024-01-01", fine=0)]
    assert value(first, [now, *past], also=[fines]).value == 1
    assert value(first, [now, past[0]], also=[fines]).state == "undecidable"
    assert value(first, [now, past[0], lot(4, on="2024-02-01", fine=9)], also=[fines]).value == 0


def test_equals_share_a_place_and_who_has_no_value_has_none() -> None:
    rank = indicator("rank", "", "位", rule=Rule(id="rank", of="lots"))
    areas = {code: [code] for code in ("01", "02", "03", "04")}
    rows = [lot(1), lot(2), lot(3, "02"), lot(4, "02"), lot(5, "03")]
    found = values(rank, rows, areas=areas, also=[COUNT], given=Given(peers=dict.fromkeys(areas, tuple(areas))))
    assert [found[Spot("rank", area, "2025")].printed for area in areas] == ["1", "1", "3", ""]


def test_the_same_question_is_asked_once() -> None:
    change = indicator("more", "", "%", change=Change(of="lots", against="last-year", within="percent"))
    catalogue = Catalogue({one.id: one for one in (COUNT, change)}, registers())
    plan = planned([COUNT, change], catalogue, ["01"], [period_from("2025"), period_from("2024")])
    assert [[period.text for period in ask.periods] for ask in plan.asks] == [["2025", "2024", "2023"]]


def test_a_figure_computed_from_itself_or_from_none_is_refused() -> None:
    one, other = (
        indicator(id, "", "个", formula=Formula(op="plus", of=(of, "lots"))) for id, of in (("a", "b"), ("b", "a"))
    )
    for known, id in (({"a": one, "b": other, "lots": COUNT}, "M132"), ({"a": one}, "M133")):
        with pytest.raises(Fault, match=id):
            planned([one], Catalogue(known, registers()), ["01"], [period_from("2025")])


def test_a_stock_is_what_is_in_force_on_the_last_day() -> None:
    stock = indicator("stock", "count", time=Time(how="active"))
    rows = [lot(1, on="2020-01-01"), lot(2, on="2020-01-01", closed_on="2025-12-31"), lot(3, on="2026-01-01")]
    assert value(stock, rows).value == 1


@given(verdicts, st.randoms())
def test_the_order_of_rows_changes_nothing(said: list[str | None], random) -> None:
    rows = lots(*said)
    mixed = rows.copy()
    random.shuffle(mixed)
    figures = [PASSED, COUNT, indicator("last", "last fine"), indicator("each", "count", by=("verdict",))]
    assert values(figures, mixed) == values(figures, rows)


@given(verdicts)
def test_a_rate_lies_between_none_and_all_and_its_numerator_within_its_denominator(said: list[str | None]) -> None:
    found = value(PASSED, lots(*said))
    assert found.value is None or 0 <= found.numerator <= found.denominator
    assert found.value is None or 0 <= found.value <= 100


@given(fens)
def test_the_change_of_what_stayed_equal_is_nothing_and_of_the_unknown_unknown(fen: list[int | None]) -> None:
    fines = indicator("fines", "sum fine", "分")
    change = indicator("more", "", "分", change=Change(of="fines", against="last-year", within="amount"))
    rows = [lot(n + 100 * (year == 2024), on=f"{year}-05-01", fine=one) for n, one in enumerate(fen) for year in (2024, 2025)]
    found = value(change, rows, also=[fines])
    assert found.value == 0 if any(one is not None for one in fen) else found.value is None


@given(st.lists(st.sampled_from(["电线", "水泥", "食品"]), min_size=1, max_size=40))
def test_exact_shares_add_up_to_the_whole(kinds: list[str]) -> None:
    share = indicator("share", "count", "%", 1, per=100, value="share", by=("kind",), base="批次")
    found = values(share, [lot(n, kind=kind) for n, kind in enumerate(kinds)])
    assert sum(one.numerator for one in found.values()) == len(kinds)
    printed = sum(one.value for one in found.values())
    assert (printed == 100) != any("没有凑成" in note for one in found.values() for note in one.notes)
