"""Members of a .zip: their names as they were meant, their sizes bounded before anything is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from zhiheng.core.reading.formats import Limits, failing
from zhiheng.core.values.faults import Fault

MOST_MEMBERS = 200_000  # the list of an archive is held in memory
_NAMED_IN_UTF8 = 0x800
_ENCRYPTED = 0x1


def members(file: str, shown: str) -> Iterator[tuple[int, str, int, int]]:
    """Number, name, unpacked size and checksum of each file in it, by name.

    Raises: Fault E121–E123: it cannot be opened, has too many members, or unpacks to too much.
    """
    try:
        held = _opened(file).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Fault("E121", f"{shown}：压缩包不完整，或者不是 .zip。请重新下载，或解压到文件夹后再读。") from None
    if len(held) > MOST_MEMBERS:
        raise Fault("E122", f"{shown}：压缩包里有 {len(held)} 个文件，超过 {MOST_MEMBERS} 个的上限。请解压到文件夹后再读。")
    _refuse_bomb(held, shown)
    named = sorted((name_of(info), number) for number, info in enumerate(held) if not info.is_dir())
    before, again = "", 1
    for name, number in named:
        again = again + 1 if name == before else 1
        before = name
        yield number, name if again == 1 else f"{again}/{name}", held[number].file_size, held[number].CRC


def content(file: str, member: int, name: str) -> bytes:
    """The bytes of one member.

    Raises: Fault: it has a password, is damaged, packed in an unusual way, or unpacks to too much.
    """
    archive = _opened(file)
    info, limits = archive.infolist()[member], Limits()
    if info.file_size > max(limits.ratio_counts_from, limits.expansion_ratio * info.compress_size):
        raise failing.expands_too_far(name)
    if info.flag_bits & _ENCRYPTED:
        raise failing.has_password(name)
    try:
        return archive.read(info)
    except NotImplementedError:
        raise failing.unsupported(name, "用不常见的方法压缩的文件", "解压后再读") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        raise failing.damaged(name, "压缩包里的这个文件") from None


def name_of(info: zipfile.ZipInfo) -> str:
    """The name with / between folders; without the mark of UTF-8 it is in the packer's encoding: UTF-8 or GB 18030."""
    name = info.filename
    if not info.flag_bits & _NAMED_IN_UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


@lru_cache(maxsize=2)
def _opened(file: str) -> zipfile.ZipFile:
    """The archive, its list of members read once."""
    return zipfile.ZipFile(file)


def _refuse_bomb(held: list[zipfile.ZipInfo], shown: str) -> None:
    limits = Limits()
    unpacked, packed = sum(info.file_size for info in held), sum(info.compress_size for info in held)
    if unpacked > max(limits.unpacked_bytes, limits.expansion_ratio * packed) or _overlapping(held):
        raise Fault("E123", f"{shown}：压缩包解压后过大，疑似压缩炸弹，没有读取。请核实来源。")


def _overlapping(held: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes of the archive, so that little packs much."""
    places = sorted((info.header_offset, info.compress_size) for info in held)
    return any(start + size > next_ for (start, size), (next_, _) in pairwise(places))
