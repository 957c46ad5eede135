"""How much of annotated texts is read as annotated: the texts beside the checkout, and any other folder of gold.

Gold is a pair of files, NAME.json and the text it names; a folder of such pairs is given as argument or in ZHIHENG_GOLD.
The marks are those of ../shared/evaluate/score_reading.py. --misses names what was missed.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
from rows import row

from zhiheng.core import read
from zhiheng.definitions import lexicons

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "evaluate" / "score_reading.py"
MEASURES = ("target.value", "target.tuple", "statistic.value", "statistic.tuple", "assignment.bracket", "assignment.prose")
MEASURES += ("outline", "meta")
SURE = 1.96  # standard deviations either side of a 95 % interval


def main() -> None:
    """Prints a row for each mark of each set of gold."""
    if not SCORER.exists():
        sys.exit(f"{SCORER} is not there: the gold and its scorer stand beside the checkout.")
    sets = {name: [SHARED / "gold" / f"{name}.json"] for name in ("000", "001")}
    sets["excerpts"] = sorted((SHARED / "gold" / "excerpts").glob("*.json"))
    further = [given for given in sys.argv[1:] if not given.startswith("--")] or os.environ.get("ZHIHENG_GOLD", "").split()
    for folder in further:
        sets[f"further gold, {Path(folder).name}"] = sorted(Path(folder).glob("*.json"))
    for name, golds in sets.items():
        told(name, golds)


def told(name: str, golds: list[Path]) -> None:
    """Prints the marks of one set, and with --misses what was missed."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [str(path) for gold in golds for path in (gold, written(gold, Path(folder)))]
        marks = json.loads(scored([*pairs, "--json"]))
        for measure in MEASURES:
            if measure in marks:
                row(f"{measure} F1, {name} ({len(golds)} texts)", share(marks[measure]))
        for text, rate in marks.get("text.cer", {}).items():
            row(f"character error rate of the body, {text}", f"{rate:.5f}")
        if "--misses" in sys.argv:
            print("\n".join(f"  {name}: {line}" for line in scored([*pairs, "--misses"]).splitlines() if line.startswith("miss")))


def written(gold: Path, folder: Path) -> Path:
    """Where the reading of the text of a gold file was put down."""
    named = json.loads(gold.read_text("utf-8")).get("raw")
    text = gold.parent / named if named else gold.with_suffix(".txt")
    reading = folder / f"{gold.stem}.json"
    reading.write_bytes(msgspec.json.encode(read(text.read_bytes(), text.name, lexicons())))
    return reading


def scored(arguments: list[str]) -> str:
    """What the scorer says."""
    return subprocess.run([sys.executable, str(SCORER), *arguments], check=True, capture_output=True, text=True).stdout


def share(mark: dict[str, float]) -> str:
    """F1 with its counts and the Wilson interval of a share of as many as gold and predicted are on average."""
    f1, of = mark["f1"], (mark["gold"] + mark["predicted"]) / 2
    middle, wide = f1 + SURE**2 / (2 * of), SURE * math.sqrt(f1 * (1 - f1) / of + SURE**2 / (4 * of**2))
    low, high = ((middle + side) / (1 + SURE**2 / of) for side in (-wide, wide))
    return f"{f1:.4f} ({low:.4f}–{high:.4f}): {mark['tp']:.0f} right of {mark['gold']:.0f}, {mark['predicted']:.0f} found"


if __name__ == "__main__":
    main()
