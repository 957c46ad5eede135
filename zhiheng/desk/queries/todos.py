"""What a line of the desk says."""

from typing import NamedTuple


class Todo(NamedTuple):
    """One thing that waits for a person: what, why, and where it is done."""

    what: str
    why: str
    url: str
    tone: str  # of web's states
