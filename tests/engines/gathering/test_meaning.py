"""What a question means, row by row."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from engines.gathering.office import (
    AREAS,
    CASES,
    asked,
    case,
    check,
    database,
    duck,
    numerators,
    period,
    said,
)
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import KeyQuestion
from zhiheng.core.values.indicators import Measure, Part, Time
from zhiheng.engines.gathering.asking import Gatherer

Q1, H1 = period("2025Q1"), period("2025H1")
Make = Callable[..., Gatherer]


@pytest.fixture(params=["duckdb", "database"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, db: None) -> Make:
    """DuckDB, and the database that the tests run on."""
    if request.param == "duckdb":
        return lambda *cases, checks=(): duck(tmp_path, cases, checks)
    return lambda *cases, checks=(): database(connection.cursor(), connection.vendor, cases, checks)


def measure(words: str) -> Measure:
    operation, *fields = words.split()
    return Measure(operation=operation, fields=tuple(fields))


def one(engine: Gatherer, text: str = "2025Q1", **question):
    """The numerator of the whole, in one period."""
    return numerators(engine.gathered(asked(**question), AREAS, [period(text)])).get((text,))


@pytest.mark.parametrize(
    ("where", "row"),
    [
        ({"kind": "食品"}, {"kind": "食品"}),
        ({"kind": ["食品", "合同"]}, {"kind": "合同"}),
        ({"kind": {"not": "食品"}}, {"kind": "合同"}),
        ({"kind": {"in": ["食品"]}}, {"kind": "食品"}),
        ({"fine": {"min": 5, "max": 5}}, {"fine": 5}),
        ({"fine": {"over": Decimal("4.5"), "under": Decimal("5.5")}}, {"fine": 5}),
        ({"share": {"max": Decimal("2.5")}}, {"share": Decimal("2.5")}),
        ({"share": Decimal("2.500")}, {"share": Decimal("2.5")}),
        ({"weight": {"over": {"field": "people"}}}, {"weight": Decimal("3.1"), "people": 3}),
        ({"agreed": False}, {"agreed": False}),
        ({"found_on": {"min": "2025-03-01"}}, {}),
        ({"ended_on": {"over": {"field": "found_on"}}}, {"ended_on": date(2025, 3, 2)}),
        ({"note": {"filled": True}}, {"note": "100%的'？"}),
        ({"note": "100%的'？"}, {"note": "100%的'？"}),
        ({"units": "甲"}, {"units": ["乙", "甲"]}),
        ({"units": ["甲", "丙"]}, {"units": ["乙", "甲"]}),
        ({"units": {"not": "丙"}}, {"units": ["乙", "甲"]}),
        ({"firms": {"over": 3}}, {"firms": [1, 7]}),
        ({"firms": {"max": {"field": "firm"}}}, {"firms": [3, 9], "firm": 3}),
        ([{"kind": "食品"}, {"fine": 1}], {"fine": 1}),
        ({"check.result": "合格"}, {"check": "K1"}),
        ({"check.units": "甲"}, {"check": "K1"}),
        ({"check.state": "结案"}, {"check": "K1"}),
        ({"check.ends-after": True}, {}),
        ({"late": False}, {}),
        ({"reached.立案": {"filled": True}}, {"reached": {"立案": date(2025, 3, 1)}}),
    ],
)
def test_a_line_finds_the_row_it_describes_and_no_empty_one(engine: Make, where, row: dict) -> None:
    checks = [check(1, result="合格", units=["甲"], state="结案", reached={"结案": date(2025, 1, 1)})]
    rows = [case(1, **row), *([case(2)] if row else [])]

    assert one(engine(*rows, checks=checks), where=where) == 1


@pytest.mark.parametrize("line", [{"not": "食品"}, {"not": {"field": "note"}}, {"in": ["食品"]}, {"min": "甲"}, {"filled": True}])
def test_an_empty_field_satisfies_nothing(engine: Make, line) -> None:
    assert one(engine(case(1)), where={"kind": line}) is None
    assert one(engine(case(1)), where={"kind": {"filled": False}}) == 1


def test_an_empty_other_side_satisfies_nothing(engine: Make) -> None:
    rows = [case(1, units=["甲"], kind="食品", fine=5)]

    assert one(engine(*rows), where={"units": {"not": {"field": "note"}}}) is None
    assert one(engine(*rows), where={"fine": {"min": {"field": "lost"}}}) is None


def test_the_state_is_that_of_the_last_day_of_the_period(engine: Make) -> None:
    row = case(1, state="立案", reached={"登记": date(2025, 1, 2), "立案": date(2025, 5, 1)})
    made = engine(row)

    assert one(made, "2025Q1", where={"state": "登记"}) == 1
    assert one(made, "2025H1", where={"state": "登记"}) is None
    assert one(made, "2025H1", where={"state": "立案"}) == 1


def test_of_two_states_of_one_day_the_later_one_holds(engine: Make) -> None:
    day = date(2025, 2, 1)
    made = engine(case(1, state="结案", reached={"登记": day, "立案": day, "结案": date(2025, 5, 1)}))

    assert one(made, where={"state": "立案"}) == 1


@pytest.mark.parametrize(
    ("says", "days"),
    [
        ("未起", {}),
        ("未起", {"start": date(2025, 4, 1), "due": date(2025, 5, 1)}),
        ("在限", {"start": date(2025, 3, 1), "due": date(2025, 3, 31)}),
        ("逾期", {"start": date(2025, 3, 1), "due": date(2025, 3, 30)}),
        ("按时", {"start": date(2025, 3, 1), "due": date(2025, 3, 9), "stop": date(2025, 3, 9)}),
        ("迟", {"start": date(2025, 3, 1), "due": date(2025, 3, 9), "stop": date(2025, 3, 10)}),
        ("逾期", {"start": date(2025, 3, 1), "due": date(2025, 3, 9), "stop": date(2025, 4, 10)}),
        ("中止", {"start": date(2025, 3, 1), "due": date(2025, 3, 9), "paused": date(2025, 3, 9)}),
        ("逾期", {"start": date(2025, 3, 1), "due": date(2025, 3, 9), "paused": date(2025, 3, 10)}),
        ("在限", {"start": date(2025, 3, 1), "paused": date(2025, 4, 10)}),
    ],
)
def test_a_clock_says_what_it_said_on_the_last_day(engine: Make, says: str, days: dict) -> None:
    assert one(engine(case(1, decide=days)), where={"clock.decide": says}) == 1


def test_what_is_in_force_ends_before_the_day_that_ends_it(engine: Make) -> None:
    made = engine(case(1, ended_on=date(2025, 6, 30), withdrawn_on=date(2025, 9, 1)), case(2), case(3, on=date(2025, 7, 1)))

    assert one(made, "2025H1", time=Time(how="active")) == 1
    assert one(made, "2025-01-01..2025-06-29", time=Time(how="active")) == 2


def test_until_since_and_due_look_at_their_own_days(engine: Make) -> None:
    due = date(2025, 2, 1)
    made = engine(case(1, on=date(2019, 1, 1), decide={"due": due}), case(2, on=date(2024, 1, 1)), case(3), case(4, on=None))

    assert one(made, time=Time(how="until")) == 3
    assert one(made, time=Time(how="since", since=date(2024, 1, 1))) == 2
    assert one(made, time=Time(how="due", field="decide")) == 1
    assert one(made, time=Time(field="found_on")) == 1


def test_a_sum_over_fields_counts_an_empty_one_as_nothing_and_is_unknown_without_any(engine: Make) -> None:
    made = engine(case(1, fine=5), case(2, fine=1, lost=2), case(3), case(4, area="460202"))

    answers = said(made.gathered(asked(measure=measure("sum fine lost")), AREAS, [Q1]))

    assert answers["46", "2025Q1", ()].numerator == 8
    assert (answers["46", "2025Q1", ()].rows, answers["46", "2025Q1", ()].empty) == (4, 2)
    assert answers["4602", "2025Q1", ()].numerator is None


def test_decimals_add_up_exactly(engine: Make) -> None:
    rows = [case(number, share=Decimal("0.1"), people=1) for number in range(1, 11)]

    assert one(engine(*rows), measure=measure("sum share")) == Decimal(1)
    assert one(engine(*rows), measure=measure("sum share people")) == Decimal(11)


def test_a_sum_beyond_64_bits_is_exact_or_refused(engine: Make) -> None:
    made = engine(*(case(number, fine=9 * 10**17) for number in range(1, 21)))

    if made.dialect.places:  # SQLite, which counts in 64 bits
        with pytest.raises(Fault, match="E410"):
            one(made, measure=measure("sum fine"))
    else:
        assert one(made, measure=measure("sum fine")) == 18 * 10**18


def test_a_mean_is_a_sum_and_a_count(engine: Make) -> None:
    [found] = engine(case(1, share=Decimal("1.5")), case(2, share=Decimal(3)), case(3)).gathered(
        asked(measure=measure("mean share")), {"460105": ["46"]}, [Q1]
    )

    assert (found.numerator, found.denominator, found.rows, found.empty) == (Decimal("4.5"), 2, 3, 1)


def test_the_last_of_each_lowest_area_adds_up(engine: Make) -> None:
    day = date(2025, 2, 2)
    rows = [case(1, people=7), case(2, people=9), case(3), case(4, area="460202", on=day, people=1), case(5, on=day, people=100)]
    made = engine(*rows)

    assert one(made, measure=measure("last people")) == 10


def test_distinct_values_are_told_apart_over_areas(engine: Make) -> None:
    made = engine(case(1, firm=1, firms=[1, 2]), case(2, "460106", firm=1, firms=[2, 3]), case(3, "460202", firm=2), case(4))

    assert numerators(made.gathered(asked(measure=measure("distinct firm")), AREAS, [Q1])) == {("2025Q1",): 2}
    assert one(made, measure=measure("distinct firms")) == 3
    assert one(made, measure=measure("distinct firm firms")) == 3
    assert said(made.gathered(asked(measure=measure("distinct firm")), AREAS, [Q1]))["46", "2025Q1", ()].empty == 1


def test_a_field_with_many_values_counts_its_entries_and_keeps_each_apart(engine: Make) -> None:
    made = engine(case(1, units=["甲", "乙"], fine=3), case(2, units=["乙"], fine=4), case(3, fine=1))

    assert one(made, measure=measure("sum units")) == 3
    by_unit = numerators(made.gathered(asked(measure=measure("sum fine"), by=("units",)), AREAS, [Q1]))
    assert by_unit == {("2025Q1", "甲"): 3, ("2025Q1", "乙"): 7, ("2025Q1", None): 1}


def test_a_rate_has_both_halves_and_says_what_lies_outside(engine: Make) -> None:
    made = engine(case(1, kind="食品", fine=3), case(2, kind="合同", fine=4), case(3, kind="食品"))
    rate = asked(
        numerator=Part(where={"kind": "食品"}), denominator=Part(where={"fine": {"filled": True}}, measure=measure("sum fine"))
    )

    [found] = made.gathered(rate, {"460105": ["46"]}, [Q1])

    assert (found.numerator, found.denominator, found.rows, found.outside) == (2, 7, 3, 1)


def test_the_rows_behind_a_figure_are_found_page_by_page(engine: Make) -> None:
    made = engine(*(case(number, kind="食品" if number % 2 else "合同") for number in range(1, 8)), case(9, on=date(2024, 1, 1)))
    question = asked(numerator=Part(where={"kind": "食品"}))

    assert made.row_ids(question, AREAS, Q1, limit=3) == [1, 2, 3]
    assert made.row_ids(question, AREAS, Q1, "numerator", after=3) == [5, 7]
    assert made.row_ids(question, {"460202": ["46"]}, Q1) == []


def test_who_has_rows_is_told_with_month_and_part(engine: Make) -> None:
    rows = [case(1, firm=4, kind="食品"), case(2, firm=4, on=date(2025, 1, 9)), case(3), case(4, "460202", units=["甲", "乙"])]
    made = engine(*rows)

    by_month = made.gathered_keys(KeyQuestion(register=CASES, key="firm", step="month", part="kind"), {"460105": ["46"]}, [Q1])
    assert {(one.key, one.step, one.part, one.rows) for one in by_month} == {("4", "2025-03", "食品", 1), ("4", "2025-01", "", 1)}
    areas = made.gathered_keys(KeyQuestion(register=CASES, key="area", step="quarter"), AREAS, [H1])
    whole = {(one.key, one.step, one.rows) for one in areas if one.area == "46"}
    assert whole == {("460105", "2025Q1", 3), ("460202", "2025Q1", 1)}
    units = made.gathered_keys(KeyQuestion(register=CASES, key="units"), AREAS, [Q1])
    assert {one.key for one in units if one.area == "46"} == {"甲", "乙"}


@pytest.mark.parametrize(
    ("id", "question"),
    [
        ("E401", {"where": {"colour": "红"}}),
        ("E401", {"where": [{"kind": "食品"}, {"check.colour": "红"}]}),
        ("E402", {"where": {"kind.result": "红"}}),
        ("E402", {"where": {"check.result": "合格"}, "references": {}}),
        ("E403", {"time": Time(field="colour")}),
        ("E404", {"where": {"reporter": {"filled": True}}}),
        ("E404", {"by": ("reporter",)}),
        ("E405", {"time": Time(how="due", field="never")}),
        ("E406", {"where": {"kind": 3}}),
        ("E406", {"where": {"fine": "三"}}),
        ("E406", {"where": {"found_on": {"min": "前天"}}}),
        ("E406", {"where": {"kind": {"not": {"field": "fine"}}}}),
        ("E407", {"where": {"kind": {"like": "食"}}}),
        ("E408", {"measure": measure("sum kind")}),
        ("E409", {"measure": measure("mean fine"), "numerator": Part(where={"kind": "食品"})}),
    ],
)
def test_what_cannot_be_asked_is_refused_whole(engine: Make, id: str, question: dict) -> None:
    with pytest.raises(Fault) as problem:
        engine(case(1)).gathered(asked(**question), AREAS, [Q1])

    assert problem.value.id == id


def test_a_register_without_a_snapshot_is_a_fault(tmp_path: Path) -> None:
    from zhiheng.engines.gathering.duck import Duck

    with pytest.raises(Fault, match="E411"):
        Duck(lambda register: None).gathered(asked(), AREAS, [Q1])




def test_merged_records_of_a_firm_are_one_in_the_database(db: None) -> None:
    rows = [case(1, firm=1, firms=[1, 3]), case(2, firm=2), case(3, firm=7, firms=[2]), case(4, firm=3)]
    made = database(connection.cursor(), connection.vendor, rows, merged={1: 2, 2: 7})

    assert one(made, measure=measure("distinct firm")) == 2
    assert one(made, measure=measure("distinct firms")) == 2
    assert numerators(made.gathered(asked(by=("firms",)), AREAS, [Q1])) == {
        ("2025Q1", "7"): 2, ("2025Q1", "3"): 1, ("2025Q1", None): 2,
    }  # fmt: skip


def test_what_fits_no_column_is_empty_in_the_database(db: None) -> None:
    misfit = case(1, share=Decimal("0.1234567"), fine="three")
    rows = [misfit, case(2, share=Decimal("0.5"), fine=2), case(3, status="void", fine=9)]
    made = database(connection.cursor(), connection.vendor, rows)

    found = said(made.gathered(asked(measure=measure("sum share")), AREAS, [Q1]))["46", "2025Q1", ()]
    assert (found.numerator, found.rows, found.empty) == (Decimal("0.5"), 2, 1)
    assert one(made, measure=measure("sum fine")) == 2
