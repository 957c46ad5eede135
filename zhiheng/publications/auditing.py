"""A draft checked against the records: read, matched, measured in one go, judged."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from msgspec.structs import replace

from zhiheng.core.auditing import (
    Asking,
    Places,
    Spot,
    asks_why,
    bodies_of,
    chosen,
    claims,
    confirmed,
    explained,
    finder,
    findings,
    held_against,
    margins,
    marks_of_word,
    others_of,
    spots,
    telling,
    unread,
    verdicts,
    whole_of,
    with_table_lines,
)
from zhiheng.core.auditing.commenting import commented, written
from zhiheng.core.composing import open_file, understand_closely
from zhiheng.core.filling.prose import Prose
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.auditing import Audit, Claim, Judged, Margin, Recorded
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.filling import Days
from zhiheng.core.values.filling import Known as Name
from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Reading
from zhiheng.definitions import lexicons
from zhiheng.definitions.filling import form_words
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_below
from zhiheng.indicators.engines import engine
from zhiheng.indicators.filling.proposing import exact_from, known_of
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.values import bases_of, values_of
from zhiheng.publications.auditing_cells import with_cells
from zhiheng.publications.told import told_before
from zhiheng.web.scoping import Scope

_UNKNOWN = Recorded(exact=None, unit="", why="没有测算")


class Checked(NamedTuple):
    """A draft with its reading, what was found, and the values it was held against."""

    audit: Audit
    cleaned: Cleaned
    reading: Reading
    measures: "Measures"


def audited(name: str, content: bytes, scope: Scope, area: Area, period: Period) -> Checked:
    """Each figure of a draft beside the records of an area and a period, and what contradicts itself in the text.

    Raises: Fault R101–R118 the file cannot be read.
    Source: docs/methods/auditing.md
    """
    words = lexicons(settings.DEFINITIONS)
    extracted = open_file(content, name)
    reading, cleaned = understand_closely(extracted, words, with_raw=True)
    cleaned = with_table_lines(cleaned)
    below = list(areas_below(area).exclude(pk=area.pk))
    places = _places(area, below, words, reading)
    base = Days(period.start, period.end, period.text)
    known = known_names()
    prose = Prose(known, form_words(settings.DEFINITIONS))
    asking = Asking(prose.called, lambda text: prose.days(text, base), base, places)
    find = finder(tuple(unit.word for unit in words.units))
    numbers = find.numbers(cleaned.text, written=True)
    areas = [(one.code, one.name) for one in (area, *below)]
    said, columns = with_cells(claims(cleaned, numbers, reading, asking), cleaned, known, areas, base, places)
    measures = Measures([area, *below])
    names = {one.id: one.name for one in known}
    kin = {one.id: frozenset(one.context[:1]) for one in known if one.context}
    figures = chosen(settled(said, base, measures, names), measures.records, names, kin)
    figures = confirmed(figures, columns, measures.records, names)
    figures = _explained(figures, base, measures, names)
    audit = Audit(
        text=cleaned.text,
        figures=tuple(figures),
        findings=tuple(
            findings(cleaned, numbers, figures, places, measures.records, base, told_before(scope, figures), bodies_of(words))
        ),
        unrecognised=tuple(
            one.claim.number for one in figures if not (one.claim.statistic or one.indicator or one.claim.doubt)
        ),
        notes=(*reading.notes, *marks_of_word(content), *unread(extracted, cleaned, find)),
    )  # fmt: skip
    return Checked(audit, cleaned, reading, measures)


def settled(said: Sequence[Claim], base: Days, measures: "Measures", names: Mapping[str, str]) -> list[Judged]:
    """The verdict on each claim, all that they need measured in one go."""
    measures.need(spot for claim in said for spot in _needed(claim, base))
    return verdicts(said, measures.records, names)


class Measures:
    """Values by indicator, area and days, measured together for all areas and days that are asked for at once."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = {area.code: area for area in areas}
        self.found: dict[tuple[str, str, str], Recorded] = {}
        self.seen: dict[tuple[str, str, str], Measured] = {}  # the same with who was due and who did

    def need(self, wanted: Iterable[Spot]) -> None:
        """Measures what is not measured yet, in one go."""
        lacking = [one for one in wanted if one.area[0] in self.areas and _key(one) not in self.found]
        if not lacking:
            return
        indicators = [known_indicators()[id] for id in dict.fromkeys(one.indicator for one in lacking)]
        areas = [self.areas[code] for code in dict.fromkeys(one.area[0] for one in lacking)]
        periods = [period_from(text) for text in dict.fromkeys(one.days.text for one in lacking)]
        used = engine()
        for spot, seen in values_of(indicators, areas, periods, used, bases_of(indicators, used)).items():
            if not spot.dims:
                self.found[spot.indicator, spot.area, spot.period] = _recorded(seen)
                self.seen[spot.indicator, spot.area, spot.period] = seen

    def records(self, indicator: str, area: str, span: Days) -> Recorded:
        """The value, where it was needed."""
        return self.found.get((indicator, area, span.text), _UNKNOWN)


