"""What is missing for Spark is said in one sentence, before anything waits. The session itself: test_on_a_cluster.py."""

import socket
import sys
from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.engines.sparking import spark_session


def open_session(master: str | None = None) -> None:
    with spark_session(master):
        pytest.fail("the session opened")


def java(folder: Path, does: str) -> str:
    """A JAVA_HOME whose Java does that."""
    path = folder / "bin" / "java"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return str(folder)


def test_no_master_named_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHIHENG_SPARK", raising=False)
    with pytest.raises(Fault, match=r"E201 .*ZHIHENG_SPARK"):
        open_session()


@pytest.mark.parametrize("master", ["cluster", "local[two]", "spark://host", "http://host:7077", "spark://a:7077,b", "yarns"])
def test_what_is_no_master_is_said(master: str) -> None:
    with pytest.raises(Fault, match="E202"):
        open_session(master)


def test_spark_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(Fault, match=r"E203 .*zhiheng\[spark\]"):
        open_session("local[2]")


def test_no_java_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Fault, match="E204"):
        open_session("local[2]")


def test_a_master_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, "exit 0"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        with pytest.raises(Fault, match=r"E205 .*没有应答"):
            open_session(f"spark://127.0.0.1:{taken.getsockname()[1]}")


def test_a_java_that_cannot_run_spark_is_said_in_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pyspark import SparkContext

    monkeypatch.setattr(SparkContext, "_gateway", None)
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, "echo 'class file version 61.0' >&2; exit 1"))
    with pytest.raises(Fault, match=r"E206 .*class file version 61\.0"):
        open_session("local[2]")
