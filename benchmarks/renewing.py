"""How many figures of last year's documents move on to this year's, and how many of them wrongly.

Each of the three layouts of `planting/layouts.py` is written for the old and for the new period; the old one is renewed, its
marks are accepted, and each of its numbers is held against the same number of the new one. Wrong: it is neither the new nor the
old one, or the words around it are other ones.
"""

import argparse
import io
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import docx
from docx.oxml.ns import qn

sys.path.insert(0, str(Path(__file__).parent))
from planting.layouts import About, Exact, Text, bulletin, report, review
from rows import row

from zhiheng.cli import main, platform_ready

Layout = Callable[[Text, random.Random], bytes]
LAYOUTS: dict[str, tuple[Layout, About, About]] = {
    "quarterly bulletin": (
        bulletin, About("2025Q1", "2024Q1", "2025年一季度", 2025), About("2025Q2", "2024Q2", "2025年二季度", 2025),
    ),
    "report with tables": (
        report, About("2024H1", "2023H1", "2024年上半年", 2024), About("2025H1", "2024H1", "2025年上半年", 2025),
    ),
    "yearly review": (review, About("2024", "2023", "2024年", 2024), About("2025", "2024", "2025年", 2025)),
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_DATES = re.compile(r"\d{4}年(?:\d月)?|〔\d{4}〕\d+号|表\d")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
INDICATORS = (
    "inspections", "inspection-staff-times", "cases-found", "cases-filed", "fines", "sampled-lots", "sampling-pass-rate",
    "work-funds", "complaints", "meeting-attendees", "voluntary-certified-enterprises",
)  # fmt: skip


Listed = Callable[[str, str, str], tuple[str, ...]]


def exact_values_of(ids: Sequence[str], texts: Sequence[str]) -> tuple[Exact, dict[str, int], Listed, dict[str, str]]:
    """The demo's values of some figures in the province and its areas, its lists of areas, and the names of those."""
    from zhiheng.core.measuring import period_from
    from zhiheng.directory.models import Area
    from zhiheng.indicators.engines import engine
    from zhiheng.indicators.known import known_indicators
    from zhiheng.indicators.values import bases_of, values_of

    periods = [period_from(text) for text in dict.fromkeys(texts)]
    known = known_indicators()
    due = [one for one in known.values() if one.due and one.due.who == "areas"]
    wanted = [known[id] for id in ids]
    below = list(Area.objects.filter(parent__code="990000"))
    areas = [*Area.objects.filter(code="990000"), *below]
    found = values_of([*wanted, *due], areas, periods, engine(), bases_of([*wanted, *due], engine()))
    own = {(spot.indicator, spot.area, spot.period): seen for spot, seen in found.items() if not spot.dims}
    kept = {spot: seen.exact if seen.exact is not None else seen.value for spot, seen in own.items()}

    def exact(indicator: str, area: str, period: str) -> Decimal | None:
        return kept.get((indicator, area, period))

    def listed(indicator: str, of: str, period: str) -> tuple[str, ...]:
        return getattr(own[indicator, "990000", period], of)

    return exact, {one.id: one.printing.decimals for one in wanted}, listed, {one.code: one.name for one in below}


def exact_values() -> tuple[Exact, dict[str, int]]:
    """The demo's values of every figure that the layouts print."""
    periods = [text for _, *both in LAYOUTS.values() for one in both for text in (one.period, one.earlier)]
    return exact_values_of(INDICATORS, periods)[:2]


def lines_of(content: bytes, *, accepted: bool = True) -> list[str]:
    """The paragraphs with the marks accepted, as Word would."""
    body = docx.Document(io.BytesIO(content)).element.body
    gone = qn("w:del") if accepted else qn("w:ins")
    for element in list(body.iter(gone)):
        element.getparent().remove(element)
    return ["".join(node.text or "" for node in one.iter(qn("w:t"))).translate(_NARROW) for one in body.iter(qn("w:p"))]


def compared(old: bytes, new: bytes, got: bytes) -> tuple[int, int, list[str]]:
    """How many figures there are to replace, how many were, and what is wrong."""
    all_of = right = 0
    wrong: list[str] = []
    for before, wanted, said in zip(lines_of(old), lines_of(new), lines_of(got), strict=True):
        numbers = [_NUMBER.findall(_DATES.sub("", line)) for line in (before, wanted, said)]
        if len({len(one) for one in numbers}) > 1:
            wrong += [] if said in (before, wanted) else [f"{said} ≠ {wanted}"]
            all_of += len(numbers[0])
            right += len(numbers[0]) if said == wanted else 0
            continue
        stays = 0
        for was, should, is_ in zip(*numbers, strict=True):
            all_of += was != should
            right += was != should and is_ == should
            stays += was != should and is_ == was
            if is_ not in (was, should):
                wrong.append(f"{is_} for {should}: {said}")
        if not stays and said != wanted:
            wrong.append(f"{said} ≠ {wanted}")
    return all_of, right, wrong


def measure(show: bool) -> None:
    """The rows of the three layouts."""
    from zhiheng.core.measuring import period_from
    from zhiheng.directory.queries import scope_of
    from zhiheng.indicators.queries import area_called
    from zhiheng.publications.renewing import renewed

    exact, decimals = exact_values()
    area = area_called("990000")
    total = replaced = 0
    problems: list[str] = []
    for name, (layout, before, after) in LAYOUTS.items():
        old, new = (layout(Text(exact, decimals, one), random.Random(7)) for one in (before, after))
        start = time.perf_counter()
        found = renewed(f"{name}.docx", old, scope_of(area), area, *(period_from(one.period) for one in (before, after)))
        seconds = time.perf_counter() - start
        all_of, right, wrong = compared(old, new, found.file)
        total, replaced, problems = total + all_of, replaced + right, problems + wrong
        row(f"figures replaced: {name}", f"{right} of {all_of} in {seconds:.1f} s", "–")
        if show:
            text = found.renewal.text
            print("\n".join([*(f"  {text[one.start : one.end]}: {one.why}" for one in found.left), *wrong]))
    row("figures replaced, three layouts", f"{replaced} of {total}: {replaced / total:.1%}", "–")
    row("replaced wrongly, three layouts", str(len(problems)), "goal: 0")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true", help="prints what was left and what is wrong")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "ZHIHENG_HOME" not in os.environ:
            os.environ["ZHIHENG_HOME"] = folder
            out, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
            main(["demo", "--check"])
            sys.stdout = out
        platform_ready()
        measure(asked.show)
