"""The measures of an official document. Source: GB/T 9704-2012, clauses 5 and 7; docs/methods/writing.md."""

PAGE = (210.0, 297.0)  # millimetres, A4
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0  # millimetres
AREA = (PAGE[0] - LEFT - RIGHT, PAGE[1] - TOP - BOTTOM)  # 156 × 225, the 版心
LINES, CHARACTERS = 22, 28  # on a full page

POINT = 25.4 / 72  # millimetres
BODY, TITLE, FOURTH = 16.0, 22.0, 14.0  # points: 3号, 2号, 4号
LINE = AREA[1] / LINES / POINT  # points from line to line
CHARACTER = AREA[0] / CHARACTERS / POINT  # points from character to character
WIDTH = AREA[0] / POINT  # points of a line

ISSUER_BELOW = 35.0  # millimetres from the top of the text area to the top of the issuer's name (7.2.4)
LINE_BELOW_NUMBER = 4.0  # millimetres (7.2.7)
NUMBER_BELOW = 7.0  # millimetres from the text area to the page number (7.5)
THICK, THIN = 0.35, 0.25  # millimetres, the rules of the 版记 (7.4.1)
LETTER_ISSUER, LETTER_RULE, LETTER_FOOT = 30.0, 170.0, 20.0  # millimetres (10.1): top of the name, its rules, the lower one
SEAL = 42.0  # millimetres across
RED = "E60012"

_LARGEST, _NARROWEST = 48.0, 0.6


def issuer_type(name: str) -> tuple[float, float]:
    """Points of a masthead, and how much its characters are narrowed so that a line holds them.

    >>> issuer_type("示例省人民政府")
    (48.0, 1.0)
    """
    room, count = WIDTH * 0.97, max(len(name), 1)
    size = max(min(_LARGEST, room / _NARROWEST / count), TITLE)
    return round(size, 1), round(min(1.0, max(_NARROWEST, room / size / count)), 2)
