"""What a seal is made of: links of a chain, sealed entries, and what can be wrong with them."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Entry = Mapping[str, Any]  # plain JSON values; `seq`, `prev` and `digest_name` among them
FlawKind = Literal["altered", "rewritten", "moved", "missing", "out_of_order", "tail_missing", "tail_added", "unreadable"]


class Link(NamedTuple):
    """The end of a chain: how many entries it has, and the digest of the last."""

    seq: int
    digest: str


START = Link(0, "")


class Sealed(NamedTuple):
    """One entry as it is kept, and the digest kept beside it."""

    entry: Entry
    digest: str


class Flaw(NamedTuple):
    """One thing wrong in a chain, at `seq`.

    altered       what the entry says is not what was sealed
    rewritten     altered, and given a digest of its own; the entry after it still names the old one
    moved         whole, but sealed as number `other`
    missing       the entries from `seq` to `other` are not there
    out_of_order  comes after number `other`, which is not smaller
    tail_missing  the chain is said to end at `other`; the entries from `seq` on are not there
    tail_added    the chain is said to end at `other`, and goes on
    unreadable    a line that is not one sealed entry in its canonical form
    """

    kind: FlawKind
    seq: int
    entry: Entry | None = None
    other: int = 0


class Span(NamedTuple):
    """The entries of one chain that one day added. None of them: `last` is `first` - 1 and `head` the digest before."""

    first: int
    last: int
    head: str  # digest of the entry `last`
