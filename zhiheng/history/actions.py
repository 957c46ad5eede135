"""Writing history: one line for each change, in the same transaction as the change, sealed as it is written.

Record last in a transaction: whoever records holds the end of the chain until the transaction ends, and others wait.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.models import PersonalRead, Revision
from zhiheng.history.sealing import append, digest_of_subject

LONGEST_REASON = Revision._meta.get_field("reason").max_length


def record(subject: models.Model, verb: str, by: Any, **said: Any) -> Revision:
    """The revision of one change, written; what may be said of it is as for `line`."""
    revision = line(subject, verb, by, **said)
    record_all([revision])
    return revision


def record_all(lines: Iterable[Revision]) -> None:
    """Many changes of one act, sealed and written together."""
    append(list(lines), timezone.now())


def line(
    subject: models.Model,
    verb: str,
    by: Any,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    about: models.Model | None = None,
    approved_by: Any = None,
    gone: bool = False,
) -> Revision:
    """The revision of one change, not yet written. `by` is the user, None for the program itself; `about` the larger
    thing changed; `approved_by` a user, or the name of who approved on paper; `gone` that the subject is no more. The
    subject stands in hand as it is after the change."""
    approver = approved_by if isinstance(approved_by, str) else approved_by.get_full_name() if approved_by else ""
    return Revision(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else 0,
        verb=verb,
        by_id=by.pk if by else 0,
        by_name=by.get_full_name() if by else "程序",
        approved_by_id=getattr(approved_by, "pk", 0),
        approved_by_name=approver[:60],
        at=timezone.now(),
        before=before or {},
        after=after or {},
        reason=reason,
        content="" if gone else digest_of_subject(subject),
    )


def reason_given(thing: str, reason: str, *, locked: bool) -> str:
    """The reason without blanks around it; what is locked or approved is not changed without one.

    Raises: Fault H101: no reason, and `locked` · H102: longer than history holds.
    """
    said = reason.strip()
    if locked and not said:
        raise Fault("H101", f"{thing}已经审定或锁定。请写明修改理由后再保存：为什么改，依据是什么。")
    if len(said) > LONGEST_REASON:
        raise Fault("H102", f"{thing}：理由有 {len(said)} 个字，最多 {LONGEST_REASON} 个。请缩短。")
    return said


def record_reading(subject: models.Model, field: str, purpose: str, by: Any) -> None:
    """The line that says who read a personal field in clear."""
    record_readings([(subject, field)], purpose, by)


def record_readings(read: Iterable[tuple[models.Model, str]], purpose: str, by: Any) -> None:
    """A line for each personal field that was read in clear, sealed and written together."""
    lines = [
        PersonalRead(
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            field=field,
            purpose=purpose,
            by_id=by.pk,
            by_name=by.get_full_name(),
        )
        for subject, field in read
    ]
    append(lines, timezone.now())
