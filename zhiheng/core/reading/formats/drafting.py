"""Where every reader writes: text line by line, each stretch with the place it came from."""

import csv
import hashlib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct

from zhiheng.core.reading.formats import failing
from zhiheng.core.reading.formats.encoding import standard
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.values.extracted import Block, Extracted

Box = tuple[float, float, float, float]
_CONTROLS = (*range(9), 11, 12, *range(14, 32), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF)


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of one paragraph that lay in one place."""

    text: str
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None


class Cell(Struct, frozen=True, kw_only=True):
    """One cell of a row, `column` from 0; a merged one covers `down` rows and `across` columns."""

    text: str
    column: int
    down: int = 1
    across: int = 1
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None


class Draft:
    """The text so far and its blocks. A paragraph or a table row is one line; cells are parted by tabs."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.notes: list[str] = []
        self.margins: list[str] = []  # running heads and feet, kept out of the text
        self.tables = 0
        self.recognised = False
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, text: str, kind: Literal["paragraph", "heading"] = "paragraph", page: int | None = None) -> None:
        """One paragraph or heading; line ends inside it stay."""
        text = clean(text).strip()
        if text:
            self._blocks.append(
                Block(kind=kind, start=self._length, end=self._length + len(text), page=page)
            )
            self._append(text + "\n")

    def add_lines(self, pieces: Iterable[Piece]) -> None:
        """One paragraph that was printed on several lines, each line a block of its own."""
        written = False
        for piece in pieces:
            text = clean(piece.text)
            if not text:
                continue
            self._blocks.append(
                Block(
                    kind="line",
                    start=self._length,
                    end=self._length + len(text),
                    page=piece.page,
                    box=piece.box,
                    confidence=piece.confidence,
                )
            )
            self._append(text)
            written = True
        if written:
            self._append("\n")

    def add_row(self, cells: Iterable[Cell], table: int, row: int) -> None:
        """One row of a table, where at least one of its cells says something.

        Shape: a cell is preceded by as many tabs as its column says, so that merged neighbours shift nothing.
        """
        held = [(cell, " ".join(clean(cell.text).split())) for cell in cells]
        if not any(text for _, text in held):
            return
        tabs = 0
        for cell, text in held:
            self._append("\t" * (cell.column - tabs))
            tabs = max(cell.column, tabs)
            if text:
                self._blocks.append(
                    Block(
                        kind="cell",
                        start=self._length,
                        end=self._length + len(text),
                        page=cell.page,
                        box=cell.box,
                        confidence=cell.confidence,
                        table=table,
                        row=row,
                        column=cell.column,
                        down=cell.down,
                        across=cell.across,
                    )
                )
                self._append(text)
        self._append("\n")

    def next_table(self) -> int:
        """The number of a new table, from 0."""
        self.tables += 1
        return self.tables - 1

    def note(self, says: str) -> None:
        """A sentence that readers of the result must see; once."""
        if says not in self.notes:
            self.notes.append(says)

    def extracted(self, pages: int | None = None) -> Extracted:
        """What was written. Raises: Fault R110 or R111 where that is nothing."""
        text = "".join(self._parts).rstrip("\n")
        if not text:
            raise (failing.nothing_recognised if self.recognised else failing.no_text)(self.name)
        return Extracted(
            name=self.name,
            sha256=self.sha256,
            text=text,
            plain=False,
            blocks=tuple(self._blocks),
            pages=pages,
            recognised=self.recognised,
            notes=tuple(self.notes),
            margins=tuple(dict.fromkeys(map(clean, self.margins))),
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self.limits.characters:
            raise failing.too_many_characters(self.name, self.limits.characters)


def clean(text: str) -> str:
    """`text` without control characters; retired private-use characters and font-made radicals put right."""
    return standard(text.translate(_mended()))


@cache
def _mended() -> dict[int, str | None]:
    """A translate table: controls vanish, radicals that PDF fonts leave behind (⻓, ⼀) become characters."""
    rows = csv.DictReader((files(__package__) / "radicals.csv").read_text("utf-8").splitlines())
    table: dict[int, str | None] = {ord(row["radical"]): row["character"] for row in rows}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return table | dict.fromkeys(_CONTROLS)
