"""Views declare what they do: `@reads`, `@writes` or `@public`. `accounts` fills in who may."""

import functools
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]
_may: Callable[[HttpRequest, str], bool] | None = None

# What a reading view may write all the same: the session, and the log of who read personal data.
WRITABLE_WHILE_READING = ("django_session", "history_personalread")


def fill_permission_check(check: Callable[[HttpRequest, str], bool]) -> None:
    """`accounts` says who may do what; called once, when the apps are ready."""
    global _may
    _may = check


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the request's user holds `permission` in the office she works for now."""
    if _may is None:
        raise RuntimeError("no permission check is filled in: is zhiheng.accounts installed?")
    return _may(request, permission)


def public(view: View) -> View:
    """A view that anyone may open without signing in."""
    view.declares = ("public", None)  # type: ignore[attr-defined]
    return view


def reads(permission: str) -> Callable[[View], View]:
    """A view that shows and changes nothing; a write to the database inside it raises."""
    return _declare("reads", permission, ["GET", "HEAD"])


def writes(permission: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """A view that changes something. `methods` adds GET where the same view shows its form."""
    return _declare("writes", permission, list(methods))


def _declare(kind: str, permission: str, methods: list[str]) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request, permission):
                raise PermissionDenied(permission)
            if kind == "reads" or request.method in ("GET", "HEAD"):
                with connection.execute_wrapper(_refuse_writing):
                    return view(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        wrapped = require_http_methods(methods)(guarded)
        wrapped.declares = (kind, permission)  # type: ignore[attr-defined]
        return wrapped

    return declare


def _refuse_writing(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    verb = sql.lstrip()[:6].upper()
    if verb in ("INSERT", "UPDATE", "DELETE") and not any(table in sql for table in WRITABLE_WHILE_READING):
        raise RuntimeError(f"a view declared @reads tried to write: {sql[:120]}")
    return execute(sql, params, many, context)
