"""How an item is scored, in the words of an office: what stands beside the cell before somebody fills it.

Source: docs/methods/scoring.md
"""

from decimal import Decimal
from typing import assert_never

from zhiheng.core.scoring.numbers import plain
from zhiheng.core.scoring.scaling import band_in_words
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.ways import (
    Bands,
    Best,
    Choice,
    Convert,
    Deduct,
    Earn,
    Given,
    Linear,
    Rank,
    Reach,
    Survey,
    Timely,
)


def rule_in_words(item: Item, group: str = "") -> str:
    """The rule of scoring in one sentence, for a group where points differ."""
    worth, unit, way = item.worth_for(group), item.unit, item.how
    match way:
        case Linear() | Survey():
            line = f"{plain(way.full)}{unit}得满分，{plain(way.zero)}{unit}不得分，其间按比例"
            return f"{line}；有效样本不少于 {way.sample} 份" if isinstance(way, Survey) else line
        case Reach():
            return f"按达到 {plain(way.target)}{unit} 的比例得分，最多 {plain(worth)} 分"
        case Bands():
            return "；".join(f"{band_in_words(band)}{unit}得 {plain(band.score)} 分" for band in way.bands)
        case Rank():
            return _rank(way)
        case Best():
            return f"按与最{'低' if way.less else '高'}者的比例得分"
        case Deduct():
            return _deduct(way, unit)
        case Earn():
            over = f"超过 {plain(way.above)}{unit} 后" if way.above else ""
            return f"{over}{_every(way.per, unit)}得 {plain(way.each)} 分，最多 {plain(worth)} 分"
        case Choice():
            return "；".join(f"{one.answer}得 {plain(one.score)} 分" for one in way.options)
        case Given():
            return _given(way, worth)
        case Convert():
            return f"按得分÷{plain(way.full)}×{plain(worth)} 折算"
        case Timely():
            return f"按时得满分，每逾期一日扣 {plain(way.each)} 分"
        case _:
            assert_never(way)


def value_asked(item: Item, group: str = "") -> str:
    """What is to be written: the unit, or that one of the answers is chosen."""
    match item.how:
        case Choice():
            return "选答案"
        case Given() if item.how.percent:
            return "百分比"
        case Given():
            return f"0—{plain(item.worth_for(group))}分"
        case Timely():
            return "逾期天数"
        case Convert():
            return f"原得分（满分 {plain(item.how.full)}）"
        case _:
            return item.of if item.by != "computed" and item.of else item.unit or "数"


def most_allowed(item: Item, group: str = "") -> Decimal | None:
    """The greatest number that may be written; None: none is named."""
    if isinstance(item.how, Given):
        return Decimal(100) if item.how.percent else item.worth_for(group)
    if isinstance(item.how, Convert):
        return item.how.full
    return Decimal(100) if item.unit == "%" else None


def _rank(way: Rank) -> str:
    first = "、".join(plain(score) for score in way.scores)
    step = f"，以后每名少 {plain(way.step)} 分" if way.step else ""
    return f"按{'从低到高' if way.less else '从高到低'}排名，依次得 {first} 分{step}，最低 {plain(way.last)} 分"


def _deduct(way: Deduct, unit: str) -> str:
    beyond = "平均数" if way.beyond_mean else f"{plain(way.above)}{unit}" if way.above else ""
    head = f"{'低于' if way.under else '超过'}{beyond}的，" if beyond else ""
    none = f"，达到 {plain(way.none)}{unit} 不得分" if way.none is not None else ""
    return f"{head}{_every(way.per, unit)}扣 {plain(way.each)} 分，最低 {plain(way.floor)} 分{none}"


def _every(per: Decimal, unit: str) -> str:
    return f"每{unit or '项'}" if per == 1 else f"每 {plain(per)}{unit or '项'}"


def _given(way: Given, worth: Decimal) -> str:
    most = "100%" if way.percent else f"{plain(worth)} 分"
    unit = "%" if way.percent else " 分"
    spread = f"；独立评分相差超过 {plain(way.spread)}{unit}的合议" if way.spread is not None else ""
    return f"0 至 {most}，以 {plain(way.step)}{unit}为一档{spread}"
