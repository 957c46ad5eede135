"""Values that look damaged: flagged, with the other reading beside them, never changed."""

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from zhiheng.core.extracting.plausible import doubt as mark
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Item, Number, Repair, Target

_FEW = 3  # other numbers needed before one stands out
_TIMES = 3  # how far out a count must be
_SMALL = 10  # counts of a text that promises a handful of things
_CLOSE = 3  # digits of a range that lost its dash lie this near: 2-3, 5-8
_HIGH, _LOW = 80, 30  # where most rates are high, one below the low mark may have slipped by a digit


def doubt(words: Words, targets: Sequence[Target], damaged: bool) -> None:
    """Flag rates, and in a damaged text counts, that do not fit the others, and keep both readings."""
    counts = [target for target in targets if damaged and _is_count(words, target)]
    rates = [target for target in targets if target.unit == "%" and target.kind == "level" and _plain(target.value)]
    for target in counts:
        others = [_size(other.value) for other in counts if other is not target]
        size = _size(target.value)
        usual = median(others) if len(others) >= _FEW else None
        if usual is not None and usual <= _SMALL and size >= max(_TIMES * usual, 20) and _plain(target.value):
            _flag(target, _as_range(size))
    for target in rates:
        others = [_size(other.value) for other in rates if other is not target]
        size = _size(target.value)
        if len(others) >= _FEW and median(others) >= _HIGH and size < _LOW and size * 10 <= 100:
            _flag(target, round(size * 10, 6))


def doubt_damaged(repairs: Sequence[Repair], items: Sequence[Item]) -> None:
    """Flag what was read from a place whose repair was proposed and not made."""
    proposed = sorted((repair.end, repair.start) for repair in repairs if not repair.applied)
    for item in items:
        k = bisect_right(proposed, (item.start, item.end))
        if k < len(proposed) and proposed[k][1] < item.end:
            mark(item, "原文此处可能有缺损或误识，请对照原件核对")


def _flag(target: Target, other: Number | list[Number] | None) -> None:
    mark(target, "数值与同文其他数值相差很大，可能有缺漏，请对照原件")
    if other is not None and other not in target.alternatives:
        target.alternatives.append(other)


def _is_count(words: Words, target: Target) -> bool:
    known = words.unit(target.unit or "")
    return known is not None and known[0].dimension == "things" and target.kind == "level"


def _plain(value: Number | list[Number]) -> bool:
    return not isinstance(value, list)


def _size(value: Number | list[Number]) -> float:
    return float(value[-1] if isinstance(value, list) else value)


def _as_range(size: float) -> list[Number] | None:
    """23 as 2-3; None where the digits do not rise by a little (40)."""
    tens, ones = divmod(int(size), 10)
    return [tens, ones] if size == int(size) and 0 < tens < ones <= tens + _CLOSE else None
