"""Zip-based files opened with their real size, their checksums and their XML looked at first."""

import io
import re
import zipfile
import zlib

from zhiheng.core.reading.formats import failing
from zhiheng.core.reading.formats.limits import Limits

_CHUNK = 1024 * 1024
_DOCTYPE = re.compile("|".join(
    re.escape("<!DOCTYPE".encode(encoding).decode("latin-1")) for encoding in ("ascii", "utf-16-le", "utf-16-be")
).encode("latin-1"), re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")


def opened(data: bytes, name: str, limits: Limits, what: str) -> zipfile.ZipFile:
    """The archive, every member of which unpacks whole, within the limits, and declares no XML entities.

    Raises: Fault R104 with a password, R105 damaged, R106 expanding too far, R107 with a document type.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check(archive, len(data), name, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise failing.damaged(name, what) from error
    return archive


def _check(archive: zipfile.ZipFile, packed: int, name: str, limits: Limits) -> None:
    members = archive.infolist()
    allowed = _allowed(packed, limits)
    if len(members) > limits.members or sum(member.file_size for member in members) > allowed:
        raise failing.expands_too_far(name)
    if any(member.flag_bits & 1 for member in members):
        raise failing.has_password(name)
    unpacked = 0
    for member in members:
        unpacked = _unpacked(archive, member, unpacked, allowed, name)


def _allowed(packed: int, limits: Limits) -> int:
    by_ratio = max(packed * limits.expansion_ratio, limits.ratio_counts_from)
    return min(by_ratio, limits.unpacked_bytes)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, allowed: int, name: str) -> int:
    """Bytes unpacked so far, with this member; reading to its end also verifies its checksum."""
    is_xml = member.filename.lower().endswith(_XML)
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            before += len(chunk)
            if before > allowed:
                raise failing.expands_too_far(name)
            if is_xml and _DOCTYPE.search(tail + chunk):
                raise failing.declares_entities(name)
            tail = chunk[-20:]
    return before
