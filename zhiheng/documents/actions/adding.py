"""Files come in: kept once, refused with a sentence, or queued to be read."""

import hashlib
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from zhiheng.core import open_file
from zhiheng.core.reading.formats import base_name, secrecy_mark, sniffing
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.documents.models import Document, Refusal
from zhiheng.history.actions import record

OPENED_AT_ONCE = ("text", "html", "docx", "sheet", "ofd")  # quick to open; scans and PDF are opened in the background
AT_ONCE_LIMIT = 8 * 1024 * 1024  # bytes


def add_document(office: Organisation, name: str, content: bytes | IO[bytes], by: Any) -> tuple[Document, bool]:
    """The document, and whether it was there already: the same file twice in an area is one document.

    Raises: Fault: the file is empty, too large, not readable, or carries a marking of secrecy; nothing is kept.
    """
    name = fitting_name(name)
    data = _within_limit(name, content)
    digest = hashlib.sha256(data).hexdigest()
    if there := Document.objects.unscoped("looked for in one area").filter(area=office.area_id, digest=digest).first():
        return there, True
    if len(data) <= AT_ONCE_LIMIT and sniffing.kind(data, name) in OPENED_AT_ONCE:
        refuse_secret(open_file(data, name))
    originals.keep(data, digest)
    try:
        return _saved(office, name, digest, len(data), by), False
    except IntegrityError:  # the same file arrived twice at once
        return Document.objects.unscoped("looked for in one area").get(area=office.area_id, digest=digest), True


def fitting_name(name: str) -> str:
    """A file's name without its folder, short enough to keep, its extension kept."""
    name = base_name(name)
    stem, dot, extension = name.rpartition(".")
    if len(name) <= 200 or not dot:
        return name[:200]
    return f"{stem[: 199 - len(extension)]}.{extension}" if len(extension) < 20 else name[:200]


def refuse_secret(extracted: Extracted) -> None:
    """Raises: Fault D401: the text carries a marking of secrecy."""
    if mark := secrecy_mark(extracted, lexicons()):
        raise Fault(
            "D401",
            f"{extracted.name}：文件标有“{mark}”，本系统为非涉密系统，不能处理，文件没有保存。"
            "请按保密规定在涉密设备上处理；若标志有误，请先由定密单位更正。",
        )


@transaction.atomic
def read_again(document: Document, by: Any) -> None:
    """The document waits to be read once more. What people decided stays."""
    if document.state == "reading" and not document.stalled(timezone.now()):
        raise Fault("D402", f"{document.name}：正在识读，不用重复开始。请等进度条走完。")
    wait_to_be_read(document)
    record(document, "重新识读", by)


def wait_to_be_read(document: Document) -> None:
    """The document stands in the queue."""
    document.state, document.progress, document.progress_says = "waiting", 0, ""
    document.fault_id = document.fault_says = ""
    document.started_at = document.alive_at = None
    document.queued_at = timezone.now()
    document.save()
    enqueue_reading(document)


def enqueue_reading(document: Document) -> None:
    """The background worker is told once the row is saved."""
    from zhiheng.documents.tasks import read_in_background

    read_in_background.enqueue(document.pk)


def refuse_kept(document: Document, fault: Fault) -> None:
    """Nothing stays of a document but the notice to who sent it: used where only reading shows that it may not be kept."""
    with transaction.atomic():
        Refusal.objects.create(
            area=document.area, name=document.name, sent_by=document.uploaded_by, at=timezone.now(),
            fault_id=fault.id, says=fault.says,
        )  # fmt: skip
        digest = document.digest
        document.delete()
    if not Document.objects.unscoped("originals are shared by areas").filter(digest=digest).exists():
        originals.forget(digest)


def dismiss_refusal(refusal: Refusal) -> None:
    """The notice was seen."""
    refusal.delete()


@transaction.atomic
def _saved(office: Organisation, name: str, digest: str, size: int, by: Any) -> Document:
    now: datetime = timezone.now()
    document = Document.objects.create(
        area=office.area, office=office, name=name, digest=digest, size=size,
        uploaded_by=by, uploaded_at=now, queued_at=now,
    )  # fmt: skip
    record(document, "新增文件", by, after={"文件": name, "SHA-256": digest})
    enqueue_reading(document)
    return document


def _within_limit(name: str, content: bytes | IO[bytes]) -> bytes:
    """The bytes, never more of them than the limit."""
    limit = settings.UPLOAD_LIMIT
    data = content if isinstance(content, bytes) else content.read(limit + 1)
    if len(data) > limit:
        raise too_large(name)
    if not data:
        raise Fault("D403", f"{name}：文件是空的，没有可读的内容。请检查原文件后重新上传。")
    return data


def too_large(name: str) -> Fault:
    """The sentence for a file that is larger than the limit."""
    limit = settings.UPLOAD_LIMIT // (1 << 20)
    return Fault("D404", f"{fitting_name(name)}：文件超过 {limit} MB 的上限，没有保存。请拆分或压缩图片后再传。")
