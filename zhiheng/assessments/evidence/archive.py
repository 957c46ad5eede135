"""A box packed as one archive: folders by aspect and item, directories, and lists of digests; made while it is sent."""

import zipfile
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from zhiheng.assessments.evidence.sheets import box_word, directory_xlsx
from zhiheng.assessments.models import Assessed, Exhibit, ExhibitUse
from zhiheng.core.exhibiting.verifying import LISTS, line_of
from zhiheng.core.sealing.digests import digester
from zhiheng.documents import originals
from zhiheng.web.sending import safe_name

DIRECTORY, COVERS, UNFILED, TOLD = "卷内目录.xlsx", "封面和目录.docx", "未归项", "说明.txt"
_CHUNK = 1 << 20
_ENDINGS = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "ofd": "ofd", "doc": "doc", "xls": "xls"}
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
_SAYS = """本归档包的每个文件都列在校验清单里。核对办法（任选一种，都不用联网）：
一、zhiheng archive 归档包.zip
二、解压后在本目录运行：sha256sum -c SHA256SUMS.txt
三、解压后在本目录运行：cksum -a sm3 -c SM3SUMS.txt（国密 SM3，GB/T 32905-2016）
一份材料归入几项的，只在第一项的文件夹里放一份，其余各项在目录的备注里写明。
"""


class Member(NamedTuple):
    """One file of the archive and where its bytes are."""

    path: str
    exhibit: Exhibit


class _Sink:
    """What a zip is written into: bytes that wait to be sent."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        return None

    def taken(self) -> bytes:
        found = b"".join(self.waiting)
        self.waiting.clear()
        return found


def members_of(assessed: Assessed) -> list[Member]:
    """Every file of the box once, under the first item it serves; what serves none in a folder of its own.

    Raises: Fault D405: an original is not in its place: nothing is packed that is not whole.
    """
    scheme = assessed.assessment.as_opened
    order = {item.id: place for place, item in enumerate(scheme.items)}
    uses = list(ExhibitUse.objects.filter(exhibit__assessed=assessed, exhibit__dropped=False).select_related("exhibit"))
    uses.sort(key=lambda use: (order.get(use.item, len(order)), use.position, use.pk))
    found: dict[int, Member] = {}
    for use in uses:
        if use.exhibit_id not in found:
            item = scheme.leaves[use.item]
            aspect = scheme.aspects.get(item.aspect)
            top, below = f"{item.aspect} {aspect.name if aspect else ''}", f"{item.id} {item.name}"
            path = f"{_part(top)}/{_part(below)}/{_file(f'{use} {use.exhibit.title}', use.exhibit)}"
            found[use.exhibit_id] = Member(path, use.exhibit)
    rest = assessed.exhibits.filter(dropped=False, uses=None).order_by("pk")
    members = [*found.values(), *(Member(f"{UNFILED}/{_file(f'{one.pk} {one.title}', one)}", one) for one in rest)]
    for member in members:
        originals.found(member.exhibit.digest, member.exhibit.file_name)
    return members


def packed(assessed: Assessed, members: list[Member], on: date) -> Iterator[bytes]:
    """The archive piece by piece; never more than one piece of one file is in memory."""
    sink = _Sink()
    lists: dict[str, list[str]] = {name: [] for name in LISTS.values()}
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:  # type: ignore[call-overload]
        for path, content in _sheets(assessed, on):
            _note(lists, path, content)
            archive.writestr(_info(path, on), content)
            yield sink.taken()
        for member in members:
            hashes = {name: digester(name) for name in lists}
            stored = zipfile.ZIP_STORED if member.exhibit.kind != "doc" else zipfile.ZIP_DEFLATED
            with (
                originals.place(member.exhibit.digest).open("rb") as source,
                archive.open(_info(member.path, on, stored), "w", force_zip64=True) as target,
            ):
                while chunk := source.read(_CHUNK):
                    for one in hashes.values():
                        one.update(chunk)
                    target.write(chunk)
                    yield sink.taken()
            for name, one in hashes.items():
                lists[name].append(line_of(one.hexdigest(), name, member.path))
        for path, name in LISTS.items():
            archive.writestr(_info(path, on), "".join(lists[name]).encode())
    yield sink.taken()


def _sheets(assessed: Assessed, on: date) -> Iterator[tuple[str, bytes]]:
    yield DIRECTORY, directory_xlsx(assessed, on)
    yield COVERS, box_word(assessed, on)
    yield TOLD, _SAYS.replace("\n", "\r\n").encode()


def _note(lists: dict[str, list[str]], path: str, content: bytes) -> None:
    for name, lines in lists.items():
        made = digester(name)
        made.update(content)
        lines.append(line_of(made.hexdigest(), name, path))


def _info(path: str, on: date, stored: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, (on.year, on.month, on.day, 0, 0, 0))
    info.compress_type = stored
    info.external_attr = 0o644 << 16
    return info


def _part(name: str) -> str:
    """A folder's name that Windows takes, short enough for a path of three."""
    clean = safe_name(name)[:40].strip(" .")
    return f"{clean}_" if clean.lower() in _RESERVED else clean


def _file(name: str, one: Exhibit) -> str:
    """A file's name with the ending of its kind; a picture keeps its own."""
    own = one.file_name.rpartition(".")[2].lower()
    ending = own if own.isascii() and own.isalnum() and len(own) <= 5 else _ENDINGS.get(one.kind, "bin")
    return f"{safe_name(name.replace('.' + own, ''))[:60].strip(' .')}.{ending}"
