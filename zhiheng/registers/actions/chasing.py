"""What a visit found or a meeting resolved becomes 督办: a matter a line, each with its deadline, the same line once."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.plans.chasing import actions as chasing
from zhiheng.plans.chasing.forms import resolutions_in
from zhiheng.plans.models import Matter
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.queries.chasing import origin_of, proposed, units_of
from zhiheng.web.access import demand


@transaction.atomic
def chase_row(
    row: Row, lines: str, lead: Organisation | None, due_on: date | None, office: Organisation, by: Any, *, on: date
) -> list[Matter]:
    """The new matters; a line names its own unit and day, `lead` and `due_on` stand for those that name none.

    Raises: NotAllowed U401. Fault P190: no line · P191: the row no longer counts · P170, P172.
    """
    demand(by, "registers.view", register=row.register, area=row.area)  # opening matters demands its own right
    register = known_register(row.register)
    if row.status != "kept":
        raise Fault("P191", "这一行已经作废，不能列入督办。请先恢复这一行，或在督办台账里另行立项。")
    asked, found = proposed(register, row, office), resolutions_in(lines, units_of(row, office))
    if not found:
        raise Fault("P190", f"{asked.basis}：没有写问题或议定事项。请一行写一件，再列入督办。")
    url = reverse("registers:row", args=[register.id, row.pk])
    return chasing.open_matters(
        [
            chasing.Asked(
                words, unit or lead, due_on=day or due_on, source=register.chased.source, basis=asked.basis,
                basis_on=asked.basis_on, goal=asked.measure, origin_url=url,
                origin=origin_of(row) + hashlib.sha256(words.encode()).hexdigest()[:40],
            )
            for words, unit, day in found
        ],
        office, by, on=on,
    )  # fmt: skip
