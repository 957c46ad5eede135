"""Writing history: one line for each change, in the same transaction as the change."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from zhiheng.history.models import PersonalRead, Revision


def record(subject: models.Model, verb: str, by: Any, **said: Any) -> Revision:
    """The revision of one change, written; what may be said of it is as for `line`."""
    revision = line(subject, verb, by, **said)
    revision.save(force_insert=True)
    return revision


def record_all(lines: Iterable[Revision]) -> None:
    """Many changes of one act, written together."""
    Revision.objects.bulk_create(lines, batch_size=500)


def line(
    subject: models.Model,
    verb: str,
    by: Any,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    about: models.Model | None = None,
) -> Revision:
    """The revision of one change, not yet written. `by` is the user, None for the program itself; `about` the larger
    thing changed."""
    return Revision(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else 0,
        verb=verb,
        by_id=by.pk if by else 0,
        by_name=by.get_full_name() if by else "程序",
        at=timezone.now(),
        before=before or {},
        after=after or {},
        reason=reason,
    )


def record_reading(subject: models.Model, field: str, purpose: str, by: Any) -> PersonalRead:
    """The line that says who read a personal field in clear."""
    return PersonalRead.objects.create(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        field=field,
        purpose=purpose,
        by_id=by.pk,
        by_name=by.get_full_name(),
        at=timezone.now(),
    )
