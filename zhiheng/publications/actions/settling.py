"""A doubt of the margin is settled by a person, with the reason; or opened again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.publications.doubts import doubt_in
from zhiheng.publications.lifecycle import NAMES, WHO_SETTLES, demand_own, held, why
from zhiheng.publications.models import Manuscript, Settlement
from zhiheng.publications.rewriting import last_version


@transaction.atomic
def settle(pk: int, by: Any, *, ticket: str, reason: str) -> Settlement:
    """The doubt, settled, with the version that it was seen in.

    Raises: NotAllowed U401. Fault B123 no reason · B150 nobody changes the manuscript any more · B151 the page is of another one.
    """
    one = _open(pk, by)
    key, quote, doubt = doubt_in(one, ticket)
    said = {"quote": quote, "doubt": doubt, "reason": why(one, "说明疑点", reason), "by": by, "at": timezone.now()}
    made = Settlement.objects.update_or_create(version=last_version(one), key=key, defaults=said)[0]
    record(one, "说明疑点", by, after={"文中": quote, "疑点": doubt}, reason=made.reason)
    return made


@transaction.atomic
def reopen(pk: int, by: Any, *, ticket: str) -> None:
    """The doubt stands again; that it was settled stays in the history. Raises: as `settle`."""
    one = _open(pk, by)
    key, quote, doubt = doubt_in(one, ticket)
    Settlement.objects.filter(version__manuscript=one, key=key).delete()
    record(one, "恢复疑点", by, after={"文中": quote, "疑点": doubt})


def _open(pk: int, by: Any) -> Manuscript:
    one = held(pk)
    demand_own(by, WHO_SETTLES.get(one.state, "publications.draft"), one.office)
    if one.state not in WHO_SETTLES:
        raise Fault("B150", f"“{one.title}”现在是“{NAMES[one.state]}”，疑点不能再改。要改的，请先退回修改或撤销签发。")
    return one
