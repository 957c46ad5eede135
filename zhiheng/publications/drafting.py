"""A document before it is issued: a template filled with what the records say now."""

from collections.abc import Iterator
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Heading, Line, Paper, Paragraph, Printed
from zhiheng.core.writing.papers import text
from zhiheng.core.writing.templates import Template, refuse_other_step, still_so, written
from zhiheng.directory.models import Area
from zhiheng.indicators.queries import Figure
from zhiheng.publications.about import About
from zhiheng.publications.answering import answered


class Waiting(NamedTuple):
    """A figure of a sentence that cannot go out: without value, or counted from rows with empty cells."""

    figure: Figure
    why: str
    empty: int


class Draft(NamedTuple):
    """A document as it would be issued now; `figures` are those behind it, by indicator, area and period."""

    template: Template
    area: Area
    period: Period
    paper: Paper
    figures: dict[tuple[str, str, str], Figure]
    row: int = 0  # the number of the row that it is about
    refused: tuple[str, ...] = ()  # why it can neither be begun nor go out, where it is about a row

    @property
    def title(self) -> str:
        return self.paper.title

    @property
    def other_step(self) -> str:
        """What is said where the template is written for another length of period; "" where it is not."""
        try:
            refuse_other_step(self.template, self.period.start, self.period.end, self.period.name)
        except Fault as fault:
            return fault.says
        return ""

    @property
    def text(self) -> str:
        return text(self.paper)

    @property
    def counted(self) -> dict[str, Figure]:
        """The figures that it prints as numbers of its own area and period, by indicator: those that are given to everybody."""
        own = (one for one in self.paper.printed if (one.area, one.period) == (self.area.code, self.period.text))
        found = ((one, self.figures[one.indicator, one.area, one.period]) for one in own)
        return {one.indicator: figure for one, figure in found if still_so(one, figure.measured) is not None}

    @property
    def waiting(self) -> list[Waiting]:
        """What keeps it from going out. In a table 暂无数据 is an answer; a sentence needs its figures, or a condition."""
        found: dict[tuple[str, str, str], Waiting] = {}
        for one in (one for line in _sentences(self.paper) for one in line if isinstance(one, Printed)):
            spot = (one.indicator, one.area, one.period)
            figure = self.figures[spot]
            if not one.known or figure.measured.state != "complete":
                why = figure.why_unknown or ("" if figure.measured.empty else one.text)
                found.setdefault(spot, Waiting(figure, why, figure.measured.empty))
        return list(found.values())


def drafted(template: Template, about: About) -> Draft:
    """The document of an area and a period as it would be issued now. Raises: as `answered`."""
    found = answered(template, about)
    refused = found.subject.refused if found.subject else ()
    return Draft(template, about.area, about.period, written(template, found.given), found.figures, about.row, refused)


def figures_of(draft: Draft) -> list[dict[str, str]]:
    """What is kept of each figure of a document, in the order in which they are read."""
    return [
        {
            "mark": one.mark, "indicator": one.indicator, "name": _name(draft, one), "area": one.area, "period": one.period,
            "printed": one.text, "value": one.value, "unit": one.unit, "asked": one.asked, "part": one.part, "run": one.run,
        }
        for one in draft.paper.printed
    ]  # fmt: skip


def _name(draft: Draft, one: Printed) -> str:
    return draft.figures[one.indicator, one.area, one.period].indicator.name


def _sentences(paper: Paper) -> Iterator[Line]:
    for block in (*paper.blocks, *paper.appended):
        if isinstance(block, Heading | Paragraph):
            yield block.inlines


