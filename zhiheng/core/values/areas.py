"""Areas through the years: as they were at the end of one, and what became of a code."""

import re
from collections.abc import Sequence

from zhiheng.core.values.lexicons import Area, AreaChange

SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|新区|省|市|县|区|州|盟|旗)$")
PEOPLES = re.compile(
    "(?:壮族|回族|维吾尔|蒙古族|藏族|羌族|彝族|苗族|侗族|布依族|土家族|傣族|景颇族|白族|哈尼族|傈僳族|朝鲜族|黎族|满族|瑶族|畲族|土族|撒拉族|"
    "东乡族|保安族|裕固族|哈萨克|柯尔克孜|锡伯|塔吉克|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|仡佬族|水族|仫佬族|毛南族|各族|达斡尔族|鄂温克族|鄂伦春)"
)


def stem_of(name: str) -> str:
    """A name without its suffix and its peoples: 广西, 白沙, 开平."""
    stem = SUFFIX.sub("", name)
    plain = PEOPLES.sub("", stem) if "自治" in name else stem
    return plain if len(plain) >= 2 else stem


class AreaHistory:
    """Areas and their changes, ready for asking."""

    def __init__(self, areas: Sequence[Area], changes: Sequence[AreaChange]) -> None:
        self._areas = {area.code: area for area in areas}
        self._changes: dict[str, list[AreaChange]] = {}
        for change in sorted(changes, key=lambda change: change.year):
            self._changes.setdefault(change.code, []).append(change)

    def as_of(self, year: int) -> dict[str, str]:
        """The name of every code that was listed at the end of a year, by code.

        The lists reach back to 1980; codes that were gone before 1994 are not among them.
        """
        return {
            area.code: self._name(area, year)
            for area in self._areas.values()
            if (area.since is None or area.since <= year) and (area.until is None or year <= area.until)
        }

    def today(self, code: str) -> tuple[str, ...]:
        """The codes that stand in a code's place today: itself while it is listed; several where it was divided.

        Shape: () where the code, or what became of it, is not known.
        """
        found: dict[str, None] = {}
        open_codes, seen = [(code, 0)], {code}
        while open_codes:
            at, since = open_codes.pop(0)
            area = self._areas.get(at)
            if area and area.until is None:
                found[at] = None
                continue
            for change in self._changes.get(at, ()):
                if change.year > since:
                    fresh = [to for to in change.to if to not in seen]
                    seen.update(fresh)
                    open_codes += [(to, change.year - 1) for to in fresh]
        return tuple(found)

    def changes_of(self, code: str) -> tuple[AreaChange, ...]:
        """Everything that happened to a code, the oldest first."""
        return tuple(self._changes.get(code, ()))

    def _name(self, area: Area, year: int) -> str:
        renamed = next((c for c in self._changes.get(area.code, ()) if c.year > year and area.code in c.to), None)
        return renamed.before if renamed else area.name
