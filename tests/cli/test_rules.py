"""`zhiheng rules test` and `zhiheng check`, as a program beside them would call them."""

import json
from pathlib import Path

import pytest

from zhiheng.cli import main

WRONG = """
[[rule]]
id = "keep-at"
says = "例子写错的规则"
kind = "target"
pattern = "{indicator}守在{number}{unit}"

[[rule.example]]
text = "合格率守在98%。"
expect = [{ value = 97 }]

[[rule.counterexample]]
text = "合格率为98%。"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHIHENG_HOME", str(tmp_path))
    (tmp_path / "definitions" / "rules").mkdir(parents=True)
    return tmp_path


def test_rules_that_hold_are_counted(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["errors"] == []
    assert said["systems"]["of"] == 345
    assert said["definitions"]["examples"] >= said["definitions"]["rules"] > 0


def test_an_example_that_is_read_otherwise_fails_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "definitions" / "rules" / "ours.toml").write_text(WRONG, "utf-8")
    assert main(["rules", "test", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["failures"] == [
        {
            "file": "rules/ours.toml", "rule": "keep-at", "example": "example 1", "text": "合格率守在98%。",
            "expected": [{"value": 97}], "read": [{"value": 98}],
        }
    ]  # fmt: skip
    assert main(["rules", "test"]) == 1
    assert "rules/ours.toml [keep-at] example 1" in capsys.readouterr().out


def test_the_check_of_definitions_counts_rules_and_names_a_bad_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)["definitions"]["rules"]
    assert rules > 0
    (home / "definitions" / "rules" / "ours.toml").write_text(WRONG.replace("{unit}", "{unite}"), "utf-8")
    assert main(["check", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["definitions"]["rules"] == rules
    assert said["errors"][0].startswith("X101 rules/ours.toml [keep-at]：")


def test_reading_follows_the_rules_of_the_office(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (home / "definitions" / "rules" / "ours.toml").write_text(WRONG, "utf-8")
    (home / "意见.txt").write_text("到2027年，合格率守在96%。\n", "utf-8")
    assert main(["read", str(home / "意见.txt")]) == 0
    [target] = json.loads(capfdbinary.readouterr().out)["targets"]
    assert (target["indicator"], target["by_rule"]) == ("合格率", "keep-at")
