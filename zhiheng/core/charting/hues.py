"""Colours: six hues for areas, five steps for classes of a map. Every colour has a mark, a dash or a printed value beside it.

The six are told apart by people with protanopia, deuteranopia and tritanopia, and stand on white with 3:1 at least
(tests/core/charting/test_hues.py measures both).
"""

import re

HUES = ("#12489b", "#2098b6", "#711414", "#93931a", "#5d2852", "#bf7a69")
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (12, 3), (4, 2, 1, 2))
STEPS = ("#e8effa", "#b9cfee", "#7da4da", "#3a6db5", "#12489b")  # light is little
INK, SECOND, LINE, PAPER, TARGET = "#1f2733", "#5b6675", "#e3e7ee", "#ffffff", "#b3261e"
_ON_DARK = STEPS[3:]


def number_of(area: str) -> int:
    """Which of the six an area has: by its own code alone, so that no other area's coming or going changes it.

    Shape: the pairs of digits of the code, added up: neighbours in a list of codes differ, at every level.
    """
    if re.fullmatch(r"\d+", area):
        places = [area[0:2], area[2:4], area[4:6], area[6:9], area[9:]]
        return sum(int(place) for place in places if place) % len(HUES)
    return sum(map(ord, area)) % len(HUES)


def hue(area: str) -> str:
    """The colour of an area, the same on every chart."""
    return HUES[number_of(area)]


def dash(area: str) -> tuple[int, ...]:
    """The dashes of an area's line: what tells lines apart without colour."""
    return DASHES[number_of(area)]


def step_colour(place: int, count: int) -> str:
    """The colour of a class, the `place`-th of `count` from below."""
    return STEPS[-1] if count == 1 else STEPS[round(place * (len(STEPS) - 1) / (count - 1))]


def ink_on(colour: str) -> str:
    """The colour of text on a step."""
    return PAPER if colour in _ON_DARK else INK
