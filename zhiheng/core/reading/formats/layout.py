"""Pages of placed lines to paragraphs: hard wraps undone, furniture left out, tables in their place.

A row is joined to the next where the first reaches the right margin and the second begins at the left one.
No character is added but a space between two Latin words, none is dropped but page furniture.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from zhiheng.core.reading.footnotes import LEFT_OUT
from zhiheng.core.reading.formats.columns import Region, parted
from zhiheng.core.reading.formats.drafting import Cell, Draft, Piece
from zhiheng.core.reading.formats.footnotes import without_footnotes
from zhiheng.core.reading.formats.furniture import without_furniture
from zhiheng.core.reading.formats.page import Grid, Page, ems, first_width
from zhiheng.core.reading.formats.rows import Frame, Row, frame_of, rows_of

_ENDS = ("。", "！", "？", "；", "：", "!", "?", ";", ":")
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]{1,3}[、.．]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．](?!\d)|[①-⑳]|附件\s*\d*[:：]?)"
)

_SIGNED_ON = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*")  # a day by itself ends a letter; what follows is a note to it
_CLOSING = re.compile(r"^[^（(]*[）)]")
_HIGH = 0.3  # of the page, above which a table that goes on begins
_LONGEST_BRACKET = 8  # rows


def write(draft: Draft, pages: Sequence[Page]) -> None:
    """All pages as paragraphs and tables, in reading order."""
    rows, margins = without_furniture([rows_of(page.number, page.lines) for page in pages])
    rows, notes = without_footnotes(rows)
    draft.margins.extend([*margins, *notes])
    if notes:
        draft.note(LEFT_OUT)
    read = list(parted((page.number, kept, page.grids) for page, kept in zip(pages, rows, strict=True)))
    whole = frame_of([row for kept in rows for row in kept])
    writer = _Writer(draft, whole, [region for regions in read for region in regions])
    for page, regions in zip(pages, read, strict=True):
        for region in regions:
            writer.region(page.number, region)
    writer.end_paragraph()


class _Writer:
    def __init__(self, draft: Draft, whole: Frame | None, every: Sequence[Region]) -> None:
        self._draft, self._whole = draft, whole
        columned = [frame for region in every if region.column and (frame := frame_of(region.rows))]
        self._columns_indent = 2 * sum(frame.indents for frame in columned) > len(columned)
        self._paragraph: list[Row] = []
        self._frame = whole
        self._column = 0
        self._grid: Grid | None = None  # the last thing written, if it was a table
        self._number = self._rows_written = 0
        self._head: tuple[str, ...] = ()

    def region(self, page: int, region: Region) -> None:
        """One region of a page; a paragraph goes on from column to column, but not from them to what spans them."""
        if bool(region.column) != bool(self._column):
            self.end_paragraph()
        self._column = region.column
        frame = self._frame_of(region)
        flow: list[Row | Grid] = [*region.rows, *region.grids]
        for thing in sorted(flow, key=_middle_or_top):
            if isinstance(thing, Grid):
                self.end_paragraph()
                self._write_grid(thing, page)
            else:
                self._row(thing, frame)

    def _frame_of(self, region: Region) -> Frame | None:
        """Whether paragraphs are indented is a habit of the document, not of a page."""
        frame = frame_of(region.rows, None if region.column else self._whole)
        if frame is not None and region.column:
            return structs.replace(frame, indents=self._columns_indent)
        if frame is not None and self._whole is not None:
            return structs.replace(frame, indents=self._whole.indents)
        return frame

    def _row(self, row: Row, frame: Frame | None) -> None:
        self._grid = None
        if not (self._in_brackets(row) or self._goes_on(row, frame)):
            self.end_paragraph()
        self._paragraph.append(row)
        self._frame = frame

    def _goes_on(self, row: Row, frame: Frame | None) -> bool:
        if not self._paragraph or self._frame is None or frame is None:
            return False
        return _joins(self._paragraph[-1], row, self._frame, frame)

    def _in_brackets(self, row: Row) -> bool:
        """Whether a bracket is open that this row may close: no paragraph ends inside one."""
        if not self._paragraph or _NUMBERED.match(row.text) or _differ_in_size(self._paragraph[-1], row):
            return False
        held = "".join(before.text for before in self._paragraph[-_LONGEST_BRACKET:])
        opened = max(held.rfind("（"), held.rfind("("))
        closed = max(held.rfind("）"), held.rfind(")"))
        near = not row.is_below(self._paragraph[-1]) or row.top - self._paragraph[-1].bottom < 3 * row.height
        return opened > closed and near and bool(_CLOSING.search(row.text))

    def end_paragraph(self) -> None:
        self._draft.add_lines(_pieces(self._paragraph))
        self._paragraph = []

    def _write_grid(self, grid: Grid, page: int) -> None:
        rows = _grid_rows(grid)
        head = tuple(cell.text for cell in rows[0][1])
        printed_again = len(head) > 1 and head == self._head and grid.box[1] < _HIGH
        if self._grid is None or not (printed_again or _same_columns(self._grid, grid)):
            self._number, self._rows_written = self._draft.next_table(), 0
            self._head = head
        for _, cells in rows:
            if self._rows_written and tuple(cell.text for cell in cells) == self._head:
                continue  # the head of a table printed again on its next page
            self._draft.add_row(
                [
                    Cell(
                        text=cell.text, column=cell.column, down=cell.down, across=cell.across,
                        page=page, box=cell.box, confidence=cell.confidence,
                    )
                    for cell in cells
                ],
                self._number,
                self._rows_written,
            )  # fmt: skip
            self._rows_written += 1
        self._grid = grid


def _middle_or_top(thing: Row | Grid) -> float:
    return thing.box[1] if isinstance(thing, Grid) else (thing.top + thing.bottom) / 2


def _grid_rows(grid: Grid) -> list[tuple[int, list]]:  # type: ignore[type-arg]
    rows: dict[int, list] = {}  # type: ignore[type-arg]
    for cell in sorted(grid.cells, key=lambda held: (held.row, held.column)):
        rows.setdefault(cell.row, []).append(cell)
    return sorted(rows.items())


def _same_columns(before: Grid, grid: Grid) -> bool:
    """Whether a table goes on from the page before: equal columns, and nothing came between."""
    if len(before.lefts) != len(grid.lefts) or grid.box[1] > _HIGH:
        return False
    return all(abs(a - b) < 0.01 for a, b in zip(before.lefts, grid.lefts, strict=True))


def _joins(before: Row, row: Row, frame: Frame, next_frame: Frame) -> bool:
    """Whether `row` goes on with the paragraph of `before`."""
    if _is_title(before, row, frame):
        return True
    if row.is_below(before) and frame.parts(before, row):
        return False
    if before.is_spread or row.is_spread or _SIGNED_ON.fullmatch(before.text):
        return False
    if next_frame.is_indented(row) or _differ_in_size(before, row):
        return False
    goes_on = not before.text.endswith(_ENDS)
    if frame.is_centred(before):
        return False
    spare = (4.0 if goes_on else 2.7) if frame.indents else 1.6  # an indent missing says as much as a margin reached
    spare += first_width(row.text) - 1.0
    if not frame.is_full(before, spare):
        return False
    told_by_space = frame.gaps and row.is_below(before)
    return frame.indents or told_by_space or (goes_on and not _NUMBERED.match(row.text))


def _is_title(before: Row, row: Row, frame: Frame) -> bool:
    """Whether two rows are one centred title in large type."""
    large = 1.15 * frame.height
    return (
        row.is_below(before)
        and frame.is_in_the_middle(before)
        and frame.is_in_the_middle(row)
        and before.height > large
        and row.height > large
        and max(before.height, row.height) < 1.15 * min(before.height, row.height)
        and row.top - before.bottom < 1.2 * before.height
        and not before.text.endswith(_ENDS)
    )


def _differ_in_size(before: Row, row: Row) -> bool:
    if min(ems(before.text), ems(row.text)) < 4:
        return False
    return max(before.height, row.height) > 1.35 * min(before.height, row.height)


def _pieces(rows: list[Row]) -> Iterator[Piece]:
    before = ""
    for row in rows:
        for place, (piece, text) in enumerate(zip(row.pieces, row.spaced(), strict=True)):
            if not place:
                text = (" " if _latin_words(before, text) else "") + text.lstrip()
            before = text
            yield Piece(text=text, page=row.page, box=piece.shown or piece.box, confidence=piece.confidence)


def _latin_words(before: str, after: str) -> bool:
    """Whether a space was lost at the wrap: a Latin word ends and another begins."""
    a, b = before[-1:], after[:1]
    return a.isascii() and b.isascii() and a.isalpha() and b.isalpha()
