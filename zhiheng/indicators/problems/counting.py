"""How many problems wait for a person: counted when first asked for, then kept a while, for counting takes a second."""

from collections.abc import Iterable
from datetime import date
from zlib import crc32

from django.core.cache import cache

from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Organisation
from zhiheng.indicators.problems.finding import problems

KEPT_FOR = 600  # seconds; whoever opens the list counts anew, and comes back to it from every decision


def waiting(office: Organisation, seen: Iterable[Indicator], today: date) -> int:
    """How many problems an office has to decide about, at most ten minutes old."""
    seen = list(seen)
    kept = cache.get(key(office, seen, today))
    return kept if kept is not None else keep(office, seen, today, len(problems(office, seen, today)))


def keep(office: Organisation, seen: Iterable[Indicator], today: date, found: int) -> int:
    """The count, kept for the next page."""
    cache.set(key(office, seen, today), found, KEPT_FOR)
    return found


def key(office: Organisation, seen: Iterable[Indicator], today: date) -> str:
    """The name under which the count of one office on one day is kept; who sees other figures has a count of her own."""
    figures = crc32(" ".join(one.id for one in seen).encode())
    return f"problems:{office.pk}:{today}:{figures}"
