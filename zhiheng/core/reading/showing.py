"""How likely a mirroring site shows an original text as it is seen: the damage, done again.

Source: docs/methods/cleaning.md
"""

from collections.abc import Mapping
from itertools import product

from zhiheng.core.reading.gbk import bytes_of, character_of, is_private

COMMAS_BEFORE = frozenset(mark.encode("gbk") for mark in "，、。；？")
MOST_MARKS = 8
"""Marks up to which every choice of commas is tried."""

MOST_PARTED = 3
"""Listed characters one within the other up to which every order of them is tried."""

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def shown_share(original: str, seen: str, listed: Mapping[str, str], commas: float) -> float:
    """The likelihood that `original` is shown as `seen`: 0 where it cannot be.

    `listed` are the characters that the site annotates, with their readings; `commas` is the share of marks before
    which it puts a comma.
    """
    plain = _bytes_of_all(original)
    if plain is None:
        return 0.0
    wanted = seen.translate(_FOLDED)
    by_pair = {pair: reading for character, reading in listed.items() if (pair := bytes_of(character))}
    found = [_commas_fit(raw, wanted, commas) for raw in _annotated(plain, by_pair)]
    return sum(found) / len(found)


def _commas_fit(raw: bytes, wanted: str, commas: float) -> float:
    """The likelihood of commas with which the bytes show as wanted."""
    marks = [at for at in range(len(raw) - 1) if raw[at : at + 2] in COMMAS_BEFORE]
    if len(marks) > MOST_MARKS:
        return 0.0
    found = 0.0
    for choice in product((False, True), repeat=len(marks)):
        chosen = [at for at, put in zip(marks, choice, strict=True) if put]
        if _decoded(_with_commas(raw, chosen)) == wanted:
            found += float(commas ** len(chosen) * (1 - commas) ** (len(marks) - len(chosen)))
    return found


def _bytes_of_all(text: str) -> bytes | None:
    """The bytes of a text; None where GBK has none."""
    raw = bytearray()
    for character in text:
        pair = bytes_of(character)
        if pair is None:
            return None
        raw += pair
    return bytes(raw)


def _annotated(plain: bytes, listed: Mapping[bytes, str]) -> list[bytes]:
    """The bytes with the annotations, in each way the site can have put them.

    An annotation parts the bytes of a listed character that begins inside the annotated one, unless that came first.
    """
    found = {at + 2: reading for at in range(len(plain) - 1) if (reading := listed.get(plain[at : at + 2]))}
    parted = [at for at in found if at - 1 in found][:MOST_PARTED]
    ways = []
    for choice in product((True, False), repeat=len(parted)):
        gone = {at for at, stays in zip(parted, choice, strict=True) if not stays}
        out, last = bytearray(), 0
        for at, reading in found.items():
            if at not in gone:
                out += plain[last:at] + f"({reading})".encode("gbk")
                last = at
        ways.append(bytes(out + plain[last:]))
    return ways


def _with_commas(raw: bytes, places: list[int]) -> bytes:
    out, last = bytearray(), 0
    for at in places:
        out += raw[last:at] + b","
        last = at
    return bytes(out + raw[last:])


def _decoded(raw: bytes) -> str:
    """As a decoder shows bytes that makes one ? of a broken pair and drops private characters; half width."""
    out, at = [], 0
    while at < len(raw):
        if raw[at] <= 0x80:
            out.append("€" if raw[at] == 0x80 else chr(raw[at]))
            at += 1
            continue
        pair = raw[at : at + 2]
        at += 2
        if not is_private(pair):
            out.append(character_of(pair) or "?")
    return "".join(out).translate(_FOLDED)
