"""Tables that a plain text prints as lines with tabs, as the cells that a file with tables has."""

from itertools import groupby

from msgspec.structs import replace

from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Block


def with_table_lines(cleaned: Cleaned) -> Cleaned:
    """The same with cells for three lines and more of as many tabs each, where the file had no tables of its own."""
    if cleaned.cells or "\t" not in cleaned.text:
        return cleaned
    cells: list[Block] = []
    at, lines = 0, []
    for line in cleaned.text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    number = 0
    for tabs, group in groupby(lines, key=lambda one: one[1].count("\t")):
        rows = list(group)
        if tabs and len(rows) >= 3:
            for row, (start, line) in enumerate(rows):
                cells += _cells(cleaned, start, line, number, row)
            number += 1
    return replace(cleaned, cells=tuple(cells))


def _cells(cleaned: Cleaned, start: int, line: str, table: int, row: int) -> list[Block]:
    found, at = [], start
    for column, text in enumerate(line.split("\t")):
        first = at + len(text) - len(text.lstrip())
        last = at + len(text.rstrip())
        if first < last:
            a, b = cleaned.span(first, last)
            found.append(Block(kind="cell", start=a, end=b, table=table, row=row, column=column))
        at += len(text) + 1
    return found
