"""An issued document goes to bodies, and each signs for it 签收: at its own sign-in, or ticked by the clerk who heard of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import line, record_all
from zhiheng.publications.actions.amending import issued
from zhiheng.publications.lifecycle import demand_own
from zhiheng.publications.models import Delivery


@transaction.atomic
def distribute(pk: int, organisations: Iterable[Organisation], by: Any) -> list[Delivery]:
    """The new deliveries; a body that the document went to before gets it once. Raises: NotAllowed U401."""
    one = issued(pk)
    demand_own(by, "publications.draft", one.office)
    there = set(one.deliveries.values_list("organisation", flat=True))
    wanted = {each.pk: each for each in organisations if each.pk not in there}
    made = [
        Delivery.objects.create(publication=one, organisation=each, sent_by=by, sent_at=timezone.now())
        for each in wanted.values()
    ]
    record_all(line(each, "分发", by, after={"收文单位": each.organisation.name}, about=one) for each in made)
    return made


@transaction.atomic
def receive(pk: int, by: Any, *, person: str = "") -> Delivery:
    """The delivery, signed for: by one of the body it went to, or ticked by who sent it, for `person` there.

    Raises: NotAllowed U401. Fault B131 it is signed for.
    """
    found = Delivery.objects.select_for_update().get(pk=pk)
    theirs = by.memberships.current().filter(organisation=found.organisation_id).exists()
    demand_own(by, "publications.draft", found.organisation if theirs else found.publication.office)
    if found.received_at:
        raise Fault("B131", f"{found.organisation.name}已由{found.received_by}签收，不用再签。签错的，请与发文单位联系。")
    found.received_at, found.recorded_by = timezone.now(), by
    found.received_by = (person.strip() or by.get_full_name())[:60]
    found.save(update_fields=["received_at", "recorded_by", "received_by"])
    after = {"收文单位": found.organisation.name, "签收人": found.received_by}
    record_all([line(found, "签收", by, after=after, about=found.publication)])
    return found
