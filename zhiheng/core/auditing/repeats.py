"""The same figure with two values: within the draft, and beside what left the office before."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from zhiheng.core.auditing.judging import unit_factor
from zhiheng.core.auditing.rounding import compared
from zhiheng.core.auditing.sentences import Sentences
from zhiheng.core.values.auditing import Finding, Judged, Told
from zhiheng.core.values.scales import parts_of

_SAME_WORDS = 6  # characters that two names have to share, where no record says what is meant
_LEADING = re.compile(
    "^(?:今年以来|以来|目前|截至|累计|共计|全[省市县区]|各地|各市县|我[省市县]|共|已|并|还|合计|[，、])+"
)


def repeated_findings(figures: Sequence[Judged], sentences: Sentences) -> Iterator[Finding]:
    """Figures of one indicator, area and days that two sentences of the draft give two values."""
    first: dict[tuple[str, str, str, str], Judged] = {}
    for one in figures:
        if not one.claim.clear or not one.indicator or one.days is None or one.claim.number.high is not None:
            continue
        if len(one.claim.areas) > 1 or one.claim.whole:
            continue
        key = (one.indicator, one.area[0], one.days.text, _kind(one))
        before = first.setdefault(key, one)
        together = sentences.sentence(before.start) == sentences.sentence(one.start)
        if not together and not _same(before, one):
            wrong, right = (before, one) if one.verdict == "agrees" else (one, before)
            number, other = wrong.claim.number, right.claim.number
            where = "前文" if wrong is one else "后文"
            yield Finding(
                kind="repeated", start=number.start, end=number.end, evidence=f"{where} {other.text}",
                says=f"同一个数“{one.name}”{where}写 {other.text}，这里写 {number.text}",
            )  # fmt: skip


def _kind(one: Judged) -> str:
    """Whether it is the value, its growth in percent, or its difference: each is another number."""
    return parts_of(one.claim.number.unit)[0] if one.claim.change else ""


def unnamed_findings(figures: Sequence[Judged], sentences: Sentences) -> Iterator[Finding]:
    """Figures that no record knows, which two sentences of the draft give two values under the same words."""
    first: dict[tuple[str, str, str], Judged] = {}
    for one in figures:
        number, words = one.claim.number, _bare(one.claim.words)
        sure = one.verdict == "unknown" and not one.claim.doubt and not one.claim.change and not one.claim.whole
        if not sure or len(words) < _SAME_WORDS or len(one.claim.areas) != 1 or number.loose or number.high is not None:
            continue
        days = one.claim.days[0].text if one.claim.days else ""
        before = first.setdefault((words, one.claim.areas[0][0] + number.unit, days), one)
        together = sentences.sentence(before.start) == sentences.sentence(one.start)
        if not together and not _same(before, one):
            yield Finding(
                kind="repeated", start=number.start, end=number.end, evidence=f"前文 {before.claim.number.text}",
                says=f"同一说法“{words}”前文写 {before.claim.number.text}，这里写 {number.text}", hint=True,
            )  # fmt: skip


def _bare(words: str) -> str:
    """The words of a name without those that lead to it: 全省印发宣传手册数 and 印发宣传手册 are the same."""
    return re.sub("[份张条期家户件个次人名宗起]?数$", "", _LEADING.sub("", words))


def _same(one: Judged, other: Judged) -> bool:
    """Whether two printed numbers may be one value, each at its own precision."""
    a, b = one.claim.number, other.claim.number
    if a.loose or b.loose:
        return True
    by = unit_factor(a.unit, b.unit)
    if by is None:
        return False
    if by > 1 or (by == 1 and a.decimals < b.decimals):
        return compared(a, Fraction(b.value) / by, b.decimals) != "differs"
    return compared(b, Fraction(a.value) * by, a.decimals) != "differs"


def told_findings(figures: Sequence[Judged], told: Iterable[Told]) -> Iterator[Finding]:
    """Figures that contradict a published document, or one that was given before."""
    by_figure: dict[tuple[str, str, str], list[Told]] = {}
    for one in told:
        by_figure.setdefault((one.indicator, one.area, one.period), []).append(one)
    for figure in figures:
        if figure.days is None or figure.claim.change or not figure.claim.clear or figure.claim.number.high is not None:
            continue
        said = by_figure.get((figure.indicator, figure.area[0], figure.days.text), ())
        for one in {each.value: each for each in reversed(said)}.values():
            if figure.verdict == "differs" and one.value == figure.value:
                continue  # the records say the same
            by = unit_factor(one.unit, figure.claim.number.unit)
            if by is None or compared(figure.claim.number, Fraction(one.value) * by, _decimals(one.value)) != "differs":
                continue
            yield Finding(
                kind="given", start=figure.start, end=figure.end, evidence=one.where,
                says=f"“{figure.name}”以前报过 {one.value:f}{one.unit}（{one.where}），这里写 {figure.claim.number.text}",
            )  # fmt: skip


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
