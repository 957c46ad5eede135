"""A result against another, and against what the records would give today."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.assessments.cards import findings_of
from zhiheng.assessments.differing import Change, changes
from zhiheng.assessments.freezing import cards_text, scheme_from
from zhiheng.assessments.inputs import Inputs, inputs_from, inputs_of
from zhiheng.assessments.kept import CardKept, CardsKept, cards_in
from zhiheng.assessments.models import Assessment, Result
from zhiheng.core.measuring import period_from
from zhiheng.core.values.scorecards import Subject


class Apart(NamedTuple):
    """One of the assessed in two sets of cards, and the items whose scores differ: id, before, after."""

    name: str
    before: CardKept
    after: CardKept
    items: tuple[tuple[str, Decimal, Decimal], ...]

    @property
    def moved(self) -> bool:
        """Whether anything that is announced differs."""
        old, new = self.before, self.after
        return (old.adjusted, old.grade, old.rank) != (new.adjusted, new.grade, new.rank)


def apart(before: CardsKept, after: CardsKept) -> Sequence[Apart]:
    """Those of both whose total, grade, rank or any item differs, by the later rank."""
    later = {one.area: one for one in after.scorecards}
    pairs = [(one, later[one.area]) for one in before.scorecards if one.area in later]
    found = [Apart(new.name, old, new, tuple(_items(old, new))) for old, new in pairs]
    shown = [one for one in found if one.moved or one.items]
    return sorted(shown, key=lambda one: (one.after.group, one.after.rank, one.after.area))


def _items(old: CardKept, new: CardKept) -> list[tuple[str, Decimal, Decimal]]:
    scores = {one.id: one.score for one in old.items}
    return [(one.id, scores[one.id], one.score) for one in new.items if one.id in scores and scores[one.id] != one.score]


def inputs_now(assessment: Assessment) -> Inputs:
    """What would go in now."""
    assessed = list(assessment.assessed.select_related("area"))
    subjects = [Subject(id=one.code, name=one.name, group=one.group) for one in assessed]
    findings = findings_of(assessment.as_opened, period_from(assessment.period), assessed, "final")
    return inputs_of(assessment.period, subjects, findings)


def changed_since(result: Result) -> Sequence[Change]:
    """What went in and is no more as it was."""
    return changes(scheme_from(result.scheme_kept), inputs_from(result.inputs), inputs_now(result.assessment))


def against_today(result: Result) -> tuple[Sequence[Apart], Sequence[Change]]:
    """Who would stand otherwise by today's records, and what changed. Raises: Fault, those of `scorecards`."""
    scheme, now = scheme_from(result.scheme_kept), inputs_now(result.assessment)
    found = changes(scheme, inputs_from(result.inputs), now)
    return apart(cards_in(result.cards), cards_in(cards_text(scheme, now))), found