def _key(spot: Spot) -> tuple[str, str, str]:
    return spot.indicator, spot.area[0], spot.days.text


def _recorded(seen: Measured) -> Recorded:
    return Recorded(
        exact=exact_from(seen, known_indicators()[seen.indicator]), unit=seen.unit, decimals=seen.decimals,
        why=f"暂无数据：{seen.why or '这个地区和期间没有记录'}", values=seen.values if len(seen.values) > 1 else (),
        numerator=_whole(seen.numerator), denominator=_whole(seen.denominator),
    )  # fmt: skip


def _whole(number: Decimal | None) -> int | None:
    return int(number) if number is not None and number == int(number) else None


def known_names() -> list[Name]:
    """The figures that have one value, as drafts may name them."""
    return known_of(each for each in known_indicators().values() if not (each.each or each.by))


def _places(area: Area, below: Sequence[Area], words: Lexicons, reading: Reading) -> Places:
    """The areas that the draft may name; the region that it speaks for is the one that is asked about."""
    own = [reading.meta.region.name] if reading.meta.region else []
    nearest = sum(one.parent_id == area.pk and one.until is None for one in below)
    elsewhere = {one.name for one in words.areas}
    return Places((area.code, area.name), [(one.code, one.name) for one in below], elsewhere, own, nearest)


def _needed(claim: Claim, base: Days) -> list[Spot]:
    """The values that a claim is compared with: of its days, of those its change is measured from, of the draft's own."""
    wanted = spots(claim)
    earlier = [one._replace(days=claim.against) for one in wanted if claim.against]
    wholes = [whole_of(one, claim.whole) for one in wanted if claim.whole]
    return [*wanted, *earlier, *wholes, *(one._replace(days=base) for one in wanted[:1])]


def _explained(figures: Sequence[Judged], base: Days, measures: Measures, names: Mapping[str, str]) -> list[Judged]:
    """Those that differ, with why they may: other days, other areas, other figures of the same words."""
    areas = [(area.code, area.name) for area in measures.areas.values()]
    asked = {place: others_of(one, base, areas, names) for place, one in enumerate(figures) if asks_why(one)}
    apart = {other.spot: None for place, others in asked.items() for other in others if other.spot.area != figures[place].area}
    measures.need(other.spot for others in asked.values() for other in others if other.spot not in apart)
    measures.need(apart)
    found = list(figures)
    for place, others in asked.items():
        one = figures[place]
        values = [(other, measures.records(other.spot.indicator, other.spot.area[0], other.spot.days)) for other in others]
        told = explained(one, measures.records(one.indicator, one.area[0], one.days or base), values)
        found[place] = held_against(told) if one.verdict == "unknown" and telling(told) else told
    return found


def marked(checked: Checked, content: bytes, *, everything: bool = False) -> bytes:
    """The draft as .docx with the audit in its margin, without macros; of another format a .docx of its text."""
    notes = list(margins(checked.audit, everything=everything))
    raw = [_in_raw(checked.cleaned, one) for one in notes]
    if content.startswith(b"PK"):
        try:
            return commented(content, checked.cleaned.raw, raw)
        except ValueError:
            pass  # a workbook: its text is enough
    return written(checked.audit.text, notes)


def _in_raw(cleaned: Cleaned, one: Margin) -> Margin:
    start, end = cleaned.span(one.start, one.end)
    return replace(one, start=start, end=end)


def for_programs(checked: Checked) -> dict[str, Any]:
    """The audit as programs read it; offsets are of the raw text, as in the reading contract."""
    audit, cleaned = checked.audit, checked.cleaned
    figures = []
    for one in audit.figures:
        start, end = cleaned.span(one.start, one.end)
        figures.append(
            {
                "quote": cleaned.raw[start:end], "start": start, "end": end, "verdict": one.verdict,
                "computed": None if one.value is None else int(one.value) if one.value == int(one.value) else float(one.value),
                "indicator": one.indicator or None, "unit": one.claim.number.unit, "area": one.area[0] or None,
                "period": one.days.text if one.days else None, "says": one.says, "reasons": list(one.reasons),
            }
        )  # fmt: skip
    found = []
    for finding in audit.findings:
        start, end = cleaned.span(finding.start, finding.end)
        found.append({"kind": finding.kind, "quote": cleaned.raw[start:end], "start": start, "end": end, "says": finding.says,
                      "evidence": finding.evidence, "hint": finding.hint})  # fmt: skip
    unrecognised = [cleaned.quote(one.start, one.end) for one in audit.unrecognised]
    return {"figures": figures, "findings": found, "unrecognised": unrecognised, "notes": list(audit.notes)}
