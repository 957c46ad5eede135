"""Views declare what they do: `@reads`, `@writes` or `@public`. `accounts` fills in who may what.

    @reads("registers.view")                                       # on a view: at all, anywhere
    may(request, "registers.change", register=found.id, area=row.area)   # in a view: this row
    demand(by, "registers.change", register=found.id, area=row.area)     # in an action: this row, or NotAllowed
"""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.http import require_http_methods

from zhiheng.core.values.faults import Fault
from zhiheng.web.answering import asks_for_json, refused
from zhiheng.web.rights import PROGRAM, Rights
from zhiheng.web.scoping import Placed

View = Callable[..., HttpResponse]
_rights_of: Callable[[Any], Rights] | None = None

# What a reading view may write all the same: the session, and the log of who read personal data.
WRITABLE_WHILE_READING = ("django_session", "history_personalread", "history_head")


def fill_rights(rights_of_user: Callable[[Any], Rights]) -> None:
    """`accounts` says what a user may do; called once, when the apps are ready."""
    global _rights_of
    _rights_of = rights_of_user


def rights_of(by: Any) -> Rights:
    """What a user may do; None is the program itself, which may do everything."""
    if by is None:
        return PROGRAM
    if _rights_of is None:
        raise RuntimeError("nobody says who may what: is zhiheng.accounts installed?")
    return _rights_of(by)


def may(request: HttpRequest, permission: str, *, register: str = "", area: Placed | None = None) -> bool:
    """Whether the request's user holds `permission` in the office she works for now.

    For `registers.…` of that register, in that area; of any, anywhere, where none is named.
    """
    return request.rights.allows(permission, register, area)


def demand(by: Any, permission: str, *, register: str = "", area: Placed | None = None) -> None:
    """Nothing, where the user may do it: the first line of an action. Raises: NotAllowed U401."""
    rights_of(by).demand(permission, register, area)


def demand_step(by: Any, who: str, *, register: str, area: Placed | None = None) -> None:
    """Nothing, where the user may take a step that a lifecycle gives to `who`. Raises: NotAllowed U402."""
    rights_of(by).demand_step(who, register, area)


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


def by_method(**views: View) -> View:
    """One address of the API with a view for each method, GET among them, whose declaration is the address's."""

    @functools.wraps(views["GET"])
    def chosen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        view = views.get("GET" if request.method == "HEAD" else str(request.method))
        return view(request, *args, **kwargs) if view else HttpResponseNotAllowed(views)

    return chosen


def _to_the_door(request: HttpRequest) -> HttpResponse:
    if asks_for_json(request):
        return refused(Fault("U140", "没有登录。请带上有效的访问令牌（Authorization: Bearer …），或先在网页登录。"), 401)
    return redirect_to_login(request.get_full_path())


def _declare(kind: str, permission: str, methods: list[str]) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_the_door(request)
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
