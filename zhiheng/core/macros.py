"""Whether a file carries macros, whatever its name says: programs that run when somebody opens it."""

import io
import zipfile

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_CODE = "_VBA_PROJECT".encode("utf-16-le")


def carries_macros(data: bytes) -> bool:
    """Whether a Word, Excel or PowerPoint file, new or old, holds macros; any other file holds none.

    >>> carries_macros(b"%PDF-1.7")
    False
    """
    if data.startswith(_OLE):
        return _CODE in data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
