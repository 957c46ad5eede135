"""Bytes of a file come in, its text and layout come out; nothing is understood yet.

One module a format, chosen by content: `plain`, `webpage`, `word` (with `numbering`), `sheet`, `portable`
(PDF), `picture`, `fixed` (OFD), `old` (through LibreOffice). They write into a `drafting.Draft`; pages with
positions go through `layout`. Open `sniffing` first, then the module of the format at hand.
"""

import logging
from collections.abc import Callable
from importlib import import_module

import msgspec

from zhiheng.core.reading.formats import encoding, failing, plain, sniffing
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.secrecy import secrecy_mark
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault

__all__ = ["Limits", "base_name", "extract", "secrecy_mark"]

_log = logging.getLogger(__name__)
_DEFAULT = Limits()
_READERS: dict[sniffing.Kind, str] = {
    "docx": "word",
    "sheet": "sheet",
    "old_sheet": "sheet",
    "pdf": "portable",
    "image": "picture",
    "ofd": "fixed",
    "old_document": "old",
}


def extract(data: bytes, name: str, limits: Limits = _DEFAULT) -> Extracted:
    """The text of one file with its layout.

    Shape:  `name` may hold a path; only its last part is used.
    Raises: Fault R101–R118, and R199 (logged with its traceback) for an error of the program's own.
    """
    name = base_name(name)
    if not data:
        raise failing.empty(name)
    if len(data) > limits.file_bytes:
        raise failing.too_large(name, len(data), limits.file_bytes)
    try:
        return _extracted(data, name, limits)
    except Fault:
        raise
    except Exception as error:
        _log.exception("reading %s", name)
        raise failing.program_error(name, error) from error


def base_name(path: str) -> str:
    """The last part of a path of either kind, without control characters; 未命名 where nothing is left."""
    last = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable()).strip() or "未命名"


def _extracted(data: bytes, name: str, limits: Limits) -> Extracted:
    kind = sniffing.kind(data, name)
    if kind == "text":
        return _text(data, name, limits)
    note = sniffing.mismatch(kind, name)
    return _noted(_read(kind, data, name, limits), note)


def _text(data: bytes, name: str, limits: Limits) -> Extracted:
    claimed = sniffing.contradiction(name)
    try:
        text = encoding.decoded(data, name)
    except Fault as fault:
        if claimed is not None:
            raise failing.damaged(name, claimed) from fault
        if sniffing.claim(name) != "html":
            raise
        text = encoding.decoded_leniently(data, name)
    if sniffing.is_markup(text, name):
        from zhiheng.core.reading.formats import webpage

        return _noted(webpage.read(text, data, name, limits), sniffing.mismatch("html", name))
    if claimed is not None and text.lstrip().startswith("<?xml"):
        raise failing.unsupported(name, "旧式的 XML 格式", "用 WPS 或 Office 打开后另存为 .docx 或 .xlsx 再传")
    return _noted(plain.read(text, data, name, limits), sniffing.mismatch("text", name))


def _read(kind: sniffing.Kind, data: bytes, name: str, limits: Limits) -> Extracted:
    """Through the reader of the kind, imported when first needed: some of them are heavy."""
    read: Callable[[bytes, str, Limits], Extracted] = import_module(f"{__name__}.{_READERS[kind]}").read
    return read(data, name, limits)


def _noted(extracted: Extracted, note: str | None) -> Extracted:
    return msgspec.structs.replace(extracted, notes=(*extracted.notes, note)) if note else extracted
