"""What a template asks for, answered from the records: each indicator of a period measured once, whatever asks for it."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from django.conf import settings

from zhiheng.core.measuring import Period, Spot, period_from
from zhiheng.core.measuring.stepping import cumulative, in_year, last_year, previous
from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measured
from zhiheng.core.writing.templates import Answer, Ask, Given, Part, Template, asked
from zhiheng.definitions.loading import word_list
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_within
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.queries import Figure, figures
from zhiheng.indicators.sources import names_listed
from zhiheng.indicators.values import bases_of, values_of
from zhiheng.publications.about import About
from zhiheng.publications.drawing import drawn
from zhiheng.publications.listing import public_rows
from zhiheng.publications.parting import Dims, exactly, is_code, part_of, parts_apart
from zhiheng.publications.subjects import Subject, subject_of


class Answered(NamedTuple):
    """What a template is filled with, and the figures behind it by indicator, area and period."""

    given: Given
    figures: dict[tuple[str, str, str], Figure]
    subject: Subject | None


def answered(template: Template, about: About) -> Answered:
    """Everything a template asks for.

    Raises: Fault B108 an area that is not the office's · B140 no such row · M101, M131 a period.
    """
    wanted, known = asked(template), known_indicators()
    subject = subject_of(template, about.row, about.scope, about.today) if about.row else None
    measured = _Measured(about, wanted.figures)
    answers = {ask: measured.answer(ask) for ask in wanted.figures}
    given = Given(
        words=_words(about),
        levels=about.area.levels,
        indicators={name: known[name] for name in template.figures},
        answers=answers,
        names=names_listed(measured.figures.values()),
        rows={ask: public_rows(ask, about, period_of(ask.period, about.period)) for ask in wanted.rows},
        charts={ask: drawn(ask, about, period_of(ask.period, about.period)) for ask in wanted.charts},
        record=subject.record if subject else None,
        things=subject.things if subject else {},
        on=about.today,
    )
    return Answered(given, measured.figures, subject)


def _words(about: About) -> dict[str, str]:
    year = about.period.end.year
    return {
        "area": about.area.name, "period": about.period.name, "since": day_in_words(about.period.start),
        "until": day_in_words(about.period.end), "year": str(year), "last_year": str(year - 1), "next_year": str(year + 1),
        "today": day_in_words(about.today), "office": about.office.name, "units_below": _units_below(about.area),
    }  # fmt: skip


def _units_below(area: Area) -> str:
    return next(one.below for one in word_list("area_levels", settings.DEFINITIONS) if one.level == area.level_name)


def period_of(steps: str, own: Period) -> Period:
    """The period that an ask means: its steps from that of the document, one after the other. Raises: Fault M101, M131."""
    return reduce(_stepped, steps.split(), own)


def _stepped(period: Period, step: str) -> Period:
    match step:
        case "last-year":
            return last_year(period)
        case "previous":
            return previous(period)
        case "cumulative":
            return cumulative(period)
    return in_year(period, int(step.removeprefix("in-"))) if step.startswith("in-") else period_from(step)


class _Measured:
    """The figures of all asks, measured by period: those of one area together, those of the areas below together."""

    def __init__(self, about: About, asks: Sequence[Ask]) -> None:
        self._about = about
        self._below = below(about.area, about.period)
        self._periods = {ask.period: period_of(ask.period, about.period) for ask in asks}
        self._areas = {code: self._area(code) for code in {ask.area for ask in asks}}
        self.figures: dict[tuple[str, str, str], Figure] = {}
        self._apart: dict[tuple[str, tuple[str, ...], str, str], Mapping[Dims, Measured]] = {}
        for steps, period in self._periods.items():
            there = [ask for ask in asks if ask.period == steps]
            for code, area in self._areas.items():
                here = [ask for ask in there if ask.area == code and ask.split != "areas"]
                self._of_one(area, period, {ask.indicator for ask in here})
                self._of_parts(area, period, {(ask.indicator, ask.by) for ask in here if ask.by})
            self._of_those_below(period, {ask.indicator for ask in there if ask.split == "areas"})

    def answer(self, ask: Ask) -> Answer:
        area, period = self._areas[ask.area], self._periods[ask.period]
        if ask.split == "areas":
            found = [(one, self.figures[ask.indicator, one.code, period.text]) for one in self._below]
            parts = tuple(Part(key=one.code, name=one.name, measured=figure.measured) for one, figure in found)
            run = found[0][1].run if found else ""
            return Answer(area=area.code, period=period.text, over=period.name, called=period.name, run=run, parts=parts)
        figure = self.figures[ask.indicator, area.code, period.text]
        parts_by = self._apart[ask.indicator, ask.by, area.code, period.text] if ask.by else figure.parts
        kinds = tuple(part_of(dims, seen) for dims, seen in parts_by.items())
        over = period_from(figure.measured.over).name if figure.measured.over else period.name
        return Answer(
            area=area.code, period=period.text, over=over, called=period.name, run=figure.run, measured=figure.measured,
            parts=kinds, listed=not ask.by or is_code(figure.indicator, ask.by),
        )  # fmt: skip

    def _area(self, code: str) -> Area:
        if not code:
            return self._about.area
        if found := areas_within(self._about.scope).filter(code=code).first():
            return found
        raise Fault("B108", f"模板里写的地区代码“{code}”不在您的辖区里。请改用本级或下级地区的代码。")

    def _of_one(self, area: Area, period: Period, names: set[str]) -> None:
        wanted = [one for name, one in known_indicators().items() if name in names]
        if wanted:
            found = figures(self._about.scope, area, period, wanted)
            self.figures |= {(name, area.code, period.text): exactly(figure) for name, figure in found.items()}

    def _of_parts(self, area: Area, period: Period, wanted: set[tuple[str, tuple[str, ...]]]) -> None:
        for (name, by), parts in parts_apart(self._about.scope, area, period, wanted).items():
            self._apart[name, by, area.code, period.text] = parts

    def _of_those_below(self, period: Period, names: set[str]) -> None:
        wanted = [one for name, one in known_indicators().items() if name in names]
        if not wanted or not self._below:
            return
        used = engine()
        bases = bases_of(wanted, used)
        values = values_of(wanted, self._below, [period], used, bases)
        for one in wanted:
            for area in self._below:
                seen = values[Spot(one.id, area.code, period.text)]
                self.figures[one.id, area.code, period.text] = exactly(Figure(one, None, seen, bases[one.id]))


def below(area: Area, period: Period) -> list[Area]:
    """The areas right below that were there at some time in the period, by code."""
    there = area.children.order_by("code")
    return [one for one in there if (one.since or period.start) <= period.end and (not one.until or one.until > period.start)]
