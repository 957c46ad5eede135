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
from zhiheng.core.writing.papers import pasted_html, with_sources
from zhiheng.core.writing.templates import Template, parsed, still_so
from zhiheng.directory.models import Area, Organisation
from zhiheng.indicators.giving import Contradiction, Giving, contradictions, rows_given
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.queries import Figure
from zhiheng.publications.about import About
from zhiheng.publications.drafting import Draft, drafted
from zhiheng.publications.earlier import paper_from_text
from zhiheng.publications.files import TYPES as FORMS
from zhiheng.publications.files import content
from zhiheng.publications.known import known_templates
from zhiheng.publications.models import Publication
from zhiheng.publications.ruling import may_sign_own
from zhiheng.publications.showing import sheet_of
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

__all__ = [
    "FORMS", "Compared", "PrintedIn", "all_templates", "compared", "content", "contradicted", "documents_with", "draft",
    "file_of", "may_issue_alone", "paper_of", "pasted", "publications_of", "sheet_of", "template_or_none", "to_everybody",
    "with_sources_named",
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
    """What can be written of an area and a period; what is about one thing is begun from that thing."""
    return [one for one in known_templates().values() if not one.head.about]


def template_or_none(name: str) -> Template | None:
    """The template of that id, None when there is none, or it is about one thing."""
    found = known_templates().get(name)
    return None if found is None or found.head.about else found


def draft(template: Template, scope: Scope, area: Area, period: Period, office: Organisation, row: int = 0) -> Draft:
    """The document as it would be issued now; about the row of that number, where there is one."""
    return drafted(template, About(scope, area, period, office, timezone.localdate(), row))


def to_everybody(found: Draft, on: date, reason: str = "") -> Giving:
    """How the figures of an issued document are remembered."""
    return Giving(to="公开印发", form=found.title, on=on, reason=reason.strip(), document=found.title)


def may_issue_alone(rights: Rights, office: Organisation) -> bool:
    """Whether one person may draft, sign and issue in one step: by her roles, and by the rule of the office."""
    return all(rights.allows(f"publications.{act}") for act in ("draft", "sign")) and may_sign_own(rights, office)


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


def with_sources_named(paper: Paper) -> Paper:
    """The document with its 数据来源表, in which indicators, areas and periods are called as people call them."""
    codes = {one.area for one in paper.printed}
    names = dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
    names |= {one.id: one.name for one in known_indicators().values()}
    return with_sources(paper, names | {one.period: period_from(one.period).name for one in paper.printed})


def pasted(publication: Publication) -> str:
    """The text of an issued document as bare HTML, for the editor of a government site."""
    return pasted_html(paper_of(publication))


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
        found = draft(
            template, scope, publication.area, period_from(publication.period), publication.office, publication.row
        )  # fmt: skip
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
