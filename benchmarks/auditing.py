"""How many planted errors the checking of drafts finds, and how many figures it blames wrongly.

Drafts are made from the demo's figures in sentences as offices write them; errors of ten classes in equal number are planted by
`planting/errors.py`, which knows nothing of the checker. Found: a figure of the error's sentence differs, or a finding that is no
hint stands in it. False alarm: either of them in a sentence without an error. --seed and --errors choose another set.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from planting.drafts import FILLER, PHRASES, Draft, Values, Writer
from planting.errors import CLASSES, planted
from rows import row

from zhiheng.cli import main, platform_ready

PERIODS = {"2025-01-01..2025-07-25": "2024-01-01..2024-07-25", "2024": "2023"}
A_DRAFT = 5  # errors
PAGE = 22 * 28  # characters


def demo_values() -> Values:
    """The demo's values of every figure that the drafts speak of."""
    from zhiheng.core.measuring import period_from
    from zhiheng.directory.models import Area
    from zhiheng.indicators.engines import engine
    from zhiheng.indicators.known import known_indicators
    from zhiheng.indicators.values import bases_of, values_of

    areas = list(Area.objects.filter(code__startswith="99"))
    wanted = [known_indicators()[id] for id in PHRASES]
    periods = [period_from(text) for pair in PERIODS.items() for text in pair]
    found = values_of(wanted, areas, periods, engine(), bases_of(wanted, engine()))
    values = {(spot.indicator, spot.area, spot.period): seen.value for spot, seen in found.items() if seen.value is not None}
    printing = {one.id: (one.printing.unit, one.printing.decimals) for one in wanted}
    return Values(values, printing, {area.code: area.name for area in areas})


class Tally:
    """What was found and what was blamed wrongly."""

    def __init__(self) -> None:
        self.planted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.figures = self.alarms = self.unrecognised = self.unknown = 0
        self.missed: list[str] = []
        self.wrong: list[str] = []

    def add(self, draft: Draft, errors: dict[int, str]) -> None:
        """Checks one draft."""
        from zhiheng.core.measuring import period_from
        from zhiheng.directory.queries import scope_of
        from zhiheng.indicators.queries import area_called
        from zhiheng.publications.auditing import audited

        lines = draft.lines
        area = area_called(draft.area)
        checked = audited("核稿.txt", "\n".join(lines).encode(), scope_of(area), area, period_from(draft.period))
        audit = checked.audit
        self.figures += len(audit.figures)
        self.unrecognised += len(audit.unrecognised)
        self.unknown += audit.count("unknown")
        blamed = [(one.start, one.says) for one in audit.figures if one.verdict in ("differs", "rounds")]
        blamed += [(one.start, one.says) for one in audit.findings if not one.hint]
        starts = self._starts(checked.cleaned.raw, lines)
        hit: dict[int, list[str]] = {}
        for at, says in blamed:
            place = checked.cleaned.span(at, at + 1)[0]
            hit.setdefault(max(number for number, start in enumerate(starts) if start <= place), []).append(says)
        for number, kind in errors.items():
            self.planted[kind] += 1
            self.found[kind] += number in hit
            if number not in hit:
                self.missed.append(f"{kind}: {lines[number]}")
        for number, says in hit.items():
            if number not in errors:
                self.alarms += len(says)
                self.wrong.append(f"{lines[number]} → {says}")

    def _starts(self, raw: str, lines: list[str]) -> list[int]:
        found, at = [], 0
        for line in lines:
            at = raw.index(line, at)
            found.append(at)
            at += len(line)
        return found


def measured(seed: int, errors: int, values: Values) -> tuple[Tally, Tally]:
    """The tally of drafts with errors, and of the same drafts without."""
    chance = random.Random(seed)
    kinds = [kind for kind in CLASSES for _ in range(errors // len(CLASSES))]
    chance.shuffle(kinds)
    with_errors, without = Tally(), Tally()
    number = 0
    while kinds:
        period = list(PERIODS)[number % 3 == 2]
        draft = Writer(values, period, PERIODS[period], random.Random(f"{seed}-{number}")).draft(26)
        without.add(draft, {})
        done = planted(draft, kinds[:A_DRAFT], chance)
        with_errors.add(draft, done)
        left = Counter(kinds[:A_DRAFT]) - Counter(done.values())
        kinds = [*left.elements(), *kinds[A_DRAFT:]]
        if left:
            chance.shuffle(kinds)
        number += 1
    return with_errors, without


def long_draft(values: Values) -> Draft:
    """A draft of twenty pages with sixty figures."""
    writer = Writer(values, "2025-01-01..2025-07-25", "2024-01-01..2024-07-25", random.Random(1))
    draft = Draft("990000", writer.period, [["示例省质量状况分析报告"]])
    while len(draft.slots) - sum(slot.role == "period" for _, _, slot in draft.slots) < 60:
        draft.sentences += writer.whole()
    turn = 0
    while sum(map(len, draft.lines)) < 20 * PAGE:
        draft.sentences.insert(2 * turn % len(draft.sentences) + 1, [FILLER[turn % len(FILLER)]])
        turn += 1
    return draft


def timed(values: Values) -> None:
    """How long a long draft takes, and one with 5,000 numbers."""
    draft = long_draft(values)
    tally, best = Tally(), Decimal("inf")
    for _ in range(3):
        start = time.perf_counter()
        tally.add(draft, {})
        best = min(best, Decimal(f"{time.perf_counter() - start:.2f}"))
    row("audit of a draft of 20 pages with 60 figures, warm", f"{best} s", "goal: 2 s", float(best) / 2)
    seconds = []
    for many in (2500, 5000):
        numbers = "".join(f"第{k % 9}组抽查企业{k * 7 % 977 + 3}家，发放资料{k * 13 % 991}份。" for k in range(many // 2))
        start = time.perf_counter()
        tally.add(Draft("990000", draft.period, [["资料"], [numbers]]), {})
        seconds.append(time.perf_counter() - start)
    row("audit of a draft with 5,000 numbers; with half of them", f"{seconds[1]:.1f} s; {seconds[0]:.1f} s", "linear: 2",
        seconds[1] / seconds[0] / 2)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="prints what was missed and what was blamed wrongly")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "ZHIHENG_HOME" not in os.environ:
            os.environ["ZHIHENG_HOME"] = folder
        out, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
        main(["demo", "--check"])
        sys.stdout = out
        platform_ready()
        values = demo_values()
        made, clean = measured(asked.seed, asked.errors, values)
        about = f"seed {asked.seed}, {sum(made.planted.values())} errors"
        for kind in CLASSES:
            row(f"planted errors found: {kind} ({about})", f"{made.found[kind]} of {made.planted[kind]}", "goal: all")
        found, all_of = sum(made.found.values()), sum(made.planted.values())
        row(f"planted errors found, all classes ({about})", f"{found} of {all_of}", "goal: all")
        figures, alarms = made.figures + clean.figures, made.alarms + clean.alarms
        said = f"{alarms} of {figures}: {alarms / figures:.2%}"
        row("false alarms a figure, drafts with and without errors", said, "goal: 2 %", alarms / figures / 0.02)
        row("figures without a record to hold against them", f"{clean.unknown} of {clean.figures}")
        row("figures that nobody could say what they count", f"{clean.unrecognised} of {clean.figures}")
        timed(values)
        if asked.show:
            print("\n".join(["missed:", *made.missed, "wrong:", *made.wrong, *clean.wrong]))
