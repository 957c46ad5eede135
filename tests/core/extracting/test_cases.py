"""Every phrase pattern, positive and negative, as written down in tests/cases/extracting-*.toml."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.definitions import lexicons

CASES = Path(__file__).parents[2] / "cases"
LISTS = {"targets": "targets", "statistics": "statistics", "duties": "tasks"}
NAMES = {"lead": "lead_units", "responsible": "responsible_units", "open": "open_ended", "inferred": "subject_inferred"}
UNKNOWN = ("未知", "无")  # TOML has no null


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("extracting-*.toml")):
        kind = path.stem.removeprefix("extracting-")
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            found.append(pytest.param(case, case.get("list") or LISTS[kind], id=f"{kind}:{case['given'][:24]}"))
    return found


def told(item: dict[str, Any], key: str) -> Any:
    if key == "year":
        return (item["deadline"] or {}).get("year")
    if key == "due":
        return (item["deadline"] or {}).get("due_on")
    if key in ("from", "to"):
        return (item["period"] or {}).get(key)
    return item[NAMES.get(key, key)]


@pytest.mark.parametrize(("case", "kind"), cases())
def test_a_phrase_is_read_as_written_down(case: dict[str, Any], kind: str) -> None:
    given = as_cleaned(case["given"], case.get("type", "other"), case.get("issued_on", "2026-09-01"))
    items = msgspec.to_builtins(getattr(extract(given, lexicons()), kind))
    wanted = case["expect"]
    got = [{key: told(item, key) for key in want} for item, want in zip(items, wanted, strict=False)]
    plain = [{key: None if value in UNKNOWN else value for key, value in want.items()} for want in wanted]
    assert got == plain
    assert len(items) == len(wanted), [item["quote"] for item in items]
