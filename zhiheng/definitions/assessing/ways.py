"""The way of an item from its table, and whether it fits what it scores."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.schemes import By
from zhiheng.core.values.spans import span_from
from zhiheng.core.values.ways import (
    WAYS,
    Band,
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
    Way,
)
from zhiheng.definitions.strict import converted, place, refuse_unknown

BY_PERSONS = (Choice, Given, Survey, Timely)
ZERO = Decimal(0)


def way_from(raw: dict[str, Any], path: Path, section: str) -> Way:
    """The way that a table says: {linear = {…}}, {bands = […]}, {choice = {answer = points}}.

    Raises: Fault D202, D203, D452, D459.
    """
    where = f"{place(path)} [{section}]"
    if len(raw) != 1:
        raise Fault("D459", f"{where}：“how”要写且只写一种算法，现在有 {len(raw)} 种。可用的：{'、'.join(WAYS)}。")
    [(kind, told)] = raw.items()
    refuse_unknown([kind], WAYS, f"{where} how")
    if kind == "bands":
        told = {"bands": told}
    elif kind == "choice":
        told = {"options": [{"answer": answer, "score": score} for answer, score in _pairs(told, where)]}
    way: Way = converted(told, WAYS[kind], path, f"{section} {kind}")
    _refuse_impossible(way, where)
    return way


def _pairs(told: Any, where: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(told, dict) or not told:
        raise Fault("D459", f"{where}：choice 要写成“答案 = 得分”，例如 choice = {{纳入规划 = 1, 无 = 0}}。请改正。")
    yield from told.items()


def _refuse_impossible(way: Way, where: str) -> None:
    """What no value could be scored by. Raises: Fault D452, D459."""
    wrong = ""
    match way:
        case Linear() | Survey() if way.zero == way.full:
            wrong = "零分线和满分线相同"
        case Reach() if way.target <= 0:
            wrong = "目标要大于 0"
        case Bands():
            refuse_bad_bands(way.bands, where)
        case Rank() if not way.scores or any(one < other for one, other in pairwise((*way.scores, way.last))):
            wrong = "名次的得分要从高到低，且不低于末位的得分"
        case Deduct() | Earn() if way.each <= 0 or way.per <= 0:
            wrong = "each 和 per 要大于 0"
        case Timely() if way.each <= 0 or span_from(way.due) is None:
            wrong = "each 要大于 0，due 要写成“15 d”“10 wd”这样的期限"
        case Given() if way.step <= 0:
            wrong = "step 要大于 0"
        case Convert() if way.full <= 0:
            wrong = "full 要大于 0"
    if wrong:
        raise Fault("D459", f"{where} how：{wrong}。请改正。")


def refuse_bad_bands(bands: tuple[Band, ...], where: str) -> None:
    """Raises: Fault D452: bands that overlap, leave a gap, or leave an end open to nothing."""
    ordered = sorted(bands, key=lambda band: (band.since is not None, band.since or ZERO))
    if not ordered or ordered[0].since is not None or ordered[-1].below is not None:
        raise Fault("D452", f"{where} bands：最低一档不写 from，最高一档不写 below，中间不留空。请补上。")
    for lower, upper in pairwise(ordered):
        if lower.below is None or upper.since is None or lower.below > upper.since:
            raise Fault("D452", f"{where} bands：{_ends(lower)} 与 {_ends(upper)} 两档重叠。请让两档首尾相接。")
        if lower.below < upper.since:
            raise Fault("D452", f"{where} bands：{lower.below} 至 {upper.since} 之间没有档。请让两档首尾相接。")


def _ends(band: Band) -> str:
    return f"{'' if band.since is None else band.since}..{'' if band.below is None else band.below}"


def refuse_unfit(way: Way, by: By, indicator: Indicator | None, worth: Decimal, where: str) -> None:
    """Raises: Fault D459 (not for this source), D461 (rewards what is worse), D463 (more points than there are)."""
    if by == "computed" and isinstance(way, BY_PERSONS):
        raise Fault("D459", f"{where}：系统计算的项不能用 {_name(way)}。请换一种算法，或改 by。")
    if (by == "survey") != isinstance(way, Survey):
        raise Fault("D459", f"{where}：满意度调查（by = \"survey\"）要用且只用 survey 算法。请改正。")
    most = most_of(way)
    if most is not None and (most > worth or least_of(way) < 0):
        raise Fault("D463", f"{where}：算法最多给 {most} 分、最少 {least_of(way)} 分，本项分值是 {worth}。请改为 0 至分值之间。")
    if indicator is not None and indicator.printing.down == "good" and _more_is_better(way):
        raise Fault("D461", f"{where}：“{indicator.id}”越少越好，这样写却是越多分越高。请反过来写，或改用 deduct、less = true。")


def most_of(way: Way) -> Decimal | None:
    """The most points that a way names itself; None where it takes those of the item."""
    match way:
        case Bands():
            return max(band.score for band in way.bands)
        case Choice():
            return max(option.score for option in way.options)
        case Rank():
            return max(way.scores)
        case Deduct() | Timely():
            return way.floor
    return None


def least_of(way: Way) -> Decimal:
    """The fewest points that a way names itself."""
    match way:
        case Bands():
            return min(band.score for band in way.bands)
        case Choice():
            return min(option.score for option in way.options)
        case Rank():
            return way.last
        case Deduct() | Timely():
            return way.floor
    return ZERO


def _more_is_better(way: Way) -> bool:
    match way:
        case Linear():
            return way.full > way.zero
        case Rank() | Best():
            return not way.less
        case Deduct():
            return way.under
        case Reach() | Earn() | Convert():
            return True
        case Bands():
            ordered = sorted(way.bands, key=lambda band: (band.since is not None, band.since or ZERO))
            return ordered[-1].score > ordered[0].score
    return False


def _name(way: Way) -> str:
    return next(name for name, kind in WAYS.items() if isinstance(way, kind))
