"""Many documents on one machine: the same result whatever the number of processes, and whatever happens to one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from engines.reading_quickly import harmed, quick, unable
from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.crew import Patience
from zhiheng.engines.corpus.running import Tally
from zhiheng.engines.corpus.schemas import TABLES
from zhiheng.engines.local import read_corpus

NAMES = [f"{number:02}.txt" for number in range(12)]


def read(given: Path, out: Path, **settings) -> Tally:
    return read_corpus(given, out, **{"workers": 1, "reader": quick(), **settings})


def files(out: Path) -> dict[str, bytes]:
    """Every file of the three tables."""
    return {str(path.relative_to(out)): path.read_bytes() for table in TABLES for path in (out / table).iterdir()}


def rows(out: Path, query: str) -> list[tuple]:
    """What DuckDB finds; `documents`, `items` and `repairs` in the query are the tables."""
    with duckdb.connect() as database:
        for table in TABLES:
            database.execute(f"CREATE VIEW {table} AS FROM read_parquet('{out}/{table}/*.parquet')")
        return database.execute(query).fetchall()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


def test_each_document_is_a_row_with_its_items_and_repairs(corpus, out: Path) -> None:
    tally = read(corpus(*NAMES, "甲/意见.docx"), out)
    assert tally.counts.documents == 13
    found = rows(out, "SELECT path, targets, tasks, fault_id, bytes FROM documents ORDER BY path")
    assert found[0] == ("00.txt", 1, 0, None, len("文件00.txt的内容".encode()))
    assert [path for path, *_ in found] == [*NAMES, "甲/意见.docx"]
    joined = "SELECT count(*) FROM documents d JOIN items i ON i.document_id = d.id JOIN repairs r ON r.document_id = d.id"
    assert rows(out, joined) == [(13,)]


def test_large_rows_of_a_table_go_through_without_waiting_for_one_another(tmp_path: Path, out: Path) -> None:
    table = tmp_path / "表.parquet"
    duckdb.execute(f"COPY (SELECT n || '.txt' AS name, repeat('质量', 100_000) AS content FROM range(12) t(n)) TO '{table}'")
    assert read(table, out, workers=2).counts.faults == {}
    assert rows(out, "SELECT count(*), min(chars) FROM documents") == [(12, 200_000)]


def test_one_process_and_two_make_the_same_files(corpus, out: Path) -> None:
    given = corpus(*NAMES)
    read(given, out)
    read(given, out.with_name("二"), workers=2)
    assert len(files(out)) > 3 * 2
    assert files(out) == files(out.with_name("二"))


def test_a_finished_corpus_is_not_read_again(corpus, out: Path) -> None:
    given = corpus(*NAMES)
    first = read(given, out)
    again = read(given, out, reader=unable())
    assert again.kept == 12
    assert again.counts == first.counts


def test_only_the_part_of_a_changed_document_is_read_again(corpus, out: Path) -> None:
    given = corpus(*NAMES)
    read(given, out)
    before = files(out)
    corpus(NAMES[-1], **{NAMES[-1]: "新的内容，长短不同"})
    assert 12 - 6 <= read(given, out).kept < 12
    assert rows(out, f"SELECT text FROM documents WHERE path = '{NAMES[-1]}'") == [("新的内容，长短不同",)]
    assert len(files(out).items() - before.items()) == len(TABLES)


def test_documents_put_in_and_taken_out_come_and_go(corpus, out: Path) -> None:
    given = corpus(*NAMES)
    read(given, out)
    for name in NAMES[:6]:
        (given / name).unlink()
    corpus("03a.txt")
    tally = read(given, out)
    assert [path for [path] in rows(out, "SELECT path FROM documents ORDER BY path")] == ["03a.txt", *NAMES[6:]]
    assert tally.counts.documents == 7
    read(given, out.with_name("新"))
    assert files(out) == files(out.with_name("新"))


@pytest.mark.parametrize(("harm", "id"), [("exits", "E112"), ("hangs", "E113"), ("raises", "E111"), ("refuses", "R104")])
def test_a_document_that_harms_its_process_costs_its_own_row_alone(corpus, out: Path, harm: str, id: str) -> None:
    given = corpus(*NAMES, **{NAMES[4]: "毒", NAMES[9]: "毒"})
    settings = {"reader": harmed(harm, "毒"), "patience": Patience(seconds=1, seconds_per_megabyte=0)}
    tally = read(given, out, workers=2, **settings)
    assert tally.counts.faults == {id: 2}
    failed = rows(out, "SELECT path, fault_id, targets, title FROM documents WHERE fault_id IS NOT NULL ORDER BY path")
    assert failed == [(NAMES[4], id, None, None), (NAMES[9], id, None, None)]
    assert rows(out, "SELECT count(*) FROM items") == [(10,)]
    [says] = {says for [says] in rows(out, "SELECT fault FROM documents WHERE path = '04.txt'")}
    assert "请" in says


def test_what_could_not_be_read_is_read_again_on_request(corpus, out: Path) -> None:
    given = corpus(*NAMES, **{NAMES[4]: "毒"})
    read(given, out, reader=harmed("exits", "毒"))
    assert read(given, out).counts.faults == {"E112": 1}
    tally = read(given, out, retry=True)
    assert (tally.counts.faults, tally.kept > 0) == ({}, True)


def test_a_process_killed_from_outside_costs_nothing(corpus, out: Path) -> None:
    given = corpus(*NAMES)

    killed: list[int] = []

    def kill_one(tally: Tally) -> None:
        if tally.counts.documents == 3 and not killed:
            killed.extend(workers_of(os.getpid()))
            os.kill(killed[0], signal.SIGKILL)

    tally = read(given, out, watch=kill_one)
    assert tally.counts.faults == {}
    read(given, out.with_name("二"))
    assert files(out) == files(out.with_name("二"))


def test_processes_that_have_served_are_replaced(corpus, out: Path) -> None:
    seen = set()
    read(corpus(*NAMES), out, patience=Patience(documents=5), watch=lambda _: seen.update(workers_of(os.getpid())))
    assert len(seen) > 1


def test_processes_that_cannot_start_end_the_run_with_a_fault(corpus, out: Path) -> None:
    with pytest.raises(Fault, match="E114"):
        read(corpus("a.txt"), out, reader=unable())


def workers_of(parent: int) -> list[int]:
    """The processes that read for `parent`."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


