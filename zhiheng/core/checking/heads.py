"""The head of a sheet: one to four rows, merged or not, somewhere below a title."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from zhiheng.core.values.layouts import Head

Rows = Sequence[Sequence[object]]
Wide = Sequence[tuple[int, int, int]]  # merged cells: row, first column, last column
LOOKED_THROUGH = 15
DEEPEST = 4
LONGEST = 40  # characters of a name in a head
LIKE = 70
NO_NAME = re.compile(r"[\d.,%/:\-\s年月日]*")


def plain_head(cell: object) -> str:
    """A head without blanks, full-width signs and the star of a required column."""
    return re.sub(r"\s|\*", "", unicodedata.normalize("NFKC", str(cell if cell is not None else "")))


def head_of(rows: Rows, wide: Wide, known: Collection[str]) -> Head | None:
    """The head whose names are most like the `known` ones; None where no row looks like a head."""
    best: tuple[float, Head] | None = None
    for first in range(min(LOOKED_THROUGH, len(rows))):
        for depth in range(1, DEEPEST + 1):
            if first + depth > len(rows) or not _names_only(rows[first + depth - 1]):
                break
            head = _joined(rows, wide, first, depth)
            weight = _weight(head, known) - 0.05 * depth
            if weight > 0 and (best is None or weight > best[0]):
                best = (weight, head)
    return best[1] if best else None


def _names_only(row: Sequence[object]) -> bool:
    """Whether a row may be one of a head: words, no numbers and no dates."""
    filled = [plain_head(cell) for cell in row if plain_head(cell)]
    return bool(filled) and all(len(words) <= LONGEST and not NO_NAME.fullmatch(words) for words in filled)


def _joined(rows: Rows, wide: Wide, first: int, depth: int) -> Head:
    width = max(len(row) for row in rows[first : first + depth])
    parts: list[list[str]] = [[] for _ in range(width)]
    for at in range(first, first + depth):
        cells = [plain_head(cell) for cell in rows[at]] + [""] * (width - len(rows[at]))
        for row, left, right in wide:
            if row == at and depth > 1 and right - left + 1 < width:
                cells[left : right + 1] = [cells[left]] * (min(right, width - 1) - left + 1)
        for column, words in enumerate(cells):
            if words and words not in parts[column]:
                parts[column].append(words)
    return Head(first=first, below=first + depth, names=_told_apart(["·".join(some) for some in parts]))


def _told_apart(names: list[str]) -> tuple[str, ...]:
    """The second column of one name is called 日期#2."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}#{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(found)


def _weight(head: Head, known: Collection[str]) -> float:
    """How much a head says: names like the known ones, and names that tell columns apart."""
    names = {name for name in head.names if name and "#" not in name}
    likes = [process.extractOne(last_part(name), known, scorer=fuzz.ratio) for name in names]
    good = sum(like[1] / 100 for like in likes if like and like[1] >= LIKE)
    return good + 0.1 * min(len(names), 20)


def last_part(name: str) -> str:
    """The lowest row of a joined head, without its unit: 罚没·罚款(元) is 罚款."""
    return re.sub(r"(?:\([^()]*\))?(?:#\d+)?$", "", name.rpartition("·")[2])


def unit_in(name: str) -> str:
    """The unit that a head names in brackets: 罚款(万元); "" where there is none."""
    found = re.search(r"\(([^()]+)\)(?:#\d+)?$", name)
    return found[1].removeprefix("单位:") if found else ""
