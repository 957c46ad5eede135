"""Whether two units of different levels and years are the same kind of body: 省质监局 of 2015, 县市场监管局 of today."""

from collections.abc import Iterable
from functools import cache

from zhiheng.core.aligning.naming import Names
from zhiheng.core.values.units import UnitWords

_ALL_REFORMS = "9999-12-31"
_LEVELS = ("central", "province", "city", "county", "township")
_MARKS = "省市州盟县区旗镇乡"


class Bodies:
    """Units by what they are, whatever their level and year. Built once for many names."""

    def __init__(self, words: UnitWords) -> None:
        self._names = Names(words)
        self._kinds: dict[str, set[str]] = {}
        for place, row in enumerate(words.naming):
            forms = (form for level in _LEVELS for form in getattr(row, level))
            for form in forms:
                if form != "-" and "{" not in form and "*" not in form:
                    self._kinds.setdefault(form, set()).add(f"#{place}")
        self.kinds = cache(self._kinds_of)

    def _kinds_of(self, name: str) -> frozenset[str]:
        """What a unit is, after all reforms; a body that no list knows is its own kind, without its region's last character."""
        later, _ = self._names.renamed(name, _ALL_REFORMS)
        found: set[str] = set()
        for current in later:
            _, body = self._names.parts(current)
            bare = body.lstrip(_MARKS)
            found |= self._kinds.get(body) or self._kinds.get(bare) or {bare}
        return frozenset(found)

    def shared(self, upper: Iterable[str], lower: Iterable[str]) -> list[tuple[str, str]]:
        """Pairs of units, one of each list, that are the same kind of body."""
        below = list(lower)
        return [(one, other) for one in upper for other in below if self.kinds(one) & self.kinds(other)]
