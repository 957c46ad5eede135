"""What may not be kept is refused with a sentence."""

from django.db import transaction
from django.utils import timezone

from zhiheng.core.reading.formats import secrecy_mark
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons
from zhiheng.documents import originals
from zhiheng.documents.models import Document, Refusal
from zhiheng.history.actions import record


def refuse_secret(extracted: Extracted) -> None:
    """Raises: Fault D401: the text carries a marking of secrecy."""
    if mark := secrecy_mark(extracted, lexicons()):
        raise Fault(
            "D401",
            f"{extracted.name}：文件标有“{mark}”，本系统为非涉密系统，不能处理，文件没有保存。"
            "请按保密规定在涉密设备上处理；若标志有误，请先由定密单位更正。",
        )


def refuse_kept(document: Document, fault: Fault) -> None:
    """Nothing stays of a document but the notice to who sent it: used where only reading shows that it may not be kept."""
    with transaction.atomic():
        Refusal.objects.create(
            area=document.area, name=document.name, sent_by=document.uploaded_by, at=timezone.now(),
            fault_id=fault.id, says=fault.says,
        )  # fmt: skip
        digest = document.digest
        record(document, "拒收", None, gone=True)
        document.delete()
    if not Document.objects.unscoped("originals are shared by areas").filter(digest=digest).exists():
        originals.forget(digest)


def dismiss_refusal(refusal: Refusal) -> None:
    """The notice was seen."""
    refusal.delete()
