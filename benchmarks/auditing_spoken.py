"""How many planted errors the checking of drafts finds in the words of offices, in Word, PDF and text; what it blames wrongly.

The sentences of `planting/spoken.py` are written by hand, not by our templates; errors of sixteen classes in equal number are
planted by `planting/speaking.py`, which knows nothing of the checker. Found: in the error's sentence (in its table) a figure is
not as the records say, or a finding that is no hint stands there; of a contradiction, in either, also a hint. False alarm:
either of them in a sentence without an error. --seed and --errors choose another set,
--show prints what was missed and what was blamed wrongly.
"""

import argparse
import os
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import auditing as templated
from planting.drafts import Values
from planting.files import FORMATS, written
from planting.speaking import BEFORE, CLASSES, HALF, MONTH, NOW, YEAR, Speaker, Spoken, planted
from planting.spoken import NOISE
from rows import row

from zhiheng.cli import main, platform_ready

A_DRAFT = 6  # errors
SENTENCES = 24


class Tally:
    """What was found and what was blamed wrongly."""

    def __init__(self) -> None:
        self.planted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.figures = self.alarms = self.unrecognised = self.unknown = 0
        self.missed: list[str] = []
        self.wrong: list[str] = []

    def add(self, draft: Spoken, errors: dict[int, str], form: str) -> None:
        """Checks one draft as a file."""
        from zhiheng.core.measuring import period_from
        from zhiheng.directory.queries import scope_of
        from zhiheng.indicators.queries import area_called
        from zhiheng.publications.auditing import audited

        area = area_called("990000")
        checked = audited(f"核稿.{form}", written(draft, form), scope_of(area), area, period_from(NOW))
        audit, cleaned = checked.audit, checked.cleaned
        self.figures += len(audit.figures)
        self.unrecognised += len(audit.unrecognised)
        self.unknown += audit.count("unknown")
        blamed = [(one.start, one.claim.number.text, one.says) for one in audit.figures if one.verdict in ("differs", "rounds")]
        twice = "contradiction inside" in errors.values()
        told = [one for one in audit.findings if not one.hint or (twice and one.kind == "repeated")]
        blamed += [(one.start, one.kind, one.says) for one in told]
        places = self._places(draft, cleaned.raw)
        hit: dict[int, list[str]] = {}
        for at, number, says in blamed:
            group = places.get(cleaned.span(at, at + 1)[0], -1)
            hit.setdefault(group, []).append(f"{number}: {says}")
        found = {at for at in errors if at in hit}
        for at in [at for at, kind in errors.items() if kind == "contradiction inside"]:
            name = next(name for name in NOISE if name in "".join(draft.lines(at)[0]))
            others = [
                group for group in hit if group >= 0 and group not in errors and name in "".join(draft.lines(group)[0])
                and all(said.startswith("repeated") for said in hit[group])
            ]  # fmt: skip
            if others:
                found.add(at)
            for group in others:
                hit.pop(group)
        for at, kind in errors.items():
            self.planted[kind] += 1
            self.found[kind] += at in found
            if at not in found:
                self.missed.append(f"{form} {kind}: {'|'.join(''.join(line) for line in draft.lines(at))}")
        for group, says in hit.items():
            if group not in errors:
                self.alarms += len(says)
                text = "" if group < 0 else "|".join("".join(line) for line in draft.lines(group))
                self.wrong.append(f"{form} {text} → {says}")

    def _places(self, draft: Spoken, raw: str) -> dict[int, int]:
        """The group of each place of the raw text."""
        solid = [at for at, char in enumerate(raw) if not char.isspace()]
        compact = "".join(raw[at] for at in solid)
        found: dict[int, int] = {}
        at = 0
        for group in range(len(draft.groups)):
            for line in draft.lines(group):
                text = re.sub(r"\s", "", "".join(line))
                start = compact.find(text, at)
                if start >= 0:
                    found |= dict.fromkeys(solid[start : start + len(text)], group)
                    at = start + len(text)
        return found


def measured(seed: int, errors: int, values: Values) -> tuple[Tally, Tally]:
    """The tally of drafts with errors, and of the same drafts without."""
    chance = random.Random(seed)
    kinds = [kind for kind in CLASSES for _ in range(errors // len(CLASSES))]
    chance.shuffle(kinds)
    with_errors, without = Tally(), Tally()
    number = 0
    while kinds:
        form = FORMATS[number % len(FORMATS)]
        draft = Speaker(values, random.Random(f"{seed}-{number}")).draft(SENTENCES)
        without.add(draft, {}, form)
        done = planted(draft, kinds[:A_DRAFT], chance)
        with_errors.add(draft, done, form)
        left = Counter(kinds[:A_DRAFT]) - Counter(done.values())
        kinds = [*kinds[A_DRAFT:], *left.elements()]
        number += 1
    return with_errors, without


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=208)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "ZHIHENG_HOME" not in os.environ:
            os.environ["ZHIHENG_HOME"] = folder
        out, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
        main(["demo", "--check"])
        sys.stdout = out
        platform_ready()
        templated.PERIODS = {NOW: BEFORE, HALF: MONTH, YEAR: "2023"}
        made, clean = measured(asked.seed, asked.errors, templated.demo_values())
        about = f"words of offices, seed {asked.seed}, {sum(made.planted.values())} errors"
        for kind in CLASSES:
            row(f"planted errors found: {kind} ({about})", f"{made.found[kind]} of {made.planted[kind]}", "goal: all")
        found, all_of = sum(made.found.values()), sum(made.planted.values())
        row(f"planted errors found, all classes ({about})", f"{found} of {all_of}", "goal: all")
        figures, alarms = made.figures + clean.figures, made.alarms + clean.alarms
        row(f"false alarms a figure, with and without errors ({about})", f"{alarms} of {figures}: {alarms / figures:.2%}",
            "goal: 2 %", alarms / figures / 0.02)  # fmt: skip
        row(f"figures without a verdict ({about})", f"{clean.unknown} of {clean.figures}")
        row(f"figures that nobody could say what they count ({about})", f"{clean.unrecognised} of {clean.figures}")
        if asked.show:
            print("\n".join(["missed:", *made.missed, "wrong:", *dict.fromkeys([*made.wrong, *clean.wrong])]))
