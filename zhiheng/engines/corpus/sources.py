"""One document to read: where it stands, and how to tell that it changed."""

import os
from pathlib import Path

from msgspec import Struct

from zhiheng.core.reading.formats import Limits, failing
from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus import archives


class Source(Struct, frozen=True, kw_only=True):
    """A document where it stands.

    Shape: `path` is what a person sees, from IN on; `file` is what the system opens: the document, or what holds it.
           `stamp` changes when the content does: time of change, checksum or digest.
    None:  `member` but for a member of an archive; `content` but for a row of a table, which brings it along;
           `fault_id` where nothing stood in the way so far.
    """

    path: str
    file: str
    size: int
    stamp: str
    member: int | None = None
    content: bytes | None = None
    fault_id: str | None = None
    fault: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def content(source: Source) -> bytes:
    """The bytes of the document; its size is looked at before it is loaded.

    Raises: Fault: it cannot be opened, or is too large.
    """
    if source.fault_id is not None:
        raise Fault(source.fault_id, source.fault)
    if source.size > Limits().file_bytes:
        raise failing.too_large(source.name, source.size, Limits().file_bytes)
    if source.content is not None:
        return source.content
    try:
        if source.member is not None:
            return archives.content(source.file, source.member, source.name)
        return Path(source.file).read_bytes()
    except OSError as error:
        raise unopened(source.path, error) from None


def unopened(path: str, error: OSError) -> Fault:
    return Fault(
        "E120", f"{path}：打不开（{os.strerror(error.errno or 0)}）。请检查文件是否还在、有没有读取权限，然后再运行一次。"
    )
