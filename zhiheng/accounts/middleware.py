"""Puts the office that a user works for on the request: `request.office`, `request.rights`, `request.scope`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from zhiheng.accounts.models import Membership
from zhiheng.accounts.rights import current_memberships, rights_in, scope_in
from zhiheng.web.rights import Rights

CHOSEN_OFFICE = "office"  # in the session, where somebody works for several


class OfficeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.office = request.scope = None
        request.rights = Rights()
        if request.user.is_authenticated:
            self._put_office(request)
            change = reverse("accounts:password")
            if request.user.must_change_password and request.path not in (change, reverse("accounts:sign-out")):
                return redirect(change)
        return self.get_response(request)

    def _put_office(self, request: HttpRequest) -> None:
        memberships = current_memberships(request.user)
        chosen = _chosen(memberships, request.session.get(CHOSEN_OFFICE))
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
