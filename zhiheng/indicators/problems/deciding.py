"""What a person makes of a problem that was found: a matter of 督办, or nothing, for a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.indicators.models import Dismissal
from zhiheng.indicators.problems.finding import Problem
from zhiheng.plans.chasing import actions as chasing
from zhiheng.plans.models import Matter
from zhiheng.web.access import demand


@transaction.atomic
def chase(problem: Problem, office: Organisation, by: Any, *, on: date) -> Matter:
    """The new matter, which names what it was found by. Raises: NotAllowed U401. Fault P320: chased already."""
    asked = chasing.Asked(
        problem.subject, problem.lead, source="found", origin=problem.origin, origin_url=problem.url, basis=problem.evidence,
        basis_on=on, goal=problem.goal,
    )  # fmt: skip
    made = chasing.open_matters([asked], office, by, on=on)
    if not made:
        raise Fault("P320", f"“{problem.subject}”已经立过项。请刷新页面。")
    return made[0]


@transaction.atomic
def dismiss(problem: Problem, office: Organisation, reason: str, by: Any) -> Dismissal:
    """The decision that it is not chased; it is not proposed again. Raises: NotAllowed U401. Fault P321: no reason."""
    demand(by, "plans.draft", area=office.area)
    if not reason.strip() or len(reason.strip()) > 300:
        raise Fault("P321", f"“{problem.subject}”：没有写不立项的理由，或者超过 300 个字。请写一句话再点“不立项”。")
    said = {"subject": problem.subject, "reason": reason.strip(), "by": by, "at": timezone.now()}
    made, new = Dismissal.objects.unscoped("of the office's own area").get_or_create(
        area=office.area, origin=problem.origin, defaults=said
    )
    if new:
        record(made, "发现的问题不立项", by, after={"问题": made.subject, "依据": problem.evidence}, reason=made.reason)
    return made
