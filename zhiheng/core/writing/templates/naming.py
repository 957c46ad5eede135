"""Lists of names as sentences say them: 除东方市外，其他市县都; 仍有部分市县（海口、文昌）; 甲市、乙县等4个市县."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.values.indicators import Measured
from zhiheng.core.writing.templates.asking import Part

_TAIL = re.compile(r"(?<=..)(?:[\u4e00-\u9fff]族)*(?:自治县|市|县|区)$")


def listed(seen: Measured, of: str, names: Mapping[str, str], short: bool = False) -> tuple[str, ...] | None:
    """The names that a figure lists; None where it is not known who they are."""
    if seen.value is None:
        return None
    keys = dict.fromkeys(key.partition("／")[0] for key in getattr(seen, of))
    return tuple(called(key, names, short) for key in keys)


def called(key: str, names: Mapping[str, str], short: bool = False) -> str:
    """What somebody is called, without 市, 县, 区 where that is said elsewhere.

    >>> called("1", {"1": "海口市"}, short=True), called("2", {"2": "白沙黎族自治县"}, short=True), called("沙县", {}, True)
    ('海口', '白沙', '沙县')
    """
    name = names.get(key, key)
    return _TAIL.sub("", name) if short else name


def joined(names: Sequence[str], first: int | None = None, word: str = "个市县") -> str:
    """The names, or the first so many with how many there are.

    >>> joined(["甲", "乙"]), joined(["甲", "乙", "丙"], 2, "家企业")
    ('甲、乙', '甲、乙等3家企业')
    """
    if first is None or len(names) <= first:
        return "、".join(names)
    return f"{'、'.join(names[:first])}等{len(names)}{word}"


class Sentence(NamedTuple):
    """Words before the names, the names, and words behind."""

    before: str
    names: str
    behind: str


def except_areas(missing: Sequence[str], done: Sequence[str], word: str) -> Sentence:
    """Who did, but for those who did not; where only few did, they are the ones that are named.

    >>> "".join(except_areas(["东方市"], ["甲市", "乙县"], "市县")), "".join(except_areas([], ["甲市"], "市县"))
    ('除东方市外，其他市县都', '各市县都')
    """
    if not missing:
        return Sentence(f"各{word}都", "", "")
    if not done:
        return Sentence(f"没有{word}", "", "")
    if len(missing) > len(done):
        return Sentence("只有", "、".join(done), "")
    return Sentence("除", "、".join(missing), f"外，其他{word}都")


def some_areas(names: Sequence[str], whole: Sequence[str], word: str, lead: str) -> Sentence:
    """Those for whom something holds, in brackets; one alone by its own name, in full.

    >>> "".join(some_areas(["海口", "文昌"], ["海口市", "文昌市"], "市县", "仍有"))
    '仍有部分市县（海口、文昌）'
    """
    if not names:
        return Sentence(f"没有{word}", "", "")
    if len(names) == 1:
        return Sentence(lead, whole[0], "")
    return Sentence(f"{lead}部分{word}（", "、".join(names), "）")


def ranked(parts: Sequence[Part], first: int, *, highest: bool) -> tuple[Part, ...]:
    """So many parts with the largest (smallest) values, and those level with the last; without value, none takes part.

    Shape: as printed, two values that look alike are level; those level stand in the order in which areas are named.
    """
    known = [part for part in parts if part.measured.value is not None]
    ordered = sorted(known, key=lambda part: part.measured.value or Decimal(0), reverse=highest)
    if len(ordered) <= first:
        return tuple(ordered)
    last = ordered[first - 1].measured.value
    return tuple(part for at, part in enumerate(ordered) if at < first or part.measured.value == last)
