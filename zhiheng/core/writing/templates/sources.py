"""Figures and names of one hole as they are printed, each with its mark and what it rests on."""

from decimal import Decimal

from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.papers import Line, Printed
from zhiheng.core.writing.templates.asking import Answer, Ask, Part
from zhiheng.core.writing.templates.calls import Change, CountOf, Figure, Number, OfList, Over, Ranked
from zhiheng.core.writing.templates.comparing import against_words, moved, moved_by, way
from zhiheng.core.writing.templates.finding import Finder, Listed
from zhiheng.core.writing.templates.marking import Marks
from zhiheng.core.writing.templates.naming import listed
from zhiheng.core.writing.templates.printing import UNKNOWN, exact_text, shown
from zhiheng.core.writing.templates.tree import Hole


class Sources:
    """What one hole prints at one place of its loops."""

    def __init__(self, hole: Hole, finder: Finder, marks: Marks) -> None:
        self._hole, self._finder, self._marks = hole, finder, marks

    def figure(self, call: Figure) -> Line:
        """A figure, with or without its unit."""
        seen, answer = self._finder.measured(call), self._finder.answer(call.ask)
        if seen is None or seen.value is None:
            return (self.unknown(call.indicator, call.ask, self._finder.area(call), part=self._finder.part(call)),)
        said = shown(seen, call.unit, call.decimals, call.more, call.step)
        bare = isinstance(call, Number)
        return (
            self._printed(
                call.indicator, answer, f"{said.number}{said.more}" if bare else said.text, exact_text(said.exact), said.unit,
                area=self._finder.area(call), part=self._finder.part(call),
            ),
        )  # fmt: skip

    def change(self, call: Change) -> Line:
        """How a figure moved."""
        return (self.moved(call, self._finder.measured(call), self._finder.before(call), self._finder.area(call)),)

    def moved(self, call: Change, now: Measured | None, before: Measured | None, area: str, *keys: str) -> Printed:
        """How a figure moved, between two values that are already found."""
        indicator, answer = self._finder.indicator(call.indicator), self._finder.answer(call.ask)
        other = against_words(_against(indicator, call), answer.period)
        lead = f"比{other}" if call.lead is None else call.lead
        if now is None or (before is None and not indicator.change):
            return self.unknown(call.indicator, call.ask, area, *keys)
        if indicator.change or before is None:
            said = moved_by(indicator, now, lead, other, call.decimals)
        else:
            said = moved(indicator, now, before, call.by or way(indicator), lead, other, call.decimals)
        exact = "" if said.exact is None else exact_text(said.exact)
        return self._printed(
            call.indicator, answer, said.text, exact, said.unit, *keys, area=area, part=self._finder.part(call),
            known=said.exact is not None,
        )

    def over(self, call: Over) -> Printed:
        """The period that a figure was really counted over: it changes with the figure, and names it."""
        answer = self._finder.answer(call.ask)
        return self._printed(call.indicator, answer, answer.over, "", "")

    def count(self, call: CountOf) -> Line:
        """How many names a figure lists."""
        answer = self._finder.answer(call.ask)
        names = listed(answer.measured, call.of, {}) if answer.measured else None
        if names is None:
            return (self.unknown(call.indicator, call.ask),)
        return (self._printed(call.indicator, answer, str(len(names)), str(len(names)), ""),)

    def named(self, call: OfList, text: str) -> Printed:
        """A list of names, as it stands in the sentence."""
        return self._printed(call.indicator, self._finder.answer(call.ask), text, "", "")

    def name_of(self, part: Part, call: Ranked) -> Printed:
        """The name of an area in a ranking."""
        return self._printed(call.indicator, self._answer_of(call), part.name, "", "", "name", part.key, area=part.key)

    def part(self, part: Part, call: Ranked) -> Printed:
        """The value of an area in a ranking."""
        return self.cell(part.measured, call.indicator, self._answer_of(call), part.key, area=part.key, with_unit=True)

    def cell(
        self, seen: Measured | None, indicator: str, answer: Answer, *keys: str, area: str = "", part: str = "",
        with_unit: bool = False,
    ) -> Printed:
        """A figure as its definition prints it, in a cell or behind a name."""
        if seen is None or seen.value is None:
            return self._printed(indicator, answer, UNKNOWN, "", "", *keys, area=area, part=part, known=False)
        said = shown(seen)
        text = said.text if with_unit else f"{said.number}{said.more}"
        return self._printed(indicator, answer, text, exact_text(said.exact), said.unit, *keys, area=area, part=part)

    def other(
        self, text: str, exact: Decimal | None, unit: str, indicator: str, answer: Answer, *keys: str, part: str
    ) -> Printed:
        """What is reckoned from figures: a share, a change."""
        known = exact is not None
        value = exact_text(exact) if exact is not None else ""
        return self._printed(indicator, answer, text, value, unit if known else "", *keys, part=part, known=known)

    def unknown(self, indicator: str, ask: Ask, area: str = "", *keys: str, part: str = "") -> Printed:
        """暂无数据, which is not zero."""
        return self._printed(indicator, self._finder.answer(ask), UNKNOWN, "", "", *keys, area=area, part=part, known=False)

    def _answer_of(self, call: Ranked) -> Answer:
        return self._finder.answer(call.asks[0])

    def _printed(
        self, indicator: str, answer: Answer, text: str, value: str, unit: str, *keys: str, area: str = "", part: str = "",
        known: bool = True,
    ) -> Printed:
        place = (self._hole.asked, str(self._hole.turn), *self._finder.keys(), *keys)
        return Printed(
            text=text,
            mark=self._marks.mark(indicator, *place),
            indicator=indicator,
            area=area or answer.area,
            period=answer.period,
            value=value,
            unit=unit,
            run=answer.run,
            asked=self._hole.asked,
            part=part,
            known=known,
        )


def listed_name(item: Listed, called: str, finder: Finder, marks: Marks) -> Printed:
    """The name that a loop stands at, with the figure that lists it; `called` is its word in the template."""
    return Printed(
        text=item.name,
        mark=marks.mark(item.indicator, called, *finder.keys()),
        indicator=item.indicator,
        area=item.area or item.answer.area,
        period=item.answer.period,
        run=item.answer.run,
        asked=called,
    )


def _against(indicator: Indicator, call: Change) -> str:
    return indicator.change.against if indicator.change else call.against
