"""The engine in plain Python: what a row is in, what it is on a day, and what rows come to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.measuring.making import indicator, lot, registers, values
from zhiheng.core.measuring import Spot, period_from
from zhiheng.core.measuring.adding import together
from zhiheng.core.measuring.filing import Below, is_filed
from zhiheng.core.measuring.gathering import gathered, gathered_keys, row_ids
from zhiheng.core.measuring.questioning import questions
from zhiheng.core.measuring.tallying import tallied
from zhiheng.core.measuring.valuing import valued
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import KeyQuestion
from zhiheng.core.values.indicators import Part, Time

HERE = {"01": ["01"]}
TREE = {"01": ["01", "00"], "02": ["02", "00"], "00": ["00"]}
drawn = st.lists(
    st.tuples(st.sampled_from(["00", "01", "02"]), st.dates(date(2024, 1, 1), date(2025, 12, 31)),
              st.sampled_from([None, 0, 3, 10**12]), st.sampled_from(["电线", "水泥", None])), max_size=25,
)  # fmt: skip


def question(measure: str = "count", **more):
    return questions(indicator("q", measure, **more), registers())["rows"].question


def counted(where: dict, row: dict, period: str = "2025", **more) -> bool:
    return bool(gathered(question(where=where, **more), [row], HERE, [period_from(period)], {"plans": PLANS}))


PLANS = [{"id": 1, "key": "01|P1", "area": "01", "level": "省"}]


@pytest.mark.parametrize(
    ("time", "periods"),
    [(Time(), ["2025Q1"]), (Time(how="event", field="closed_on"), ["2025Q2"]), (Time(how="due", field="report"), ["2025Q2"]),
     (Time(how="until"), ["2025Q1", "2025Q2", "2025Q3"]), (Time(how="since", since=date(2025, 3, 2)), []),
     (Time(how="active"), ["2025Q1"]), (Time(how="event", field="reached.报告"), ["2025Q3"])],
)  # fmt: skip
def test_what_puts_a_row_into_a_period(time: Time, periods: list[str]) -> None:
    row = lot(1, on="2025-03-01", closed_on="2025-04-01") | {"due.report": "2025-04-11", "reached.报告": date(2025, 7, 1)}
    asked = [period_from(text) for text in ("2024Q4", "2025Q1", "2025Q2", "2025Q3")]
    assert [one.period for one in gathered(question(time=time), [row], HERE, asked)] == periods


@pytest.mark.parametrize(("period", "state"), [("2025-02", None), ("2025-03", "抽样"), ("2025-04", "报告"), ("2025-12", "公告")])
def test_a_state_is_the_one_of_the_last_day(period: str, state: str | None) -> None:
    reached = {"reached.抽样": "2025-03-01", "reached.报告": "2025-04-02", "reached.公告": "2025-05-01"}
    row = lot(1, on="2025-01-01", state="公告") | reached
    for asked in ("抽样", "报告", "公告"):
        assert counted({"state": asked}, row, period, time=Time(how="until")) == (asked == state)


def test_a_row_stepped_back_is_where_it_is_now_and_of_one_day_the_later_state_counts() -> None:
    reached = {"reached.抽样": "2025-03-01", "reached.报告": "2025-03-01"}
    row = lot(1, on="2025-01-01", state="抽样") | reached
    assert counted({"state": "抽样"}, row, "2025-12", time=Time(how="until"))
    assert counted({"state": "报告"}, row | {"reached.公告": "2025-06-01", "state": "公告"}, "2025-03", time=Time(how="until"))


@pytest.mark.parametrize(("period", "says"), [("2025-02", "未起"), ("2025-03", "在限"), ("2025-04", "逾期"), ("2025-05", "迟")])
def test_a_clock_says_what_it_said_on_the_last_day(period: str, says: str) -> None:
    days = {"start.report": "2025-03-01", "due.report": "2025-04-11", "stop.report": "2025-05-02"}
    assert counted({"clock.report": says}, lot(1, on="2025-01-01") | days, period, time=Time(how="until"))


def test_a_check_holds_where_it_does_not_apply() -> None:
    found = [counted({"check.closed": True}, lot(1, **said)) for said in
             ({}, {"verdict": "合格"}, {"verdict": "合格", "closed_on": "2025-05-01"})]  # fmt: skip
    assert found == [True, False, True]


def test_a_condition_follows_one_reference_and_nothing_satisfies_where_it_leads_nowhere() -> None:
    assert counted({"plan.level": "省"}, lot(1, plan="01|P1"))
    assert not counted({"plan.level": {"not": "省"}}, lot(1, plan="01|P9"))
    assert counted({"plan.level": {"filled": False}}, lot(1))


def test_fields_are_added_within_the_row_and_entries_counted() -> None:
    rows = [lot(1, fine=3, seized=4, tags=["甲", "乙"]), lot(2, fine=None, seized=1), lot(3)]
    sums = [gathered(question(measure), rows, HERE, [period_from("2025")])[0] for measure in ("sum fine seized", "sum tags")]
    assert [(one.numerator, one.empty) for one in sums] == [(8, 1), (2, 2)]


def test_the_last_is_of_each_area_and_added_over_them() -> None:
    rows = [lot(1, "01", "2025-02-01", fine=5), lot(2, "01", "2025-03-01", fine=6), lot(3, "01", "2025-03-01", fine=7),
            lot(4, "01", "2025-04-01"), lot(5, "02", "2025-01-01", fine=100)]  # fmt: skip
    found = {one.area: one.numerator for one in gathered(question("last fine"), rows, TREE, [period_from("2025")])}
    assert found == {"00": 107, "01": 7, "02": 100}


def test_who_has_rows_is_counted_by_month_and_by_value() -> None:
    rows = [lot(1, firm="甲"), lot(2, firm="甲", on="2025-04-01"), lot(3, on="2025-04-01"), lot(4, firm="甲", tags=["x", "y"])]
    keys = KeyQuestion(register=registers()["lots"], key="firm", step="quarter", part="tags")
    found = gathered_keys(keys, rows, HERE, [period_from("2025")])
    assert [(one.key, one.step, one.part, one.rows) for one in found] == [
        ("甲", "2025Q1", "", 1), ("甲", "2025Q1", "x", 1), ("甲", "2025Q1", "y", 1), ("甲", "2025Q2", "", 1)]  # fmt: skip


def test_the_rows_behind_each_half_are_named() -> None:
    rows = [lot(1, verdict="合格"), lot(2, verdict="不合格"), lot(3)]
    rate = question(numerator=Part(where={"verdict": "合格"}), denominator=Part(where={"verdict": {"filled": True}}))
    year = period_from("2025")
    assert [row_ids(rate, rows, HERE, year, which) for which in ("", "denominator", "numerator")] == [[1, 2, 3], [1, 2], [1]]


def test_a_distinct_count_refuses_to_be_added() -> None:
    firms = indicator("firms", "distinct firm", over_time="none", over_area="none")
    with pytest.raises(Fault, match="M135"):
        together(firms, [], "area", called="00")


def test_a_stock_takes_the_last_period_and_a_rate_adds_its_halves() -> None:
    stock = indicator("stock", "count", over_time="last", time=Time(how="active"))
    rate = indicator("rate", "count", "%", 1, per=100, numerator=Part(where={"kind": "电线"}))
    rows = [lot(1, on="2025-01-05", kind="电线"), lot(2, on="2025-02-05"), lot(3, on="2025-02-06")]
    months = [period_from(text) for text in ("2025-01", "2025-02")]
    for one, printed in ((stock, "3"), (rate, "33.3")):
        parts = gathered(questions(one, registers())["rows"].question, rows, HERE, months)
        assert valued(one, together(one, parts, "time", called="2025")).printed == printed


def rows_of(said: list[tuple]) -> list[dict]:
    return [lot(n, area, day.isoformat(), fine=fine, kind=kind) for n, (area, day, fine, kind) in enumerate(said)]


@given(drawn)
def test_putting_areas_together_equals_counting_their_rows_at_once(said: list[tuple]) -> None:
    rate = indicator("rate", "sum fine", numerator=Part(where={"kind": "电线"}), denominator=Part(where={}))
    for one in (indicator("fines", "sum fine"), indicator("m", "mean fine"), rate):
        asked = questions(one, registers())["rows"].question
        alone = {code: [code] for code in TREE}
        parts = gathered(asked, rows_of(said), alone, [period_from("2025")])
        whole = [each for each in gathered(asked, rows_of(said), TREE, [period_from("2025")]) if each.area == "00"]
        assert together(one, parts, "area", called="00") == (whole[0] if whole else None)


@given(drawn)
def test_quarters_of_what_happens_add_up_to_the_year(said: list[tuple]) -> None:
    one = indicator("fines", "sum fine")
    asked = questions(one, registers())["rows"].question
    quarters = [period_from(f"2025Q{n}") for n in range(1, 5)]
    parts = gathered(asked, rows_of(said), HERE, quarters)
    whole = gathered(asked, rows_of(said), HERE, [period_from("2025")])
    assert together(one, parts, "time", called="2025") == (whole[0] if whole else None)


@given(drawn)
def test_what_is_told_apart_is_never_more_than_its_parts_and_never_less_than_one_of_them(said: list[tuple]) -> None:
    kinds = indicator("kinds", "distinct kind", over_area="none", over_time="none")
    found = values(kinds, rows_of(said), areas=TREE)
    parts = [found[Spot("kinds", area, "2025")].value or 0 for area in ("01", "02")]
    whole = found[Spot("kinds", "00", "2025")].value or 0
    own = {kind for area, day, _, kind in said if area == "00" and day.year == 2025} - {None}
    assert max(parts) <= whole <= sum(parts) + len(own)


@given(drawn, st.sampled_from([None, Decimal(0)]))
def test_an_empty_cell_never_becomes_zero(said: list[tuple], cell: Decimal | None) -> None:
    rows = [row | {"fine": cell} for row in rows_of(said)]
    found = values(indicator("fines", "sum fine"), rows, areas=TREE)
    assert {one.value for one in found.values()} <= ({None} if cell is None else {None, Decimal(0)})


def test_a_return_is_in_when_every_day_is_covered_by_the_area_or_by_all_below_it() -> None:
    half, rest = (date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31))
    year = (half[0], rest[1])
    returns, below = {"01": [half, rest], "02": [half]}, {"00": [Below("01"), Below("02")]}
    assert [is_filed(returns, below, area, year) for area in ("00", "01", "02")] == [False, True, False]
    assert is_filed(returns, below, "00", half)
    gap = (rest[0] + timedelta(1), rest[1])
    assert not is_filed({"00": [half, gap]}, {}, "00", year)


def test_two_fields_of_which_one_has_many_values_are_told_apart_by_every_combination() -> None:
    filled = [{"firm": 1, "units": ["一局", "二局"]}, {"firm": 1, "units": ["一局"]}]
    rows = [*filled, {"firm": None, "units": ["一局"]}, {"firm": 2, "units": []}]
    assert tallied("distinct firm units", rows) == 2
