"""From draft to issued: a plan is handed up, sent back, approved by name."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.plans.actions.changing import require_reason
from zhiheng.plans.models import DutyUnit, Plan

NAMES = dict(Plan.STATES)


@transaction.atomic
def submit_plan(plan: Plan, by: Any) -> None:
    """The plan waits for approval.

    Raises: Fault P140: it has no duties, or was issued.
    """
    if plan.state == "issued" or not plan.duties.filter(removed_at=None).exists():
        raise Fault("P140", f"“{plan}”不能送审：它已经印发，或者没有任何任务。请先在表中增加任务。")
    _move(plan, "review", by, "送审")


@transaction.atomic
def return_plan(plan: Plan, by: Any, *, reason: str) -> None:
    """The plan is a draft again.

    Raises: Fault P141: it is not being reviewed; P142: no reason.
    """
    if plan.state != "review":
        raise Fault("P141", f"“{plan}”现在是“{plan.get_state_display()}”，不在审核中，不能退回。请刷新页面后核对状态。")
    if not reason.strip():
        raise Fault("P142", "退回方案要写明意见。请填写后再退回。")
    _move(plan, "draft", by, "退回修改", reason)


@transaction.atomic
def approve_plan(plan: Plan, by: Any, *, reason: str = "") -> Plan:
    """The plan, issued under the approver's name. From then on every change needs a reason.

    Raises: Fault P143: issued already; P144: names from above are still unanswered; P140: no duties.
    """
    plan = Plan.objects.select_for_update().unscoped("in hand").get(pk=plan.pk)
    if plan.state == "issued":
        raise Fault("P143", f"“{plan}”已由{plan.approved_by.get_full_name()}审定印发。要改内容的，请在表中直接修改并写明理由。")
    if not plan.duties.filter(removed_at=None).exists():
        raise Fault("P140", f"“{plan}”没有任何任务，不能印发。请先在表中增加任务。")
    open_names = DutyUnit.objects.filter(duty__plan=plan, duty__removed_at=None, kind="asked").values_list("name", flat=True)
    if names := list(dict.fromkeys(open_names)):
        listed = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
        raise Fault("P144", f"还有 {len(names)} 个上级单位没有确定本级对应单位：{listed}。请先在“对应单位”页回答。")
    plan.approved_by, plan.approved_at = by, timezone.now()
    plan.save(update_fields=["approved_by", "approved_at"])
    _move(plan, "issued", by, "审定印发", reason)
    return plan


@transaction.atomic
def rename_plan(plan: Plan, title: str, by: Any, *, reason: str = "") -> None:
    """The plan under another title."""
    require_reason(plan, reason)
    if not title.strip():
        raise Fault("P145", "方案名称是空的。请填写名称。")
    before, plan.title = plan.title, title.strip()[:300]
    plan.save(update_fields=["title"])
    record(plan, "修改名称", by, before={"名称": before}, after={"名称": plan.title}, reason=reason)


def _move(plan: Plan, state: str, by: Any, verb: str, reason: str = "") -> None:
    before, plan.state = plan.state, state
    plan.save(update_fields=["state"])
    record(plan, verb, by, before={"状态": NAMES[before]}, after={"状态": NAMES[state]}, reason=reason.strip())
