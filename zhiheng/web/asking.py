"""What an address or a plain form asks for."""

from collections.abc import Mapping


def typed(given: Mapping[str, str], name: str) -> str:
    """The words typed into a field: without blanks around them, and without NUL, which no database keeps."""
    return given.get(name, "").replace("\0", "").strip()
