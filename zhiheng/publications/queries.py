"""Reading drafts and issued documents."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from zhiheng.core.measuring import Period, period_from
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.templates import Template, templates
from zhiheng.directory.models import Area
from zhiheng.indicators.giving import Contradiction, Giving, contradictions, rows_given
from zhiheng.indicators.queries import Figure, figures
from zhiheng.publications.drafting import Draft, Piece, cut, drafted, paragraphs
from zhiheng.publications.models import Publication
from zhiheng.web.scoping import Scope


class Compared(NamedTuple):
    """A figure as it was issued, beside what the records say now ("" when unknown or no longer counted)."""

    indicator: str
    name: str
    issued: str
    now: str

    @property
    def same(self) -> bool:
        return self.issued == self.now


def all_templates() -> list[Template]:
    """What can be written."""
    return list(templates().values())


def template_or_none(name: str) -> Template | None:
    """The template of that id, None when there is none."""
    return templates().get(name)


def draft(template: Template, scope: Scope, area: Area, period: Period) -> Draft:
    """The document as it would be issued now."""
    wanted = [indicators()[name] for name in template.figures]
    return drafted(template, area, period, figures(scope, area, period, wanted))


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


def paragraphs_of(publication: Publication) -> list[list[Piece]]:
    """The issued text by paragraph, cut at its figures."""
    return paragraphs(cut(publication.text, publication.figures))


def compared(publication: Publication, scope: Scope) -> list[Compared]:
    """Each figure of an issued document beside what the records say now."""
    known = indicators()
    once: dict[str, dict[str, Any]] = {figure["indicator"]: figure for figure in publication.figures}
    wanted = [known[name] for name in once if name in known]
    now = figures(scope, publication.area, period_from(publication.period), wanted)
    return [
        Compared(name, figure["name"], f"{figure['printed']}{figure['unit']}", _now(now.get(name)))
        for name, figure in once.items()
    ]


class Printed(NamedTuple):
    """A document that printed a figure, and what it printed."""

    publication: Publication
    printed: str
    same: bool  # as what the records say now


def documents_with(figure: Figure, scope: Scope, area: Area, period: Period) -> list[Printed]:
    """The issued documents that printed a figure of an area and a period, newest first."""
    name = figure.indicator.id
    issued = publications_of(scope).filter(area=area, start=period.start, end=period.end)
    now = f"{figure.measured.printed}{figure.measured.unit}" if figure.measured.value is not None else ""
    found = ((one, said) for one in issued for said in one.figures if said["indicator"] == name)
    return [Printed(one, f"{said['printed']}{said['unit']}", f"{said['printed']}{said['unit']}" == now) for one, said in found]


def _now(figure: Any) -> str:
    if figure is None or figure.measured.value is None:
        return ""
    return f"{figure.measured.printed}{figure.measured.unit}"
