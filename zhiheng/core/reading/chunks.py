"""Taking out the numbers that a document-sharing site puts before each block of equal length."""

import re
from itertools import pairwise

from zhiheng.core.reading.aligned import Aligned

MARKER = re.compile(r"(?m)^[ \t]*(\d{1,4})[、.．]")
LEAST = 3
"""Blocks in order from which the numbers can be the site's."""

SPREAD = 3
"""Characters by which blocks of equal length may differ."""


def unchunked(body: Aligned) -> Aligned:
    """The text with the site's block numbers and the breaks before them cut; itself where there are none.

    They are told from numbered headings by the blocks' equal length and by breaking sentences.
    """
    markers = _in_order(list(MARKER.finditer(body.text)))
    if len(markers) < LEAST or not _equal_blocks(body.text, markers):
        return body
    text = body.text
    cuts = [markers[0].span()]
    for marker in markers[1:]:
        start = marker.start()
        while start and text[start - 1] in "\r\n":
            start -= 1
        cuts.append((start, marker.end()))
    return body.without(cuts)


def _in_order(markers: list[re.Match[str]]) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for marker in markers:
        if int(marker[1]) == len(found) + 1:
            found.append(marker)
    return found


def _equal_blocks(text: str, markers: list[re.Match[str]]) -> bool:
    blocks = [
        text[marker.end() : following.start()].rstrip("\r\n")
        for marker, following in pairwise(markers)
    ]
    sizes = sorted(len(block) for block in blocks)
    middle = sizes[len(sizes) // 2]
    equal = [block for block in blocks if abs(len(block) - middle) <= SPREAD]
    broken = [block for block in equal if not block.endswith(("。", "！", "？", "；", ";", "：", ":"))]
    return middle >= 50 and len(equal) >= 0.8 * len(blocks) and len(broken) >= 0.5 * len(equal)
