"""A scheme of 75 contents scored for 2,905 counties with every step in words, and what-if on the result.

    scoring.py                                   # 2,905 counties, provincial-2022
    ZHIHENG_BENCHMARK_COUNTIES=290 scoring.py    # fewer

Values are made from a seed: each indicator on a grid of a tenth around where its scheme gives points, one in ten unknown; every
judged item is judged for nine in ten. A way among peers (rank, best) is scored among all 2,905.
"""

import os
import random
import resource
import time
from decimal import Decimal

from rows import row

from zhiheng.core.scoring import as_json, scorecards, supposed
from zhiheng.core.scoring.supposing import Supposition
from zhiheng.core.values.schemes import Item, Scheme
from zhiheng.core.values.scorecards import Findings, Judged, Observed, Subject
from zhiheng.core.values.ways import Choice
from zhiheng.definitions.schemes import scheme_called

COUNTIES = int(os.environ.get("ZHIHENG_BENCHMARK_COUNTIES", "2905"))
SEED = 42
UNKNOWN = 0.1
MOST_TENTHS = 1000
TIMES = 5


def findings_of(scheme: Scheme, subjects: list[Subject], seed: int = SEED) -> Findings:
    """Values and judgements for every subject."""
    chance = random.Random(seed)
    observed: dict[tuple[str, str], Observed] = {}
    judged: dict[tuple[str, str], tuple[Judged, ...]] = {}
    for subject in subjects:
        for item in scheme.items:
            if chance.random() < UNKNOWN:
                continue
            if item.by == "computed":
                value = Decimal(chance.randint(500, MOST_TENTHS)) / 10 if item.unit == "%" else Decimal(chance.randint(0, 12))
                observed[subject.id, item.of] = Observed(
                    subject=subject.id, indicator=item.of, value=value, unit=item.unit, id=f"{subject.id}-{item.of}"
                )
            else:
                judged[subject.id, item.id] = (_judged(item, subject, chance),)
    return Findings(observed=observed, judged=judged)


def _judged(item: Item, subject: Subject, chance: random.Random) -> Judged:
    if isinstance(item.how, Choice):
        return Judged(subject=subject.id, item=item.id, answer=chance.choice(item.how.options).answer, by="部门")
    value = Decimal(chance.randint(60, 90)) if item.by == "survey" else Decimal(chance.randint(0, 3))
    return Judged(subject=subject.id, item=item.id, value=value, sample=500, by="部门")


def timed(what: object, times: int = 1) -> float:
    """The least seconds of the process of so many runs."""
    least = float("inf")
    for _ in range(times):
        started = time.process_time()
        what()  # type: ignore[operator]
        least = min(least, time.process_time() - started)
    return least


def main() -> None:
    """Prints the rows."""
    scheme = scheme_called("provincial-2022")
    subjects = [Subject(id=f"{number:06}", name=f"县{number}") for number in range(COUNTIES)]
    findings = findings_of(scheme, subjects)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cards = scorecards(scheme, subjects, findings)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    steps = sum(len(one.trace) for card in cards for one in card.items)
    size = f"{COUNTIES:,} × {len(scheme.items)} contents"
    spent = timed(lambda: scorecards(scheme, subjects, findings), 3)
    row(f"{size} scored, graded and ranked, {steps:,} steps in words", f"{spent:.1f} s", "goal: 5 s")
    row(f"memory that the {size} with their steps take", f"{(most - before) / 1024:.0f} MB")
    row(f"{size} as JSON", f"{timed(lambda: as_json(scheme, '2024', cards), 3):.1f} s")
    for what, one in (
        ("the points of one content moved", Supposition(item="2.1.1", worth=Decimal(4))),
        ("one value moved", Supposition(item="2.1.1", subject="000007", value=Decimal(99))),
        ("one value moved of a content among peers", Supposition(item="1.3.1", subject="000007", value=Decimal(99))),
    ):
        spent = timed(lambda one=one: supposed(scheme, subjects, findings, cards, [one]), TIMES)
        row(f"what if, {COUNTIES:,} ranks before and after: {what}", f"{spent * 1000:.0f} ms", "goal: 300 ms")


if __name__ == "__main__":
    main()
