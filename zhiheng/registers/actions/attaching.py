"""Files that prove something about a row: kept byte for byte under their digest; what is marked secret is refused."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from zhiheng.documents import originals
from zhiheng.documents.actions.adding import fitting_name, refuse_marked_secret
from zhiheng.history.actions import record
from zhiheng.registers.models import Attachment, Row
from zhiheng.web.access import demand


@transaction.atomic
def attach(row: Row, files: Iterable[UploadedFile], by: Any, field: str = "") -> list[Attachment]:
    """The files, kept with the row; the same file of one row is kept once.

    Raises: NotAllowed U401. Fault D401: a file carries a marking of secrecy.
    """
    demand(by, "registers.change", register=row.register, area=row.area)
    return [one for file in files if (one := _kept(row, file, field, by))]


def _kept(row: Row, file: UploadedFile, field: str, by: Any) -> Attachment | None:
    content, name = file.read(), fitting_name(file.name or "附件")
    digest = hashlib.sha256(content).hexdigest()
    if row.attachments.filter(digest=digest, field=field).exists():
        return None
    return keep_proof(row, name, content, by, field)


def keep_proof(row: Row, name: str, content: bytes, by: Any, field: str = "") -> Attachment:
    """One file, kept with a row. Raises: Fault D401: it carries a marking of secrecy."""
    refuse_marked_secret(name, content)
    digest = hashlib.sha256(content).hexdigest()
    originals.keep(content, digest)
    made = Attachment.objects.create(
        row=row, field=field, name=name, digest=digest, size=len(content), by=by, at=timezone.now()
    )
    record(made, "上传附件", by, after={"附件": name, "校验码": digest}, about=row)
    return made
