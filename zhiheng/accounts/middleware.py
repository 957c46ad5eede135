"""Puts the office that a user works for on the request: `request.office`, `request.rights`, `request.scope`.

Ends a session that nobody used for a while, and keeps which files went out to whom.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from zhiheng.accounts.actions.sessions import SEEN, note_handout
from zhiheng.accounts.actions.tokens import known_token
from zhiheng.accounts.models import Membership
from zhiheng.accounts.rights import current_memberships, rights_in, scope_in
from zhiheng.core.values.faults import Fault
from zhiheng.web.answering import asks_for_json, refused
from zhiheng.web.rights import Rights
from zhiheng.web.sending import name_of

CHOSEN_OFFICE = "office"  # in the session, where somebody works for several
MINUTE = 60


class OfficeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.office = request.scope = None
        request.offices, request.rights = [], Rights()
        if asks_for_json(request) and (words := _token_words(request)):
            try:
                _sign_in_by_token(request, words)
            except Fault as problem:
                return refused(problem, 401)
        elif request.user.is_authenticated:
            if _was_left(request):
                logout(request)
                if asks_for_json(request):
                    return self.get_response(request)
                messages.info(request, f"超过 {settings.IDLE_MINUTES} 分钟没有操作，已退出登录。请重新登录。")
                return redirect(f"{reverse('accounts:sign-in')}?next={request.path}")
            _put_office(request, request.session.get(CHOSEN_OFFICE))
            change = reverse("accounts:password")
            if request.user.must_change_password and request.path not in (change, reverse("accounts:sign-out")):
                if asks_for_json(request):
                    return refused(Fault("U145", "这是初始密码。请先在网页登录并更改密码。"), 403)
                return redirect(change)
        response = self.get_response(request)
        if request.user.is_authenticated and (name := name_of(response)):
            note_handout(request, name)
        return response


def _was_left(request: HttpRequest) -> bool:
    """Whether the session was not used for too long; that it is used now is kept once a minute."""
    now = int(timezone.now().timestamp())
    seen = request.session.get(SEEN, now)
    if settings.IDLE_MINUTES and now - seen > settings.IDLE_MINUTES * MINUTE:
        return True
    if now - seen >= MINUTE or SEEN not in request.session:
        request.session[SEEN] = now
    return False


def _token_words(request: HttpRequest) -> str:
    """The token that a program shows; "" where a browser's session is sent along, which then counts alone."""
    way, _, words = request.headers.get("Authorization", "").partition(" ")
    return words.strip() if way.lower() == "bearer" and settings.SESSION_COOKIE_NAME not in request.COOKIES else ""


def _sign_in_by_token(request: HttpRequest, words: str) -> None:
    """The token's person in the token's office. Without a cookie no other site can act in her name: no CSRF check is due."""
    token = known_token(request, words)
    request.user = token.user
    request.csrf_processing_done = True
    _put_office(request, token.office_id)


def _put_office(request: HttpRequest, office: int | None) -> None:
    memberships = current_memberships(request.user)
    chosen = _chosen(memberships, office)
    if chosen:
        here = [each for each in memberships if each.organisation_id == chosen.organisation_id]
        request.office = chosen.organisation
        request.rights = rights_in(request.user, here)
        request.scope = scope_in(request.rights, chosen)
    request.offices = list({each.organisation_id: each.organisation for each in memberships}.values())
    request.user.rights_now = request.rights


def _chosen(memberships: list[Membership], office: int | None) -> Membership | None:
    """The first membership in the office she switched to, else her first."""
    return next((each for each in memberships if each.organisation_id == office), next(iter(memberships), None))
