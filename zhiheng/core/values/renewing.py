"""Last year's document on its way to this year's: what is swapped in it, and what is left to a person."""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.auditing import Judged

Swapped = Literal["figure", "way", "date", "names"]


class Fresh(Struct, frozen=True, kw_only=True):
    """A figure of the old document, with what the records have for the new days.

    Unit: `exact` in the unit that is printed; of a change it is signed, more than before is positive.
    None: `exact` where the records have no value; `why` says why. `was` and `gap` are how far a figure had come, and has
          come now, from the one it is said to have come from (由 A 提高到 B); None where that is not known.
    """

    judged: Judged
    exact: Fraction | None
    decimals: int = 0  # those that the definition prints
    why: str = ""
    was: Fraction | None = None
    gap: Fraction | None = None


class Swap(Struct, frozen=True, kw_only=True):
    """A stretch of the old text, and what stands there in the new one. `says`: what it rests on."""

    kind: Swapped
    start: int
    end: int
    new: str
    says: str = ""
    indicator: str = ""
    area: str = ""


class Kept(Struct, frozen=True, kw_only=True):
    """A stretch of the old text that a person has to see to, and why."""

    start: int
    end: int
    why: str


class Hole(Struct, frozen=True, kw_only=True):
    """Digits of the old text that a template asks for, and the call that prints them."""

    start: int
    end: int
    asked: str


class Renewal(Struct, frozen=True, kw_only=True):
    """What becomes of a document: stretches swapped and stretches kept, in the order of `text`. They never overlap."""

    text: str
    swaps: tuple[Swap, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def new(self) -> str:
        """The new text."""
        pieces, at = [], 0
        for one in self.swaps:
            pieces += [self.text[at : one.start], one.new]
            at = one.end
        return "".join([*pieces, self.text[at:]])
