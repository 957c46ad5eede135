"""Files as they are sent: one by one, or in a zip that is opened with care."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from django.conf import settings

from zhiheng.core.values.faults import Fault
from zhiheng.documents.actions.adding import too_large

MOST = 2000  # files in one zip
_TIMES = 200  # unpacked to packed, of what is larger than _HARMLESS
_HARMLESS = 20 << 20
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)


class Sent(NamedTuple):
    """One file: its name, with the folders it had in a zip, and its bytes or why it cannot be had."""

    name: str
    data: bytes = b""
    fault: Fault | None = None


def sent_files(name: str, file: IO[bytes]) -> Iterator[Sent]:
    """The file itself, or the files of a zip one after another, each read only when it is asked for."""
    if not name.lower().endswith(".zip"):
        yield Sent(name, fault=too_large(name)) if _size_of(file) > settings.UPLOAD_LIMIT else _limited(name, file)
        return
    try:
        with zipfile.ZipFile(file) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _JUNK.search(one.filename)]
            if len(members) > MOST:
                raise Fault("S224", f"{name}：压缩包里有 {len(members)} 个文件，一次最多 {MOST} 个。请分成几个压缩包。")
            for one in members:
                yield _member(archive, one, name)
    except Fault as fault:
        yield Sent(name, fault=fault)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        yield Sent(name, fault=Fault("S224", f"{name}：压缩包打不开，可能没有传完或已损坏。请重新压缩成 .zip 再交。"))


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo, of: str) -> Sent:
    name = _path(one)
    if one.flag_bits & 1:
        return Sent(name, fault=Fault("S224", f"{name}：压缩包“{of}”有密码，没有收下。请不加密码重新压缩。"))
    if one.file_size > settings.UPLOAD_LIMIT:
        return Sent(name, fault=too_large(name))
    if one.file_size > max(one.compress_size * _TIMES, _HARMLESS):
        return Sent(name, fault=Fault("S224", f"{name}：解压后大得不合常理，疑似压缩炸弹，没有打开。请单独提交这个文件。"))
    try:
        with archive.open(one) as stream:
            return _limited(name, stream)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        return Sent(name, fault=Fault("S224", f"{name}：在压缩包“{of}”里已损坏，没有收下。请单独提交这个文件。"))


def _size_of(file: IO[bytes]) -> int:
    """Bytes of a file as it lies there, none of them read; 0 for a stream, which does not say."""
    if not file.seekable():
        return 0
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _limited(name: str, file: IO[bytes]) -> Sent:
    """Never more than the limit is read, whatever the file says of its size."""
    data = file.read(settings.UPLOAD_LIMIT + 1)
    return Sent(name, fault=too_large(name)) if len(data) > settings.UPLOAD_LIMIT else Sent(name, data)


def _path(one: zipfile.ZipInfo) -> str:
    """Folders and name without anything that leads out of them; those of old Chinese systems are in GBK and do not say so."""
    name = one.filename
    if not one.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = one.filename
    parts = [part.strip() for part in re.split(r"[\\/]+", name)]
    kept = ["".join(sign for sign in part if sign.isprintable() and sign not in '<>:"|?*') for part in parts]
    return "/".join(part for part in kept if part not in ("", ".", ".."))[-255:] or "未命名"
