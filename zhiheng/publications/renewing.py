"""只换数: last year's document is read beside the records of both periods, and comes out as this year's with revision marks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from msgspec.structs import replace

from zhiheng.core.auditing import Spot, agreements, as_printed, finder
from zhiheng.core.composing import open_file
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.auditing import Judged, Number, Recorded
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.filling import Days
from zhiheng.core.values.renewing import Fresh, Hole, Kept, Renewal, Swap
from zhiheng.core.writing.renewing import (
    assembled,
    marked,
    moved,
    of_dates,
    of_doubtful,
    of_figure,
    period_in,
)
from zhiheng.core.writing.renewing.figures import SURE, digits_that_say
from zhiheng.core.writing.renewing.numerals import wide
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area
from zhiheng.publications.auditing import Checked, audited, known_names, settled
from zhiheng.publications.renewing_holes import holes_of
from zhiheng.publications.renewing_tables import in_cells
from zhiheng.web.scoping import Scope

NO_UNIT = "没有单位，看不出是不是指标数，没有换"
UNREAD = "这一段与前文重复，或不是正文，没有换"


class Renewed(NamedTuple):
    """The new file, and what was done to the old one. `figures` are those that the old document printed."""

    file: bytes
    renewal: Renewal
    figures: int
    replaced: int
    lost: tuple[Kept, ...] = ()
    holes: tuple[Hole, ...] = ()

    @property
    def left(self) -> tuple[Kept, ...]:
        """All that is left to a person."""
        return (*self.renewal.kept, *(one for one in self.lost if one not in self.renewal.kept))


def renewed(
    name: str, content: bytes, scope: Scope, area: Area, old: Period, new: Period, when: datetime | None = None
) -> Renewed:
    """Last year's .docx with this year's figures, comparisons and dates, each change a revision mark.

    Raises: Fault R101–R118 the file cannot be read · W180 it is no .docx without macros.
    Source: docs/methods/renewing.md
    """
    before, after = (Days(one.start, one.end, one.text) for one in (old, new))
    checked = audited(name, content, scope, area, old)
    renewing = _Renewing(checked, before, after)
    renewal, figures, replaced = renewing.renewal()
    file, lost = marked(content, name, renewal, when or datetime.now(UTC))
    return Renewed(file, renewal, figures, replaced, lost, tuple(renewing.holes))


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
    """A place that is left to a person: its line, from 1, what stands there, and why it stays."""

    line: int
    text: str
    why: str


def left_told(found: Renewed) -> list[Left]:
    """What is left to a person, in the order of the text."""
    text = found.renewal.text
    return [Left(text.count("\n", 0, one.start) + 1, text[one.start : one.end], one.why) for one in found.left]


class _Renewing:
    """One document between two periods."""

    def __init__(self, checked: Checked, old: Days, new: Days) -> None:
        self.cleaned, self.measures = checked.cleaned, checked.measures
        self.audit, self.reading = checked.audit, checked.reading
        self.old, self.new = old, new
        self.holes: list[Hole] = []
        known = known_names()
        self.names = {one.id: one.name for one in known}
        areas = [(area.code, area.name) for area in self.measures.areas.values()]
        self.cells = in_cells(checked.cleaned, known, areas, old)
        self.in_cells = {at for start, end in self.cells.taken for at in range(start, end)}  # of the raw text

    def renewal(self) -> tuple[Renewal, int, int]:
        """What becomes of the document, how many figures it has and how many of them move on."""
        prose = [one for one in self.audit.figures if not self._in_cell(one.claim.number)]
        in_tables = settled(self.cells.claims, self.old, self.measures, self.names)
        candidates = {id(one): agreements(one, self.measures.records, self.names) for one in (*prose, *in_tables)}
        candidates |= _confirmed(in_tables, candidates, self.cells.heads)
        self._measure([*prose, *in_tables], candidates)
        self.holes = [
            *(self._hole_in_raw(one) for one in holes_of(prose, candidates, self.old, self.measures)),
            *holes_of(in_tables, candidates, self.old, self.measures),
        ]
        of_prose = [list(self._one(self.audit.text, one, candidates[id(one)])) for one in prose]
        of_tables = [list(self._one(self.cleaned.raw, one, candidates[id(one)])) for one in in_tables]
        pieces = [self._in_raw(piece) for found in of_prose for piece in found]
        pieces += [piece for found in of_tables for piece in found]
        pieces += self.cells.kept
        pieces += [self._in_raw(one) for one in self._left_out()]
        pieces += self._unread()
        pieces += of_dates(self.cleaned.raw, self.old, self.new)
        done = sum(not any(isinstance(piece, Kept) for piece in found) for found in (*of_prose, *of_tables))
        return assembled(self.cleaned.raw, pieces), len(prose) + len(in_tables), done

    def _measure(self, figures: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]]) -> None:
        wanted = [one for figure in figures for one in (candidates[id(figure)] or [figure]) if one.days]
        spots = []
        for one in wanted:
            for days in (one.days, one.claim.against):
                if days and (after := moved(days, self.old, self.new)):
                    spots.append(Spot(one.indicator, one.area, after))
        self.measures.need(spots)

    def _one(self, text: str, one: Judged, candidates: Sequence[Judged]) -> Iterator[Swap | Kept]:
        if not candidates:
            yield of_doubtful(one, self._told(one))
        else:
            yield from of_figure(text, [self._fresh(each) for each in candidates])

    def _fresh(self, one: Judged) -> Fresh:
        now, then = self._recorded(one, one.days), None
        if one.claim.change:
            then = self._recorded(one, one.claim.against)
        exact, why = as_printed(one.claim.number, now, then)
        return Fresh(judged=one, exact=exact, decimals=now.decimals, why=why)

    def _recorded(self, one: Judged, days: Days | None) -> Recorded:
        after = moved(days, self.old, self.new) if days else None
        if after is None:
            return Recorded(exact=None, unit="", why="的期间与文稿的期间是什么关系看不出来")
        return self.measures.records(one.indicator, one.area[0], after)

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
