"""One character for each printed thing while the text around it is read as Markdown: no value is ever read as anything.

The characters are those of a private plane that no font and no input method knows; a template that holds one is refused.
"""

_FIRST, _LAST = 0xF0000, 0xFFFFD


def is_placeholder(character: str) -> bool:
    """Whether a character stands for a thing."""
    return _FIRST <= ord(character) <= _LAST


def placeholder(number: int) -> str:
    """The character of the thing with that number. Raises: ValueError: there are more than 65,534 things."""
    if _FIRST + number > _LAST:
        raise ValueError("too many things for one document")
    return chr(_FIRST + number)


def number_of(character: str) -> int:
    """The number of the thing that a character stands for."""
    return ord(character) - _FIRST
