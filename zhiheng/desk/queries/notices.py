"""What bodies are told: what an office has not seen yet, and what it must hand on to those who have no sign-in here."""

from django.db.models import Q, QuerySet

from zhiheng.directory.models import Organisation
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Notice
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope


def unseen_notices(scope: Scope, office: Organisation, rights: Rights) -> QuerySet[Notice]:
    """What the office was told and nobody there has seen, the newest first."""
    found = Notice.objects.within(scope, reach="below").filter(_of_hers(rights), unit=office, seen_at=None)
    return found.select_related("row")


def notices_to_hand_on(scope: Scope, office: Organisation, rights: Rights) -> QuerySet[Notice]:
    """What the office's rows say to others: those that are no body here, or where nobody signs in."""
    found = Notice.objects.within(scope, reach="below").filter(_of_hers(rights), row__office=office, seen_at=None)
    return found.exclude(unit=office).filter(unit__people=None).select_related("row", "unit").order_by("to", "pk")


def _of_hers(rights: Rights) -> Q:
    """The condition that a notice is of a register that she may see."""
    known = known_registers()
    hers = rights.registers(known)
    return Q() if len(hers) == len(known) else Q(row__register__in=hers)
