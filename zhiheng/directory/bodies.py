"""Which body a name means: by the names of the day, aliases, and the names of areas before them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from zhiheng.core.matching import plain_name
from zhiheng.directory.models import Area, FormerName, Organisation
from zhiheng.web.scoping import Scope


class AmbiguousBody(NamedTuple):
    """A name that several bodies have."""

    words: str
    ids: tuple[int, ...]


class Named(NamedTuple):
    """One name of one body, and the days on which it was its name; an alias has none."""

    body: int
    area: str
    name: str
    since: date | None = None
    until: date | None = None
    alias: bool = False

    def on(self, day: date | None) -> bool:
        """Whether it was the body's name on that day; without a day, whether it is today."""
        if self.alias:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class BodyBook:
    """All names of the bodies of some areas, asked without a query a name."""

    def __init__(self, scope: Scope) -> None:
        self._own = scope.own
        bodies = Organisation.objects.filter(scope.reached("area")).select_related("area")
        former: dict[int, list[FormerName]] = {}
        for one in FormerName.objects.filter(organisation__in=bodies.order_by()).order_by("until"):
            former.setdefault(one.organisation_id, []).append(one)
        self._names: dict[str, list[Named]] = {}
        self._called: dict[int, list[Named]] = {}
        for body in bodies:
            self._learn(body, former.get(body.pk, []))

    def find(self, words: str, *, on: date | None = None, area: str = "") -> int | AmbiguousBody | None:
        """The body that a name means; `area` is the code of the area it is said in.

        Looked for among the bodies of that area, then the office's own, then all. Within them a name borne on the day
        goes before one of other days, and both before an alias.
        """
        found = self._names.get(plain_name(words), [])
        for near in dict.fromkeys((area, self._own, "")):
            among = [one for one in found if not near or one.area == near]
            for tier in ([one for one in among if one.on(on)], [one for one in among if not one.alias], among):
                ids = tuple(dict.fromkeys(one.body for one in tier))
                if ids:
                    return ids[0] if len(ids) == 1 else AmbiguousBody(words, ids)
        return None

    def name_of(self, body: int, on: date | None = None) -> str:
        """What a body was called on a day; its first name for days before, its present one without a day."""
        names = self._called[body]
        return next((one.name for one in names if one.on(on)), names[0].name)

    def _learn(self, body: Organisation, former: Iterable[FormerName]) -> None:
        since = body.since
        names = []
        for one in former:
            names.append(Named(body.pk, body.area.code, one.name, since, one.until))
            since = one.until
        names.append(Named(body.pk, body.area.code, body.name, since, None))
        self._called[body.pk] = names
        names += [Named(body.pk, body.area.code, other, alias=True) for other in body.aliases]
        for name in names:
            for words in {name.name, *_with_area(name.name, body.area)}:
                self._names.setdefault(plain_name(words), []).append(name)


def _with_area(name: str, area: Area) -> Iterable[str]:
    """The name as it is said with the area before it: 示例县市场监管局 for the 县市场监管局 of 示例县."""
    if not name.startswith(area.name):
        yield f"{area.name}{name}"
        if name[:1] == area.name[-1:]:
            yield f"{area.name}{name[1:]}"
