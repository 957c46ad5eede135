"""The office decides whether who wrote a document may sign it herself."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.publications.lifecycle import demand_own, why
from zhiheng.publications.models import SigningRule
from zhiheng.publications.ruling import alone_in


@transaction.atomic
def set_rule(office: Organisation, by: Any, *, alone: bool, reason: str) -> SigningRule:
    """The rule from now on; what was set before stays readable.

    Raises: NotAllowed U401. Fault B123 no reason · B137 another's office · B153 it is so already.
    """
    demand_own(by, "publications.sign", office)
    before = alone_in(office)
    if before == alone:
        now = "可以" if alone else "不可以"
        raise Fault("B153", f"{office.name}现在就是起草人{now}签发自己的稿。请刷新页面，看过再改。")
    made = SigningRule.objects.create(
        office=office, alone=alone, reason=why(office, "改签发规则", reason), by=by, at=timezone.now()
    )  # fmt: skip
    said = {True: "可以", False: "不可以"}
    told = {"before": {"起草人自己签发": said[before]}, "after": {"起草人自己签发": said[alone]}}
    record(made, "改签发规则", by, reason=made.reason, about=office, **told)
    return made
