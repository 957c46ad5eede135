"""Taking back what a mirroring site did to the bytes: pinyin after characters, commas before marks.

A pinyin annotation is its own checksum: it goes only where it is a reading of the character before it.
Source: docs/methods/cleaning.md
"""

import re
from functools import cache

from zhiheng.core.reading.aligned import Aligned, Edit
from zhiheng.core.reading.characters import HAN
from zhiheng.core.reading.simplifying import single

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɡ"
ANNOTATION = re.compile(f"([{HAN}])\\(([{LETTERS}]{{1,6}})\\)")
DOUBLED = re.compile(r",([,，、。;；？])")
MARK = re.compile(r"[,，、。;；]")
LINE_END = re.compile(r"(?<=[。：:；;！])\?(?=[ \t\r]*(?:\n|\Z))")

FULL = str.maketrans(",;:", "，；：")

ENOUGH = 3
"""Matching annotations from which a text counts as annotated by a machine."""

DOUBLED_SHARE = 0.1
"""Share of marks with a comma before them from which the commas count as put in by a machine."""


def unannotated(body: Aligned) -> Aligned:
    """The text without machine annotations, doubled commas and swallowed line ends; itself if it has none."""
    found = annotations(body.text)
    if len(found) < ENOUGH:
        return body
    edits = [Edit(*match.span(), match[1], "pinyin", _evidence(match[2], match[1])) for match in found]
    edits += _doubled(body.text)
    edits += [Edit(*match.span(), "", "swallowed", "a byte lost at the line's end") for match in LINE_END.finditer(body.text)]
    return body.edited(sorted(edits))


@cache
def _evidence(reading: str, character: str) -> str:
    return f"{reading} reads {single(character)}"


def annotations(text: str) -> list[re.Match[str]]:
    """Characters (1) with their annotation (2) where it reads them."""
    return [match for match in ANNOTATION.finditer(text) if match[2] in readings(match[1])]


def plain_guess(text: str) -> str:
    """A text without annotations and doubled commas, good enough to count characters in."""
    return DOUBLED.sub(r"\1", ANNOTATION.sub(r"\1", text)).translate(FULL)


@cache
def readings(character: str) -> frozenset[str]:
    """All readings of a character, with tone marks."""
    from pypinyin import Style, pinyin  # here: its tables take long to load, and few texts come from mirrors

    return frozenset(pinyin(character, heteronym=True, style=Style.TONE)[0])


def _doubled(text: str) -> list[Edit]:
    found = list(DOUBLED.finditer(text))
    if len(found) < DOUBLED_SHARE * len(MARK.findall(text)):
        return []
    return [Edit(*match.span(), match[1], "doubled", "a comma before a mark") for match in found]
