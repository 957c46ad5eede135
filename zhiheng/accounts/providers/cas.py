"""CAS 3.0: the browser brings a ticket, which the provider is asked about once."""

import secrets
from urllib.parse import urlencode
from xml.etree.ElementTree import ParseError

from cas import CASClient, CASError
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from requests import RequestException, Session

from zhiheng.accounts.providers import TIMEOUT, Identity
from zhiheng.accounts.providers.refusing import not_answering, not_believed

STATE = "cas_state"  # in the session: what this browser was sent out with


class Cas:
    def away(self, request: HttpRequest, back: str) -> HttpResponse:
        """The redirect to the provider."""
        request.session[STATE] = secrets.token_urlsafe(24)
        return HttpResponseRedirect(_client(back, request.session[STATE]).get_login_url())

    def identity(self, request: HttpRequest, back: str) -> Identity:
        """Whom the provider gave the ticket to. Raises: Fault U130, U131."""
        state, ticket = request.session.pop(STATE, ""), request.GET.get("ticket", "")
        if not state or not ticket or not secrets.compare_digest(state, request.GET.get("state", "")):
            raise not_believed("state or ticket missing")
        try:
            user, attributes, _ = _client(back, state).verify_ticket(ticket)
        except RequestException as problem:
            raise not_answering(problem) from None
        except (ParseError, CASError, AttributeError, IndexError, ValueError) as problem:
            raise not_believed(problem) from None
        claim = settings.SIGN_IN_CLAIM
        subject = str((attributes or {}).get(claim) or "") if claim else user or ""
        if not user or not subject.strip():
            raise not_believed("ticket refused")
        return Identity(subject.strip()[:150], str((attributes or {}).get("name") or "")[:60])


def _client(back: str, state: str) -> CASClient:
    service = f"{back}?{urlencode({'state': state})}"
    return CASClient(version=3, service_url=service, server_url=f"{settings.SIGN_IN_URL.rstrip('/')}/", session=_Patient())


class _Patient(Session):
    """A session that does not wait for ever."""

    def request(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        kwargs.setdefault("timeout", TIMEOUT)
        return super().request(*args, **kwargs)
