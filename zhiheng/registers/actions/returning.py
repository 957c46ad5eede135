"""An office says that it has returned a register for a period: with no rows, that there was nothing (零报告)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.scheduling import Turn
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Return
from zhiheng.web.access import demand


@transaction.atomic
def file_return(register: str, office: Organisation, turn: Turn, by: Any) -> Return:
    """The return of the office's area; twice for one period is one. Raises: NotAllowed U401."""
    demand(by, "registers.add", register=register, area=office.area)
    made, new = Return.objects.unscoped("of the office's own area").get_or_create(
        register=register, area=office.area, start=turn.start, end=turn.end,
        defaults={"office": office, "by": by, "at": timezone.now()},
    )  # fmt: skip
    if new:
        record(made, "报送", by, after={"台账": known_register(register).name, "期间": turn.name})
    return made
