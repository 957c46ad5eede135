"""Targets and statistics as items of the contract."""

from zhiheng.core.extracting.counting import counted
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.reckoned import Reckoned
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
    flags = _flags(item)
    return Target(
        section=layout.section(figure.start),
        quote=quote,
        start=start,
        end=end,
        confidence=confidence(item),
        flags=flags,
        indicator=counted(words, name.head, figure, bound.kind, "数量"),
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


def confidence(item: Reckoned) -> float:
    """Between 0 and 1: how clear the words make what the number is, and about what."""
    sure = 0.72 + min(0.16, item.verdict.margin * 0.04)
    sure += 0.06 if item.bound.said else 0.0
    sure += 0.04 if item.deadline and not item.deadline.inherited else 0.0
    sure -= 0.15 if item.name.carried else 0.0
    sure -= 0.10 if item.name.first else 0.0
    sure -= 0.15 if len(item.name.head) < 2 or len(item.name.head) > 30 else 0.0
    return round(max(0.2, min(0.99, sure)), 2)


def _flags(item: Reckoned) -> list[str]:
    flags = []
    if item.name.carried:
        flags.append("指标名承前省略，请核对")
    if len(item.name.head) < 3:
        flags.append("指标名不完整，请核对")
    if item.name.first:
        flags.append("数字在前，指标名由后文拼成，请核对")
    if item.deadline is None:
        flags.append("未写明时限")
    elif item.deadline.year is None:
        flags.append("年份待填")
    value = item.figure.value
    if item.figure.unit == "%" and item.bound.kind == "level" and isinstance(value, int | float) and value > _HIGHEST_SHARE:
        flags.append("百分比超过100，请核对")
    if item.verdict.margin < 1:
        flags.append("是目标还是现状不够明确，请核对")
    return flags
