"""What does not suit its indicator waits for a person: the value stays, the likely reading stands beside it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.values.reading import Item
from zhiheng.definitions import lexicons

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "plausible.toml").read_text("utf-8"))["case"]
DOUBTS = ("常见范围", "越好")


def numbers_of(case: dict[str, Any]) -> list[Item]:
    found = extract(as_cleaned(case["given"], case.get("type", "other"), "2026-09-01"), lexicons())
    return [*found.targets, *found.statistics]


@pytest.mark.parametrize("case", [case for case in CASES if case["flag"]], ids=lambda case: case["given"][:24])
def test_what_does_not_suit_its_indicator_is_flagged_and_kept(case: dict[str, Any]) -> None:
    item = numbers_of(case)[-1]
    assert [flag for flag in item.flags if case["flag"] in flag]
    assert item.confidence <= 0.5
    assert item.alternatives == ([case["other"]] if "other" in case else [])
    assert str(item.value) in case["given"]


@pytest.mark.parametrize("case", [case for case in CASES if not case["flag"]], ids=lambda case: case["given"][:24])
def test_what_is_usual_is_not_doubted(case: dict[str, Any]) -> None:
    found = numbers_of(case)
    assert found
    assert not [flag for item in found for flag in item.flags if any(word in flag for word in DOUBTS)]
