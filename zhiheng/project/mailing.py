"""E-mail where an office has a server for it; nothing is sent where none is named."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from zhiheng.core.values.faults import Fault

PORTS = {"smtp": 25, "smtps": 465}


def mail_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings from EMAIL_URL: smtp://user:password@host:587/?tls=1 or smtps://…; sending goes nowhere without it.

    Raises: Fault T220.
    """
    url = environment.get("EMAIL_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "MAILS": False}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Fault("T220", "EMAIL_URL 看不懂。请写成 smtp://用户:密码@主机:端口/?tls=1 或 smtps://用户:密码@主机。")
    user = unquote(parts.username or "")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,  # seconds
        "DEFAULT_FROM_EMAIL": environment.get("EMAIL_FROM", user),
        "MAILS": True,
    }
