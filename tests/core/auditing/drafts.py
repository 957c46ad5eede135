"""Drafts for tests, checked against a few figures of 示例省 and two of its cities, without a database."""

from collections.abc import Mapping
from fractions import Fraction

from core.filling.asking import KNOWN, days
from zhiheng.core.auditing import Asking, Places, claims, finder, findings
from zhiheng.core.auditing import verdicts as judged
from zhiheng.core.composing import open_file, understand_closely
from zhiheng.core.filling.prose import Prose
from zhiheng.core.values.auditing import Audit, Recorded
from zhiheng.core.values.filling import Days
from zhiheng.definitions import lexicons
from zhiheng.definitions.filling import form_words

AREAS = (("990100", "青屿市"), ("990200", "澄湾市"))
PERIOD = "2025-01-01..2025-07-25"
UNITS = {one.id: (one.unit, one.decimals) for one in KNOWN}
VALUES: Mapping[tuple[str, str, str], Fraction] = {
    ("checks", "990000", PERIOD): Fraction(847), ("checks", "990100", PERIOD): Fraction(105),
    ("staff-times", "990000", PERIOD): Fraction(45111), ("cases-found", "990000", PERIOD): Fraction(2102),
    ("cases-found", "990000", "2024-01-01..2024-07-25"): Fraction(1985), ("cases-found", "990100", PERIOD): Fraction(239),
    ("cases-found", "990200", PERIOD): Fraction(192), ("cases-filed", "990000", PERIOD): Fraction(1124),
    ("fines", "990000", PERIOD): Fraction(33267, 100), ("lots", "990000", PERIOD): Fraction(892),
    ("pass-rate", "990000", PERIOD): Fraction(78400, 892), ("pass-rate", "990000", "2024-01-01..2024-07-25"): Fraction(8740, 100),
}  # fmt: skip


def records(indicator: str, area: str, span: Days) -> Recorded:
    unit, decimals = UNITS[indicator]
    exact = VALUES.get((indicator, area, span.text))
    return Recorded(exact=exact, unit=unit, decimals=decimals, why="" if exact is not None else "暂无数据")


def audited(text: str) -> Audit:
    words = lexicons()
    reading, cleaned = understand_closely(open_file(text.encode(), "通报.txt"), words)
    base = days(PERIOD)
    prose = Prose(KNOWN, form_words())
    places = Places(("990000", "示例省"), AREAS, {one.name for one in words.areas}, nearest=18)
    numbers = finder(tuple(unit.word for unit in words.units)).numbers(cleaned.text, written=True)
    asking = Asking(prose.called, lambda said: prose.days(said, base), base, places)
    names = {one.id: one.name for one in KNOWN}
    figures = judged(claims(cleaned, numbers, reading, asking), records, names)
    found = findings(cleaned, numbers, figures, places, records, base, ())
    lost = tuple(one.claim.number for one in figures if one.claim.statistic is None and not one.indicator)
    return Audit(text=cleaned.text, figures=tuple(figures), findings=tuple(found), unrecognised=lost)


def verdicts(text: str) -> dict[str, str]:
    """The verdict on each figure of a text, by how it is printed."""
    return {one.claim.number.text: one.verdict for one in audited(text).figures}


def kinds(text: str) -> list[str]:
    """The kinds of what was found in a text."""
    return [one.kind for one in audited(text).findings]
