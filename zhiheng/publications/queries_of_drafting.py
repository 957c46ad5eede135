"""Reading for the drafting page: the margin beside a document, what of it is still open, and where one figure comes from."""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Paper, Printed
from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import areas_within, scope_of
from zhiheng.indicators.queries import seen_indicators
from zhiheng.indicators.sources import Source, source
from zhiheng.publications.doubts import ticket_for
from zhiheng.publications.drafting import Draft
from zhiheng.publications.lifecycle import WHO_SETTLES
from zhiheng.publications.margin import Margin, Note, margin_of
from zhiheng.publications.models import Manuscript, Settlement
from zhiheng.publications.rewording import Editing, editing_of
from zhiheng.publications.rewriting import as_written, last_version, paper_of_version
from zhiheng.publications.ruling import may_sign_own, rule_of, wrote
from zhiheng.registers.queries import areas_round
from zhiheng.registers.selections import Selection
from zhiheng.web.access import rights_of
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

__all__ = [
    "Beside", "Editing", "Margin", "beside", "editing_of", "margin_of_draft", "margin_of_manuscript", "may_settle",
    "settlements_of", "signing_told", "told_of", "unsettled",
]  # fmt: skip


class Beside(NamedTuple):
    """Where one figure of a document comes from, as it opens beside the sheet."""

    printed: Printed
    source: Source
    chosen: Selection


def margin_of_manuscript(one: Manuscript) -> Margin:
    """The margin of what it says now, its doubts as they were settled; with what is the matter where it cannot be checked."""
    last = last_version(one)
    settled = {each.key: each for each in settlements_of(one)}
    scope, period = scope_of(one.office.area), period_from(one.period)
    try:
        now = as_written(one).draft.paper
        found = margin_of(paper_of_version(last), now, scope, one.area, period, own=last.wording.values(), settled=settled)
    except Fault as fault:
        return Margin(says=f"{fault.says}（{fault.id}）")
    return Margin(tuple(_with_ticket(one, note) for note in found.notes))


def _with_ticket(one: Manuscript, note: Note) -> Note:
    return note._replace(ticket=ticket_for(one, note.key, note.quote, note.says or note.word)) if note.doubtful else note


def margin_of_draft(found: Draft, scope: Scope) -> Margin:
    """The margin of a document that nobody has begun yet."""
    return margin_of(found.paper, found.paper, scope, found.area, found.period)


def unsettled(one: Manuscript) -> tuple[Note, ...]:
    """What a signer is told before she signs: figures that differ and findings that nobody has settled."""
    return margin_of_manuscript(one).open


def told_of(notes: Iterable[Note]) -> str:
    """By this the page says which doubts its reader was told."""
    return hashlib.sha256("|".join(sorted(one.key for one in notes)).encode()).hexdigest()[:16]


def may_settle(one: Manuscript, rights: Rights, office: Organisation) -> bool:
    """Whether somebody of an office may settle its doubts now."""
    needed = WHO_SETTLES.get(one.state, "")
    return bool(needed) and one.office_id == office.pk and rights.allows(needed, area=one.office.area)


def signing_told(one: Manuscript, by: Any) -> dict[str, Any]:
    """What a page says of who may sign it: whether the reader wrote it, whether she may sign it all the same, and the rule."""
    own = wrote(one, by)
    return {"wrote": own, "may_sign_own": may_sign_own(rights_of(by), one.office), "rule": rule_of(one.office)}


def settlements_of(one: Manuscript) -> list[Settlement]:
    """Every doubt of a manuscript that somebody settled, the first one first."""
    return list(Settlement.objects.filter(version__manuscript=one).select_related("by", "version"))


def beside(paper: Paper, mark: str, scope: Scope, rights: Rights) -> Beside | None:
    """Where the figure of that mark comes from; None for no figure of the document, or one that is not to be seen."""
    printed = next((one for one in paper.printed if one.mark == mark), None) if mark else None
    indicator = next((one for one in seen_indicators(rights) if printed and one.id == printed.indicator), None)
    area = areas_within(scope).filter(code=printed.area).first() if printed else None
    if printed is None or indicator is None or area is None:
        return None
    period = period_from(printed.period)
    return Beside(printed, source(indicator, scope, area, period), Selection(area, period, areas_round(scope, area), []))
