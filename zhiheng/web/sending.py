"""Files handed to the browser: always to be kept, never to be shown."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file under its Chinese name; what no file system takes in a name is written _."""
    fitting = "".join("_" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": content_disposition_header(True, fitting)})
