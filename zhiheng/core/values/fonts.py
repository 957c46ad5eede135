"""The fonts that a page is set with, and which characters they have."""

from bisect import bisect_right
from typing import Literal, NamedTuple

Role = Literal["fangsong", "kaiti", "heiti", "songti", "biaosong"]  # 仿宋 楷体 黑体 宋体 小标宋


class Face(NamedTuple):
    """One face of a font on this machine.

    Shape: `first` and `last` are the ends of the stretches of code points that it has, in ascending order.
    """

    family: str
    weight: int
    path: str
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()

    def has(self, char: str) -> bool:
        """Whether the face has a shape for the character.

        >>> Face("", 400, "", (0x4E00,), (0x9FFF,)).has("质")
        True
        """
        at = bisect_right(self.first, ord(char)) - 1
        return at >= 0 and ord(char) <= self.last[at]


Fonts = dict[Role, tuple[Face, ...]]
"""For each kind of type the faces that set it, the best first: a character is taken from the first that has it."""
