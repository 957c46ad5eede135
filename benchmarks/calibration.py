"""Whether confidence means what it says: of the items read with 0.8, four in five are right.

    calibration.py                                   the rows of docs/benchmarks.md, from the evidence kept here
    calibration.py --table                           the table of docs/methods/reading.md
    calibration.py --fit                             writes the factors of confidence.csv, fitted on the evidence
    calibration.py --collect SCORER SET=FOLDER ...   writes the evidence, read again from annotated texts

`calibrating/evidence.csv` has one row an item: which text, what kind, which doubts, whether a person is told to look,
whether it was right by the scorer's tuple rule (a duty: its leading and responsible units are the annotated ones). It
holds nothing of the texts. Each text is judged by factors fitted on all the others.
"""

import csv
import sys
from collections import Counter
from itertools import pairwise
from math import sqrt
from pathlib import Path

from calibrating.collecting import collected
from calibrating.fitting import Evidence, Factors, confidence_of, fitted, having
from rows import row

EVIDENCE = Path(__file__).parent / "calibrating" / "evidence.csv"
FACTORS = Path(__file__).parents[1] / "zhiheng" / "definitions" / "lexicons" / "confidence.csv"
KINDS = {"target": "targets", "statistic": "statistics", "bracket": "duties in brackets", "prose": "duties in prose"}
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
SURE = 0.95  # what the page for review offers to accept by the many

Judged = tuple[float, Evidence]


def main() -> None:
    """Collects, fits, or prints."""
    if "--collect" in sys.argv:
        script, *sets = sys.argv[sys.argv.index("--collect") + 1 :]
        _keep(collected(Path(script), {name: Path(folder) for name, folder in (each.split("=", 1) for each in sets)}))
        return
    items = _kept()
    if "--fit" in sys.argv:
        _write(fitted(_factors(), items), items)
        return
    judged = [(sure, item) for name in sorted({i.document for i in items}) for sure, item in _left_out(items, name)]
    if "--table" in sys.argv:
        _table(judged)
        return
    for kind, called in KINDS.items():
        of_kind = [(sure, item) for sure, item in judged if item.kind == kind]
        if of_kind:
            _error(called, of_kind)
    _error("all items", judged)
    _silent(judged)


def _left_out(items: list[Evidence], document: str) -> list[Judged]:
    """The items of one text with confidences from all the others."""
    factors = fitted(_factors(), [item for item in items if item.document != document])
    return [(confidence_of(factors, item), item) for item in items if item.document == document]


def _bins(judged: list[Judged]) -> list[tuple[float, float, list[Judged]]]:
    found = []
    for low, high in pairwise(EDGES):
        inside = [(sure, item) for sure, item in judged if low <= sure < high]
        if inside:
            found.append((low, min(high, 1.0), inside))
    return found


def _error(called: str, judged: list[Judged]) -> None:
    """Prints the expected calibration error: the gap between what was said and what was right, over the bins."""
    gap = sum(abs(sum(sure for sure, _ in inside) - _right(inside)) for _, _, inside in _bins(judged)) / len(judged)
    said = sum(sure for sure, _ in judged) / len(judged)
    texts = len({item.document for _, item in judged})
    share = interval(_right(judged), len(judged))
    row(f"expected calibration error, {called} ({len(judged)} in {texts} texts), each text left out in turn",
        f"{gap:.3f}", f"said {said:.2f}, right {share}")  # fmt: skip


def _silent(judged: list[Judged]) -> None:
    """Prints how many wrong items would pass unseen, and what a person has to look at."""
    wrong = [(sure, item) for sure, item in judged if not item.right]
    unseen = [item for sure, item in wrong if sure >= SURE and not item.told]
    passed = [item for sure, item in judged if sure >= SURE and not item.told]
    row(f"wrong items silently wrong: no flag that asks to look, confidence {SURE:g} or more", interval(len(unseen), len(wrong)))
    row("wrong among the items that pass so", interval(len(unseen), len(passed)))
    row("items that pass so, of all", interval(len(passed), len(judged)))


def _table(judged: list[Judged]) -> None:
    print("| confidence | items | said on average | right |\n|---|---|---|---|")
    for low, high, inside in _bins(judged):
        said = sum(sure for sure, _ in inside) / len(inside)
        print(f"| {low:g}–{high:g} | {len(inside)} | {said:.2f} | {interval(_right(inside), len(inside))} |")


def _right(judged: list[Judged]) -> int:
    return sum(item.right for _, item in judged)


def interval(right: int, of: int) -> str:
    """A share with its count and its 95 % interval by Wilson."""
    if not of:
        return "0 of 0"
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{right} of {of}: {share:.3f} ({max(0.0, middle - half):.3f}–{min(1.0, middle + half):.3f})"


def _kept() -> list[Evidence]:
    with EVIDENCE.open(newline="", encoding="utf-8") as file:
        return [
            Evidence(r["document"], r["kind"], tuple(filter(None, r["doubts"].split("|"))), r["told"] == "1", r["right"] == "1")
            for r in csv.DictReader(file)
        ]


def _keep(items: list[Evidence]) -> None:
    with EVIDENCE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Evidence._fields)
        for item in items:
            writer.writerow([item.document, item.kind, "|".join(item.doubts), int(item.told), int(item.right)])
    print(Counter((item.kind, item.right) for item in items), file=sys.stderr)


def _rows() -> list[dict[str, str]]:
    with FACTORS.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _factors() -> Factors:
    return {row["key"]: float(row["factor"]) for row in _rows()}


def _write(factors: Factors, items: list[Evidence]) -> None:
    rows = _rows()
    for each in rows:
        seen = having(items, each["key"])
        each["factor"] = f"{factors[each['key']]:g}"
        each["seen"], each["right"] = (str(len(seen)), str(sum(item.right for item in seen))) if seen else ("", "")
    with FACTORS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
