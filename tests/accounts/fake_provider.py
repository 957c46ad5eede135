"""A sign-in provider on loopback: OpenID Connect with real signatures, and CAS. What it does wrong is asked of it.

    with fake_provider() as fake:
        fake.wrong = "signature"      # or issuer, audience, nonce, expired, none, unsigned, no-token
        fake.person = {"sub": "1001", "name": "张经办"}
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "zhiheng", "a-secret-of-the-tests"


@cache
def keys() -> tuple[RSAKey, RSAKey]:
    """The provider's own, and a stranger's of the same name."""
    return RSAKey.generate_key(2048, {"kid": "1"}), RSAKey.generate_key(2048, {"kid": "1"})


class FakeProvider:
    def __init__(self) -> None:
        self.key, self.strangers_key = keys()
        self.codes: dict[str, dict[str, str]] = {}
        self.tickets: dict[str, str] = {}
        self.person: dict[str, Any] = {"sub": "1001", "name": "周新"}
        self.wrong = ""
        self.url = ""

    def code_for(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to after the person signed in."""
        if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256":
            raise AssertionError(f"a request no provider would take: {asked}")
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The token for a code, once, for who holds the secret and the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or authorization != f"Basic {known}":
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if challenge.decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = self.person | {
            "iss": "http://elsewhere.example" if self.wrong == "issuer" else self.url,
            "aud": "another-client" if self.wrong == "audience" else CLIENT,
            "nonce": "of-another-visit" if self.wrong == "nonce" else asked["nonce"],
            "iat": now - 7200,
            "exp": now - 3600 if self.wrong == "expired" else now + 300,
        }
        answer = {"access_token": "opaque", "token_type": "Bearer"}
        return answer if self.wrong == "no-token" else answer | {"id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        if self.wrong == "unsigned":
            parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
            return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        key = self.strangers_key if self.wrong == "signature" else self.key
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)

    def ticket_for(self, service: str) -> str:
        """Where CAS sends the browser back to."""
        ticket = f"ST-{secrets.token_urlsafe(8)}"
        self.tickets[ticket] = service
        return f"{service}{'&' if '?' in service else '?'}{urlencode({'ticket': ticket})}"

    def validated(self, ticket: str, service: str) -> str:
        """What CAS says of a ticket: once, and for the service that it was given to."""
        space = 'xmlns:cas="http://www.yale.edu/tp/cas"'
        if self.tickets.pop(ticket, None) != service:
            failure = '<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>'
            return f"<cas:serviceResponse {space}>{failure}</cas:serviceResponse>"
        number, name = self.person["sub"], self.person["name"]
        said = f"<cas:attributes><cas:number>{number}</cas:number><cas:name>{name}</cas:name></cas:attributes>"
        success = f"<cas:authenticationSuccess><cas:user>{number}</cas:user>{said}</cas:authenticationSuccess>"
        return f"<cas:serviceResponse {space}>{success}</cas:serviceResponse>"


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """The provider, answering until the block ends."""
    fake = FakeProvider()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            given = {name: values[0] for name, values in parse_qs(parts.query).items()}
            match parts.path:
                case "/.well-known/openid-configuration":
                    self.say(json.dumps(metadata(fake)))
                case "/jwks":
                    self.say(json.dumps({"keys": [fake.key.as_dict(private=False, use="sig", alg="RS256")]}))
                case "/authorize":
                    self.send(fake.code_for(given))
                case "/login":
                    self.send(fake.ticket_for(given["service"]))
                case "/p3/serviceValidate":
                    self.say(fake.validated(given["ticket"], given["service"]))
                case _:
                    self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            answer = fake.token(form, self.headers.get("Authorization", ""))
            self.say(json.dumps(answer or {"error": "invalid_grant"}), 200 if answer else 400)

        def say(self, text: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json" if text.startswith("{") else "text/xml")
            self.end_headers()
            self.wfile.write(text.encode())

        def send(self, where: str) -> None:
            self.send_response(302)
            self.send_header("Location", where)
            self.end_headers()

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def metadata(fake: FakeProvider) -> dict[str, Any]:
    return {
        "issuer": "http://elsewhere.example" if fake.wrong == "metadata" else fake.url,
        "authorization_endpoint": f"{fake.url}/authorize",
        "token_endpoint": f"{fake.url}/token",
        "jwks_uri": f"{fake.url}/jwks",
        "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
    }
