"""What tells one state of the things that figures rest on from another, rows of registers apart: cheap enough for every page.

Areas, bodies and firms: how many there are, and the last entry of history about any of them, where every change of one stands.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Max, Model, Sum
from django.db.models.functions import Coalesce

from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area, Enterprise, Organisation
from zhiheng.history.queries import last_change
from zhiheng.indicators.imported import SERIES
from zhiheng.indicators.models import ReviewAction
from zhiheng.registers.models import Return

REVIEWS = "reviews"  # of returns, as runs name them among what they rest on


def state_of_areas() -> str:
    """Of the areas, and which lies below which."""
    counted = Area.objects.aggregate(Count("pk"), Max("pk"), tree=Sum(F("pk") * Coalesce(F("parent_id"), 0)))
    return _said(counted, Area)


def state_of_returns() -> str:
    """Of the returns of registers, by which no row means nothing."""
    return _said(Return.objects.unscoped("no row is read, only counted").aggregate(Count("pk"), Max("pk")))


def state_of_reviews() -> str:
    """Of what was accepted, sent back or opened again in returns: every such act is kept."""
    return _said(ReviewAction.objects.unscoped("no row is read, only counted").aggregate(Count("pk"), Max("pk")))


def state_of_bodies() -> str:
    """Of the bodies that may be due."""
    return _said(Organisation.objects.aggregate(Count("pk"), Max("pk")), Organisation)


def state_of_firms() -> str:
    """Of the firms that may be due."""
    firms = Enterprise.objects.unscoped("no row is read, only counted")
    return _said(firms.aggregate(Count("pk"), Max("pk")), Enterprise)


def registers_beside(used: Iterable[Indicator]) -> list[str]:
    """The registers that figures rest on without counting their rows: outside series."""
    return [SERIES] if any(one.imported for one in used) else []


def kinds_beside(used: Iterable[Indicator]) -> list[str]:
    """What else figures rest on: the keys of `STATES`."""
    used = list(used)
    due = {one.due.who for one in used if one.due}
    filed = bool(due) or any(one.empty == "zero if filed" for one in used)
    entered = any(one.imported for one in used)
    beside = [name for name, is_so in (("returns", filed), (REVIEWS, entered)) if is_so]
    return ["areas", *beside, *(kind for kind in ("organisations", "enterprises") if kind in due)]


class States(dict[str, str]):
    """The states by what they are of; each is asked for once, when it is needed."""

    def __missing__(self, kind: str) -> str:
        self[kind] = STATES[kind]()
        return self[kind]


STATES = {
    "areas": state_of_areas, "returns": state_of_returns, REVIEWS: state_of_reviews, "organisations": state_of_bodies,
    "enterprises": state_of_firms,
}  # fmt: skip


def _said(counted: dict[str, Any], *changing: type[Model]) -> str:
    return "/".join(str(value) for value in (*counted.values(), *map(last_change, changing)))
