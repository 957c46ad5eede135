"""Areas of the national list (GB/T 2260 through the years) that lie below one of ours."""

from functools import lru_cache
from typing import NamedTuple

from zhiheng.core.values.lexicons import AreaChange, Lexicons


class Listed(NamedTuple):
    """One area of the list, with the code of the area it lies under and everything that happened to it."""

    code: str
    name: str
    level: str
    parent: str
    since: int | None
    until: int | None
    changes: tuple[AreaChange, ...]


def listed_below(code: str, lists: Lexicons, *, former: bool = False) -> list[Listed]:
    """What the list has below the area of that code: counties of a city, cities and counties of a province.

    A county whose code names no city (省直辖县级行政区) lies under the province itself. `former` adds what is no more.
    """
    changes = _changes_by_code(lists)
    names = {area.code for area in lists.areas}
    stem = code.rstrip("0") if len(code) == 6 else code
    stem += "0" * (len(stem) % 2)
    return [
        Listed(
            area.code, area.name, "city" if area.code.endswith("00") else "county", _parent(area.code, code, names),
            area.since, area.until, changes.get(area.code, ()),
        )
        for area in lists.areas
        if area.code != code and area.code.startswith(stem) and len(stem) < 6 and (former or area.until is None)
    ]  # fmt: skip


def _parent(code: str, top: str, names: set[str]) -> str:
    city = f"{code[:4]}00"
    return city if not code.endswith("00") and city in names and city != code else top


@lru_cache(maxsize=2)
def _changes_by_code(lists: Lexicons) -> dict[str, tuple[AreaChange, ...]]:
    found: dict[str, tuple[AreaChange, ...]] = {}
    for change in lists.area_changes:
        if change.kind != "unknown":
            found[change.code] = (*found.get(change.code, ()), change)
    return found
