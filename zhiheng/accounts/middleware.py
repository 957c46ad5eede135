"""Puts the office that a user works for on the request: `request.office`, `request.role`, `request.scope`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from zhiheng.accounts.queries import membership_of
from zhiheng.directory.queries import scope_of


class OfficeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.office = request.role = request.scope = None
        if request.user.is_authenticated:
            membership = membership_of(request.user)
            if membership:
                request.office, request.role = membership.organisation, membership.role
                request.scope = scope_of(membership.organisation.area)
            change = reverse("accounts:password")
            if request.user.must_change_password and request.path not in (change, reverse("accounts:sign-out")):
                return redirect(change)
        return self.get_response(request)
