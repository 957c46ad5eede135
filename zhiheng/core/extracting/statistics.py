"""Statistics as items of the contract."""

import re

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.counting import Name, counted
from zhiheng.core.extracting.evidence import of_figure
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.periods import Periods
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.targets import basis
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Statistic

_EXCEPT = re.compile(r"除([^，。；]{2,30}?)(?:以外|之外|外)")
_LONG = 18  # characters
_TELLING = 4  # characters of a subject that says more than the name it is cut from
_OF_OR_LISTED = re.compile("的|(?<=[^高中初同平均优])等(?=[^级候])")
_AND = re.compile(r"[、和及]")


def statistics(
    words: Words, layout: Layout, reckoned: list[Reckoned], periods: Periods, region: str | None
) -> list[Statistic]:
    """The figures judged to be results."""
    return [_statistic(words, layout, item, periods, region) for item in reckoned if item.verdict.sense == "statistic"]


def _statistic(words: Words, layout: Layout, item: Reckoned, periods: Periods, region: str | None) -> Statistic:
    figure, bound, name = item.figure, item.bound, item.name
    start, end, quote = layout.folded.raw(min(name.start, figure.start), name.end)
    sentence = layout.sentence(figure.start)
    excluded = _EXCEPT.search(layout.text, sentence[0], figure.start)
    measure = _short(words, counted(words, name.short or name.head, figure, bound.kind, "数", name.part_of), name)
    confidence, flags = words.once(Weights).weigh("statistic", of_figure(words, item, measure))
    return Statistic(
        section=layout.section(figure.start),
        quote=quote,
        start=start,
        end=end,
        confidence=confidence,
        flags=flags,
        measure=measure,
        subject=name.subject or name.scope,
        value=figure.value,
        unit=figure.unit or None,
        qualifier=bound.qualifier,
        kind=bound.kind,
        basis=basis(item, layout),
        period=periods.of(figure.start),
        region=name.subject if name.subject and words.once(Bodies).is_area(name.subject) else region,
        comparison=bound.comparison,
        except_=_AND.split(excluded[1]) if excluded else [],
    )


def _short(words: Words, measure: str, name: Name) -> str:
    """A long measure without what stands before its last 的 or 等; the whole stays as its subject."""
    tail = _OF_OR_LISTED.split(measure)[-1]
    if len(measure) <= _LONG or len(tail) < 3 or tail == measure:
        return measure
    name.subject = name.subject if name.subject and len(name.subject) >= _TELLING else name.head
    return (name.verb or "") + tail
