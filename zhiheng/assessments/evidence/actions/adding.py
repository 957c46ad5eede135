"""Files come into a box, many at once: each kept once, each refused with a sentence that keeps no other out."""

import hashlib
from collections.abc import Iterable
from typing import IO, Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhiheng.assessments.evidence.actions.holding import held_box
from zhiheng.assessments.evidence.actions.minding import notice
from zhiheng.assessments.evidence.actions.reading import (
    AT_ONCE,
    described,
    read_in_background,
    refuse_secret_in,
)
from zhiheng.assessments.evidence.refusing import kind_of
from zhiheng.assessments.evidence.telling import titled, told
from zhiheng.assessments.evidence.unpacking import Sent, sent_files
from zhiheng.assessments.models import Assessed, Exhibit
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.documents.actions.adding import AT_ONCE_LIMIT
from zhiheng.history.actions import record


class Came(NamedTuple):
    """What became of one file. `state`: kept, there (the same bytes are in the box), refused."""

    name: str
    state: str
    says: str
    exhibit: Exhibit | None = None


def add_files(
    assessed: Assessed, files: Iterable[tuple[str, IO[bytes]]], by: Any, unit: Organisation | None = None
) -> list[Came]:
    """What became of each file, those of zips one by one; `unit` is who gave them.

    Raises: NotAllowed U401. Fault S225: the result is approved.
    """
    with transaction.atomic():
        held_box(assessed, by)
    came = [_came(assessed, sent, by, unit) for name, file in files for sent in sent_files(name, file)]
    with transaction.atomic():
        notice(held_box(assessed, by))
    for one in came:
        if one.state == "kept" and one.exhibit and not one.exhibit.read_at:
            read_in_background.enqueue(one.exhibit.pk)
    return came


def _came(assessed: Assessed, sent: Sent, by: Any, unit: Organisation | None) -> Came:
    if sent.fault:
        return Came(sent.name, "refused", f"{sent.fault.says}（{sent.fault.id}）")
    digest = hashlib.sha256(sent.data).hexdigest()
    try:
        with transaction.atomic():
            if there := assessed.exhibits.filter(digest=digest).first():
                return _was_there(there, sent, by)
            return _kept(assessed, sent, digest, by, unit)
    except IntegrityError:  # the same file came twice at once
        there = assessed.exhibits.get(digest=digest)
        return Came(sent.name, "there", f"同一份文件已在“{there.file_name}”。", there)
    except Fault as fault:
        return Came(sent.name, "refused", f"{fault.says}（{fault.id}）")


def _was_there(there: Exhibit, sent: Sent, by: Any) -> Came:
    originals.keep(sent.data, there.digest)  # put back where it was lost
    if not there.dropped:
        return Came(sent.name, "there", f"同一份文件已在“{there.file_name}”，没有重复收。一份可以归入几项。", there)
    there.dropped, there.dropped_why = False, ""
    there.save(update_fields=["dropped", "dropped_why"])
    record(there, "佐证放回", by, after={"文件": there.file_name}, about=there.assessed)
    return Came(sent.name, "kept", "这份文件以前移出过，已放回。", there)


def _kept(assessed: Assessed, sent: Sent, digest: str, by: Any, unit: Organisation | None) -> Came:
    name = sent.name[-255:]
    kind = kind_of(sent.data, name.rpartition("/")[2])
    exhibit = Exhibit(
        assessed=assessed, digest=digest, file_name=name, kind=kind, size=len(sent.data), title=titled(name)[:300], unit=unit,
        by=by, at=timezone.now(),
    )  # fmt: skip
    if kind in AT_ONCE and len(sent.data) <= AT_ONCE_LIMIT:
        _read_at_once(exhibit, sent.data)
    originals.keep(sent.data, digest)
    exhibit.save()
    record(exhibit, "收到佐证", by, after={"文件": name, "SHA-256": digest}, about=assessed)
    return Came(name, "kept", "已收下。" if exhibit.read_at else "已收下，正在后台识读。", exhibit)


def _read_at_once(exhibit: Exhibit, data: bytes) -> None:
    """Raises: Fault D401: it carries a marking of secrecy."""
    found = told(data, exhibit.file_name, exhibit.kind)
    refuse_secret_in(found)
    described(exhibit, found)
