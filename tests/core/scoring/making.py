"""Small schemes from the text of their items, and findings in which everybody has everything."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhiheng.core.scoring import scorecards
from zhiheng.core.values.schemes import EVIDENCE, Item, Scheme
from zhiheng.core.values.scorecards import Findings, Judged, Observed, Scorecard, Subject
from zhiheng.core.values.ways import (
    Bands,
    Best,
    Choice,
    Convert,
    Deduct,
    Earn,
    Given,
    Linear,
    Rank,
    Reach,
    Survey,
    Timely,
)
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.registers import counted
from zhiheng.definitions.schemes import scheme_of

HEAD = """
name = "小方案"
assesses = "area"
calendar = "year"
total = {total}
decimals = 2
ranks = "all"
unproved = "zero"
source = {{document = "质衡"}}
in_force = {{from = 2024-01-01}}
missing = {{computed = "zero", department = "zero", expert = "zero", survey = "zero", visit = "zero"}}
ties = {{}}
{more}
[grading]
decimals = 0
round = "half-up"
bands = [{{name = "A", from = 90}}, {{name = "B", from = 80, to = 89}}, {{name = "C", to = 79}}]
[aspects]
1 = {{name = "方面", worth = {total}}}
{aspects}
[points]
"1.1" = {{name = "要点", worth = {total}}}
{points}
[items]
"""
PLENTY = Decimal(100)
Said = Mapping[str, Mapping[str, Any]]
RATE = (  # the pass rate, nothing at 80 %, all at 90 %
    '"1.1.1" = {name = "合格率", worth = 6, by = "computed", of = "sampling-pass-rate", unit = "%", '
    'lead = "市场监管局", how = {linear = {zero = 80, full = 90}}}'
)


def small_text(*items: str, total: str = "10", more: str = "", aspects: str = "", points: str = "", after: str = "") -> str:
    """A scheme with these items in one point."""
    return HEAD.format(total=total, more=more, aspects=aspects, points=points) + "\n".join(items) + "\n" + after


def small_scheme(*items: str, **told: str) -> Scheme:
    """The scheme of that text."""
    return scheme_of(Path("schemes/small.toml"), small_text(*items, **told), indicators(), counted())


def subjects_of(ids: Iterable[str], groups: Mapping[str, str] | None = None) -> list[Subject]:
    """Subjects called by their ids."""
    return [Subject(id=id, name=id, group=(groups or {}).get(id, "")) for id in ids]


def best_of(item: Item) -> Any:
    """A value or an answer with which the item has all its points, when all have the same."""
    match item.how:
        case Linear() | Survey():
            return item.how.full
        case Reach():
            return item.how.target
        case Bands():
            band = max(item.how.bands, key=lambda one: one.score)
            return band.since if band.since is not None else Decimal(0)
        case Deduct():
            return item.how.above
        case Choice():
            return max(item.how.options, key=lambda one: one.score).answer
        case Given():
            return PLENTY if item.how.percent else item.worth
        case Convert():
            return item.how.full
        case Timely():
            return Decimal(0)
        case Rank() | Best() | Earn():
            return PLENTY


def findings_of(scheme: Scheme, said: Said) -> Findings:
    """What is said of each subject by item: a number, an answer, numbers of experts, None for unknown, "-" for 不适用."""
    observed: dict[tuple[str, str], Observed] = {}
    judged: dict[tuple[str, str], tuple[Judged, ...]] = {}
    evidence: dict[tuple[str, str], int] = {}
    leaves = scheme.leaves
    for subject, items in said.items():
        for id, value in items.items():
            item = leaves[id]
            if value is None:
                continue
            if value == "-":
                judged[subject, id] = (Judged(subject=subject, item=id, applies=False, why="没有这项工作"),)
            elif item.of == EVIDENCE:
                evidence[subject, id] = len(item.evidence) - int(value)
            elif item.by == "computed":
                number = Decimal(str(value))
                observed[subject, item.of] = Observed(
                    subject=subject, indicator=item.of, value=number, unit=item.unit, id=f"{subject}/{item.of}"
                )
            else:
                values = value if isinstance(value, list) else [value]
                judged[subject, id] = tuple(_judged(item, subject, one) for one in values)
    return Findings(observed=observed, judged=judged, evidence=evidence)


def _judged(item: Item, subject: str, value: Any) -> Judged:
    if isinstance(item.how, Choice):
        return Judged(subject=subject, item=item.id, answer=str(value))
    return Judged(subject=subject, item=item.id, value=Decimal(str(value)), sample=10_000)


def all_best(scheme: Scheme, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Everybody with all points of all regular items, no bonus and no penalty."""
    regular = [item for item in scheme.items if item.kind == "regular"]
    return {id: {item.id: best_of(item) for item in regular} for id in ids}


def cards_of(scheme: Scheme, said: Said, groups: Mapping[str, str] | None = None) -> dict[str, Scorecard]:
    """The scorecards by subject."""
    cards = scorecards(scheme, subjects_of(said, groups), findings_of(scheme, said))
    return {card.subject: card for card in cards}
