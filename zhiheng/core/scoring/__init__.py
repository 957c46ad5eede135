"""Scores those assessed by a scheme.

Enters: a scheme, subjects with their groups, and findings: observed values, judgements, evidence on hand, incidents.
Leaves: `Scorecard`: every item with its steps in words, sums, total, vetoes, grade, rank; and what would move it.
Open carding.py first. Everything is Decimal; peers are scored together.
"""

from zhiheng.core.scoring.bounding import Band, Span, band_of_rank, peers_of, span_of_total
from zhiheng.core.scoring.carding import scorecards
from zhiheng.core.scoring.gaining import Gain, Move, Moves, full_moves, gains, smallest_moves
from zhiheng.core.scoring.hearing import Heard, allowed, heard
from zhiheng.core.scoring.itemising import column
from zhiheng.core.scoring.numbers import plain
from zhiheng.core.scoring.ruling import most_allowed, rule_in_words, value_asked
from zhiheng.core.scoring.supposing import Moved, Supposed, Supposition, supposed
from zhiheng.core.scoring.telling import as_json, explained

__all__ = [
    "Band",
    "Gain",
    "Heard",
    "Move",
    "Moved",
    "Moves",
    "Span",
    "Supposed",
    "Supposition",
    "allowed",
    "as_json",
    "band_of_rank",
    "column",
    "explained",
    "full_moves",
    "gains",
    "heard",
    "most_allowed",
    "peers_of",
    "plain",
    "rule_in_words",
    "scorecards",
    "smallest_moves",
    "span_of_total",
    "supposed",
    "value_asked",
]
