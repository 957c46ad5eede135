"""The number of a version in the properties of its .docx: what comes back says which one it was made from."""

import io
import re
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError

_STAMP = re.compile(r"第(\d{1,6})稿")


def stamped(content: bytes, number: int) -> bytes:
    """The .docx with the number of its version in its properties (版本号), where Word and WPS leave it."""
    document = docx.Document(io.BytesIO(content))
    document.core_properties.version = f"第{number}稿"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def version_in(content: bytes) -> int | None:
    """The number of the version that a .docx was made from; None where its properties do not say."""
    try:
        said = docx.Document(io.BytesIO(content)).core_properties.version
    except (OpcError, KeyError, ValueError, BadZipFile, AttributeError):
        return None
    found = _STAMP.fullmatch(said or "")
    return int(found[1]) if found else None
