"""A document that a plan rests on comes in a new version: what is otherwise, and what of the plan rests on it."""

from collections.abc import Iterable
from typing import NamedTuple

from zhiheng.core.aligning.versions import revised
from zhiheng.core.values.carrying import Revised, Statement
from zhiheng.documents.models import Document
from zhiheng.plans.carrying import words
from zhiheng.plans.models import Duty, Goal, Plan
from zhiheng.plans.statements import asked_by_document, by_key, words_of
from zhiheng.plans.wording import asked_words


class Change(NamedTuple):
    """What became of one statement of the old version, and the rows of our plan that rest on it."""

    revised: Revised
    old: Statement | None
    new: Statement | None
    duties: list[Duty]
    goals: list[Goal]

    @property
    def key(self) -> str:
        """By which a person chooses it."""
        return f"{self.revised.old}>{self.revised.new}"

    @property
    def kind(self) -> str:
        """added, dropped, changed or same."""
        if not self.old:
            return "added"
        if not self.new:
            return "dropped"
        return "changed" if self.revised.differences else "same"

    @property
    def matter(self) -> str:
        """What it speaks of: as the new version says it, or as the old one did."""
        return words_of(said) if (said := self.new or self.old) else ""

    @property
    def ours(self) -> list[str]:
        """Our rows that rest on it, in words."""
        return [*(duty.measures or duty.task for duty in self.duties), *(asked_words(goal) for goal in self.goals)]


def changes_between(plan: Plan, old: Document, new: Document) -> list[Change]:
    """Each statement of both versions that matters to the plan, in the order of the new one, what was dropped last."""
    before, after = asked_by_document(old, plan), asked_by_document(new, plan)
    olds, news = by_key(before), by_key(after)
    duties = _resting(plan.duties.filter(item__document=old, removed_at=None).select_related("item", "plan__area"))
    goals = _resting(plan.goals.filter(item__document=old).exclude(stance="leave").select_related("item", "plan__area"))
    found = []
    for one in revised(before, after, words()):
        change = Change(one, olds.get(one.old), news.get(one.new), duties.get(one.old, []), goals.get(one.old, []))
        if change.kind == "added" or change.duties or change.goals:
            found.append(change)
    return found


def said_of(change: Change) -> str:
    """A change on one line, for the history."""
    old, new = (words_of(one) if one else "无" for one in (change.old, change.new))
    return f"{old} → {new}"


def _resting(rows: Iterable[Duty] | Iterable[Goal]) -> dict[str, list]:
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(f"item:{row.item_id}", []).append(row)
    return found
