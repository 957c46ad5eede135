"""Files that prove an entry: kept byte for byte; macros, marks of secrecy and what is too large are refused."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from zhiheng.core.macros import carries_macros
from zhiheng.core.values.faults import Fault
from zhiheng.documents import originals
from zhiheng.documents.actions.adding import fitting_name, refuse_marked_secret, too_large
from zhiheng.history.actions import record
from zhiheng.plans.models import MatterEntry, MatterProof

Uploaded = tuple[str, bytes]  # the file's name and content
MOST = 20


class Proved(NamedTuple):
    """A file that may be kept."""

    name: str
    content: bytes
    digest: str


def proved_files(files: Sequence[Uploaded]) -> list[Proved]:
    """The files that may be kept, the same one once.

    Raises: Fault D401: it carries a marking of secrecy · D404: too large · P192: macros · P193: empty, or too many ·
            R1xx: it cannot be read.
    """
    if len(files) > MOST:
        raise Fault("P193", f"一次传了 {len(files)} 个佐证文件，超过 {MOST} 个。请合并后再传，或分几次反馈。")
    found: dict[str, Proved] = {}
    for given, content in files:
        name = fitting_name(given)
        if not content:
            raise Fault("P193", f"{name}：文件是空的。请换一个有内容的文件。")
        if len(content) > settings.UPLOAD_LIMIT:
            raise too_large(name)
        if carries_macros(content):
            raise Fault("P192", f"{name}：文件里有宏，打开时会运行程序，不能作佐证。请另存为不带宏的格式，或转成 PDF 后再传。")
        refuse_marked_secret(name, content)
        digest = hashlib.sha256(content).hexdigest()
        found[digest] = Proved(name, content, digest)
    return list(found.values())


def keep_proofs(entry: MatterEntry, files: Sequence[Proved], by: Any) -> None:
    """The files are kept with the entry, each with its digest in the history."""
    for file in files:
        originals.keep(file.content, file.digest)
        made = MatterProof.objects.create(
            entry=entry, name=file.name, digest=file.digest, size=len(file.content), by=by, at=timezone.now()
        )
        record(made, "上传佐证", by, after={"佐证文件": file.name, "校验码": file.digest}, about=entry.matter)
