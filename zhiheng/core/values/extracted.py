"""What comes out of a file before anything is understood: its text and where the text lay."""

from typing import Literal

from msgspec import Struct


class Block(Struct, frozen=True, kw_only=True):
    """A stretch of the extracted text and where it lay in the file.

    Shape: `start` and `end` are offsets into `Extracted.text`.
    Unit:  `box` is (left, top, right, bottom) as shares 0–1 of the page; `confidence` 0–1.
    None:  `page`, `box` and `confidence` where the format has no such thing.
    """

    kind: Literal["paragraph", "heading", "cell", "line"]
    start: int
    end: int
    page: int | None = None  # from 1
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None  # set by character recognition only
    table: int | None = None  # from 0, cells only; with row and column from 0
    row: int | None = None
    column: int | None = None
    down: int = 1  # rows that a merged cell covers
    across: int = 1  # and columns


class Extracted(Struct, frozen=True, kw_only=True):
    """The text of one file, as found, with its layout.

    `plain` is true for plain text: then `text` is the decoded file, line ends kept, BOM dropped.
    `notes` are sentences a reader must see, in Chinese (signatures not verified, recognised from an image …).
    """

    name: str
    sha256: str
    text: str
    plain: bool
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    recognised: bool = False  # from an image
    notes: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()  # running heads, feet and page numbers: printed, but not part of the text
