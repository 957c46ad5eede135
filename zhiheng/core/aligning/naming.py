"""What a unit's name is made of: a region, and a body that has other spellings and former names."""

import re
from fnmatch import fnmatchcase

from zhiheng.core.values.lexicons import GeneralUnit, UnitNaming, UnitRename
from zhiheng.core.values.units import UnitWords

_REGION = re.compile(r"(?:[一-龥]{0,10}(?:省|自治区|市|州|盟|县|区|旗|兵团|国家|全国))?")
_OFFICE = re.compile(r"[厅局委办]")


class Names:
    """The word lists, ready for asking. Built once for many names."""

    def __init__(self, words: UnitWords) -> None:
        self._canonical = {other: alias.name for alias in words.aliases for other in alias.also}
        self._renames = {rename.old: rename for rename in words.renames}
        self._general = [(re.compile(general.pattern), general) for general in words.general]
        self._naming: dict[str, list[UnitNaming]] = {}
        self._globs: list[tuple[str, UnitNaming]] = []
        self._earlier: dict[str, list[UnitRename]] = {}
        for rename in words.renames:
            for new in rename.new:
                self._earlier.setdefault(self._canonical.get(new, new), []).append(rename)
        for row in words.naming:
            for form in (*row.central, *row.province, *row.city):
                if "*" in form:
                    self._globs.append((form, row))
                elif form != "-":
                    self._naming.setdefault(form, []).append(row)
        known = {*self._canonical, *self._canonical.values(), *self._renames, *self._naming}
        known |= {form for row in words.naming for form in row.county if "{" not in form and form != "-"}
        self._longest = max(map(len, known), default=0)
        self._known = known
        self._vertical = {form for form, rows in self._naming.items() if any(r.vertical for r in rows)}

    def parts(self, name: str) -> tuple[str, str]:
        """Region and body of a name, the body in its usual spelling; ("", name) where no body is known.

        "省发展和改革委员会" gives ("省", "发展改革委").
        """
        for start in range(max(0, len(name) - self._longest), len(name)):
            body = name[start:]
            if body in self._known and self._fits(name[:start], body):
                return name[:start], self._canonical.get(body, body)
        return "", name

    def _fits(self, region: str, body: str) -> bool:
        if body in self._vertical:
            return True
        return bool(_REGION.fullmatch(region)) and not _OFFICE.search(region)

    def key(self, name: str) -> tuple[str, str]:
        """Equal for two spellings of one unit: 省发改委 and 海南省发展和改革委员会."""
        region, body = self.parts(name)
        return (region if body in self._vertical else region[-1:]), body

    def renamed(self, name: str, on: str) -> tuple[tuple[str, ...], UnitRename | None]:
        """The names that stand for a former name on a day, and the reform; several where it was divided.

        None: no reform is known up to that day; then the name itself is the only one.
        """
        region, body = self.parts(name)
        last = None
        bodies: tuple[str, ...] = (body,)
        while len(bodies) == 1 and (rename := self._renames.get(bodies[0])) and rename.since <= on:
            last, bodies = rename, tuple(self._canonical.get(new, new) for new in rename.new)
        return (tuple(region + new for new in bodies) if last else (name,)), last

    def formerly(self, name: str, on: str) -> tuple[str, ...]:
        """What a unit was called on a day: 省市场监管局 was 省质监局, 省工商局 … in 2010; itself where nothing changed since."""
        region, body = self.parts(name)
        found: dict[str, None] = {}
        later = [body]
        while later:
            current = later.pop(0)
            before = [rename.old for rename in self._earlier.get(current, ()) if rename.since > on]
            later += before
            if not before:
                found[current] = None
        return (name,) if list(found) == [body] else tuple(region + old for old in found)

    def general(self, name: str) -> GeneralUnit | None:
        """The phrase that a name is (各部门); None where it names a unit."""
        return next((general for pattern, general in self._general if pattern.fullmatch(name)), None)

    def naming(self, name: str) -> list[UnitNaming]:
        """How this unit's body is called at each level; empty where the lists do not know it."""
        _, body = self.parts(name)
        return self._naming.get(body) or [row for form, row in self._globs if fnmatchcase(name, form)]
