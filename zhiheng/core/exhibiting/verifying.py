"""Whether a packed box is whole: every file by the digests in its lists, none missing, none added."""

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from zhiheng.core.values.faults import Fault

LISTS = {"SHA256SUMS.txt": "sha256", "SM3SUMS.txt": "sm3"}
_PLAIN = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_TAGGED = re.compile(r"[A-Z0-9]+ \((.+)\) = ([0-9a-f]{64})")
_CHUNK = 1 << 20
_LONGEST = 64 << 20  # bytes of a list


class Verified(NamedTuple):
    """What came of it: how many files agree by which digests; paths of what was altered, is missing, was added."""

    agree: int
    by: tuple[str, ...]
    altered: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.altered or self.missing or self.added)


def line_of(digest: str, name: str, path: str) -> str:
    """One line of a list, as `sha256sum -c` and `cksum -a sm3 -c` read it."""
    return f"{digest}  {path}\n" if name == "sha256" else f"{name.upper()} ({path}) = {digest}\n"


def verified(archive: IO[bytes], name: str, digester: Callable[[str], Any]) -> Verified:
    """What a packed box holds against its own lists; read in pieces. `digester` makes a hash object by its name.

    Raises: Fault S226: no such archive, broken, or without lists.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            return _verified(packed, name, digester)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError):
        raise Fault("S226", f"{name}：归档包打不开，可能没有传完或已损坏。请重新取一份再核对。") from None


def _verified(packed: zipfile.ZipFile, name: str, digester: Callable[[str], Any]) -> Verified:
    members = [one for one in packed.namelist() if not one.endswith("/")]
    lists = [one for one in LISTS if one in members]
    if not lists:
        raise Fault("S226", f"{name}：里面没有校验清单（{'、'.join(LISTS)}），不是佐证归档包。请选下载的归档包。")
    expected = {LISTS[one]: dict(_lines(packed, one)) for one in lists}
    listed = set().union(*expected.values())
    there = set(members) - set(LISTS)
    altered = [path for path in sorted(there & listed) if not _agrees(packed, path, expected, digester)]
    return Verified(
        agree=len(there & listed) - len(altered), by=tuple(expected), altered=tuple(altered),
        missing=tuple(sorted(listed - there)), added=tuple(sorted(there - listed)),
    )  # fmt: skip


def _lines(packed: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
    if packed.getinfo(path).file_size > _LONGEST:
        raise zipfile.BadZipFile(path)
    for line in packed.read(path).decode().splitlines():
        if plain := _PLAIN.fullmatch(line):
            yield plain[2], plain[1]
        elif tagged := _TAGGED.fullmatch(line):
            yield tagged[1], tagged[2]


def _agrees(packed: zipfile.ZipFile, path: str, expected: dict[str, dict[str, str]], digester: Callable[[str], Any]) -> bool:
    """Whether every list has it, with the digest it has. A member whose own checksum fails was altered as well."""
    hashes = {name: digester(name) for name in expected}
    try:
        with packed.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                for one in hashes.values():
                    one.update(chunk)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError):
        return False
    return all(expected[name].get(path) == one.hexdigest() for name, one in hashes.items())
