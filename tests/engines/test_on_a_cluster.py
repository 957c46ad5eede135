"""Spark with a master and two workers, each a process of its own: what one machine reads, they read to the same bytes."""

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

import duckdb
import pytest
from pyspark.errors import ArithmeticException
from pyspark.sql import SparkSession

from engines.gathering.office import (
    AREAS,
    CASES,
    CHECKS,
    STATES,
    Written,
    asked,
    case,
    check,
    duck,
    period,
    said,
)
from engines.reading_quickly import harmed, quick
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.indicators import Measure, Part, Time
from zhiheng.engines import local, spark
from zhiheng.engines.corpus import listing, parts
from zhiheng.engines.corpus.crew import Patience
from zhiheng.engines.corpus.nodes import Order, read_part
from zhiheng.engines.corpus.reading import Reader
from zhiheng.engines.corpus.running import Tally
from zhiheng.engines.corpus.schemas import TABLES
from zhiheng.engines.gathering.asking import Gatherer
from zhiheng.engines.gathering.spark import Spark
from zhiheng.engines.sparking import spark_session

POLICIES = Path(__file__).parents[2] / "zhiheng" / "demo" / "policies"
NAMES = [f"{number:02}.txt" for number in range(40)]


@pytest.fixture(scope="module")
def session(spark_cluster: str) -> Iterator[SparkSession]:
    """One session for the whole file: each of its tests shares Spark's context."""
    with spark_session(code=True) as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


def files(out: Path) -> dict[str, bytes]:
    """Every file of the three tables."""
    return {str(path.relative_to(out)): path.read_bytes() for table in TABLES for path in (out / table).iterdir()}


def test_a_session_is_in_utc_and_refuses_what_overflows(session: SparkSession) -> None:
    assert session.sql("SELECT current_timezone() AS zone").collect()[0].zone == "UTC"
    with pytest.raises(ArithmeticException):
        session.sql("SELECT 2147483647 + 1").collect()


def test_two_sessions_at_once_share_the_cluster_and_not_their_views(session: SparkSession) -> None:
    with spark_session() as one, spark_session() as other:
        one.range(3).createTempView("rows_of_one")
        assert one.sparkContext is other.sparkContext
        assert not other.catalog.tableExists("rows_of_one")
    assert session.range(2).count() == 2, "it goes on until the last that uses it ends"


def test_both_workers_take_part(session: SparkSession) -> None:
    context = session.sparkContext
    assert context.defaultParallelism == 2
    assert context._jsc.sc().getExecutorMemoryStatus().size() == 1 + 2, "this process and two executors"


def test_a_cluster_reads_to_the_same_bytes(session: SparkSession, corpus, out: Path) -> None:
    given = corpus(*NAMES, **{NAMES[4]: "毒", NAMES[30]: "毒"})
    with zipfile.ZipFile(given / "来文.zip", "w") as archive:
        archive.writestr("甲/意见.txt", "压缩包中的内容")
    duckdb.execute(f"COPY (SELECT '表中.txt' AS name, '表中的内容' AS content) TO '{given}/表.parquet'")
    settings = {"reader": harmed("exits", "毒"), "patience": Patience(seconds=60)}
    tally = spark.read_corpus(given, out, **settings)
    assert tally.counts.faults == {"E112": 2}
    assert tally.counts.documents == tally.total == 42
    alone = out.with_name("本机")
    assert local.read_corpus(given, alone, workers=1, **settings).counts == tally.counts
    assert len(files(out)) > 8 * len(TABLES)
    assert files(out) == files(alone)


def test_a_run_that_was_stopped_goes_on_where_it_was_on_either_engine(session: SparkSession, corpus, out: Path) -> None:
    given = corpus(*NAMES)

    def stop(tally: Tally) -> None:
        if tally.counts.documents:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spark.read_corpus(given, out, reader=quick(), watch=stop, workers=1)
    assert not (out / "_corpus" / "finished.json").exists()
    tally = spark.read_corpus(given, out, reader=quick())
    assert 0 < tally.kept < tally.counts.documents == len(NAMES)
    assert local.read_corpus(given, out, reader=quick()).kept == len(NAMES)


def test_the_command_reads_policies_as_on_one_machine(session: SparkSession, tmp_path: Path, capfd) -> None:
    given = tmp_path / "来文"
    given.mkdir()
    for path in POLICIES.glob("*.txt"):
        (given / path.name).write_bytes(path.read_bytes())
    (given / "空.docx").write_bytes(b"")
    for engine in ("spark", "local"):
        assert main(["corpus", str(given), str(tmp_path / engine), "--engine", engine]) == 0
        assert capfd.readouterr().out.startswith("识读 4 份")
    assert files(tmp_path / "spark") == files(tmp_path / "local")


def test_documents_that_the_nodes_cannot_open_are_no_rows(session: SparkSession, corpus, out: Path) -> None:
    given = os.open(corpus("a.txt"), os.O_RDONLY)
    try:
        with pytest.raises(Fault, match=r"E209 .*a\.txt"):
            spark.read_corpus(Path(f"/proc/self/fd/{given}"), out, reader=quick())  # a path that each process has to itself
    finally:
        os.close(given)


def test_nodes_without_the_same_code_are_said(session: SparkSession, corpus, out: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "only_here.py").write_text("def make(): raise AssertionError('nobody comes so far')")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here

    with pytest.raises(Fault, match=r"E210 .*No module named 'only_here'"):
        spark.read_corpus(corpus("a.txt"), out, reader=Reader(make=only_here.make, fingerprint="quick/1"))


