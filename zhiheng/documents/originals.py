"""Where originals lie: byte for byte, under their SHA-256, `settings.ORIGINALS/aa/bb/aabb…`."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from zhiheng.core.values.faults import Fault


def place(digest: str) -> Path:
    """The path of the original of that digest, there or not."""
    return Path(settings.ORIGINALS) / digest[:2] / digest[2:4] / digest


def keep(data: bytes, digest: str) -> Path:
    """The path of the original, written whole or not at all."""
    path = place(digest)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)
    return path


def read(digest: str, name: str) -> bytes:
    """The bytes of the original that came in as `name`. Raises: Fault D405: it is not in its place."""
    return found(digest, name).read_bytes()


def found(digest: str, name: str) -> Path:
    """Where the original lies that came in as `name`. Raises: Fault D405: it is not in its place."""
    path = place(digest)
    if not path.exists():
        raise Fault("D405", f"{name}：原件不在存放目录里。请从备份恢复，或重新上传同一份文件。")
    return path


def forget(digest: str) -> None:
    """The original is no longer there."""
    place(digest).unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """The new name survives a power cut where the system can promise it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
