"""Ranks: a total order by total, told apart by levels where the scheme says so; who is still equal shares a rank, and it is said.

Source: docs/methods/scoring.md
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.scorecards import Subject

Key = tuple[Decimal, ...]


class Placed(NamedTuple):
    """A rank among `of`; `tied` are the others that share it, `better` and `worse` count those before and behind."""

    rank: int
    of: int
    tied: tuple[str, ...]
    better: int
    worse: int


def ranks(scheme: Scheme, subjects: Sequence[Subject], keys: Mapping[str, Key]) -> dict[str, Placed]:
    """The rank of every subject among its peers, by keys of which more is better."""
    peers: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        peers[subject.group if scheme.ranks == "group" else ""].append(subject.id)
    found: dict[str, Placed] = {}
    for members in peers.values():
        found |= _ranks(scheme, members, keys)
    return found


def _ranks(scheme: Scheme, members: Sequence[str], keys: Mapping[str, Key]) -> dict[str, Placed]:
    together: dict[Key, list[str]] = defaultdict(list)
    for member in members:
        together[keys[member]].append(member)
    found: dict[str, Placed] = {}
    better = 0
    for number, key in enumerate(sorted(together, reverse=True), 1):
        same = sorted(together[key])
        rank = better + 1 if scheme.ties.next == "skipped" else number
        worse = len(members) - better - len(same)
        for member in same:
            tied = tuple(other for other in same if other != member) if len(same) > 1 else ()
            found[member] = Placed(rank, len(members), tied, better, worse)
        better += len(same)
    return found
