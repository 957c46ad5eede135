"""Comparisons: 提高 where it fell, growth that does not follow from both values, 百分之 where 百分点 is meant."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zhiheng.core.auditing.rounding import half_up
from zhiheng.core.auditing.sentences import Sentences, Stretch
from zhiheng.core.values.auditing import Finding, Number

_UP, _DOWN = "提高|提升|增长|上升|增加|增", "下降|降低|减少|回落|降|减"
_FROM_TO = re.compile(r"[由从][^，。；]{0,12}$")
_TO = re.compile(rf"(?P<way>{_UP}|{_DOWN})[至到为]$")
_WAY = re.compile(rf"(?P<way>{_UP}|{_DOWN})了?$")
_EARLIER = re.compile(r"(?:上年|去年|上一年|前一年)(?:同期)?[\u4e00-\u9fff]{0,12}$|同期[\u4e00-\u9fff]{0,8}$")
_KEPT = "率|占比|比重|比例|满意度"
_RATE = re.compile(r"(?:率|占比|比重|比例|满意度)[^，。；\d]{0,4}[，]?[^，。；\d%]{0,14}$")


def direction_findings(text: str, figures: Sequence[Number], sentences: Sentences) -> Iterator[Finding]:
    """What contradicts itself among the numbers of a sentence."""
    starts = [number.at for number in figures]
    for sentence in sentences.all():
        inside = figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for at, number in enumerate(inside):
            ahead = text[max(sentence.start, number.start - 30) : number.start]
            yield from _from_to(text, inside[at - 1] if at else None, number)
            yield from _points(text, sentence, inside[:at], number, ahead)
            yield from _growth(text, sentence, inside, at)


def _from_to(text: str, before: Number | None, number: Number) -> Iterator[Finding]:
    """由 A 提高到 B, where B is less."""
    if before is None or before.unit != number.unit or number.start - before.end > 12:
        return
    way = _TO.search(text[before.end : number.start])
    if not way or not _FROM_TO.search(text[max(0, before.start - 16) : before.start]):
        return
    rises = bool(re.fullmatch(_UP, way["way"]))
    if number.value != before.value and rises != (number.value > before.value):
        yield _turned(before, number, way["way"])


def _turned(before: Number, number: Number, way: str) -> Finding:
    moved = "上升" if number.value > before.value else "下降"
    return Finding(
        kind="direction", start=before.start, end=number.end, evidence=f"{before.text} → {number.text}",
        says=f"从 {before.text} 到 {number.text} 是{moved}，原文写“{way}”",
    )  # fmt: skip


def _points(text: str, sentence: Stretch, earlier: Sequence[Number], number: Number, ahead: str) -> Iterator[Finding]:
    """合格率提高 0.5%: the difference of two rates is in points."""
    way = _WAY.search(ahead)
    if number.unit != "%" or not way or text[number.end : number.end + 1] == "点":
        return
    said = text[max(sentence.start, number.start - 40) : number.start - len(way[0])]
    rate = earlier[-1] if earlier else None
    follows = rate is not None and rate.unit == "%" and bool(re.search(_KEPT, text[sentence.start : rate.start]))
    if re.search("增长率|增速", said) or not (_RATE.search(said) or (follows and re.search("同比|[比较]", said))):
        return
    if number.value < 30:
        yield Finding(
            kind="points", start=number.start, end=number.end, evidence=said[-16:],
            says=f"比率的升降用百分点：“{way[0]}{number.text}”疑为“{way[0]}{number.value}个百分点”",
        )  # fmt: skip


def _growth(text: str, sentence: Stretch, inside: Sequence[Number], at: int) -> Iterator[Finding]:
    """A growth beside both of its values: 2102 宗，上年同期 1985 宗，增长 5.9%."""
    number = inside[at]
    way = _WAY.search(text[max(sentence.start, number.start - 8) : number.start])
    if at < 2 or not way or number.loose:
        return
    if not (number.unit == "%" or number.unit.endswith("百分点") or number.unit == inside[at - 1].unit):
        return
    now, then = inside[at - 2], inside[at - 1]
    if now.unit != then.unit or now.loose or then.loose or not then.value or now.decimals != then.decimals:
        return
    if not _EARLIER.search(text[now.end : then.start]) or number.start - then.end > 14:
        return
    rises = bool(re.fullmatch(_UP, way["way"]))
    gap = Fraction(now.value) - Fraction(then.value)
    if gap and rises != (gap > 0):
        yield _turned(then, now, way["way"])
        return
    relative = number.unit == "%" and now.unit != "%"
    exact = abs(gap) / Fraction(then.value) * 100 if relative else abs(gap)
    if number.unit == "%" and now.unit == "%":
        return  # said by _points
    if abs(Fraction(number.value) - exact) >= Fraction(1, 10**number.decimals):
        right = half_up(exact, max(number.decimals, 1) if relative else number.decimals)
        yield Finding(
            kind="growth", start=number.start, end=number.end, evidence=f"{now.text}，{then.text}",
            says=f"按 {now.text} 与 {then.text}，{way['way']}的是 {right}{number.unit}，原文写 {number.text}",
        )  # fmt: skip
