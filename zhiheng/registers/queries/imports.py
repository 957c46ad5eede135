"""The files that came into the registers."""

from django.db.models import QuerySet

from zhiheng.documents import originals
from zhiheng.registers.models import Attachment, Import, ImportProfile, Incoming
from zhiheng.web.scoping import Scope


def imports_of(register: str, scope: Scope) -> QuerySet[Import]:
    """The files that came into a register, newest first."""
    found = Import.objects.within(scope, reach="below").filter(register=register)
    return found.select_related("by", "area")


def imports(scope: Scope) -> QuerySet[Import]:
    """Every file that came in."""
    return Import.objects.within(scope, reach="below")


def imported_content(one: Import) -> bytes:
    """The file of an import, as it came. Raises: Fault D405: it is not in its place."""
    return originals.read(one.digest, one.name)


def attached_content(one: Attachment) -> bytes:
    """The file of an attachment, as it came. Raises: Fault D405: it is not in its place."""
    return originals.read(one.digest, one.name)


def incoming_of(register: str, scope: Scope) -> QuerySet[Incoming]:
    """The files brought for a register that are not in it, newest first."""
    return Incoming.objects.within(scope).filter(register=register).exclude(state="kept").select_related("by")


def profiles_of(register: str, scope: Scope) -> QuerySet[ImportProfile]:
    """The layouts of files that people of an area confirmed, newest first."""
    return ImportProfile.objects.within(scope).filter(register=register).select_related("confirmed_by")
