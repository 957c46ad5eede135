"""What was issued stays readable; that it was withdrawn, or that figures in it were corrected, stands beside it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.publications.actions.writing import asked_for, begun_with
from zhiheng.publications.lifecycle import demand_own, refuse_untyped, why
from zhiheng.publications.models import Amendment, Manuscript, Publication
from zhiheng.publications.notices import notice_of
from zhiheng.publications.outdated import outdated_of


@transaction.atomic
def withdraw(pk: int, by: Any, *, reason: str, typed: str) -> Amendment:
    """The document, withdrawn; `typed` is its title.

    Raises: NotAllowed U401. Fault B123 no reason · B126 the title · B129 it is withdrawn.
    """
    one = issued(pk)
    demand_own(by, "publications.sign", one.office)
    _refuse_withdrawn(one)
    refuse_untyped(one.title, typed, "撤回")
    return amend(one, "withdrawn", by, why(one, "撤回", reason))


@transaction.atomic
def draft_correction(pk: int, by: Any, *, reason: str) -> Manuscript:
    """The correction notice of a document, as a manuscript: its number, and each figure as it was and as it is.

    Raises: NotAllowed U401. Fault B123 no reason · B129 it is withdrawn · B130 no figure of it has moved.
    """
    one = issued(pk)
    demand_own(by, "publications.draft", one.office)
    _refuse_withdrawn(one)
    said, moved = why(one, "更正", reason), outdated_of(one)
    if not moved:
        raise Fault("B130", f"“{one.title}”里的数和现在的记录一致，没有要更正的。请核对是不是另一件。")
    found = asked_for(notice_of(moved), area=one.area.code, period=one.period, office=one.office, by=by, row=one.pk)
    made = begun_with(found, one.office, by, {"原文件": named(one), "更正原因": said})
    made.corrects = one
    made.save(update_fields=["corrects"])
    return made


def corrected_by(notice: Publication, one: Publication, by: Any, reason: str) -> Amendment:
    """The document, corrected by a notice that was just issued."""
    return amend(one, "corrected", by, reason, notice=notice, figures=[figure._asdict() for figure in outdated_of(one)])


def amend(one: Publication, kind: str, by: Any, reason: str, **said: Any) -> Amendment:
    """What became of the document, kept with its line of history."""
    made = Amendment.objects.create(publication=one, kind=kind, reason=reason, by=by, at=timezone.now(), **said)
    record(made, made.get_kind_display(), by, after={"标题": one.title}, reason=reason, about=one)
    return made


def issued(pk: int) -> Publication:
    """The document, held against others until the transaction ends."""
    return Publication.objects.unscoped("the action asks for the right").select_for_update().get(pk=pk)


def named(one: Publication) -> str:
    """A document as others name it: 《标题》（文号）, or with the day where it has no number."""
    return f"《{one.title}》（{one.number or f'{timezone.localdate(one.issued_at):%Y-%m-%d}印发'}）"


def _refuse_withdrawn(one: Publication) -> None:
    if found := one.amendments.filter(kind="withdrawn").first():
        who, day = found.by.get_full_name(), timezone.localdate(found.at)
        raise Fault("B129", f"“{one.title}”已由{who}在 {day} 撤回，不能再办。原文仍可查看；要改正的，请另行起草。")
