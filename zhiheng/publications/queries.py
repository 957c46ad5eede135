"""Reading drafts and issued documents."""

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from django.db.models import QuerySet
from django.utils import timezone

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.templates import Template, parsed, still_so
from zhiheng.directory.models import Area, Organisation
from zhiheng.indicators.giving import Contradiction, Giving, contradictions, rows_given
from zhiheng.indicators.queries import Figure
from zhiheng.publications.about import About
from zhiheng.publications.drafting import Draft, drafted
from zhiheng.publications.earlier import paper_from_text
from zhiheng.publications.files import TYPES as FORMS
from zhiheng.publications.files import content
from zhiheng.publications.known import known_templates
from zhiheng.publications.models import Publication
from zhiheng.publications.showing import shown_blocks
from zhiheng.web.scoping import Scope

__all__ = [
    "FORMS", "Compared", "PrintedIn", "all_templates", "compared", "content", "contradicted", "documents_with", "draft",
    "file_of", "paper_of", "publications_of", "shown_blocks", "template_or_none", "to_everybody",
]  # fmt: skip


class Compared(NamedTuple):
    """A figure as it was issued, beside what the records say now ("" when unknown or no longer counted)."""

    indicator: str
    name: str
    query: str  # area and period, as the address of the figure says them
    issued: str
    now: str

    @property
    def same(self) -> bool:
        return self.issued == self.now


def all_templates() -> list[Template]:
    """What can be written."""
    return list(known_templates().values())


def template_or_none(name: str) -> Template | None:
    """The template of that id, None when there is none."""
    return known_templates().get(name)


def draft(template: Template, scope: Scope, area: Area, period: Period, office: Organisation) -> Draft:
    """The document as it would be issued now."""
    return drafted(template, About(scope, area, period, office, timezone.localdate()))


def to_everybody(found: Draft, on: date, reason: str = "") -> Giving:
    """How the figures of an issued document are remembered."""
    return Giving(to="公开印发", form=found.title, on=on, reason=reason.strip(), document=found.title)


def contradicted(found: Draft, on: date, by: Any) -> list[Contradiction]:
    """The figures of a draft that are not what was given before."""
    giving = to_everybody(found, on)
    return contradictions(rows_given(found.counted.values(), found.area, found.period, giving, by))


def publications_of(scope: Scope) -> QuerySet[Publication]:
    """What was issued, newest first."""
    return Publication.objects.within(scope, reach="below").select_related("area", "office", "issued_by")


def paper_of(publication: Publication) -> Paper:
    """The document as it was issued."""
    return msgspec.convert(publication.paper, Paper) if publication.paper else paper_from_text(publication)


def file_of(publication: Publication, form: str) -> bytes:
    """The document as a file; as text, as it was issued to the letter. Raises: Fault W130, W131 of a PDF."""
    return publication.text.encode() if form == "txt" else content(paper_of(publication), form)


def compared(publication: Publication, scope: Scope) -> list[Compared]:
    """Each figure of an issued document beside what the same template would print now."""
    now = _printed_now(publication, scope)
    found: dict[tuple[str, str], Compared] = {}
    for at, one in enumerate(paper_of(publication).printed):
        name = publication.figures[at]["name"]
        query = urlencode({"area": one.area, "period": one.period})
        said = Compared(one.indicator, name, query, one.text, now.get(one.mark, now.get(one.indicator, "")))
        found.setdefault((one.indicator, one.text), said)
    return list(found.values())


def _printed_now(publication: Publication, scope: Scope) -> dict[str, str]:
    """What the template that it was written by would print now, by mark, and the first of each indicator by its id."""
    try:
        template = parsed(publication.template_text, publication.template)
        found = draft(template, scope, publication.area, period_from(publication.period), publication.office)
    except (Fault, KeyError):  # it asks for what the definitions have no more
        return {}
    by_mark = {one.mark: one.text for one in found.paper.printed if one.known}
    first = {one.indicator: one.text for one in reversed(found.paper.printed) if one.known}
    return first | by_mark


class PrintedIn(NamedTuple):
    """A document that printed a figure, and what it printed."""

    publication: Publication
    printed: str
    same: bool  # as what the records say now


def documents_with(figure: Figure, scope: Scope, area: Area, period: Period) -> list[PrintedIn]:
    """The issued documents of an area and a period that printed a figure of theirs as a number, newest first; each once."""
    issued = publications_of(scope).filter(area=area, start=period.start, end=period.end)
    spot = (figure.indicator.id, area.code)
    found: dict[int, PrintedIn] = {}
    for one in issued:
        for printed in paper_of(one).printed:
            here = (printed.indicator, printed.area) == spot and printed.period == one.period
            if here and one.pk not in found and (same := still_so(printed, figure.measured)) is not None:
                found[one.pk] = PrintedIn(one, printed.text, same)
    return list(found.values())
