"""The marks reached on the annotated texts, by the scorer that stands beside them."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from zhiheng.core import read
from zhiheng.definitions import lexicons

FLOOR = {
    "001": {"target.value": 0.99, "target.tuple": 0.95, "assignment.bracket": 0.99, "assignment.prose": 0.9},
    "000": {"statistic.value": 0.85, "statistic.tuple": 0.85},
    "excerpts": {"target.value": 0.95, "target.tuple": 0.95, "assignment.bracket": 0.99, "statistic.value": 0.97,
                 "statistic.tuple": 0.9},
}  # fmt: skip


def scored(shared: Path, golds: list[Path], home: Path) -> dict[str, dict[str, float]]:
    pairs = []
    for gold in golds:
        named = json.loads(gold.read_text("utf-8"))["raw"]
        path = (gold.parent / named).resolve()
        reading = home / f"{gold.stem}.json"
        reading.write_bytes(msgspec.json.encode(read(path.read_bytes(), path.name, lexicons())))
        pairs += [str(gold), str(reading)]
    script = shared / "evaluate" / "score_reading.py"
    run = subprocess.run([sys.executable, script, *pairs, "--json"], capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout))


@pytest.mark.shared
@pytest.mark.parametrize("which", sorted(FLOOR))
def test_the_marks_on_annotated_texts_do_not_fall(shared: Path, tmp_path: Path, which: str) -> None:
    gold = shared / "gold"
    golds = sorted((gold / "excerpts").glob("*.json")) if which == "excerpts" else [gold / f"{which}.json"]
    marks = scored(shared, golds, tmp_path)
    assert marks["span.broken"] == 0
    reached = {name: marks[name]["f1"] for name in FLOOR[which]}
    assert all(reached[name] >= floor for name, floor in FLOOR[which].items()), reached
