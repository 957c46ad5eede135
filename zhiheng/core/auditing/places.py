"""Areas that a text names: those of the office, by any of their names, and others of the country."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.areas import stem_of

Place = tuple[str, str]  # code and name
ELSEWHERE: Place = ("", "")
_TOTAL = re.compile(r"[全我本](?P<rank>[省市县区州])(?!外|级)|全系统|全辖")
_STRANGER = re.compile("(?:省|市|县|州|盟|旗|自治区)$")


class Mention(NamedTuple):
    """A place of the text that names an area; code "" for one that is not ours."""

    start: int
    end: int
    place: Place


class Places:
    """The areas of one office: its own and all below, and the names of the others."""

    def __init__(
        self, area: Place, below: Sequence[Place], elsewhere: Iterable[str] = (), also_own: Iterable[str] = (), nearest: int = 0
    ) -> None:
        self.area, self.nearest = area, nearest  # how many areas lie right below
        names: dict[str, set[Place]] = {}
        for place in (area, *below):
            for name in {place[1], stem_of(place[1])}:
                if len(name) >= 2:
                    names.setdefault(name, set()).add(place)
        self.own = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
        for name in also_own:
            self.own.setdefault(name, area)
        self.strangers = {name for name in elsewhere if len(name) >= 3 and _STRANGER.search(name)} - set(self.own)
        self.full = frozenset(place[1] for place in (area, *below))
        self._named = re.compile(any_of([*self.own, *self.strangers]))

    def mentions(self, text: str) -> list[Mention]:
        """The areas that a text names, in its order; 全省 is the own area where that is a province."""
        found = [Mention(m.start(), m.end(), self.own.get(m[0], ELSEWHERE)) for m in self._named.finditer(text)]
        for match in _TOTAL.finditer(text):
            ours = not match["rank"] or self.area[1].endswith(match["rank"]) or match[0][0] in "我本"
            found.append(Mention(match.start(), match.end(), self.area if ours else ELSEWHERE))
        return sorted(found)
