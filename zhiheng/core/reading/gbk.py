"""The bytes of GBK, and the characters that a document in traditional characters can have had there."""

from functools import cache

from zhiheng.core.reading.likelihood import UNCOMMON, commonness
from zhiheng.core.reading.mirror import readings
from zhiheng.core.reading.simplifying import is_only_simplified, single

ANY_LEAD = frozenset(range(0x81, 0xFF))
PUNCTUATION = set("，、。；：？！（）《》“”〔〕—…·○％")


@cache
def beginning_in(lead: int) -> dict[int, tuple[str, str]]:
    """By their second byte the characters that a document in traditional ones may hold, each also simplified."""
    found = {}
    for trail in range(0x40, 0xFF):
        try:
            character = bytes([lead, trail]).decode("gbk")
        except UnicodeDecodeError:
            continue
        plain = single(character)
        usual = character in PUNCTUATION or ("一" <= character <= "鿿" and commonness(plain) >= UNCOMMON)
        if usual and not is_only_simplified(character):
            found[trail] = (character, plain)
    return found


@cache
def ending_in(trail: int) -> dict[int, tuple[str, str]]:
    """The same characters by their first byte."""
    return {lead: row[trail] for lead in ANY_LEAD if trail in (row := beginning_in(lead))}


@cache
def forms_of_all() -> dict[str, list[tuple[str, int, int]]]:
    """By simplified character its forms in traditional text, with their bytes."""
    forms: dict[str, list[tuple[str, int, int]]] = {}
    for lead in ANY_LEAD:
        for trail, (character, plain) in beginning_in(lead).items():
            forms.setdefault(plain, []).append((character, lead, trail))
    return forms


@cache
def readings_of_bytes(pair: bytes) -> frozenset[str]:
    """The readings of the character that two bytes are; empty where they are none."""
    try:
        character = pair.decode("gbk")
    except UnicodeDecodeError:
        return frozenset()
    return readings(character) if len(character) == 1 else frozenset()


@cache
def bytes_of(character: str) -> bytes | None:
    """The bytes of a character; None where GBK has none."""
    try:
        return b"\x80" if character == "€" else character.encode("gbk")  # as cp936 shows a lone 80
    except UnicodeEncodeError:
        return None


def tail_byte(character: str) -> bytes:
    """The second byte of a character of two; empty for any other."""
    raw = bytes_of(character) or b""
    return raw[1:] if len(raw) == 2 else b""
