"""What a file says of itself is read: what is quick at once, PDF and pictures in the background."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from zhiheng.assessments.evidence.actions.minding import notice
from zhiheng.assessments.evidence.telling import Told, told
from zhiheng.assessments.models import Assessed, Exhibit
from zhiheng.core.values.faults import Fault
from zhiheng.documents import originals
from zhiheng.documents.actions.refusing import refuse_secret
from zhiheng.documents.models import Refusal
from zhiheng.history.actions import record

AT_ONCE = ("docx", "xlsx", "ofd", "xls")
_log = logging.getLogger(__name__)


@task
def read_in_background(pk: int) -> None:
    """Reads one file of a box; what went wrong stands on it."""
    read_exhibit(pk)


def read_exhibit(pk: int) -> None:
    """The file of that number is read, unless it was already or is gone; what persons wrote meanwhile stays."""
    exhibit = Exhibit.objects.filter(pk=pk, read_at=None).first()
    if exhibit is None:
        return
    found: Told | None = None
    trouble = ""
    try:
        found = told(originals.read(exhibit.digest, exhibit.file_name), exhibit.file_name, exhibit.kind)
        refuse_secret_in(found)
    except Fault as fault:
        if fault.id == "D401":
            _let_go(exhibit, fault)
            return
        trouble = fault.says
    except Exception as problem:
        _log.exception("reading exhibit %s", pk)
        trouble = f"{exhibit.file_name}：识读时程序出错（{type(problem).__name__}），原件没有改动。"
    _keep(pk, found, trouble)


@transaction.atomic
def _keep(pk: int, found: Told | None, trouble: str) -> None:
    box = Assessed.objects.select_for_update().get(exhibits=pk)
    exhibit = Exhibit.objects.get(pk=pk)
    if exhibit.read_at:
        return
    if found:
        described(exhibit, found)
    else:
        exhibit.trouble, exhibit.read_at = trouble[:300], timezone.now()
    exhibit.save()
    said = {"题名": exhibit.title, "日期": str(exhibit.dated_on or "")} if found else {}
    record(exhibit, "识读佐证", None, after=said, reason=exhibit.trouble, about=box)
    notice(box)


def described(exhibit: Exhibit, found: Told) -> None:
    """What the file says stands on the exhibit, not yet saved."""
    exhibit.title, exhibit.number, exhibit.issuer = found.title, found.number, found.issuer
    exhibit.dated_on, exhibit.saved_at, exhibit.pages = found.dated_on, found.saved_at, found.pages
    exhibit.sealed, exhibit.text_digest, exhibit.trouble = found.sealed, found.words, found.trouble
    exhibit.read_at = timezone.now()


def refuse_secret_in(found: Told) -> None:
    """Raises: Fault D401: the file carries a marking of secrecy."""
    if found.opened:
        refuse_secret(found.opened)


@transaction.atomic
def _let_go(exhibit: Exhibit, fault: Fault) -> None:
    """Nothing stays of the file but the notice to who brought it."""
    box = Assessed.objects.select_related("assessment").get(exhibits=exhibit)
    place = box.area or box.assessment.area
    Refusal.objects.create(
        area=place, name=exhibit.file_name[-200:], sent_by=exhibit.by, at=timezone.now(), fault_id=fault.id, says=fault.says
    )
    digest = exhibit.digest
    record(exhibit, "拒收佐证", None, gone=True, about=box)
    exhibit.delete()
    if not Exhibit.objects.filter(digest=digest).exists():
        originals.forget(digest)
