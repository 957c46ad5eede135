"""What is done at the desk itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.desk.queries import turn_of
from zhiheng.directory.models import Organisation
from zhiheng.registers.actions import file_return, see_notices
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Notice
from zhiheng.web.scoping import Scope


def mark_seen(numbers: Iterable[int], scope: Scope, office: Organisation, by: Any) -> None:
    """The notices of the office, and those it hands on, leave the desk."""
    found = Notice.objects.within(scope, reach="below").filter(pk__in=list(numbers), seen_at=None)
    see_notices([notice for notice in found.select_related("row") if office.pk in (notice.unit_id, notice.row.office_id)], by)


def say_none(register: str, day: date, office: Organisation, by: Any) -> None:
    """The office has returned the register for the period of that day, with nothing in it (零报告).

    Raises: NotAllowed U401. Fault D206: no such register · T211: it asks for no returns.
    """
    found = known_register(register)
    if found.returns is None:
        raise Fault("T211", f"“{found.name}”没有定期报送的要求。请直接登记，不用零报告。")
    file_return(register, office, turn_of(found, day), by)