KILLED = """
import sys, time
from pathlib import Path
from engines.reading_quickly import harmed
from zhiheng.engines.corpus import parts
from zhiheng.engines.corpus.crew import Patience
from zhiheng.engines.local import read_corpus

parts.LEAST_DOCUMENTS, parts.MORE_DOCUMENTS = 3, 2
told = Path(sys.argv[2]) / "_corpus" / "parts"
read_corpus(Path(sys.argv[1]), Path(sys.argv[2]), workers=1, reader=harmed("hangs", "停"), patience=Patience(seconds=600),
            watch=lambda tally: print(tally.counts.documents, len(list(told.glob("*.json"))), flush=True))
"""


def test_a_run_that_was_killed_goes_on_where_it_was(corpus, out: Path) -> None:
    given = corpus(*NAMES, **{NAMES[-2]: "停"})
    command = [sys.executable, "-c", KILLED, str(given), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}) as run:
        assert any(int(line.split()[0]) >= 10 and int(line.split()[1]) >= 2 for line in run.stdout)
        [reading] = workers_of(run.pid)
        run.kill()
    gone = os.pidfd_open(reading) if Path(f"/proc/{reading}").exists() else None
    if gone is not None:
        import select

        assert select.select([gone], [], [], 30)[0], "a process goes on reading for a parent that is gone"
    half = out / "documents" / "part-0123456789abcdef.parquet"
    half.write_bytes(b"PAR1 and no more")
    tally = read(given, out)
    assert 6 <= tally.kept < 12
    read(given, out.with_name("不断"))
    assert files(out) == files(out.with_name("不断"))
    assert not list((out / "_corpus" / "spool").glob("*"))


def test_a_damaged_file_is_made_again(corpus, out: Path) -> None:
    given = corpus(*NAMES)
    read(given, out)
    before = files(out)
    [name, *_] = (out / "items").iterdir()
    name.write_bytes(b"")
    assert read(given, out).kept < 12
    assert files(out) == before


def test_another_reader_does_not_mix_into_what_is_there(corpus, out: Path) -> None:
    given = corpus(*NAMES)
    read(given, out)
    with pytest.raises(Fault, match=r"E103 .*--replace"):
        read(given, out, reader=quick("quick/2"))
    assert read(given, out, reader=quick("quick/2"), replace=True).kept == 0
    assert read(given, out, reader=quick("quick/2")).kept == 12


def test_another_corpus_does_not_replace_what_is_there(corpus, out: Path, tmp_path: Path) -> None:
    read(corpus("a.txt"), out)
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "b.txt").write_text("内容")
    with pytest.raises(Fault, match=r"E104 .*来文.*别处"):
        read(tmp_path / "别处", out)


def test_two_runs_do_not_write_into_one_folder(corpus, out: Path) -> None:
    given = corpus("a.txt")
    refused = []

    def second(_: Tally) -> None:
        with pytest.raises(Fault, match="E102") as fault:
            read(given, out)
        refused.append(fault)

    read(given, out, watch=second)
    assert refused


def test_a_folder_with_other_things_in_it_is_left_alone(corpus, out: Path) -> None:
    out.mkdir()
    (out / "总结.docx").write_bytes(b"")
    with pytest.raises(Fault, match="E105"):
        read(corpus("a.txt"), out)
    assert [path.name for path in out.iterdir()] == ["总结.docx"]


def test_nothing_to_read_is_said(corpus, out: Path) -> None:
    with pytest.raises(Fault, match="E118"):
        read(corpus(".hidden"), out)
    assert not out.exists()
