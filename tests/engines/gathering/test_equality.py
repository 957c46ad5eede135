"""Plain Python, DuckDB and the database that the tests run on give the same answers to random questions about random rows."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.gathering import random_work
from engines.gathering.office import Row, database, duck, json_value, said
from zhiheng.core.measuring import gathering as plain
from zhiheng.core.measuring.periods import Period, period_from
from zhiheng.core.values.gathering import Closure, KeyQuestion, Question
from zhiheng.core.values.indicators import Time
from zhiheng.engines.gathering.asking import Gatherer

some = settings(max_examples=5, suppress_health_check=list(HealthCheck))


def plain_row(row: Row) -> dict[str, Any]:
    """A row as plain Python looks at it: decimals as they are, days as text."""
    return {name.removeprefix("@"): value if name in ("share", "weight") else json_value(value) for name, value in row.items()}


@contextmanager
def engines(cases: list[Row], checks: list[Row]) -> Iterator[dict[str, Gatherer]]:
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        yield {"duckdb": duck(Path(folder), cases, checks), "database": database(cursor, connection.vendor, cases, checks)}


@some
@given(random_work.cases(), random_work.checks(), st.lists(random_work.questions(), min_size=1, max_size=3), random_work.areas,
       random_work.periods)  # fmt: skip
def test_every_engine_gathers_the_same(
    db: None, cases: list[Row], checks: list[Row], questions: list[Question], areas: Closure, periods: list[Period]
) -> None:
    rows, others = [plain_row(row) for row in cases], {"check": [plain_row(row) for row in checks]}
    whole = {code: areas.get(code, []) for code in random_work.AREA_CODES}
    with engines(cases, checks) as made:
        for question in questions:
            expected = said(plain.gathered(question, rows, whole, periods, others))
            for name, engine in made.items():
                assert said(engine.gathered(question, areas, periods)) == expected, name


@some
@given(random_work.cases(), random_work.checks(), random_work.key_questions, random_work.areas, random_work.periods)
def test_every_engine_names_the_same(
    db: None, cases: list[Row], checks: list[Row], question: KeyQuestion, areas: Closure, periods: list[Period]
) -> None:
    rows, others = [plain_row(row) for row in cases], {"check": [plain_row(row) for row in checks]}
    whole = {code: areas.get(code, []) for code in random_work.AREA_CODES}
    expected = plain.gathered_keys(question, rows, whole, periods, others)
    with engines(cases, checks) as made:
        for name, engine in made.items():
            assert counted(engine.gathered_keys(question, areas, periods)) == counted(expected), name


def test_a_question_through_a_reference_and_two_lists_is_not_too_deep_for_any_engine(db: None) -> None:
    through = KeyQuestion(
        register=random_work.CASES, references={"check": random_work.CHECKS}, where=[{"check.state": "登记"}], key="firms",
        part="units", time=Time(),
    )  # fmt: skip
    with engines([], []) as made:
        assert [list(engine.gathered_keys(through, {}, [period_from("2025")])) for engine in made.values()] == [[], []]


@some
@given(random_work.cases(), random_work.checks(), random_work.questions(), random_work.areas, random_work.periods,
       st.sampled_from(["base", "numerator", "denominator"]))  # fmt: skip
def test_every_engine_finds_the_same_rows(
    db: None, cases: list[Row], checks: list[Row], question: Question, areas: Closure, periods: list[Period], part: str
) -> None:
    rows, others = [plain_row(row) for row in cases], {"check": [plain_row(row) for row in checks]}
    whole = {code: areas.get(code, []) for code in random_work.AREA_CODES}
    expected = plain.row_ids(question, rows, whole, periods[0], part, others)
    with engines(cases, checks) as made:
        for name, engine in made.items():
            assert engine.row_ids(question, areas, periods[0], part) == expected, name


def counted(found: Iterable[Any]) -> Counter:
    return Counter((one.area, one.period, one.key, one.step, one.part, one.rows) for one in found)


