"""Targets filed by one of the assessed, item by item, with what its plan promises of the same indicator."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from zhiheng.assessments.explaining.tracing import Aim, aims_of
from zhiheng.assessments.models import Assessed, Pledge
from zhiheng.core.scoring import plain, rule_in_words, value_asked
from zhiheng.core.values.schemes import EVIDENCE, Item
from zhiheng.core.values.ways import Choice
from zhiheng.web.scoping import Scope


class PledgeLine(NamedTuple):
    """One item with what was filed, how many days late (0: in time), and what plans promise."""

    item: Item
    worth: str
    rule: str
    asked: str
    answers: tuple[str, ...]
    filed: Pledge | None
    late: int
    aims: list[Aim]

    @property
    def seen(self) -> int:
        """The number of the target shown."""
        return self.filed.pk if self.filed else 0


def targets_of(one: Assessed, scope: Scope) -> list[PledgeLine]:
    """All items for which a target may be filed, in the order of the scheme."""
    scheme, until = one.assessment.as_opened, one.assessment.file_until
    filed = {each.item: each for each in one.pledges.filter(replaced=False).select_related("by")}
    computed = {item.of for item in scheme.items if item.by == "computed"}
    aims = aims_of(computed, one, scope)
    return [
        PledgeLine(
            item, plain(item.worth_for(one.group)), rule_in_words(item, one.group), value_asked(item, one.group),
            tuple(option.answer for option in item.how.options) if isinstance(item.how, Choice) else (),
            filed.get(item.id), _late(filed.get(item.id), until), list(aims.get(item.of, ())) if item.by == "computed" else [],
        )
        for item in scheme.items if item.asked_of(one.group) and item.of != EVIDENCE and item.kind == "regular"
    ]  # fmt: skip


def _late(filed: Pledge | None, until: date | None) -> int:
    return max(0, (timezone.localtime(filed.at).date() - until).days) if filed and until else 0
