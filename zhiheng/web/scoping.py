"""Rows belong to an area: inside a request, a query that does not say whose rows it means raises.

A model that belongs to an area uses `ScopedManager`. `Document.objects.within(scope)` gives the rows of the
office's own area; `within(scope, reach="below")` adds the areas under it. Work outside requests (commands,
background tasks) is not restricted.
"""

import contextvars
import functools
import operator
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, Protocol, Self

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

_in_request: contextvars.ContextVar[bool] = contextvars.ContextVar("in_request", default=False)


class UnscopedQuery(RuntimeError):
    """A query over rows of an area was run in a request without saying whose rows."""


class Placed(Protocol):
    """An area, as far as scopes care."""

    path: str


class Scope(NamedTuple):
    """Whose rows a user may see: those of her own area, and of the areas below it.

    `path` is the own area's place in the tree. `whole`: there is no other area; `alone`: there is none below.
    `also`: further areas, each with those below it, where somebody holds roles over several.
    """

    own: str  # code
    area: int = 0
    path: str = ""
    whole: bool = False
    alone: bool = False
    also: "tuple[Scope, ...]" = ()

    @classmethod
    def joined(cls, scopes: "Iterable[Scope]") -> "Scope":
        """What several scopes cover together; the first is the own one."""
        first, *others = dict.fromkeys(scopes)
        if any(scope.whole for scope in (first, *others)):
            return first._replace(whole=True)
        further = [scope for scope in others if not scope.path.startswith(first.path)]
        return first._replace(also=tuple(further))

    def covers(self, area: Placed) -> bool:
        """Whether an area is the own one, one of the further ones, or lies below any."""
        if self.whole or (self.path and area.path.startswith(self.path)):
            return True
        return any(scope.covers(area) for scope in self.also)

    def reached(self, field: str) -> Q:
        """The condition that `field`, which leads to an area ("area", "plan__area"), leads to one that is covered."""
        if self.whole:
            return Q()
        found = Q(**{f"{field}_id": self.area}) if self.alone else at_or_below(self.path, f"{field}__path")
        return functools.reduce(operator.or_, (scope.reached(field) for scope in self.also), found)

    def areas(self) -> Q:
        """The condition that an area is covered."""
        if self.whole:
            return Q()
        found = at_or_below(self.path, "path")
        return functools.reduce(operator.or_, (scope.areas() for scope in self.also), found)


STEP = 8  # digits of one area in a path


def at_or_below(path: str, field: str) -> Q:
    """The condition that the path in `field` is `path` or continues it: one range, in every database and collation.

    Paths are digits alone, each area's as many, so that they sort as text as they do as numbers.
    """
    if not path:
        raise ValueError("an area without a path was never saved")
    after = f"{path[:-STEP]}{int(path[-STEP:]) + 1:0{STEP}d}"
    return Q(**{f"{field}__gte": path, f"{field}__lt": after})


class ScopedQuerySet(models.QuerySet):
    scoped = False

    def within(self, scope: Scope, reach: Literal["own", "below"] = "own") -> Self:
        """The rows of `scope`."""
        field = getattr(self.model, "area_path", "area")
        found = self.filter(Q(**{f"{field}_id": scope.area}) if reach == "own" else scope.reached(field))
        return found.unscoped("filtered by area")

    def unscoped(self, why: str) -> Self:
        """All areas' rows, for a stated reason."""
        found = self._chain()
        found.scoped = bool(why)
        return found

    def _clone(self) -> Self:
        copy = super()._clone()
        copy.scoped = self.scoped
        return copy

    def _check(self) -> None:
        if _in_request.get() and not self.scoped:
            raise UnscopedQuery(f"{self.model.__name__}: say within(scope) or unscoped(why)")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def iterator(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs) -> int:  # type: ignore[no-untyped-def]
        self._check()
        return super().update(**kwargs)

    def delete(self):  # type: ignore[no-untyped-def]
        self._check()
        return super().delete()


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """The manager of models whose rows belong to an area. Reached through a row already in hand
    (`plan.document`), related rows are its own and need no further scope."""

    def get_queryset(self) -> ScopedQuerySet:
        found = super().get_queryset()
        if hasattr(self, "instance"):  # a related manager: its owner was found within a scope
            found.scoped = True
        return found


class ScopeMiddleware:
    """Marks the time in which a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _in_request.set(True)
        try:
            return self.get_response(request)
        finally:
            _in_request.reset(token)
