"""目标备案: the value that one of the assessed means to reach, filed before the year is judged; a later one replaces it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.actions.answering import refuse_past, refuse_unseen, refuse_wordless
from zhiheng.assessments.actions.opening import refuse_unreasoned
from zhiheng.assessments.models import Assessed, Pledge
from zhiheng.assessments.recording import item_of, refuse_handed_in
from zhiheng.core.scoring import heard
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.ways import Choice
from zhiheng.history.actions import record
from zhiheng.web.access import demand

LONGEST = 300


@transaction.atomic
def file_target(
    assessed: Assessed, item: str, by: Any, *, says: str, basis: str = "", why: str = "", today: date, seen: int = 0
) -> Pledge:
    """The target, filed: a number or an answer in the item's own way, or else words. `seen`: the one on the page, 0 for none.

    Raises: NotAllowed U401. Fault S211: handed in · S213: past its stage · S216: somebody was quicker · S209: it replaces one,
            and no reason · S215: nothing written, or too long · S248: no such item.
    """
    demand(by, "assessments.fill", area=assessed.area or assessed.assessment.area)
    held = Assessed.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=assessed.pk)
    assessment = held.assessment
    refuse_handed_in(held)
    refuse_past(assessment, "目标备案")
    asked = item_of(held, item, "self")
    wrong = not says.strip() or max(map(len, (says, basis, why))) > LONGEST
    refuse_wordless(wrong, f"{item} {asked.name}：目标没有写，或有一格超过 {LONGEST} 个字")
    former = held.pledges.filter(item=item, replaced=False).last()
    there = former.text if former else "（空）"
    refuse_unseen((former.pk if former else 0) != seen, f"{item} {asked.name}：刚才有人备案为“{there}”")
    if former and former.text == says.strip() and former.basis == basis.strip():
        return former
    if former:
        refuse_unreasoned(why, f"{item} {asked.name}：已备案“{former.text}”，改为“{says.strip()}”")
    value = None if isinstance(asked.how, Choice) else _number(asked, says, held.group)
    held.pledges.filter(item=item, replaced=False).update(replaced=True)
    made = Pledge.objects.create(
        assessed=held, item=item, value=value, words="" if value is not None else says.strip(), basis=basis.strip(),
        why=why.strip(), by=by, at=timezone.now(),
    )  # fmt: skip
    held.version += 1
    held.save(update_fields=["version"])
    late = (today - assessment.file_until).days if assessment.file_until else 0
    name = f"{held} {item} {asked.name}"
    after = {name: made.text} | ({"依据": made.basis} if made.basis else {}) | ({"逾期": f"{late} 天"} if late > 0 else {})
    record(made, "目标备案", by, before={name: former.text} if former else {}, after=after, reason=made.why, about=assessment)
    return made


def _number(item, says: str, group: str) -> Decimal | None:  # type: ignore[no-untyped-def]
    """The number that was written; None: it is words. Raises: Fault S240: a number that the item cannot have."""
    if not any(sign.isdigit() for sign in says):
        return None
    try:
        return heard(item, says, group).value
    except Fault as fault:
        if "不是数" in fault.says:
            return None
        raise
