"""One step for one clerk: drafted, handed up, signed and issued in one transaction, each act in her name."""

from typing import Any

from django.db import transaction

from zhiheng.core.writing.finishing import unsigned
from zhiheng.core.writing.papers import text
from zhiheng.directory.models import Organisation
from zhiheng.publications.actions.issuing import issued_as
from zhiheng.publications.actions.reviewing import submit
from zhiheng.publications.actions.signing import refuse_unready, signed_as
from zhiheng.publications.actions.writing import add_version, asked_for, begun
from zhiheng.publications.drafting import Draft
from zhiheng.publications.known import known_template
from zhiheng.publications.lifecycle import held
from zhiheng.publications.models import Publication
from zhiheng.publications.queries import paper_of


@transaction.atomic
def publish(template: str, *, area: str, period: str, office: Organisation, by: Any, reason: str = "") -> Publication:
    """The document, issued and kept under the name of `by`; the same text of the same period is issued once.

    Its figures are remembered as given to everybody. A figure that contradicts one given before needs a `reason`.

    Shape:  `area` is a code, `period` as commands write it.
    Raises: NotAllowed U401. Fault B101 nobody's name · B102 a figure without value or with empty cells · B103 another's area ·
            B107 a figure contradicts an earlier one · B124, B125, B127 as `sign` · M101 no such period · D210 no such template.
    """
    found = asked_for(known_template(template), area=area, period=period, office=office, by=by)
    refuse_unready(found)
    if kept := _issued_before(found, office):
        return kept
    one = begun(found, office, by)
    add_version(one, found.paper, by, "write")
    submit(one.pk, by)
    one = signed_as(held(one.pk), found, by, found.template.head.head.number)
    return issued_as(one, found, by, reason)


def _issued_before(found: Draft, office: Organisation) -> Publication | None:
    same = {"template": found.template.id, "area": found.area, "start": found.period.start, "end": found.period.end}
    issued = Publication.objects.unscoped("the office's own").filter(office=office, **same)
    said = text(unsigned(found.paper))
    return next((kept for kept in issued if text(unsigned(paper_of(kept))) == said), None)
