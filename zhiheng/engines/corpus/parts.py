"""Stretches of the listing that are written, and done again, as one."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

from zhiheng.engines.corpus.sources import Source

LEAST_DOCUMENTS = 128
MORE_DOCUMENTS = 128  # on average
MOST_DOCUMENTS = 640
MOST_BYTES = 64 * 1024 * 1024


class Part(Struct, frozen=True, kw_only=True):
    """Some documents that follow one another. `fingerprint` changes when one of them does."""

    name: str
    fingerprint: str
    sources: tuple[Source, ...]


def parts(sources: Iterable[Source], reader: str) -> Iterator[Part]:
    """The listing cut where names say so, so that a document put in or taken out changes its own part alone.

    Shape: `reader` is the fingerprint of what reads: another reader makes other parts of the same documents.
    """
    held: list[Source] = []
    size = 0
    for source in sources:
        full = len(held) >= MOST_DOCUMENTS or size + source.size > MOST_BYTES
        if held and (full or (len(held) >= LEAST_DOCUMENTS and _begins(source))):
            yield _part(held, reader)
            held, size = [], 0
        held.append(source)
        size += source.size
    if held:
        yield _part(held, reader)


def _begins(source: Source) -> bool:
    return int(_digest(source.path)[:8], 16) % MORE_DOCUMENTS == 0


def _part(sources: list[Source], reader: str) -> Part:
    said = "\n".join([reader, *(f"{source.path}\t{source.size}\t{source.stamp}\t{source.fault_id}" for source in sources)])
    return Part(name=_digest(sources[0].path)[:16], fingerprint=_digest(said), sources=tuple(sources))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
