"""Rows and columns of an .xlsx that are hidden, by hand or by a filter: they are data all the same."""

import re
import zipfile

from msgspec import Struct

_TAG = re.compile(rb"<(?:\w+:)?(row|col)\s([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
_NUMBER = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
_CHUNK = 1024 * 1024
_LONGEST_TAG = 1024


class Hidden(Struct, frozen=True):
    """Places from 0; columns as stretches, since what nobody uses is often hidden to the last."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[tuple[int, int]] = frozenset()

    def hides_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.columns)


def hidden_on(archive: zipfile.ZipFile, path: str) -> Hidden:
    """What is hidden on the sheet that lies at `path`."""
    rows: set[int] = set()
    columns: set[tuple[int, int]] = set()
    tail = b""
    with archive.open(path) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            for kind, attributes in _TAG.findall(window):
                numbers = {name: int(number) - 1 for name, number in _NUMBER.findall(attributes)}
                if kind == b"row" and b"r" in numbers:
                    rows.add(numbers[b"r"])
                elif kind == b"col" and {b"min", b"max"} <= set(numbers):
                    columns.add((numbers[b"min"], numbers[b"max"]))
            tail = window[-_LONGEST_TAG:]
    return Hidden(frozenset(rows), frozenset(columns))
