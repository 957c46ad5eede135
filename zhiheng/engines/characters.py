"""Which characters a font file has: its table `cmap`, in the two formats that fonts of Chinese use.

Source: OpenType specification, "cmap: Character to Glyph Index Mapping Table", formats 4 and 12.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}  # platform and encoding of the tables that count in code points


def stretches(font: BinaryIO, index: int = 0) -> list[tuple[int, int]]:
    """First and last code point of each stretch that the font has, in ascending order; `index` counts in a collection."""
    table = _table(font, index, b"cmap")
    found = [list(_stretches(table, start)) for start in _subtables(table)]
    return list(_joined(sorted(stretch for each in found for stretch in each)))


def _table(font: BinaryIO, index: int, name: bytes) -> bytes:
    font.seek(0)
    start = 0
    if font.read(4) == b"ttcf":
        font.seek(12 + 4 * index)
        [start] = struct.unpack(">I", font.read(4))
    font.seek(start + 4)
    [count] = struct.unpack(">H6x", font.read(8))
    for tag, _, offset, length in struct.iter_unpack(">4sIII", font.read(16 * count)):
        if tag == name:
            font.seek(offset)
            return font.read(length)
    return b""


def _subtables(table: bytes) -> Iterator[int]:
    for at in range(struct.unpack_from(">H", table, 2)[0] if table else 0):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * at)
        if (platform, encoding) in _UNICODE:
            yield offset


def _stretches(table: bytes, start: int) -> Iterator[tuple[int, int]]:
    [kind] = struct.unpack_from(">H", table, start)
    if kind == 12:
        [groups] = struct.unpack_from(">I", table, start + 12)
        for first, last, _ in struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * groups]):
            yield first, last
    elif kind == 4:
        yield from ((point, point) for point in _points_of_segments(table, start))


def _points_of_segments(table: bytes, start: int) -> Iterator[int]:
    """Format 4: segments with a delta, or with an offset into a list of glyphs; glyph 0 means that there is none."""
    [doubled] = struct.unpack_from(">H", table, start + 6)
    lasts, firsts = start + 14, start + 16 + doubled
    deltas, offsets = firsts + doubled, firsts + 2 * doubled
    for at in range(0, doubled, 2):
        [last], [first] = struct.unpack_from(">H", table, lasts + at), struct.unpack_from(">H", table, firsts + at)
        [delta], [offset] = struct.unpack_from(">H", table, deltas + at), struct.unpack_from(">H", table, offsets + at)
        for point in range(first, min(last, 0xFFFE) + 1):
            if offset:
                [glyph] = struct.unpack_from(">H", table, offsets + at + offset + 2 * (point - first))
            else:
                glyph = (point + delta) & 0xFFFF
            if glyph:
                yield point


def _joined(found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches, those that touch or overlap as one."""
    if not found:
        return
    begin, end = found[0]
    for first, last in found[1:]:
        if first > end + 1:
            yield begin, end
            begin = first
        end = max(end, last)
    yield begin, end
