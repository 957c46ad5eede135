"""Tables in plain text: cells parted by tabs, by pipes, by blanks, or standing a line each under heads that do so, too."""

import re
from collections.abc import Callable, Iterator

from zhiheng.core.extracting.tables.grids import Cell, Grid, grid_of_rows, overlaps, said
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.cleaned import Cleaned

_HEADS = ("序号", "牵头单位", "责任单位", "目标值")
_HINT = re.compile(any_of([*"\t|｜│┃", *(head + after for head in _HEADS for after in " 　\n")]))
_LINE = re.compile(r"[^\n]*\n?")
_PIPES = "|｜│┃"
_RULE = re.compile(r"[\s|｜│┃:：+\-—─━┼├┤┌┐└┘═╪]*")
_BLANKS = re.compile(r"[^ \u3000\r\n]+")
_NUMBER = re.compile(r"\s*(\d{1,3})\s*")
_LONGEST = 2000  # characters of a line that can be a row

IsHead = Callable[[list[str]], bool]


def grids_in_text(cleaned: Cleaned, taken: list[tuple[int, int]], is_head: IsHead) -> list[Grid]:
    """Tables in the raw text outside `taken`; those parted by blanks or lines only under a head that `is_head` knows."""
    raw = cleaned.raw
    if not _HINT.search(raw):
        return []
    lines = [match.span() for match in _LINE.finditer(raw) if match[0]]
    lines = [(start, start + len(raw[start:end].rstrip("\r\n"))) for start, end in lines]
    lines = [(start, end) for start, end in lines if not overlaps(taken, start, end)]
    rows = _parted(cleaned, lines)
    found = list(rows)
    read = [(grid.start, grid.end) for grid in found]
    rest = [line for line in lines if not overlaps(read, *line)]
    found += _by_blanks(cleaned, rest, is_head)
    found += _by_lines(cleaned, rest, is_head)
    return sorted(found, key=lambda grid: grid.start)


def _parted(cleaned: Cleaned, lines: list[tuple[int, int]]) -> Iterator[Grid]:
    """Runs of lines with tabs, or with pipes, in them."""
    block: list[list[Cell | None]] = []
    reached, mark = -1, ""
    for start, end in lines:
        line = cleaned.raw[start:end]
        parter = "" if len(line) > _LONGEST else "\t" if "\t" in line.strip() else _PIPES if _piped(line) else ""
        follows = cleaned.raw[reached:start].count("\n") == 1
        if block and (parter != mark or not follows):
            yield from _whole(block)
            block = []
        if parter and not (parter == _PIPES and _RULE.fullmatch(line)):
            block.append(_cells(cleaned, start, end, parter))
        reached, mark = end, parter
    yield from _whole(block)


def _piped(line: str) -> bool:
    return sum(line.count(pipe) for pipe in _PIPES) >= 2


def _whole(block: list[list[Cell | None]]) -> Iterator[Grid]:
    grid = grid_of_rows(block)
    if grid is not None:
        yield grid


def _cells(cleaned: Cleaned, start: int, end: int, parter: str) -> list[Cell | None]:
    line = cleaned.raw[start:end]
    at = start
    if parter == _PIPES:
        bare = line.strip()
        at += line.index(bare) + (bare[0] in _PIPES)
        line = bare[1 if bare[0] in _PIPES else 0 : len(bare) - (bare[-1] in _PIPES)]
    cells: list[Cell | None] = []
    for part in re.split(f"[{parter}]", line):
        bare = part.strip()
        cells.append(_cell(cleaned, at + part.find(bare), bare) if bare else None)
        at += len(part) + 1
    return cells


def _cell(cleaned: Cleaned, start: int, bare: str) -> Cell:
    return Cell(start=start, end=start + len(bare), text=said(cleaned, start, start + len(bare)))


def _by_blanks(cleaned: Cleaned, lines: list[tuple[int, int]], is_head: IsHead) -> Iterator[Grid]:
    """Rows under a head of at least three names, each with exactly as many words as the head."""
    rows: list[list[Cell | None]] = []
    for start, end in lines:
        words = [] if end - start > _LONGEST else list(_BLANKS.finditer(cleaned.raw, start, end))
        if not words:
            continue
        if rows and len(words) == len(rows[0]):
            rows.append([_cell(cleaned, word.start(), word[0]) for word in words])
            continue
        yield from _whole(rows)
        rows = []
        if len(words) >= 3 and is_head([word[0] for word in words]):
            rows = [[_cell(cleaned, word.start(), word[0]) for word in words]]
    yield from _whole(rows)


def _by_lines(cleaned: Cleaned, lines: list[tuple[int, int]], is_head: IsHead) -> Iterator[Grid]:
    """Rows of a cell a line, under a head of a cell a line that begins with 序号, each row beginning with its number."""
    texts = [cleaned.raw[start:end].strip() for start, end in lines]
    at = 0
    while at < len(texts):
        if texts[at].strip("|") != "序号":
            at += 1
            continue
        first = next((k for k in range(at + 3, min(at + 12, len(texts))) if texts[k] == "1"), None)
        if first is None or not is_head(texts[at:first]):
            at += 1
            continue
        width, rows, row, expected = first - at, [lines[at:first]], first, 1
        while row + width <= len(texts) and texts[row] == str(expected):
            follows = row + width
            if follows < len(texts) and texts[follows] != str(expected + 1) and _has_next(texts, row, width, expected):
                break  # a cell is missing or split: which, cannot be told
            rows.append(lines[row : row + width])
            row, expected = row + width, expected + 1
        yield from _whole([[_bare_cell(cleaned, *line) for line in held] for held in rows])
        at = row


def _has_next(texts: list[str], row: int, width: int, number: int) -> bool:
    """Whether the row after this one begins elsewhere than this one's width says."""
    return str(number + 1) in texts[row + 1 : row + 2 * width]


def _bare_cell(cleaned: Cleaned, start: int, end: int) -> Cell:
    line = cleaned.raw[start:end]
    bare = line.strip()
    return _cell(cleaned, start + line.index(bare), bare) if bare else Cell(start=start, end=end, text="")
