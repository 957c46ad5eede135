"""`zhiheng corpus`, as a person at a terminal and as a script would call it."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from zhiheng.cli import main
from zhiheng.cli.progress import Progress, duration, state
from zhiheng.engines.corpus.output import Counts
from zhiheng.engines.corpus.running import Tally

POLICIES = Path(__file__).parents[2] / "zhiheng" / "demo" / "policies"
COMMAND = [sys.executable, "-m", "zhiheng.cli", "corpus"]


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """The demo's policies as text, and a file that cannot be read."""
    folder = tmp_path / "来文"
    folder.mkdir()
    for path in POLICIES.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "空.docx").write_bytes(b"")
    return folder


def test_documents_become_tables_and_one_that_cannot_be_read_stops_nothing(policies: Path, tmp_path: Path, capfd) -> None:
    out = tmp_path / "结果"
    assert main(["corpus", str(policies), str(out), "--workers", "1"]) == 0
    said = capfd.readouterr().out
    assert re.match(r"识读 4 份：条目 \d+ 条，修复 \d+ 处，用时 \d+ 秒。\n读不了 1 份：R101 1 份。", said)
    found = duckdb.execute(f"""
        SELECT d.title, i.value_low_exact || i.unit, i.deadline_year, d.issued_on FROM '{out}/items/*.parquet' i
        JOIN '{out}/documents/*.parquet' d ON d.id = i.document_id
        WHERE i.indicator LIKE '%监督抽查合格率%' AND d.path LIKE 'county%'
    """).fetchall()
    assert found
    assert all(row[1].endswith("%") and row[2] for row in found)


@pytest.mark.parametrize(
    ("words", "id", "says"),
    [
        (["没有", "结果"], "E119", "没有"),
        (["来文", "结果", "--engine", "spark"], "E201", "ZHIHENG_SPARK"),
        (["来文", "结果", "--engine", "corpus"], "E101", "“corpus”引擎"),
        (["来文", "结果", "--workers", "0"], "U191", "--workers"),
        (["来文"], "U191", "OUT"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_two(policies: Path, words: list[str], id: str, says: str, capfd, monkeypatch):
    monkeypatch.chdir(policies.parent)
    monkeypatch.delenv("ZHIHENG_SPARK", raising=False)
    assert main(["corpus", *words]) == 2
    out, err = capfd.readouterr()
    line = err.splitlines()[-1]
    assert not out
    assert line.startswith(f"{id} ")
    assert says in line
    assert not Path("结果").exists()


def test_ctrl_c_says_how_to_go_on(policies: Path, tmp_path: Path) -> None:
    with subprocess.Popen([*COMMAND, str(policies), str(tmp_path / "结果")], stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr.readline() == "正在清点文件……\n"
        run.send_signal(signal.SIGINT)
        assert run.stderr.read() == "已停止，读完的部分已保存。再运行同一条命令，会从断开的地方接着读。\n"
    assert run.returncode == 130


def test_a_terminal_sees_one_line_that_moves_and_then_the_summary(policies: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100"}
    command = [*COMMAND, str(policies), str(tmp_path / "结果"), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as run:
        os.close(theirs)
        seen = b""
        while piece := piece_of(ours):
            seen += piece
        assert run.stdout.read().decode().startswith("识读 4 份")
    assert run.returncode == 0
    text = seen.decode()
    assert "\n" not in text
    assert re.search(r"\r█+░* \d/4 份 \d+%", text)
    assert text.endswith("\r\x1b[K")


def piece_of(terminal: int) -> bytes:
    """What was written to it; nothing when the other side is closed."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("done", "kept", "faults", "seconds", "says"),
    [
        (0, 0, 0, 0.0, "0/3,000 份 0%"),
        (1500, 0, 2, 30.0, "1,500/3,000 份 50%，每秒 50.0 份，还需 30 秒，读不了 2 份"),
        (2000, 2000, 0, 1.0, "2,000/3,000 份 67%"),
        (2500, 2000, 0, 50.0, "2,500/3,000 份 83%，每秒 10.0 份，还需 50 秒"),
        (3010, 0, 0, 60.0, "3,010/3,010 份 100%，每秒 50.2 份，还需 0 秒"),
    ],
)
def test_how_far_it_is_counts_only_what_this_run_has_read(done: int, kept: int, faults: int, seconds: float, says: str) -> None:
    counts = Counts(documents=done, faults={"R101": faults} if faults else {})
    assert state(Tally(total=3000, counts=counts, kept=kept), seconds) == says


def test_where_there_is_no_terminal_a_line_comes_now_and_then(capsys) -> None:
    times = iter([0, 1, 10, 31, 40])
    with Progress(sys.stdout, clock=lambda: next(times)) as progress:
        for done in (0, 1, 60, 70):
            progress.show(Tally(total=100, counts=Counts(documents=done)))
    assert capsys.readouterr().out.splitlines() == ["正在清点文件……", "60/100 份 60%，每秒 2.9 份，还需 14 秒"]


@pytest.mark.parametrize(("seconds", "says"), [(8.4, "8 秒"), (75, "1 分 15 秒"), (7380, "2 小时 3 分")])
def test_a_length_of_time_is_said_as_people_say_it(seconds: float, says: str) -> None:
    assert duration(seconds) == says