# ── Figures ──

PERIODS = [period("2025Q1"), period("2025Q2"), period("2025Q3")]
QUESTIONS = {
    "count": asked(by=("kind",)),
    "sum": asked(measure=Measure(operation="sum", fields=("fine", "share"))),
    "mean": asked(measure=Measure(operation="mean", fields=("weight",)), where={"fine": {"min": Decimal("0.5")}}),
    "last": asked(measure=Measure(operation="last", fields=("fine",))),
    "distinct": asked(measure=Measure(operation="distinct", fields=("firms",)), by=("units",)),
    "rated": asked(numerator=Part(where={"check.result": "合格"}), denominator=Part(where={"check": {"filled": True}})),
    "active": asked(time=Time(how="active"), where={"state": "立案", "clock.decide": ["按时", "逾期"]}),
    "until": asked(time=Time(how="until"), where=[{"ended_on": {"min": {"field": "found_on"}}}, {"agreed": {"not": False}}]),
}  # fmt: skip


def rows() -> tuple[list, list]:
    """A year of cases, everything of each drawn from one seed, and two checks."""
    chance = Random(5)

    def maybe(*values):
        return chance.choice((*values, None))

    def day():
        return date(2025, 1, 1) + timedelta(chance.randrange(300))

    found = [
        case(
            number, area=chance.choice([*AREAS]), on=maybe(day(), day(), day()), kind=maybe("食品", "合同"),
            fine=maybe(7, -3, 10**13),
            share=maybe(Decimal("0.000001"), Decimal("-2.5")), weight=maybe(Decimal("999999999999.999999"), Decimal(3)),
            agreed=maybe(True, False), firms=maybe([1, 2], [2, 3], [7]), units=maybe(["一局"], ["二局", "三局"]),
            check=maybe("K1", "K2", "K9"), ended_on=maybe(day()), state=chance.choice(STATES),
            reached={state: day() for state in STATES if chance.random() < 0.5},
            decide={which: day() for which in ("start", "due", "stop") if chance.random() < 0.6},
        )
        for number in range(1, 60)
    ]  # fmt: skip
    found = [{name: value for name, value in row.items() if value is not None} for row in found]
    return found, [check(1, result="合格"), check(2, result="立案", staff=2)]


@pytest.fixture(scope="module")
def both(session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gatherer, Gatherer]]:
    """DuckDB and Spark over the same Parquet, in a folder with a name that is no pattern."""
    folder = tmp_path_factory.mktemp("snapshots") / "快照 {1}[a]*"
    folder.mkdir()
    alone = duck(folder, *rows())
    with closing(Spark(alone._snapshot)) as engine:
        yield alone, engine


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_cluster_gathers_what_duckdb_gathers(both: tuple[Gatherer, Gatherer], question: Question) -> None:
    alone, engine = (said(one.gathered(question, AREAS, PERIODS)) for one in both)
    assert alone
    assert engine == alone


def test_a_cluster_names_who_has_rows(both: tuple[Gatherer, Gatherer]) -> None:
    question = KeyQuestion(register=CASES, references={"check": CHECKS}, key="firms", part="kind", step="month")
    alone, engine = (Counter(map(repr, one.gathered_keys(question, AREAS, PERIODS))) for one in both)
    assert alone
    assert engine == alone


def test_a_cluster_finds_the_rows_behind_a_figure(both: tuple[Gatherer, Gatherer]) -> None:
    alone, engine = (one.row_ids(QUESTIONS["rated"], AREAS, PERIODS[0], "numerator", after=1) for one in both)
    assert alone
    assert engine == alone


def test_a_sum_that_a_cluster_cannot_hold_is_said(session: SparkSession, tmp_path: Path) -> None:
    snapshot = duck(tmp_path, [case(number, fine=2**62) for number in range(4)])._snapshot
    with closing(Spark(snapshot)) as engine, pytest.raises(Fault, match="E410"):
        engine.gathered(asked(measure=Measure(operation="sum", fields=("fine",))), AREAS, PERIODS)


def test_a_snapshot_that_the_nodes_do_not_see_is_said(session: SparkSession, tmp_path: Path) -> None:
    gone = Written(tmp_path / "elsewhere", (2025,))
    with closing(Spark(lambda _: gone)) as engine, pytest.raises(Fault, match="E211"):
        engine.gathered(asked(), AREAS, PERIODS)


# ── What a node does, without a cluster ──


def test_a_node_with_another_version_of_a_library_reads_nothing(tmp_path: Path) -> None:
    order = Order(reader=quick(), patience=None, libraries={"lxml": "0.1", "nowhere": "2"})
    made = read_part(parts.Part(name="a", fingerprint="a", sources=()), order, tmp_path)
    id, says = made.fault
    assert id == "E208"
    assert "nowhere 没有（应为 2）" in says


def test_a_node_whose_processes_cannot_start_says_so(corpus, tmp_path: Path) -> None:
    [part] = parts.parts(listing.sources(corpus("a.txt"), tmp_path / "out"), "quick/1")
    unable = Reader(make=partial(os._exit, 3), fingerprint="unable")
    assert read_part(part, Order(reader=unable, patience=None, libraries={}), tmp_path).fault[0] == "E114"
