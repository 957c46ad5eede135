"""Where in a line of text a gap stands: underscores, underlined blanks, blanks behind a colon."""

import re

UNDERLINED_TAB = "\ue001"
_GAP = re.compile(
    rf"[_＿﹍{UNDERLINED_TAB}]{{2,}}|{UNDERLINED_TAB}"
    r"|(?<=[(（])[ \u3000\xa0]{2,}(?=[)）])|(?<=[:：])[ \u3000\xa0]{2,}(?=[^\s:：])"
)
_ADDRESS = re.compile(r"(.+)#(\d+)")


def place_of(address: str) -> tuple[str, int]:
    """The cell or paragraph that an address names, and which of its gaps; 0 where the whole cell is meant.

    >>> place_of("附表#1!B3"), place_of("附表#1!B3#2")
    (('附表#1!B3', 0), ('附表#1!B3', 2))
    """
    found = _ADDRESS.fullmatch(address)
    return (found[1], int(found[2])) if found else (address, 0)


def gaps_in(text: str) -> list[tuple[int, int]]:
    """The stretches of a line that wait for words or figures."""
    return [found.span() for found in _GAP.finditer(text)]
