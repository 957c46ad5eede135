"""Who is signed in: each attempt is kept, sessions end with the post, and no more than so many run at once."""

from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from zhiheng.accounts.models import Handout, SignIn, User
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.web.access import demand

SEEN = "seen"  # in the session: when it was last used, by the minute


def note_sign_in(request: HttpRequest, user: User, way: str) -> None:
    """The session that has begun is kept; her oldest ones end where she has more than allowed."""
    if not request.session.session_key:
        request.session.save()
    request.session[SEEN] = int(timezone.now().timestamp())
    SignIn.objects.create(
        user=user, username=user.username, way=way, outcome="ok", address=address_of(request), at=timezone.now(),
        session_key=request.session.session_key,
    )  # fmt: skip
    if settings.SESSIONS_AT_ONCE:
        running = _running(user).order_by("-at", "-pk")
        _end(list(running[settings.SESSIONS_AT_ONCE :]), "同一账号在别处登录")


def note_refusal(request: HttpRequest | None, username: str, way: str, outcome: str, says: str) -> None:
    """An attempt that failed is kept."""
    SignIn.objects.create(
        user=User.objects.filter(username=username).first(), username=username[:150], way=way, outcome=outcome,
        says=says[:200], address=address_of(request), at=timezone.now(),
    )  # fmt: skip


def note_handout(request: HttpRequest, name: str) -> None:
    """A file that went out is kept: its name, and the address with what was chosen."""
    path = request.get_full_path()[:500]
    Handout.objects.create(
        user_id=request.user.pk, name=name[:255], path=path, address=address_of(request), at=timezone.now()
    )


def session_ended(session_key: str, says: str) -> None:
    """The session that a person ended herself is marked so."""
    _end(list(SignIn.objects.filter(session_key=session_key, ended_at=None)), says)


def session_renewed(before: str, after: str) -> None:
    """A changed password gave the session another key."""
    SignIn.objects.filter(session_key=before, ended_at=None).update(session_key=after)


def end_sessions(user: User, says: str) -> None:
    """Whatever she has open asks her to sign in again."""
    _end(list(_running(user)), says)


def unlock(username: str, office: Organisation, by: Any) -> None:
    """Who was locked out after wrong passwords may try again. Raises: NotAllowed U401."""
    demand(by, "accounts.locks", area=office.area)
    reset(username=username)
    record(office, "解除登录锁定", by, after={"用户名": username})


def address_of(request: HttpRequest | None) -> str:
    """The address a request came from, as the web server in front passes it on."""
    if request is None:
        return ""
    passed_on = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return (passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or "")[:45]


def _running(user: User) -> Any:
    return SignIn.objects.filter(user=user, outcome="ok", ended_at=None).exclude(way="token")


def _end(sign_ins: list[SignIn], says: str) -> None:
    if not sign_ins:
        return
    Session.objects.filter(session_key__in=[each.session_key for each in sign_ins if each.session_key]).delete()
    found = SignIn.objects.filter(pk__in=[each.pk for each in sign_ins])
    found.update(session_key="", ended_at=timezone.now(), says=says)
