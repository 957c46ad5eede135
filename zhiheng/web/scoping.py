"""Rows belong to an area: inside a request, a query that does not say whose rows it means raises.

A model that belongs to an area uses `ScopedManager`. `Document.objects.within(scope)` gives the rows of the
office's own area; `within(scope, reach="below")` adds the areas under it. Work outside requests (commands,
background tasks) is not restricted.
"""

import contextvars
from collections.abc import Callable
from typing import Literal, NamedTuple, Self

from django.db import models
from django.http import HttpRequest, HttpResponse

_in_request: contextvars.ContextVar[bool] = contextvars.ContextVar("in_request", default=False)


class UnscopedQuery(RuntimeError):
    """A query over rows of an area was run in a request without saying whose rows."""


class Scope(NamedTuple):
    """Whose rows a user may see: her own area's code, and those of the areas at or below it."""

    own: str
    below: frozenset[str]


class ScopedQuerySet(models.QuerySet):
    scoped = False

    def within(self, scope: Scope, reach: Literal["own", "below"] = "own") -> Self:
        """The rows of `scope`."""
        path = f"{getattr(self.model, 'area_path', 'area')}__code"
        found = self.filter(**({path: scope.own} if reach == "own" else {f"{path}__in": scope.below}))
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
