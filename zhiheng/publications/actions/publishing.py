"""One step for one clerk: drafted, handed up, signed and issued in one transaction, each act in her name."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhiheng.core.writing.finishing import unsigned
from zhiheng.core.writing.papers import text
from zhiheng.directory.models import Organisation
from zhiheng.publications.actions.issuing import issued_as
from zhiheng.publications.actions.reviewing import submit
from zhiheng.publications.actions.signing import refuse_unready, signed_as
from zhiheng.publications.actions.writing import NOTHING, add_version, asked_for, begun
from zhiheng.publications.actions.writing_about import asked_about
from zhiheng.publications.drafting import Draft
from zhiheng.publications.known import known_template
from zhiheng.publications.lifecycle import held
from zhiheng.publications.models import Publication
from zhiheng.publications.queries import paper_of
from zhiheng.publications.rewriting import rewritten


@transaction.atomic
def publish(
    template: str, *, office: Organisation, by: Any, area: str = "", period: str = "", row: int = 0, reason: str = "",
    answers: Mapping[str, str] = NOTHING,
) -> Publication:
    """The document, issued and kept under the name of `by`; the same text of the same period is issued once.

    Its figures are remembered as given to everybody. A figure that contradicts one given before needs a `reason`.

    Shape:  `area` is a code, `period` as commands write it; or `row` the number of the row that it is about. `answers` fill
            its blanks.
    Raises: NotAllowed U401. Fault B101 nobody's name · B102 a figure without value or with empty cells · B103 another's area ·
            B107 a figure contradicts an earlier one · B124, B125, B127 as `sign` · B140–B142 as `begin_about` · M101 no such
            period · D210 no such template.
    """
    asked = known_template(template)
    plain = (
        asked_about(asked, row, office=office, by=by) if row
        else asked_for(asked, area=area, period=period, office=office, by=by)
    )  # fmt: skip
    found = rewritten(plain, answers, NOTHING).draft
    refuse_unready(found)
    if kept := _issued_before(found, office):
        return kept
    one = begun(found, office, by)
    add_version(one, found.paper, by, "write", answers=answers)
    submit(one.pk, by)
    one = signed_as(held(one.pk), found, by, found.template.head.head.number)
    return issued_as(one, found, by, reason)


def _issued_before(found: Draft, office: Organisation) -> Publication | None:
    same = {"template": found.template.id, "area": found.area, "start": found.period.start, "end": found.period.end}
    same |= {"about": found.template.head.about if found.row else "", "row": found.row}
    issued = Publication.objects.unscoped("the office's own").filter(office=office, **same)
    said = text(unsigned(found.paper))
    return next((kept for kept in issued if text(unsigned(paper_of(kept))) == said), None)
