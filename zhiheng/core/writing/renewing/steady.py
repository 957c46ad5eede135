"""与上年同期持平, where the figure moved since: how the words that say so begin and what they become."""

import re
from fractions import Fraction
from typing import NamedTuple

from zhiheng.core.values.renewing import Swap
from zhiheng.core.writing.renewing.numerals import to_places

_STEADY = re.compile(
    r"(?P<with>[与和同](?:上年同期|去年同期|上年度?|去年|上一年|上期|上月|上季度)(?P<held>相比)?|[比较](?:上年同期|去年同期|上年|去年)|同比|环比)"
    r"(?P<word>(?:保持)?(?P<nearly>基本)?(?:保持)?持平)"
)
NEARLY = 1  # points or percent under which 基本持平 is true


class Steady(NamedTuple):
    """Words that say a figure is what it was; `previous`: than in the period before."""

    start: int
    end: int
    word: tuple[int, int]
    nearly: bool
    than: bool  # 与 has to become 比
    previous: bool


def steady_words(text: str) -> list[Steady]:
    """The words of a text that say so, in its order."""
    return [
        Steady(
            m.start(), m.end(), m.span("word"), bool(m["nearly"]), m["with"][0] in "与和同" and not m["held"],
            bool(re.search("环比|上期|上月|上季", m["with"])),
        )
        for m in _STEADY.finditer(text)
    ]  # fmt: skip


def holds(said: Steady, change: Fraction, decimals: int) -> bool:
    """Whether the words are true of a change, in points or percent."""
    return abs(change) < NEARLY if said.nearly else not to_places(abs(change), decimals)


def moved_words(said: Steady, change: Fraction, unit: str, decimals: int, says: str) -> list[Swap]:
    """What the words become: another verb with its number, 持平 or 基本持平."""
    size = to_places(abs(change), decimals)
    if not size:
        return [_swap(*said.word, "基本持平" if change else "持平", says)]
    rises = "提高" if unit.endswith("点") else "增长"
    new = f"{rises if change > 0 else '下降'}{size:f}{unit}"
    return [*([_swap(said.start, said.start + 1, "比", says)] if said.than else []), _swap(*said.word, new, says)]


def _swap(start: int, end: int, new: str, says: str) -> Swap:
    return Swap(kind="way", start=start, end=end, new=new, says=says)
