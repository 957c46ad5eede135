"""Targets and statistics as items of the contract."""

from zhiheng.core.extracting.counting import counted
from zhiheng.core.extracting.evidence import of_figure
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Basis, Target

_HIGHEST_SHARE = 100


def targets(words: Words, layout: Layout, reckoned: list[Reckoned]) -> list[Target]:
    """The figures judged to be promises."""
    return [
        _target(words, layout, item) for item in reckoned if item.verdict.sense == "target" and not item.bound.from_baseline
    ]


def _target(words: Words, layout: Layout, item: Reckoned) -> Target:
    figure, bound, name = item.figure, item.bound, item.name
    start, end, quote = layout.folded.raw(min(name.start, figure.start), name.end)
    indicator = counted(words, name.head, figure, bound.kind, "数量")
    confidence, flags = words.once(Weights).weigh("target", of_figure(words, item, indicator))
    return Target(
        section=layout.section(figure.start),
        quote=quote,
        start=start,
        end=end,
        confidence=confidence,
        flags=flags + _other_flags(item),
        indicator=indicator,
        scope=name.scope,
        comparator=bound.comparator,
        hold=bound.hold,
        value=figure.value,
        unit=figure.unit or None,
        qualifier=bound.qualifier,
        kind=bound.kind,
        basis=basis(item, layout),
        deadline=item.deadline,
        baseline=item.baseline,
    )


def basis(item: Reckoned, layout: Layout) -> Basis | None:
    """Whether the number counts a year, a sum since a day, an addition, or what there is."""
    start = layout.clause(item.figure.start)[0]
    said = layout.text[max(start, item.figure.start - 60) : item.figure.end]
    if "新增" in said or item.name.added:
        return "increment"
    if "累计" in said:
        return "cumulative"
    if "每年" in said or "年均" in said or "全年" in said or "年度" in said:
        return "annual"
    if "总数" in said or "现有" in said or "共有" in said or "保有" in said:
        return "stock"
    return None


def _other_flags(item: Reckoned) -> list[str]:
    flags = []
    if item.deadline is None:
        flags.append("未写明时限")
    elif item.deadline.year is None:
        flags.append("年份待填")
    value = item.figure.value
    if item.figure.unit == "%" and item.bound.kind == "level" and isinstance(value, int | float) and value > _HIGHEST_SHARE:
        flags.append("百分比超过100，请核对")
    return flags
