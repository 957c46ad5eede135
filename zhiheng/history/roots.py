"""Days closed: each gets a root that binds everything sealed until its midnight."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from zhiheng.core.sealing import CHINA, day_root
from zhiheng.core.values.seals import Span
from zhiheng.history.models import DailyRoot, Head, Sealed
from zhiheng.history.sealing import MODEL_OF


@transaction.atomic
def close_days(now: datetime) -> list[DailyRoot]:
    """The roots made now: of every day that is over in China and has none yet."""
    list(Head.objects.select_for_update().order_by("chain"))  # who still writes yesterday's entries is waited for
    last, today = DailyRoot.objects.first(), now.astimezone(CHINA).date()
    day = last.day + timedelta(days=1) if last else _first_day()
    made = []
    while day is not None and day < today:
        last = _closed(day, last, now)
        made.append(last)
        day += timedelta(days=1)
    return made


def _first_day() -> date | None:
    """The day since which there are seals; None while nothing is sealed."""
    taken_over = Head.objects.exclude(taken_over_at=None).order_by("taken_over_at").first()
    firsts = [model.objects.order_by("seq").first() for model in MODEL_OF.values()]
    moments = [taken_over.taken_over_at] if taken_over else [kept.at for kept in firsts if kept]
    return min(moments).astimezone(CHINA).date() if moments else None


def _closed(day: date, before: DailyRoot | None, now: datetime) -> DailyRoot:
    midnight = datetime.combine(day + timedelta(days=1), time(), CHINA)
    changes = _span(MODEL_OF["changes"], midnight, (before.last, before.head) if before else (0, ""))
    reads = _span(MODEL_OF["reads"], midnight, (before.reads_last, before.reads_head) if before else (0, ""))
    prev, name = before.root if before else "", settings.SEAL_DIGEST
    root = day_root(day.isoformat(), {"changes": changes, "reads": reads}, prev, name)
    return DailyRoot.objects.create(
        day=day, first=changes.first, last=changes.last, head=changes.head,
        reads_first=reads.first, reads_last=reads.last, reads_head=reads.head,
        prev=prev, root=root.digest, digest_name=name, closed_at=now,
    )  # fmt: skip


def _span(model: type[Sealed], midnight: datetime, before: tuple[int, str]) -> Span:
    last, head = before
    end = model.objects.filter(seq__gt=last, at__lt=midnight).order_by("-seq").first()
    return Span(last + 1, end.seq, end.digest) if end else Span(last + 1, last, head)
