"""Areas through the years: as they were at the end of one, and what became of a code."""

from collections.abc import Sequence

from zhiheng.core.values.lexicons import Area, AreaChange


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
