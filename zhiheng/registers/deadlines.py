"""Due dates in words."""

from datetime import date
from typing import NamedTuple

from zhiheng.registers.models import Row

SOON = 7  # days before the last one


class Due(NamedTuple):
    """How a row stands with its earliest open deadline: 还有 3 天, 逾期 3 天."""

    word: str
    tone: str  # of web's states
    on: date


def due_words(row: Row, today: date) -> Due | None:
    """How a row that counts stands; None where nothing is due."""
    return in_words(row.due_on, today) if row.due_on and row.status == "kept" else None


def in_words(on: date, today: date) -> Due:
    """How far off a day is."""
    left = (on - today).days
    if left < 0:
        return Due(f"逾期 {-left} 天", "bad", on)
    return Due("今天到期" if not left else f"还有 {left} 天", "warn" if left <= SOON else "plain", on)
