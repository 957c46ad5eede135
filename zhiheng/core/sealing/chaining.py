"""Entries chained: each names the digest of the one before it."""

from collections.abc import Iterable, Iterator

from zhiheng.core.sealing.canonical import canonical
from zhiheng.core.sealing.digests import digest_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.seals import START, Entry, Flaw, Link, Sealed


def link(entry: Entry, after: Link, name: str) -> Sealed:
    """The entry with its place in the chain, and its digest."""
    placed = {**entry, "seq": after.seq + 1, "prev": after.digest, "digest_name": name}
    return Sealed(placed, digest_of(canonical(placed), name))


def sealed(entries: Iterable[Entry], after: Link, name: str) -> Iterator[Sealed]:
    """The entries chained on behind `after`, in the order they come."""
    for entry in entries:
        made = link(entry, after, name)
        after = Link(after.seq + 1, made.digest)
        yield made


def flaws(chain: Iterable[Sealed], start: Link = START, end: Link | None = None) -> Iterator[Flaw]:
    """What is wrong in a chain, the first first; nothing when every entry is as it was sealed.

    `start` is the end of what was verified before; `end`, where known from elsewhere, where the chain must end.
    """
    before, last, trusted, shift = None, start, True, 0
    for found in chain:
        entry, seq = found.entry, found.entry["seq"]
        if seq <= last.seq:
            yield Flaw("out_of_order", seq, entry, last.seq)
            continue
        if seq > last.seq + 1:
            yield Flaw("missing", last.seq + 1, other=seq - 1)
            trusted = False
        whole = is_whole(found)
        if not whole:
            looked_for = entry["prev"] != last.digest  # an entry that follows its own neighbour has not moved alone
            shift = _shift(found, shift, looked_for)
            yield Flaw("moved", seq, entry, seq + shift) if shift else Flaw("altered", seq, entry)
        elif trusted and entry["prev"] != last.digest:
            yield Flaw("rewritten", last.seq, before)
        before, last, trusted = entry, Link(seq, found.digest), whole
    if end:
        yield from _flaws_of_end(before, last, end)


def _flaws_of_end(before: Entry | None, last: Link, end: Link) -> Iterator[Flaw]:
    if last.seq < end.seq:
        yield Flaw("tail_missing", last.seq + 1, other=end.seq)
    elif last.seq > end.seq:
        yield Flaw("tail_added", last.seq, before, end.seq)
    elif last.digest != end.digest:
        yield Flaw("rewritten", last.seq, before)


def is_whole(found: Sealed) -> bool:
    """Whether the entry is what its digest says."""
    try:
        return digest_of(canonical(found.entry), found.entry["digest_name"]) == found.digest
    except (ValueError, LookupError, TypeError, Fault):
        return False


SEARCHED = 100_000  # numbers tried on either side for an entry that was moved: about a second


def _shift(found: Sealed, known: int, looked_for: bool) -> int:
    """How far from its number the entry was sealed: as far as the one before, or the nearest; 0 when it was not moved."""
    if known and _whole_at(found, known):
        return known
    away = range(1, SEARCHED) if looked_for else ()
    return next((shift for far in away for shift in (far, -far) if _whole_at(found, shift)), 0)


def _whole_at(found: Sealed, shift: int) -> bool:
    seq = found.entry["seq"] + shift
    return seq > 0 and is_whole(Sealed({**found.entry, "seq": seq}, found.digest))
