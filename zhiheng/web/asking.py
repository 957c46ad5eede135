"""What an address or a plain form asks for."""

from collections.abc import Mapping


def typed(given: Mapping[str, str], name: str) -> str:
    """The words typed into a field: without blanks around them, and without NUL, which no database keeps."""
    return given.get(name, "").replace("\0", "").strip()


def number_in(text: str | None) -> int:
    """The number of a row that an address or form names; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
