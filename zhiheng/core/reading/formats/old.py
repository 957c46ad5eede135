"""Formats of old office programs, turned into .docx by LibreOffice where it is installed.

The one reader that starts another program: in a profile and folder of its own, for a limited time,
without a network path, macros or links in what it is asked to do.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import msgspec

from zhiheng.core.reading.formats import failing, word
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.values.extracted import Extracted

_BETTER = ".docx"
_PROGRAMS = ("soffice", "libreoffice")


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The text of a .doc, .wps, .rtf or .odt by way of .docx; the digest stays that of the original.

    Raises: Fault R115 without LibreOffice, R116 where it cannot open the file in time.
    """
    program = next((found for known in _PROGRAMS if (found := shutil.which(known))), None)
    if program is None:
        raise failing.needs_office(name, _BETTER)
    converted = _converted(program, data, name, limits)
    extracted = word.read(converted, name, limits)
    own = msgspec.structs.replace(extracted, sha256=_digest(data))
    return msgspec.structs.replace(own, notes=(*own.notes, "旧格式文件，经 LibreOffice 转换后读取。"))


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _converted(program: str, data: bytes, name: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="zhiheng-") as folder:
        source = Path(folder) / f"in{_extension(data)}"
        source.write_bytes(data)
        _run(
            [
                program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
            ],
            limits.converting_seconds,
        )  # fmt: skip
        result = Path(folder) / "in.docx"
        if not result.is_file() or result.stat().st_size > limits.unpacked_bytes:
            raise failing.conversion_failed(name, _BETTER)
        return result.read_bytes()


def _run(command: list[str], seconds: int) -> None:
    """To its end or its time, whichever comes first, with all the processes it started."""
    process = subprocess.Popen(  # noqa: S603  the program is found on PATH, the arguments are ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _extension(data: bytes) -> str:
    """By content, as the file's own extension may be wrong or not one LibreOffice knows."""
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    return ".odt" if data.startswith(b"PK") else ".doc"
