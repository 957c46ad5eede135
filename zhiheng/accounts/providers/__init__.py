"""Signing in by the office's own provider: who came back from it, however it says so.

Leaves: an `Identity`. Open oidc.py or cas.py: each sends the browser out and reads what it brings back. Nothing here
has an address of its own: both come from the settings, and no provider is known unless one is set.
"""

from typing import NamedTuple, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse

TIMEOUT = 10  # seconds that the provider has for an answer


class Identity(NamedTuple):
    """Who the provider says it is: what tells her from everybody (an employee number), and her name where it says it."""

    subject: str
    name: str = ""


class Provider(Protocol):
    """One way to sign in elsewhere."""

    def away(self, request: HttpRequest, back: str) -> HttpResponse:
        """The redirect to the provider, which sends the browser to `back`."""

    def identity(self, request: HttpRequest, back: str) -> Identity:
        """Who came back. Raises: Fault U130, U131."""


def provider() -> Provider:
    """The provider that the settings name; the view has asked whether there is one."""
    if settings.SIGN_IN == "oidc":
        from zhiheng.accounts.providers.oidc import OpenId

        return OpenId()
    from zhiheng.accounts.providers.cas import Cas

    return Cas()
