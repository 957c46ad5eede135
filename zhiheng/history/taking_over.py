"""Things kept before there were seals: their content is sealed as it stands, once, so that a later change of it shows."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from zhiheng.history.models import Head, Revision
from zhiheng.history.sealing import Contents, append, content_digest, declared
from zhiheng.history.verifying import lasts

AT_ONCE = 500
VERB = "照现状封存"


def seal_what_stands(now: datetime) -> int:
    """How many things were sealed now; none where everything was kept with its seal from the beginning."""
    head = Head.objects.filter(chain="changes").first()
    if head is None or not head.taken_over:
        return 0
    sealed = 0
    for contents in declared().values():
        waiting = _waiting(contents, head.taken_over)
        while some := list(islice(waiting, AT_ONCE)):
            sealed += _seal(contents, some, now)
    return sealed


def _waiting(contents: Contents, upto: int) -> Iterator[int]:
    """Numbers of things of which nothing was recorded since there are seals."""
    return (pk for pk, last in lasts(contents.label) if last.seq <= upto)


@transaction.atomic
def _seal(contents: Contents, pks: Sequence[int], now: datetime) -> int:
    Head.objects.select_for_update().get(chain="changes")  # nobody records while the contents are read
    newer = Revision.objects.filter(subject_type=contents.label, subject_id__in=pks).exclude(content="")
    done = set(newer.values_list("subject_id", flat=True))
    found = {pk: content for pk in pks if pk not in done and (content := contents.one(pk)) is not None}
    append([_line(contents.label, pk, content_digest(content, settings.SEAL_DIGEST)) for pk, content in found.items()], now)
    return len(found)


def _line(label: str, pk: int, digest: str) -> Revision:
    why = "录入于启用存证以前"
    return Revision(subject_type=label, subject_id=pk, verb=VERB, by_name="程序", reason=why, content=digest)
