"""The columns: written down once, kept to the last digit, readable by any engine."""

import importlib.util
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from house.sources import ROOT
from zhiheng.core import read
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.reading import Mechanism, Meta, Reading, Source, Statistic
from zhiheng.definitions import lexicons
from zhiheng.engines.corpus.rows import Rows, rows_of, unread
from zhiheng.engines.corpus.schemas import TABLES, columns, meanings
from zhiheng.engines.corpus.sealing import Spool, lines, seal, sealed

specification = importlib.util.spec_from_file_location("write_schemas", ROOT / "docs" / "write_schemas.py")
write_schemas = importlib.util.module_from_spec(specification)
specification.loader.exec_module(write_schemas)

POLICY = ROOT / "zhiheng" / "demo" / "policies" / "province-opinions.txt"


def files_of(folder: Path, *found: Rows) -> dict[str, Path]:
    """The tables of a part of these documents, which came in the opposite order."""
    spool = Spool(folder / "spool")
    for place in reversed(range(len(found))):
        spool.add(lines(found[place], place))
    spool.close()
    seal(spool.folder)
    return {table: sealed(spool.folder, table) for table in TABLES}


def statistic(value: float | list[float]) -> Reading:
    at = {"section": None, "quote": "1", "start": 0, "end": 1, "confidence": 1.0}
    nothing = {name: [] for name in ("repairs", "outline", "targets", "qualitative_targets", "tasks", "rules")}
    return Reading(
        source=Source(name="a", sha256="0", chars=1), meta=Meta(issued_on="2025-02-30"), text="1", **nothing,
        mechanisms=[Mechanism(**at, text="联席会议", who=["甲"])],
        statistics=[Statistic(**at, measure="罚款", value=value, unit="万元")],
    )  # fmt: skip


def test_the_page_of_columns_is_current() -> None:
    text = write_schemas.PAGE.read_text("utf-8")
    assert text == write_schemas.page(text), "run: .venv/bin/python docs/write_schemas.py"


def test_a_file_has_the_columns_of_its_table_in_their_types(tmp_path: Path) -> None:
    reading = read(POLICY.read_bytes(), POLICY.name, lexicons())
    for table, path in files_of(tmp_path, rows_of(reading, "a.txt", 1)).items():
        held = duckdb.execute(f"DESCRIBE FROM '{path}'").fetchall()
        wanted = {name: type_.replace('"', "") for name, type_ in columns(TABLES[table]).items()}
        assert {name: type_.replace('"', "") for name, type_, *_ in held} == wanted
        assert meanings(TABLES[table]).keys() == columns(TABLES[table]).keys()


def test_every_item_of_a_reading_is_a_row(tmp_path: Path) -> None:
    reading = read(POLICY.read_bytes(), POLICY.name, lexicons())
    files = files_of(tmp_path, rows_of(reading, "a.txt", 1))
    found = duckdb.execute(f"SELECT kind, count(*), max(ordinal) FROM '{files['items']}' GROUP BY kind").fetchall()
    assert ("target", len(reading.targets), len(reading.targets)) in found
    assert ("task", len(reading.tasks), len(reading.tasks)) in found
    for kind, column, wanted in (("target", "indicator", [target.indicator for target in reading.targets]),
                                 ("task", "lead_units", [task.lead_units for task in reading.tasks])):  # fmt: skip
        query = f"SELECT {column} FROM '{files['items']}' WHERE kind = '{kind}' ORDER BY ordinal"
        assert [value for [value] in duckdb.execute(query).fetchall()] == wanted


def test_rows_stand_in_the_order_of_the_documents_however_they_came(tmp_path: Path) -> None:
    found = [rows_of(statistic(place), f"{place}.txt", 1) for place in range(20)]
    files = files_of(tmp_path, *found)
    paths = duckdb.execute(f"SELECT path FROM '{files['documents']}'").fetchall()
    assert paths == [(f"{place}.txt",) for place in range(20)]
    kinds = duckdb.execute(f"SELECT kind, value_low FROM '{files['items']}'").fetchall()
    assert kinds == [row for place in range(20) for row in (("mechanism", None), ("statistic", place))]


def test_a_document_that_could_not_be_read_has_no_figures_not_zeros(tmp_path: Path) -> None:
    files = files_of(tmp_path, unread("a.docx", 3, None, Fault("R104", "有密码。")))
    query = f"SELECT targets, repairs, truncated, text, title, bytes, fault_id FROM '{files['documents']}'"
    assert duckdb.execute(query).fetchall() == [(None, None, None, None, None, 3, "R104")]
    assert duckdb.execute(f"SELECT count(*) FROM '{files['items']}'").fetchall() == [(0,)]


def test_a_day_that_is_not_in_the_calendar_is_not_known(tmp_path: Path) -> None:
    files = files_of(tmp_path, rows_of(statistic(1), "a", 1))
    assert duckdb.execute(f"SELECT issued_on FROM '{files['documents']}'").fetchall() == [(None,)]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (332.67, ("332.67", 332.67), ("332.67", 332.67)),
        ([98, 98.5], ("98", 98.0), ("98.5", 98.5)),
        (1e22, ("10000000000000000000000", 1e22), ("10000000000000000000000", 1e22)),
        (2**70 + 1, ("1180591620717411303425", 2.0**70), ("1180591620717411303425", 2.0**70)),
        (10**400, ("1" + "0" * 400, None), ("1" + "0" * 400, None)),
        (0, ("0", 0.0), ("0", 0.0)),
    ],
)
def test_a_number_loses_no_digit(tmp_path: Path, value, low: tuple, high: tuple) -> None:
    files = files_of(tmp_path, rows_of(statistic(value), "a", 1))
    query = f"SELECT value_low_exact, value_low, value_high_exact, value_high FROM '{files['items']}' WHERE kind = 'statistic'"
    assert duckdb.execute(query).fetchall() == [(*low, *high)]


@given(value=some.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_the_exact_form_is_the_number(value: Decimal) -> None:
    number = float(value)
    [_, item] = rows_of(statistic(number), "a", 1).items
    assert float(item.value_low_exact) == number
    assert "e" not in item.value_low_exact.lower()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(texts=some.lists(some.text(some.characters(exclude_categories=["Cs"]), max_size=200), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was(tmp_path_factory, texts: list[str]) -> None:
    found = [rows_of(statistic(1), f"{place}/{text}", 1) for place, text in enumerate(texts)]
    files = files_of(tmp_path_factory.mktemp("texts"), *found)
    back = duckdb.execute(f"SELECT path FROM '{files['documents']}'").fetchall()
    assert [path for [path] in back] == [f"{place}/{text}" for place, text in enumerate(texts)]
