"""Files handed to the browser: always to be kept, never to be shown."""

from collections.abc import Iterable
from urllib.parse import unquote

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

_LONGEST, _ENDING = 200, 8  # bytes of the words of a name (file systems take 255 with what is added), signs of its ending


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file under its Chinese name."""
    place = content_disposition_header(True, safe_name(name))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": place})


def name_of(response: HttpResponse) -> str:
    """The name of the file that a response hands out; "" when it shows a page."""
    place = response.headers.get("Content-Disposition", "") if response.status_code == 200 else ""
    if not place.startswith("attachment"):
        return ""
    _, _, name = place.partition("filename")
    return unquote(name.removeprefix("*=utf-8''").strip('="'))


def streamed(pieces: Iterable[bytes], name: str, kind: str) -> StreamingHttpResponse:
    """A long file under its Chinese name, sent while it is made."""
    place = content_disposition_header(True, safe_name(name))
    return StreamingHttpResponse(pieces, content_type=kind, headers={"Content-Disposition": place})


def safe_name(name: str) -> str:
    """The name with _ for every sign that some file system does not take, its words shortened to the length that all take."""
    clean = "".join("_" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in name).strip(" .")
    words, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > _ENDING:
        words, dot, ending = clean, "", ""
    while len(words.encode()) > _LONGEST:
        words = words[:-1]
    return f"{words or '文件'}{dot}{ending}"
