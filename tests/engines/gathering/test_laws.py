"""What holds of figures whatever the rows: Polars says the same, parts add up, order and repetition change nothing."""

import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from engines.gathering import random_work
from engines.gathering.office import Row, asked, case, duck, period, said
from zhiheng.core.measuring.periods import Period
from zhiheng.core.values.gathering import Gathered, Question
from zhiheng.core.values.indicators import Measure
from zhiheng.engines.gathering.relations import DUCKDB
from zhiheng.engines.gathering.remembering import compiled

some = settings(max_examples=8, suppress_health_check=list(HealthCheck))
WHOLE = {code: ["46"] for code in random_work.AREA_CODES}
QUARTERS = [period(text) for text in ("2024Q4", "2025Q1", "2025Q2", "2025Q3")]
SUM = Measure(operation="sum", fields=("fine", "share"))


def adds_up(question: Question) -> bool:
    measured = [part.measure for part in (question, question.numerator, question.denominator) if part and part.measure]
    return not {"distinct", "min", "max"} & {measure.operation for measure in measured}




def gathered(rows: Iterable[Row], question: Question, areas=WHOLE, periods: Iterable[Period] = QUARTERS) -> dict[tuple, Gathered]:
    with tempfile.TemporaryDirectory() as folder:
        return said(duck(Path(folder), rows).gathered(question, areas, list(periods)))


@some
@given(random_work.cases())
def test_polars_counts_sums_and_tells_apart_the_same(cases: list[Row]) -> None:
    kinds = {"kind": pl.String, "fine": pl.Int64, "share": pl.Decimal(18, 6), "firm": pl.Int64, "@event_on": pl.Date}
    frame = pl.DataFrame({name: [row.get(name) for row in cases] for name in kinds}, schema=kinds)
    frame = frame.filter(pl.col("fine") >= 1, pl.col("@event_on").is_between(date(2024, 10, 1), date(2025, 9, 30)))
    placed = frame.with_columns(
        period=pl.format("{}Q{}", pl.col("@event_on").dt.year(), pl.col("@event_on").dt.quarter()),
        total=pl.col("fine").cast(pl.Decimal(38, 6)).fill_null(0) + pl.col("share").cast(pl.Decimal(38, 6)).fill_null(0),
    )
    expected = {
        (period, kind): (rows, total, firms)
        for period, kind, rows, total, firms in placed.group_by("period", "kind")
        .agg(pl.len(), pl.col("total").sum(), pl.col("firm").drop_nulls().n_unique().alias("firms"))
        .iter_rows()
    }
    where = {"fine": {"min": 1}}

    sums = gathered(cases, asked(where=where, by=("kind",), measure=SUM))
    apart = gathered(cases, asked(where=where, by=("kind",), measure=Measure(operation="distinct", fields=("firm",))))

    found = {(one.period, *one.dims): (one.rows, one.numerator, apart[place].numerator) for place, one in sums.items()}
    assert found == expected


@some
@given(random_work.cases(), random_work.questions(), st.randoms())
def test_the_order_of_rows_changes_nothing(cases: list[Row], question: Question, chance) -> None:
    shuffled = list(cases)
    chance.shuffle(shuffled)

    assert gathered(shuffled, question) == gathered(cases, question)


@some
@given(random_work.cases(), random_work.questions().filter(adds_up))
def test_what_lies_in_parts_of_an_area_adds_up_to_it(cases: list[Row], question: Question) -> None:
    whole = gathered(cases, question)
    parts = gathered(cases, question, {code: [code] for code in random_work.AREA_CODES})

    for (_, text, dims), one in whole.items():
        of = [part for part in parts.values() if (part.period, part.dims) == (text, dims)]
        assert one.rows == sum(part.rows for part in of)
        assert one.empty == sum(part.empty for part in of)
        for name in ("numerator", "denominator"):
            known = [getattr(part, name) for part in of if getattr(part, name) is not None]
            assert getattr(one, name) == (sum(known, Decimal(0)) if known else None)


@some
@given(random_work.cases(), random_work.questions())
def test_several_levels_at_once_are_each_level_alone(cases: list[Row], question: Question) -> None:
    levels = {code: [code, code[:4], "46"] for code in random_work.AREA_CODES}
    alone = [gathered(cases, question, {code: [levels[code][place]] for code in levels}) for place in range(3)]

    assert gathered(cases, question, levels) == alone[0] | alone[1] | alone[2]


@some
@given(random_work.cases(), random_work.questions().filter(lambda one: one.time.how in ("event", "due")))
def test_a_quarter_found_by_its_number_is_the_quarter_found_by_its_days(cases: list[Row], question: Question) -> None:
    by_days = [Period(f"{one.start}..{one.end}", one.start, one.end) for one in QUARTERS]
    half_a_month = period("2025-01-01..2025-01-15")

    by_number = gathered(cases, question)
    both = gathered(cases, question, periods=[*by_days, half_a_month, *QUARTERS])

    assert {place: one for place, one in both.items() if "Q" in place[1]} == by_number
    named = {f"{one.start}..{one.end}": one.text for one in QUARTERS}
    again = {(area, named[text], dims): one for (area, text, dims), one in both.items() if text in named}
    assert {place: structs.replace(one, period=place[1]) for place, one in again.items()} == by_number


def test_rows_are_found_by_the_number_of_a_quarter_and_by_both_ends_of_other_days() -> None:
    quarter, other = compiled(asked(), DUCKDB, "quarter").sql, compiled(asked(), DUCKDB, "").sql

    assert '"@month"' in quarter
    assert '>= "' not in quarter
    assert '"@month"' not in other


def test_a_question_is_compiled_once_whatever_the_areas_and_periods() -> None:
    assert compiled(asked(by=("kind",)), DUCKDB, "month") is compiled(asked(by=("kind",)), DUCKDB, "month")


def test_only_files_of_the_years_asked_for_are_read(tmp_path: Path) -> None:
    made = duck(tmp_path, [case(1), case(2, on=date(2024, 3, 1))])
    (tmp_path / "case" / "2024.parquet").write_bytes(b"not to be read")

    assert [one.rows for one in made.gathered(asked(), {"460105": ["46"]}, [period("2025")])] == [1]


def test_a_file_of_figures_says_what_is_gathered_and_is_whole_or_the_one_before(tmp_path: Path) -> None:
    made = duck(tmp_path, [case(1, kind="食品", share=Decimal("0.1")), case(2, kind="合同", share=Decimal("0.2"))])
    question = asked(by=("kind",), measure=Measure(operation="sum", fields=("share",)))
    path = tmp_path / "figures.parquet"

    assert made.gather_to_file(question, WHOLE, [period("2025Q1"), period("2025H1")], path) == 4

    with duckdb.connect() as database:
        found = database.execute(f"SELECT area, period, dim_0, numerator FROM read_parquet('{path}')").fetchall()
    expected = made.gathered(question, WHOLE, [period("2025Q1"), period("2025H1")])
    assert sorted(found) == sorted((one.area, one.period, one.dims[0], one.numerator) for one in expected)
    before = path.read_bytes()
    (tmp_path / "case" / "2025.parquet").write_bytes(b"broken")
    try:
        made.gather_to_file(question, WHOLE, QUARTERS, path)
    except duckdb.Error:
        pass
    else:
        raise AssertionError("a broken snapshot was read")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.glob("*.half")] == []
