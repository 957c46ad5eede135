"""Shares that a text tells of its figures: 立案1124宗，占查处案件的53.5%; 青屿市239宗，占全省的11.4%."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from zhiheng.core.auditing.places import ELSEWHERE, Place, Places
from zhiheng.core.values.auditing import Claim, Number
from zhiheng.core.values.filling import Option

Called = Callable[[str, str, str, bool], tuple[tuple[Option, ...], bool]]  # measure, clause, unit, whether it is a change
_OF = re.compile(
    r"(?P<part>[^，。；：（）()\n]*?)占(?P<whole>[^，。；：（）()占\n]{0,24}?)(?:的)?(?:比例|比重|份额|比)?(?:已?达到?|约?为|是|高达|仅)?(?:约|近|超过|不足)?$"
)
_PLAIN = re.compile(
    r"(?P<part>[^，。；：（）()\n]*?)(?:超过|不足|接近|达到?|约?为|是)(?P<whole>[^，。；：（）()\n]{2,20}?)的$"
)
_TOTAL = re.compile("总数|总量|总额|全部|合计|同类|比重|的")
_OWN = re.compile("^(?:其中|共|分别|均|约|也)*")


class Share(NamedTuple):
    """What a share is of: the figures that the part may be, its area where it is named, the figure and area of the whole."""

    options: tuple[Option, ...]
    clear: bool
    words: str
    area: Place | None
    whole: tuple[str, Place]  # indicator, "" for that of the part


class Shares:
    """Finds what shares are of, in one text."""

    def __init__(self, text: str, called: Called, places: Places) -> None:
        self.text, self.called, self.places = text, called, places

    def of(self, number: Number, clause: int, line: Sequence[Claim]) -> Share | None:
        """The share that a number in percent tells; None where it tells none, or its part or whole is not known.

        `line` are the claims before it in the same line. A share without its whole is of what the one before is of.
        """
        if number.unit != "%" or number.high is not None:
            return None
        ahead = self.text[clause : number.start]
        found = _OF.search(ahead) or (_PLAIN.search(ahead) if number.written else None)
        if not found:
            return None
        part = self._part(found["part"], line[-1] if line else None, number)
        if not part:
            return None
        if not found["whole"]:
            earlier = line[-2].whole if len(line) > 1 else None
            return Share(part[0], part[1], f"{part[2]}占", part[3], earlier) if earlier else None
        return self._whole(found["whole"], *part)

    def _part(self, words: str, last: Claim | None, number: Number) -> tuple[tuple[Option, ...], bool, str, Place] | None:
        bare = self._without_areas(_OWN.sub("", words))
        named = [one.place for one in self.places.mentions(words) if one.place != ELSEWHERE]
        if len(bare) >= 2:
            options, clear = self.called(bare, bare, "", False)
            return (options, clear, bare, named[-1] if named else self.places.area) if options and clear else None
        if not last or last.change or last.doubt or not last.options or last.whole or len(last.areas) != 1:
            return None
        near = number.start - last.number.end <= 30 and "。" not in self.text[last.number.end : number.start]
        return (last.options, last.clear, last.words, last.areas[0]) if near else None

    def _whole(self, words: str, options: tuple[Option, ...], clear: bool, said: str, area: Place) -> Share | None:
        mentions = self.places.mentions(words)
        if any(one.place == ELSEWHERE for one in mentions):
            return None
        place = mentions[-1].place if mentions else self.places.area
        bare = _TOTAL.sub("", self._without_areas(words))
        indicator = ""
        if len(bare) >= 2:
            named, sure = self.called(bare, bare, "", False)
            if not named or not sure:
                return None
            indicator = named[0].indicator
        elif not mentions and area == self.places.area:
            return None
        if indicator in ("", options[0].indicator) and place == area:
            return None
        return Share(options, clear, f"{said}占{words}", area, (indicator, place))

    def _without_areas(self, words: str) -> str:
        for one in reversed(self.places.mentions(words)):
            words = words[: one.start] + words[one.end :]
        return words
