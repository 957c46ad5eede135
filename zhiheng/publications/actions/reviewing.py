"""A draft is handed up to be signed, or comes back with a reason."""

from typing import Any

from django.db import transaction

from zhiheng.publications.lifecycle import demand_own, held, move, why
from zhiheng.publications.models import Manuscript


@transaction.atomic
def submit(pk: int, by: Any) -> Manuscript:
    """The manuscript waits to be signed. Raises: NotAllowed U401. Fault B120 it is no draft."""
    one = held(pk)
    demand_own(by, "publications.draft", one.office)
    move(one, "submit", by)
    return one


@transaction.atomic
def send_back(pk: int, by: Any, *, reason: str) -> Manuscript:
    """The manuscript is a draft again. Raises: NotAllowed U401. Fault B120 nobody handed it up · B123 no reason."""
    one = held(pk)
    demand_own(by, "publications.sign", one.office)
    move(one, "send_back", by, reason=why(one, "退回", reason))
    return one
