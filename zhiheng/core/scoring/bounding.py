"""How far missing data leave a total and a rank open: no page says more exactly than this where somebody stands.

Source: docs/methods/scoring.md
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from zhiheng.core.scoring.numbers import ZERO
from zhiheng.core.scoring.summing import summed
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.scorecards import Scorecard


class Span(Struct, frozen=True, kw_only=True):
    """From the least to the most, both included."""

    least: Decimal
    most: Decimal


class Band(Struct, frozen=True, kw_only=True):
    """Ranks from the best to the worst that are possible."""

    best: int
    worst: int


def span_of_total(scheme: Scheme, card: Scorecard) -> Span:
    """The totals that are possible once every item without data has some: none of its points, or all. What is known stays."""
    leaves = scheme.leaves
    known = full = unknown = extra = ZERO
    for one in card.items:
        if leaves[one.id].kind != "regular":
            extra += one.score
        elif one.state == "missing":
            unknown += one.points
        else:
            known += one.score
            full += one.points if one.counts else ZERO
    least, most = (summed(scheme, known + more, full + unknown, extra).adjusted for more in (ZERO, unknown))
    return Span(least=least, most=most)


def peers_of(scheme: Scheme, cards: Iterable[Scorecard], card: Scorecard) -> list[Scorecard]:
    """Those that one is ranked among, itself with them."""
    return [one for one in cards if scheme.ranks == "all" or one.group == card.group]


def band_of_rank(scheme: Scheme, cards: Sequence[Scorecard], card: Scorecard) -> Band:
    """The ranks that are possible once all items without data have some; where nothing is missing, the rank itself."""
    own = span_of_total(scheme, card)
    spans = [span_of_total(scheme, one) for one in peers_of(scheme, cards, card) if one.subject != card.subject]
    best, worst = 1 + sum(one.least > own.most for one in spans), 1 + sum(one.most > own.least for one in spans)
    return Band(best=min(best, card.rank), worst=max(worst, card.rank))
