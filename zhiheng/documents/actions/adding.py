"""Files come in: kept once, and queued to be read."""

import hashlib
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from zhiheng.core import open_file
from zhiheng.core.reading.formats import base_name, sniffing
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.documents.actions.queueing import enqueue_reading, wait_to_be_read
from zhiheng.documents.actions.refusing import refuse_secret
from zhiheng.documents.models import Document
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
        originals.keep(data, digest)  # put back where it was lost
        return there, True
    refuse_marked_secret(name, data)
    originals.keep(data, digest)
    try:
        return _saved(office, name, digest, len(data), by), False
    except IntegrityError:  # the same file arrived twice at once
        return Document.objects.unscoped("looked for in one area").get(area=office.area_id, digest=digest), True


def refuse_marked_secret(name: str, data: bytes) -> None:
    """Nothing, unless a file that is quick to open carries a marking of secrecy. Raises: Fault D401, R1xx."""
    if len(data) <= AT_ONCE_LIMIT and sniffing.kind(data, name) in OPENED_AT_ONCE:
        refuse_secret(open_file(data, name))


def fitting_name(name: str) -> str:
    """A file's name without its folder, short enough to keep, its extension kept."""
    name = base_name(name)
    stem, dot, extension = name.rpartition(".")
    if len(name) <= 200 or not dot:
        return name[:200]
    return f"{stem[: 199 - len(extension)]}.{extension}" if len(extension) < 20 else name[:200]


@transaction.atomic
def read_again(document: Document, by: Any) -> None:
    """The document waits to be read once more. What people decided stays."""
    if document.state == "reading" and not document.stalled(timezone.now()):
        raise Fault("D402", f"{document.name}：正在识读，不用重复开始。请等进度条走完。")
    wait_to_be_read(document)
    record(document, "重新识读", by)


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
