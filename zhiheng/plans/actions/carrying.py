"""Holding a plan of ours against one above: which, and what a person decides of each statement."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.aligning.versions import revised
from zhiheng.core.values.carrying import Statement
from zhiheng.core.values.faults import Fault
from zhiheng.documents.models import Document
from zhiheng.history.actions import record
from zhiheng.plans.carrying import words
from zhiheng.plans.models import Carried, Comparison, Plan
from zhiheng.plans.statements import by_key, own_statements, upper_statements, words_of


@transaction.atomic
def compare_with(plan: Plan, upper: Plan | Document, by: Any, *, follows: Comparison | None = None) -> Comparison:
    """The comparison of a plan with one above; where there is one already, that one.

    With `follows`, what was confirmed of statements that the new version leaves as they were is confirmed again.
    Raises: Fault P162 with itself; P163 nothing above to compare with.
    """
    if upper == plan:
        raise Fault("P162", f"“{plan}”：方案不能和自己对照。请选上级的方案或文件。")
    above = {"upper_plan": upper} if isinstance(upper, Plan) else {"document": upper}
    found = Comparison.objects.unscoped("of a plan in hand").filter(plan=plan, **above).first()
    if found:
        return found
    made = Comparison(plan=plan, **above, follows=follows, made_by=by, made_at=timezone.now())
    if not upper_statements(made):
        raise Fault("P163", f"“{upper}”里没有已接受的任务或目标，无从对照。请先核对这份文件，再来对照。")
    made.save()
    if follows:
        _carry_on(follows, made, by)
    record(made, "对照上级", by, after={"上级": str(upper)}, about=plan)
    return made


@transaction.atomic
def decide(comparison: Comparison, upper: str, lower: str, decision: str, by: Any, *, reason: str = "") -> Carried:
    """What a person says of two statements: one matter, or not; of one above alone (`lower` ""): left, with the reason.

    Raises: Fault P164 no such statement; P165 no such decision; P166 left without a reason.
    """
    above, below = by_key(upper_statements(comparison)), by_key(own_statements(comparison.plan))
    if upper not in above or (lower and lower not in below):
        raise Fault("P164", "这一条已经不在表里。请刷新页面后再核对。")
    if decision not in dict(Carried.DECISIONS) or (decision == "left") is bool(lower):
        raise Fault("P165", f"没有“{decision}”这种处理。请刷新页面，用页面上的按钮。")
    if decision == "left" and not reason.strip():
        raise Fault("P166", f"“{above[upper].text[:30]}”不承接。请写明理由。")
    said = {
        "decision": decision, "reason": reason.strip(), "decided_by": by, "decided_at": timezone.now(),
        "upper_said": words_of(above[upper]), "lower_said": words_of(below[lower]) if lower else "",
    }  # fmt: skip
    before = comparison.carried.filter(upper_key=upper, lower_key=lower).first()
    old = {"处理": before.get_decision_display()} if before else {}
    found, _ = Carried.objects.update_or_create(comparison=comparison, upper_key=upper, lower_key=lower, defaults=said)
    after = {"上级": found.upper_said, "本级": found.lower_said, "处理": found.get_decision_display()}
    record(found, "核对衔接", by, before=old, after=after, reason=reason.strip(), about=comparison.plan)
    return found


@transaction.atomic
def undo(comparison: Comparison, upper: str, lower: str, by: Any) -> None:
    """The decision taken back: what was proposed is proposed again. Raises: Fault P164 nothing was decided."""
    found = comparison.carried.filter(upper_key=upper, lower_key=lower).first()
    if found is None:
        raise Fault("P164", "这一条已经不在表里。请刷新页面后再核对。")
    record(found, "撤回核对", by, before={"上级": found.upper_said, "本级": found.lower_said}, about=comparison.plan, gone=True)
    found.delete()


@transaction.atomic
def confirm_all(comparison: Comparison, pairs: Iterable[tuple[str, str]], by: Any) -> int:
    """How many proposals were confirmed together."""
    return len([decide(comparison, upper, lower, "confirmed", by) for upper, lower in pairs])


def _carry_on(before: Comparison, now: Comparison, by: Any) -> None:
    old, new = upper_statements(before), upper_statements(now)
    same = {one.old: one.new for one in revised(old, new, words()) if one.old and one.new and not one.differences}
    above, below = by_key(new), by_key(own_statements(now.plan))
    for said in before.carried.all():
        key = same.get(said.upper_key)
        if key and (not said.lower_key or said.lower_key in below):
            _again(now, said, above[key], below.get(said.lower_key), by)


def _again(now: Comparison, said: Carried, upper: Statement, lower: Statement | None, by: Any) -> None:
    Carried.objects.create(
        comparison=now, upper_key=upper.id, lower_key=said.lower_key, decision=said.decision, reason=said.reason,
        upper_said=words_of(upper), lower_said=words_of(lower) if lower else "", decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
