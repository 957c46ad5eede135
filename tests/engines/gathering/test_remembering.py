"""A question that was compiled once is not compiled again, in whichever process; what is damaged is."""

from pathlib import Path

import pytest

from zhiheng.core.values.gathering import Question
from zhiheng.core.values.indicators import Measure, Part
from zhiheng.definitions.registers import registers
from zhiheng.engines.gathering import compiling, remembering
from zhiheng.engines.gathering.relations import DUCKDB, SQLITE, Compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(remembering, "_folder", [tmp_path / "compiled"])
    remembering._compiled.cache_clear()
    return tmp_path / "compiled"


def question(verdict: str = "合格") -> Question:
    return Question(
        register=registers()["product-sampling"], measure=Measure(operation="count"), where={"level": "省"},
        numerator=Part(where={"verdict": verdict}), denominator=Part(where={"verdict": ["合格", "不合格"]}), by=("link",),
    )  # fmt: skip


def refuse(*given: object) -> Compiled:
    raise AssertionError("it was compiled again")


def test_another_process_takes_what_was_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = remembering.compiled(question(), DUCKDB, "quarter")
    remembering._compiled.cache_clear()
    monkeypatch.setattr(compiling, "compiled", refuse)
    assert remembering.compiled(question(), DUCKDB, "quarter") == first


def test_another_question_dialect_step_or_part_is_compiled_for_itself(folder: Path) -> None:
    remembering.compiled(question(), DUCKDB, "quarter")
    remembering.compiled(question("不合格"), DUCKDB, "quarter")
    remembering.compiled(question(), SQLITE, "quarter")
    remembering.compiled(question(), DUCKDB, "")
    remembering.compiled(question(), DUCKDB, "quarter", "numerator")
    assert len(list(folder.glob("*.json"))) == 5


def test_a_damaged_file_is_compiled_again(folder: Path) -> None:
    first = remembering.compiled(question(), DUCKDB, "")
    (file,) = folder.glob("*.json")
    file.write_bytes(file.read_bytes()[:40])
    remembering._compiled.cache_clear()
    assert remembering.compiled(question(), DUCKDB, "") == first
