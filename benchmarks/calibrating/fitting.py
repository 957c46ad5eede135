"""Factors of doubt from items that were right or wrong."""

from collections.abc import Iterable, Sequence
from math import log, prod
from typing import NamedTuple

DOUBTED = "doubted"  # by a range or by the other values: never above one half
_AT_MOST_DOUBTED = 0.5
_FEWEST = 5  # items with a doubt, below which its factor stays as it was set by hand
_STEPS = [round(0.02 * n, 2) for n in range(10, 51)]  # 0.2, 0.22 … 1
_TOP = [round(0.5 + 0.01 * n, 2) for n in range(50)]  # 0.5 … 0.99
_PRIOR = {"kind": (9.0, 0.6), "doubt": (2.4, 0.4)}  # as if so many more had been right, and wrong
_ROUNDS = 6

Factors = dict[str, float]


class Evidence(NamedTuple):
    """One annotated item."""

    document: str
    kind: str
    doubts: tuple[str, ...]
    told: bool
    right: bool


def confidence_of(factors: Factors, item: Evidence) -> float:
    """As `zhiheng.core.extracting.weighing` reckons it, with the cap of what was doubted by its value."""
    sure = factors[item.kind] * prod(factors.get(f"{item.kind}:{doubt}", 1.0) for doubt in item.doubts)
    sure = round(max(0.05, min(0.99, sure)), 2)
    return min(sure, _AT_MOST_DOUBTED) if DOUBTED in item.doubts else sure


def fitted(before: Factors, items: Sequence[Evidence]) -> Factors:
    """The likeliest factors, each at most 1; those with too few items as they were before."""
    factors = dict(before)
    for kind in {item.kind for item in items}:
        own = [item for item in items if item.kind == kind]
        keys = [key for key in factors if key.startswith(f"{kind}:") and len(having(own, key)) >= _FEWEST]
        for _ in range(_ROUNDS):
            for key in [kind, *keys]:
                factors[key] = _best(factors, key, own)
    return factors


def having(items: Iterable[Evidence], key: str) -> list[Evidence]:
    """The items of a kind, or of a kind and a doubt (statistic:carried)."""
    kind, _, doubt = key.partition(":")
    return [item for item in items if item.kind == kind and (not doubt or doubt in item.doubts)]


def _best(factors: Factors, key: str, items: Sequence[Evidence]) -> float:
    concerned = having(items, key)
    rest = [(confidence_of({**factors, key: 1.0}, item), item.right) for item in concerned]
    right, wrong = _PRIOR["doubt" if ":" in key else "kind"]

    def likelihood(factor: float) -> float:
        seen = sum(log(sure * factor) if good else log(1 - min(0.999, sure * factor)) for sure, good in rest)
        return seen + right * log(factor) + wrong * log(1 - min(0.999, factor))

    return max(_STEPS if ":" in key else _TOP, key=likelihood)
