"""OpenID Connect by authorization code: state, nonce and PKCE, and a signed token that names who it is."""

from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from zhiheng.accounts.providers import TIMEOUT, Identity
from zhiheng.accounts.providers.refusing import not_answering, not_believed

# Keys that the provider alone holds; a shared secret would let whoever knows it sign.
SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
LEEWAY = 60  # seconds that two clocks may differ


class OpenId:
    def __init__(self) -> None:
        self._client = OAuth().register(
            "office",
            client_id=settings.SIGN_IN_CLIENT,
            client_secret=settings.SIGN_IN_SECRET,
            server_metadata_url=f"{settings.SIGN_IN_URL.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": TIMEOUT},
        )

    def away(self, request: HttpRequest, back: str) -> HttpResponse:
        """The redirect to the provider. Raises: Fault U130."""
        self._check_metadata()
        return self._client.authorize_redirect(request, back)

    def identity(self, request: HttpRequest, back: str) -> Identity:
        """Who the signed token names. Raises: Fault U130, U131."""
        self._check_metadata()
        try:
            claims = self._client.authorize_access_token(request, leeway=LEEWAY).get("userinfo") or {}
        except RequestException as problem:
            raise not_answering(problem) from None
        except (OAuthError, JoseError, ValueError, KeyError, TypeError) as problem:
            raise not_believed(problem) from None
        subject = _text(claims, settings.SIGN_IN_CLAIM or "sub")
        if not subject:
            raise not_believed(f"no claim {settings.SIGN_IN_CLAIM or 'sub'}")
        return Identity(subject, _text(claims, "name"))

    def _check_metadata(self) -> None:
        """The provider is who the settings say, and signs with keys of its own."""
        try:
            found = self._client.load_server_metadata()
        except (RequestException, ValueError) as problem:
            raise not_answering(problem) from None
        if found.get("issuer", "").rstrip("/") != settings.SIGN_IN_URL.rstrip("/"):
            raise not_believed(f"issuer {found.get('issuer')!r}")
        offered = found.get("id_token_signing_alg_values_supported") or SIGNED_WITH
        found["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNED_WITH]


def _text(claims: Any, name: str) -> str:
    value = claims.get(name)
    return str(value).strip()[:150] if isinstance(value, str | int) else ""
