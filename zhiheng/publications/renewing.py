"""只换数: last year's document is read beside the records of both periods, and comes out as this year's with revision marks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import NamedTuple

from django.conf import settings
from msgspec.structs import replace

from zhiheng.core.auditing import Spot, agreements, as_printed, finder
from zhiheng.core.auditing.judging import difference
from zhiheng.core.auditing.sentences import Sentences
from zhiheng.core.composing import open_file
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.auditing import Judged, Number, Recorded
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.filling import Days
from zhiheng.core.values.renewing import Fresh, Hole, Kept, Renewal, Swap
from zhiheng.core.values.stretches import before, years_on
from zhiheng.core.writing.renewing import (
    assembled,
    margin_text,
    marked,
    moved,
    of_dates,
    of_doubtful,
    of_figure,
    period_in,
)
from zhiheng.core.writing.renewing.figures import SURE, comes_to, digits_that_say
from zhiheng.core.writing.renewing.numerals import wide
from zhiheng.core.writing.renewing.steady import Steady, holds, moved_words, steady_words
from zhiheng.core.writing.renewing.years import year_tables
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area
from zhiheng.publications.auditing import Checked, audited, known_names, settled
from zhiheng.publications.renewing_holes import holes_of
from zhiheng.publications.renewing_lists import Lists
from zhiheng.publications.renewing_tables import in_cells
from zhiheng.web.scoping import Scope

NO_UNIT = "没有单位，看不出是不是指标数，没有换"
_SAYS = 100  # from which a number in Chinese numerals is a figure though nobody knows it
_FROM = 24  # characters between 由 and the figure, and between both figures
UNREAD = "这一段与前文重复，或不是正文，没有换"


class Renewed(NamedTuple):
    """The new file, and what was done to the old one. `figures` are those that the old document printed.

    Shape: `renewal` is of the body, `beside` of running heads, feet and notes; `lost` and `told` are what could not be marked
           in them, or not be commented.
    """

    file: bytes
    renewal: Renewal
    figures: int
    replaced: int
    lost: tuple[Kept, ...] = ()
    holes: tuple[Hole, ...] = ()
    beside: Renewal = Renewal(text="")
    told: tuple[Kept, ...] = ()

    @property
    def left(self) -> tuple[Kept, ...]:
        """All that is left to a person."""
        return (*self.renewal.kept, *(one for one in self.lost if one not in self.renewal.kept), *self.told)


def renewed(
    name: str, content: bytes, scope: Scope, area: Area, old: Period, new: Period, when: datetime | None = None
) -> Renewed:
    """Last year's .docx with this year's figures, comparisons, lists and dates, each change a revision mark.

    Raises: Fault R101–R118 the file cannot be read · W180 it is no .docx without macros.
    Source: docs/methods/renewing.md
    """
    then, now = (Days(one.start, one.end, one.text) for one in (old, new))
    renewing = _Renewing(audited(name, content, scope, area, old), then, now)
    renewal, figures, replaced = renewing.renewal()
    beside = Renewal(text="")
    if re.search(r"\d", said := margin_text(content)):
        checked = audited("页眉页脚和脚注.txt", said.encode(), scope, area, old)
        beside, more, moved_on = _Renewing(checked, then, now).renewal()
        beside = replace(beside, kept=tuple(one for one in beside.kept if one.why != NO_UNIT))  # numbers of pages and notes
        figures, replaced = figures + more, replaced + moved_on
    file, lost, told = marked(content, name, renewal, when or datetime.now(UTC), beside)
    return Renewed(file, renewal, figures, replaced, lost, tuple(renewing.holes), beside, told)


def period_of(name: str, content: bytes, new: Period) -> Period:
    """The period that a document was written for, as its text says it.

    Raises: Fault W184 it cannot be seen.
    """
    found = period_in(open_file(content, name).text, Days(new.start, new.end, new.text))
    if found is None:
        raise Fault("W184", f"{name}：看不出原文稿写的是哪个期间。请写明原期间（命令里用 --from），例如 2024 或 2024H1。")
    return period_from(found.text)


def asked_for(name: str, content: bytes, scope: Scope, area: Area, old: str, new: Period) -> Renewed:
    """The same with the old period as somebody types it; "" has it read from the text. Raises: as both, and M101 no period."""
    return renewed(name, content, scope, area, period_from(old) if old else period_of(name, content, new), new)


class Left(NamedTuple):
    """A place that is left to a person, what stands there, and why it stays. `line` counts from 1; 0 is beside the body."""

    line: int
    text: str
    why: str

    @property
    def place(self) -> str:
        """The place in words."""
        return f"第{self.line}行" if self.line else "页眉页脚、脚注"


def left_told(found: Renewed) -> list[Left]:
    """What is left to a person, in the order of the text."""
    text, beside = found.renewal.text, found.beside.text
    body = found.left[: len(found.left) - len(found.told)]
    ordered = sorted(body, key=lambda one: one.start)
    of_body = [Left(text.count("\n", 0, one.start) + 1, text[one.start : one.end], one.why) for one in ordered]
    return [*of_body, *(Left(0, beside[one.start : one.end], one.why) for one in found.told)]


class _Renewing:
    """One document between two periods."""

    def __init__(self, checked: Checked, old: Days, new: Days) -> None:
        self.cleaned, self.measures = checked.cleaned, checked.measures
        self.audit, self.reading = checked.audit, checked.reading
        self.old, self.new = old, new
        self.holes: list[Hole] = []
        self.bases: dict[int, Days] = {}  # by the place of the number: what it is said to have come from
        known = self.known = known_names()
        self.names = {one.id: one.name for one in known}
        areas = [(area.code, area.name) for area in self.measures.areas.values()]
        self.cells = in_cells(checked.cleaned, known, areas, old)
        self.in_cells = {at for start, end in self.cells.taken for at in range(start, end)}  # of the raw text

    def renewal(self) -> tuple[Renewal, int, int]:
        """What becomes of the document, how many figures it has and how many of them move on."""
        years = year_tables(self.cleaned.raw, self.cleaned.cells, self.old.end.year, self.new.end.year - self.old.end.year)
        ahead = {at for start, end in years.cells for at in range(start, end)}
        prose = [one for one in self.audit.figures if not self._in_cell(one.claim.number)]
        claims = [one for one in self.cells.claims if one.number.at not in ahead]
        in_tables = settled(claims, self.old, self.measures, self.names)
        candidates = {id(one): agreements(one, self.measures.records, self.names) for one in (*prose, *in_tables)}
        prose = [one for one in prose if candidates[id(one)] or not _idle(one.claim.number)]
        candidates |= _confirmed(in_tables, candidates, self.cells.heads)
        self._come_from(prose, candidates)
        self._measure([*prose, *in_tables], candidates)
        self.holes = [
            *(self._hole_in_raw(one) for one in holes_of(self.audit.text, prose, candidates, self.old, self.measures)),
            *holes_of(self.cleaned.raw, in_tables, candidates, self.old, self.measures),
        ]
        of_prose = [list(self._one(self.audit.text, one, candidates[id(one)])) for one in prose]
        of_tables = [list(self._one(self.cleaned.raw, one, candidates[id(one)])) for one in in_tables]
        lists = Lists(self.audit.text, self.measures, self.known, self.old, self.new)
        pieces: list[Swap | Kept] = [self._in_raw(one) for one in lists.found()]
        pieces += [*years.heads, *years.moving]
        pieces += [self._in_raw(one) for one in self._steady(prose, candidates)]
        pieces += [self._in_raw(piece) for found in of_prose for piece in found]
        pieces += [piece for found in of_tables for piece in found]
        pieces += [one for one in self.cells.kept if one.start not in ahead]
        pieces += of_dates(self.cleaned.raw, self.old, self.new)
        pieces += [self._in_raw(one) for one in self._left_out()]
        pieces += self._unread()
        done = sum(not any(isinstance(piece, Kept) for piece in found) for found in (*of_prose, *of_tables))
        figures = len(prose) + len(in_tables) + years.numbers
        return assembled(self.cleaned.raw, pieces), figures, done + years.numbers

    def _measure(self, figures: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]]) -> None:
        wanted = [one for figure in figures for one in (candidates[id(figure)] or [figure]) if one.days]
        spots = []
        for one in wanted:
            for days in (one.days, one.claim.against, self.bases.get(one.claim.number.at)):
                if days and (after := moved(days, self.old, self.new)):
                    spots.append(Spot(one.indicator, one.area, after))
            if base := self.bases.get(one.claim.number.at):
                spots.append(Spot(one.indicator, one.area, base))
        self.measures.need(spots)

    def _come_from(self, prose: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]]) -> None:
        """The days that a figure is said to have come from: those of 由 A 提高到 B, else of the year before."""
        text = self.audit.text
        for at, one in enumerate(prose):
            number, readings = one.claim.number, candidates[id(one)]
            if not readings or one.claim.change or comes_to(text, number) is None or readings[0].days is None:
                continue
            first = prose[at - 1] if at else None
            told = first and number.start - first.end <= _FROM and re.search(
                "[由从][^，。；]{0,16}$", text[max(0, first.start - _FROM) : first.start]
            )  # fmt: skip
            if first is None or not told:
                self.bases[number.at] = years_on(readings[0].days, -1)
            elif len(of_first := candidates[id(first)]) == 1 and of_first[0].days:
                self.bases[number.at] = of_first[0].days

    def _one(self, text: str, one: Judged, candidates: Sequence[Judged]) -> Iterator[Swap | Kept]:
        if candidates and all(self._far(each.days) for each in candidates):
            return  # its year stays in the text, and so does its value
        if not candidates:
            yield of_doubtful(one, self._told(one))
        else:
            yield from of_figure(text, [self._fresh(each) for each in candidates])

    def _far(self, days: Days | None) -> bool:
        return days is not None and abs(days.end.year - self.old.end.year) > 1

    def _fresh(self, one: Judged) -> Fresh:
        now, then = self._recorded(one, one.days), None
        if one.claim.change:
            then = self._recorded(one, one.claim.against)
        exact, why = as_printed(one.claim.number, now, then)
        was = gap = None
        if base := self.bases.get(one.claim.number.at):
            number = one.claim.number
            of_old = [self.measures.records(one.indicator, one.area[0], days) for days in (one.days or base, base)]
            level = replace(number, unit="" if number.unit == "%" else number.unit)
            was, gap = _gap(level, *of_old), _gap(level, now, self._recorded(one, base, stays=self._far(base)))
        return Fresh(judged=one, exact=exact, decimals=now.decimals, why=why, was=was, gap=gap)

    def _recorded(self, one: Judged, days: Days | None, *, stays: bool = False) -> Recorded:
        after = days if stays else moved(days, self.old, self.new) if days else None
        if after is None:
            return Recorded(exact=None, unit="", why="的期间与文稿的期间是什么关系看不出来")
        return self.measures.records(one.indicator, one.area[0], after)

    def _steady(self, prose: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]]) -> Iterator[Swap | Kept]:
        """与上年同期持平, of the figure before it in the sentence."""
        text, sentences = self.audit.text, Sentences(self.audit.text)
        said = [(words, self._level_before(words, prose, candidates, sentences)) for words in steady_words(text)]
        held = [(words, one, one and one.days and (before if words.previous else _year_before)(one.days)) for words, one in said]
        self.measures.need(
            Spot(one.indicator, one.area, days) for _, one, base in held if one and base
            for days in (one.days, base, *(moved(each, self.old, self.new) for each in (one.days, base) if each)) if days
        )  # fmt: skip
        for words, one, base in held:
            if one is None or not base:
                yield Kept(start=words.start, end=words.end, why="看不出是什么数持平，请人核对，没有换")
                continue
            yield from self._of_steady(words, one, base)

    def _of_steady(self, words: Steady, one: Judged, base: Days) -> Iterator[Swap | Kept]:
        old = [self.measures.records(one.indicator, one.area[0], days) for days in (one.days or base, base)]
        new = [self._recorded(one, days) for days in (one.days, base)]
        rate = old[0].unit == "%"
        unit, decimals = ("个百分点", max(old[0].decimals, 1)) if rate else ("%", 1)
        number = replace(one.claim.number, unit="" if rate else "%")
        was, now = _gap(number, *old), _gap(number, *new)
        if was is None or not holds(words, was, decimals):
            yield Kept(start=words.start, end=words.end, why=f"原期间的“{one.name}”与台账对不上，没有换")
        elif now is None:
            yield Kept(start=words.start, end=words.end, why=f"“{one.name}”在新的期间没有可比的数，没有换")
        else:
            yield from moved_words(words, now, unit, decimals, f"{one.area[1]}{one.name}")

    def _level_before(
        self, words: Steady, prose: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]], sentences: Sentences
    ) -> Judged | None:
        sentence = sentences.sentence(words.start)
        inside = [one for one in prose if sentence.start <= one.start and one.end <= words.start and not one.claim.change]
        readings = candidates[id(inside[-1])] if inside else []
        return readings[0] if len(readings) == 1 and readings[0].days else None

    def _told(self, one: Judged) -> str:
        if one.verdict != "differs" or one.days is None:
            return ""
        fresh = self._fresh(one)
        return "" if fresh.exact is None else f"{float(round(fresh.exact, 2)):g}{one.claim.number.unit}"

    def _left_out(self) -> Iterator[Kept]:
        """Numbers of the text that nobody judged: targets, and those without a unit."""
        units = tuple(unit.word for unit in lexicons(settings.DEFINITIONS).units)
        judged = {one.claim.number.at for one in self.audit.figures}
        for number in finder(units).numbers(self.audit.text):
            if number.at in judged or number.kind not in ("figure", "bare") or self._in_cell(number):
                continue
            why = "是目标值，没有换" if number.kind == "figure" else NO_UNIT
            yield Kept(start=number.start, end=number.end, why=why)

    def _unread(self) -> Iterator[Kept]:
        """Figures that reading leaves out: in a second copy of the text, in furniture of pages. Offsets are of the raw text."""
        read = set(self.cleaned.starts)
        units = tuple(unit.word for unit in lexicons(settings.DEFINITIONS).units)
        for number in finder(units).numbers(self.cleaned.raw):
            if number.kind == "figure" and number.at not in read and number.at not in self.in_cells:
                yield Kept(start=number.start, end=number.end, why=UNREAD)

    def _in_cell(self, number: Number) -> bool:
        return self._raw(number.start, number.end)[0] in self.in_cells

    def _raw(self, start: int, end: int) -> tuple[int, int]:
        return self.cleaned.span(start, end)

    def _hole_in_raw(self, one: Hole) -> Hole:
        start, end = self._raw(one.start, one.end)
        return replace(one, start=start, end=end)

    def _in_raw(self, one: Swap | Kept) -> Swap | Kept:
        start, end = self._raw(one.start, one.end)
        if isinstance(one, Swap) and any("０" <= char <= "９" for char in self.cleaned.raw[start:end]):
            return replace(one, start=start, end=end, new=wide(one.new))
        return replace(one, start=start, end=end)


def _year_before(days: Days) -> Days:
    return years_on(days, -1)


def _gap(number: Number, now: Recorded, then: Recorded) -> Fraction | None:
    if now.exact is None or then.exact is None:
        return None
    return now.exact - then.exact if not number.unit else difference(number, now, then)


def _idle(number: Number) -> bool:
    """Whether it is a small number in Chinese numerals, which may count anything: 三项措施."""
    return number.written and number.value < _SAYS


def _confirmed(
    figures: Sequence[Judged], candidates: Mapping[int, list[Judged]], heads: Mapping[int, str]
) -> dict[int, list[Judged]]:
    """Figures under one head of a table that all agree with one indicator: together they tell what none alone is sure of."""
    groups: dict[str, list[Judged]] = {}
    for one in figures:
        groups.setdefault(heads[one.claim.number.at], []).append(one)
    found: dict[int, list[Judged]] = {}
    for group in groups.values():
        shared = set.intersection(*({each.indicator for each in candidates[id(one)]} for one in group))
        if len(group) > 1 and len(shared) == 1 and sum(digits_that_say(one.claim.number) for one in group) >= SURE:
            for one in group:
                own = [each for each in candidates[id(one)] if each.indicator in shared]
                found[id(one)] = [replace(each, claim=replace(each.claim, clear=True)) for each in own]
    return found
