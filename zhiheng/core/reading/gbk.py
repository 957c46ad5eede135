"""The bytes of GBK, and the characters that a document in traditional characters can have had there."""

from functools import cache

from zhiheng.core.reading.simplifying import is_only_simplified, single

Character = tuple[str, str]
"""A character, and the same simplified."""

ANY_LEAD = frozenset(range(0x81, 0xFF))
PUNCTUATION = set("，、。；：？！（）《》“”〔〕—…·○％")


@cache
def made_of(leads: frozenset[int], trails: frozenset[int]) -> tuple[Character, ...]:
    """The characters with such a first and such a second byte that a document in traditional ones may hold."""
    if len(trails) == 1:
        (trail,) = trails
        column = _ending_in(trail)
        return tuple(column[lead] for lead in sorted(column.keys() & leads))
    return tuple(row[trail] for lead in sorted(leads) if (row := _beginning_in(lead)) for trail in sorted(row.keys() & trails))


@cache
def _beginning_in(lead: int) -> dict[int, Character]:
    """By their second byte such characters, each also simplified."""
    found = {}
    for trail in range(0x40, 0xFF):
        character = character_of(bytes([lead, trail]))
        if character is None or is_only_simplified(character):
            continue
        plain = single(character)
        if character in PUNCTUATION or ("一" <= character <= "鿿" and _is_usual(plain)):
            found[trail] = (character, plain)
    return found


@cache
def _ending_in(trail: int) -> dict[int, Character]:
    return {lead: row[trail] for lead in ANY_LEAD if trail in (row := _beginning_in(lead))}


@cache
def forms() -> dict[str, list[tuple[int, int, str]]]:
    """By simplified character the same characters with their two bytes."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for lead in sorted(ANY_LEAD):
        for trail, (character, plain) in _beginning_in(lead).items():
            found.setdefault(plain, []).append((lead, trail, character))
    return found


def _is_usual(character: str) -> bool:
    """Whether a simplified character is one of GB 2312."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@cache
def character_of(pair: bytes) -> str | None:
    """The character that two bytes are; None where they are none."""
    try:
        character = pair.decode("gbk")
    except UnicodeDecodeError:
        return None
    return character if len(character) == 1 else None


@cache
def bytes_of(character: str) -> bytes | None:
    """The bytes of a character; None where GBK has none."""
    try:
        return b"\x80" if character == "€" else character.encode("gbk")  # as cp936 shows a lone 80
    except UnicodeEncodeError:
        return None


def is_private(pair: bytes) -> bool:
    """Whether two bytes are a place for private characters, which the decoder drops."""
    if len(pair) < 2:
        return False
    lead, trail = pair
    if trail >= 0xA1:
        return 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE
    return 0xA1 <= lead <= 0xA7 and trail >= 0x40 and trail != 0x7F
