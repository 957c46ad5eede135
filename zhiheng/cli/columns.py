"""Text set in columns for a terminal, where a Chinese character is two places wide."""

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

_NO_START = "，。、；：？！）》」』”’】〉％%"
_GAP = 2


class Column(Struct, frozen=True):
    """A column's head, and whether it takes what room the others leave."""

    name: str
    grows: bool = False
    most: int = 24
    right: bool = False


def width(text: str) -> int:
    """Places in a terminal."""
    return sum(_places(char) for char in text)


def _places(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    # Curly quotes and dashes are "ambiguous", and terminals of Chinese offices set them narrow or wide alike.
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` places (a closing mark may hang over by one character)."""
    lines = []
    for paragraph in text.splitlines() or [""]:
        line, used = "", 0
        for word in _words(paragraph):
            places = width(word)
            if used and used + places > room and word[0] not in _NO_START:
                lines.append(line.rstrip())
                line, used = "", 0
                word = word.lstrip()
                places = width(word)
            while places > room and len(word) > 1:
                lines.append(word[:room])
                word, places = word[room:], width(word[room:])
            line, used = line + word, used + places
        lines.append(line.rstrip())
    return lines


def _words(text: str) -> Iterator[str]:
    """Pieces between which a line may break: each wide character, each run of narrow ones."""
    run = ""
    for char in text:
        if _places(char) == 2 or char == " ":
            if run:
                yield run
            yield char
            run = ""
        else:
            run += char
    if run:
        yield run


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int, groups: Sequence[str] = ()
) -> list[str]:
    """Lines of a table no wider than `room` where that can be; empty columns are left out.

    Shape: `groups`, if any, names the group of each row; its name stands above the first row of it.
    """
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    columns = [columns[place] for place in kept]
    cells = [[row[place] for place in kept] for row in rows]
    widths = _widths(columns, cells, room)
    lines = [_line([pad(column.name, w) for column, w in zip(columns, widths, strict=True)])]
    lines.append(_line(["─" * w for w in widths]))
    before = ""
    for place, row in enumerate(cells):
        group = groups[place] if groups else ""
        if group and group != before:
            lines += [f"▸ {line}" if not at else f"  {line}" for at, line in enumerate(wrapped(group, room - 2))]
        before = group
        lines += _row(columns, row, widths)
    return lines


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    wanted = [
        max([width(column.name), *(width(line) for row in rows for line in row[place].splitlines())])
        for place, column in enumerate(columns)
    ]
    widths = [
        want if column.grows else min(want, column.most) for want, column in zip(wanted, columns, strict=True)
    ]
    growing = [place for place, column in enumerate(columns) if column.grows]
    fixed = sum(w for place, w in enumerate(widths) if place not in growing)
    left = room - _GAP * (len(columns) - 1) - fixed
    for number, place in enumerate(sorted(growing, key=lambda place: wanted[place])):
        share = max(left // (len(growing) - number), 12)
        widths[place] = min(wanted[place], share)
        left -= widths[place]
    return widths


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrapped(text, w) for text, w in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    return [
        _line(
            [
                pad(cell[at] if at < len(cell) else "", w, column.right)
                for cell, w, column in zip(cells, widths, columns, strict=True)
            ]
        )
        for at in range(height)
    ]


def pad(text: str, room: int, right: bool = False) -> str:
    """`text` filled with spaces to `room` places."""
    spaces = " " * max(room - width(text), 0)
    return spaces + text if right else text + spaces


def _line(cells: Sequence[str]) -> str:
    return (" " * _GAP).join(cells).rstrip()
