"""Reading history, and what is known of its seals."""

from django.db import models
from django.db.models import Max, Q, QuerySet

from zhiheng.core.sealing import entry_in_words, is_whole
from zhiheng.core.values.seals import Sealed as SealedEntry
from zhiheng.history.exporting import root_typed
from zhiheng.history.models import DailyRoot, Head, Revision, Sealed, Verification
from zhiheng.history.sealing import MODEL_OF, entry_of
from zhiheng.history.verifying import named, root_of

__all__ = ["Entry", "entry", "heads", "last_change", "last_verification", "root_lines", "root_typed", "roots", "timeline"]


def timeline(subject: models.Model) -> QuerySet[Revision]:
    """Every change of a thing and of its parts, newest first."""
    label, pk = subject._meta.label_lower, subject.pk
    return Revision.objects.filter(
        Q(subject_type=label, subject_id=pk) | Q(about_type=label, about_id=pk)
    ).order_by("-seq")


def last_change(model: type[models.Model]) -> int:
    """The number of the last entry about any thing of that kind; 0 where there is none."""
    entries = Revision.objects.filter(subject_type=model._meta.label_lower)
    return entries.aggregate(last=Max("seq"))["last"] or 0


def roots() -> QuerySet[DailyRoot]:
    """The roots of days, newest first."""
    return DailyRoot.objects.all()


def root_lines() -> str:
    """All roots as text to print and keep, newest first."""
    lines = (f"{one.day}  {one.root}  {one.digest_name}  {one.last}  {one.reads_last}" for one in roots())
    return "\n".join(["日期  日根  算法  改动记录至  查阅记录至", *lines]) + "\n"


def heads() -> dict[str, Head]:
    """Where each chain ends now."""
    return {head.chain: head for head in Head.objects.all()}


def last_verification() -> Verification | None:
    """The latest that was asked for."""
    return Verification.objects.first()


class Entry:
    """One entry as the auditor sees it: who did what to which thing when, and its seal; not the values."""

    def __init__(self, chain: str, kept: Sealed) -> None:
        entry = entry_of(kept)
        self.chain, self.kept = chain, kept
        self.says = entry_in_words(entry, named)
        self.reason = entry.get("reason") or entry.get("purpose", "")
        self.approved_by = entry.get("approved_by_name", "")
        self.whole = is_whole(SealedEntry(entry, kept.digest))
        model = type(kept)
        before = model.objects.filter(seq=kept.seq - 1).first()
        self.after = model.objects.filter(seq=kept.seq + 1).first()
        self.follows = kept.prev == (before.digest if before else "")
        self.root = _root_binding(chain, kept.seq)


def entry(chain: str, seq: int) -> Entry | None:
    """The entry of that number; None where there is none."""
    kept = MODEL_OF[chain].objects.filter(seq=seq).first() if chain in MODEL_OF else None
    return Entry(chain, kept) if kept else None


def _root_binding(chain: str, seq: int) -> DailyRoot | None:
    """The first root that binds an entry, made anew as it was closed; None while its day is not over."""
    last = "last" if chain == "changes" else "reads_last"
    kept = DailyRoot.objects.filter(**{f"{last}__gte": seq}).order_by("day").first()
    return kept if kept and root_of(kept).digest == kept.root else None
