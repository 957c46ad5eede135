"""Files handed to the browser: always to be kept, never to be shown."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file under its Chinese name."""
    place = content_disposition_header(True, safe_name(name))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": place})


def safe_name(name: str) -> str:
    """The name with _ for every sign that some file system does not take."""
    return "".join("_" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in name).strip()
