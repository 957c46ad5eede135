"""What if: points or values of some items moved; totals, grades and ranks before and after. Only what moved is scored again.

Source: docs/methods/scoring.md
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from zhiheng.core.scoring.carding import key_of, refuse_strangers
from zhiheng.core.scoring.grading import final_grade, grade_of, struck
from zhiheng.core.scoring.itemising import Column, column
from zhiheng.core.scoring.numbers import EXACT, ZERO, quotient, rounded
from zhiheng.core.scoring.ranking import ranks
from zhiheng.core.scoring.summing import capped, summed
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import EVIDENCE, Item, Scheme
from zhiheng.core.values.scorecards import (
    Findings,
    Happened,
    ItemScore,
    Judged,
    LevelScore,
    Observed,
    Scorecard,
    Subject,
)


class Supposition(Struct, frozen=True, kw_only=True):
    """One thing supposed: an item is worth other points (for all), or has another value or answer for one subject.

    Shape: `worth` alone, or `subject` with `value` or `answer`. With other points, all steps of the item are scaled alike.
    """

    item: str
    worth: Decimal | None = None
    subject: str = ""
    value: Decimal | None = None
    answer: str = ""


class Moved(Struct, frozen=True, kw_only=True):
    """One subject before and after."""

    subject: str
    total: tuple[Decimal, Decimal]
    grade: tuple[str, str]
    rank: tuple[int, int]


class Supposed(Struct, frozen=True, kw_only=True):
    """All subjects before and after, in the order of the cards, and the scores of the items that were scored again."""

    moved: tuple[Moved, ...]
    items: dict[str, Column]


def supposed(
    scheme: Scheme, subjects: Sequence[Subject], findings: Findings, cards: Sequence[Scorecard],
    suppositions: Sequence[Supposition],
) -> Supposed:  # fmt: skip
    """The cards under the suppositions. Raises: Fault S105, S106, and those of `scorecards`."""
    refuse_strangers(scheme, subjects, findings)
    subjects = sorted(subjects, key=lambda one: one.id)
    moved_findings = _with_values(scheme, findings, suppositions, {one.id for one in subjects})
    columns = _columns(scheme, subjects, moved_findings, cards, suppositions)
    kinds = scheme.leaves
    happened: dict[str, list[Happened]] = defaultdict(list)
    for incident in findings.happened:
        happened[incident.subject].append(incident)
    totals: dict[str, Decimal] = {}
    levels: dict[str, dict[str, LevelScore]] = {}
    grades: dict[str, str] = {}
    for card in cards:
        subject = card.subject
        changed = {item: scores[subject] for item, scores in columns.items()}
        totals[subject], levels[subject] = _recounted(scheme, card, changed, kinds)
        vetoes = struck(scheme, subject, levels[subject], moved_findings, happened[subject]) if scheme.vetoes else ()
        grades[subject] = final_grade(scheme, grade_of(scheme, totals[subject]), vetoes)
    placed = ranks(scheme, subjects, {one.id: key_of(scheme, totals[one.id], levels[one.id]) for one in subjects})
    moved = tuple(
        Moved(
            subject=card.subject, total=(card.adjusted, totals[card.subject]), grade=(card.grade, grades[card.subject]),
            rank=(card.rank, placed[card.subject].rank),
        )
        for card in cards
    )  # fmt: skip
    return Supposed(moved=moved, items=columns)


def _with_values(scheme: Scheme, findings: Findings, suppositions: Sequence[Supposition], ids: set[str]) -> Findings:
    """What would be known."""
    leaves = scheme.leaves
    observed, judged, evidence = dict(findings.observed), dict(findings.judged), dict(findings.evidence)
    for one in suppositions:
        if one.item not in leaves:
            raise Fault("S110", f"{scheme.name}：没有“{one.item}”这一项。请核对项的编号。")
        if one.worth is not None:
            continue
        if one.subject not in ids or (one.value is None and not one.answer):
            raise Fault("S106", f"{one.item}：试算要写新的分值，或写明哪个考核对象的新数值。请补上。")
        item = leaves[one.item]
        if item.of == EVIDENCE:
            evidence[one.subject, item.id] = max(0, len(item.evidence) - int(one.value or 0))
        elif item.by == "computed":
            observed[one.subject, item.of] = Observed(
                subject=one.subject, indicator=item.of, value=one.value, unit=item.unit, id="试算"
            )
        else:
            sample = getattr(item.how, "sample", 0)
            judged[one.subject, item.id] = (
                Judged(subject=one.subject, item=item.id, value=one.value, answer=one.answer, by="试算", sample=sample),
            )
    return Findings(observed=observed, judged=judged, evidence=evidence, happened=findings.happened)


def _columns(
    scheme: Scheme, subjects: Sequence[Subject], findings: Findings, cards: Sequence[Scorecard],
    suppositions: Sequence[Supposition],
) -> dict[str, Column]:
    """The items that moved, for all subjects: peers move with one another."""
    leaves = scheme.leaves
    touched = {one.item for one in suppositions if one.worth is None}
    indicators = {leaves[item].of for item in touched if leaves[item].by == "computed" and leaves[item].of != EVIDENCE}
    # One value may serve several items.
    touched |= {item.id for item in scheme.items if item.by == "computed" and item.of in indicators}
    columns = {item.id: column(scheme, item, subjects, findings) for item in scheme.items if item.id in touched}
    places = {item.id: place for place, item in enumerate(scheme.items)}
    for one in suppositions:
        if one.worth is None:
            continue
        old = columns.get(one.item) or {card.subject: card.items[places[one.item]] for card in cards}
        columns[one.item] = _scaled(scheme, leaves[one.item], old, one.worth)
    return columns


def _scaled(scheme: Scheme, item: Item, old: Column, worth: Decimal) -> Column:
    """The item worth other points: every score of it in the same proportion."""
    if not item.worth or worth < 0:
        raise Fault("S111", f"{item.id} {item.name}：分值不能从 {item.worth} 改为 {worth}。请写不小于 0 的分值。")

    def scaled(score: ItemScore) -> ItemScore:
        exact = quotient(EXACT.multiply(score.exact, worth), item.worth)
        points = quotient(EXACT.multiply(score.points, worth), item.worth)
        return replace(score, points=points, exact=exact, score=rounded(exact, scheme.decimals))

    return {subject: scaled(score) for subject, score in old.items()}


def _recounted(
    scheme: Scheme, card: Scorecard, changed: Mapping[str, ItemScore], kinds: Mapping[str, Item]
) -> tuple[Decimal, dict[str, LevelScore]]:
    """The total and the sums of levels with some scores changed: what did not change is not added again."""
    if any(kinds[item].kind != "regular" for item in changed):
        changed = _recapped(scheme, card, changed, kinds)
    full = sum((level.points for level in card.aspects), ZERO)
    extra = ZERO
    if scheme.bonus_most or scheme.penalty_most:
        extra = sum((one.score for one in card.items if kinds[one.id].kind != "regular"), ZERO)
    regular = card.raw - extra
    levels = {one.id: one for one in (*card.aspects, *card.points)}
    named = {veto.when.of for veto in scheme.vetoes} | set(scheme.ties.by)
    for one in card.items:
        if one.id in changed:
            new = changed[one.id]
            more = new.score - one.score
            points = (new.points if new.counts else ZERO) - (one.points if one.counts else ZERO)
            if kinds[one.id].kind == "regular":
                regular, full = regular + more, full + points
            else:
                extra += more
            for key in (kinds[one.id].aspect, kinds[one.id].point):
                levels[key] = replace(levels[key], score=levels[key].score + more, points=levels[key].points + points)
        if one.id in named:
            shown = changed.get(one.id, one)
            levels[one.id] = LevelScore(id=one.id, name=kinds[one.id].name, points=shown.points, score=shown.score)
    return summed(scheme, regular, full, extra).adjusted, levels


def _recapped(
    scheme: Scheme, card: Scorecard, changed: Mapping[str, ItemScore], kinds: Mapping[str, Item]
) -> dict[str, ItemScore]:
    """All of the bonus and the penalties again, where one of them changed: their caps are shared."""
    extras = [changed.get(one.id, one) for one in card.items if kinds[one.id].kind != "regular"]
    whole = [replace(one, score=rounded(one.exact, scheme.decimals)) for one in extras]
    return {**changed, **{one.id: one for one in capped(scheme, whole, kinds)}}
