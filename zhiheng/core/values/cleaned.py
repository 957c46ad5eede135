"""The repaired body of a document, each character still tied to the raw text it came from."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from zhiheng.core.values.extracted import Block
from zhiheng.core.values.reading import Heading, Meta, Repair


class Cleaned(Struct, frozen=True, kw_only=True):
    """`text` is the body, repaired; `starts[i]:ends[i]` is where its i-th character stands in `raw`.

    Shape: `len(text) == len(starts) == len(ends)`; `starts` and `ends` never decrease.
           A heading or paragraph a line; no furniture; full-width punctuation.
           `heading_at[k]` is the (start, end) of `outline[k]`'s line in `text`.
    """

    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    repairs: tuple[Repair, ...] = ()
    outline: tuple[Heading, ...] = ()
    heading_at: tuple[tuple[int, int], ...] = ()
    meta: Meta
    also: tuple[tuple[int, int, int], ...] = ()  # a second copy of the body: raw start, raw end, raw start of the kept one
    has_footnotes: bool = False  # that were left out
    left_out: tuple[tuple[int, int], ...] = ()  # raw spans that are no body, in order and apart
    cells: tuple[Block, ...] = ()  # of the tables in the file; their offsets are of the raw text

    def slice_of(self, start: int, end: int) -> tuple[int, int]:
        """Where in `text` the characters stand that came from `raw[start:end]`; empty where none did."""
        first = bisect_left(self.starts, start)
        return first, max(first, bisect_left(self.starts, end))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span under `text[start:end]`; the slice must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The raw characters under `text[start:end]`."""
        a, b = self.span(start, end)
        return self.raw[a:b]


def undamaged(text: str, meta: Meta) -> Cleaned:
    """A text in which nothing had to be repaired: each character stands where it stands."""
    return Cleaned(raw=text, text=text, starts=range(len(text)), ends=range(1, len(text) + 1), meta=meta)
