"""Formats of old office programs, turned into those of today by LibreOffice where it is installed.

The one reader that starts another program: in a profile and folder of its own, for a limited time,
without a network path, macros or links in what it is asked to do.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from zhiheng.core.reading.formats import failing, word
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.values.extracted import Extracted

_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The text of a .doc, .wps, .rtf or .odt by way of .docx; the digest stays that of the original.

    Raises: Fault R115 without LibreOffice, R116 where it cannot open the file in time.
    """
    extracted = word.read(converted(data, name, limits, "docx"), name, limits)
    own = msgspec.structs.replace(extracted, sha256=hashlib.sha256(data).hexdigest())
    return msgspec.structs.replace(own, notes=(*own.notes, "旧格式文件，经 LibreOffice 转换后读取。"))


def is_present() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def converted(data: bytes, name: str, limits: Limits, to: Literal["docx", "xlsx"]) -> bytes:
    """The file in a format of today. Raises: Fault R115, R116."""
    program = _program()
    if program is None:
        raise failing.needs_office(name, f".{to}")
    with tempfile.TemporaryDirectory(prefix="zhiheng-") as folder:
        source = Path(folder) / f"in{_extension(data, to)}"
        source.write_bytes(data)
        _run(
            [
                program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--convert-to", _FILTERS[to], "--outdir", str(Path(folder) / "out"), str(source),
            ],
            limits.converting_seconds,
        )  # fmt: skip
        result = Path(folder) / "out" / f"in.{to}"
        if not result.is_file() or result.stat().st_size > limits.unpacked_bytes:
            raise failing.conversion_failed(name, f".{to}")
        return result.read_bytes()


def _program() -> str | None:
    return next((found for known in _PROGRAMS if (found := shutil.which(known))), None)


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


def _extension(data: bytes, to: str) -> str:
    """By content, as the file's own extension may be wrong or not one LibreOffice knows."""
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(b"PK"):
        return ".odt" if to == "docx" else ".ods"
    return ".doc" if to == "docx" else ".xls"
