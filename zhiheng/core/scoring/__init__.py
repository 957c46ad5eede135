"""Scores those assessed by a scheme.

Enters: a scheme, subjects with their groups, and findings: observed values, judgements, evidence on hand, incidents.
Leaves: `Scorecard`: every item with its steps in words, sums, total, vetoes, grade, rank; and what would move it.
Open carding.py first. Everything is Decimal; peers are scored together.
"""

from zhiheng.core.scoring.carding import scorecards
from zhiheng.core.scoring.gaining import Gain, Moves, gains, smallest_moves
from zhiheng.core.scoring.hearing import Heard, allowed, heard
from zhiheng.core.scoring.itemising import column
from zhiheng.core.scoring.numbers import plain
from zhiheng.core.scoring.ruling import most_allowed, rule_in_words, value_asked
from zhiheng.core.scoring.supposing import Moved, Supposed, supposed
from zhiheng.core.scoring.telling import as_json, explained

__all__ = [
    "Gain",
    "Heard",
    "Moved",
    "Moves",
    "Supposed",
    "allowed",
    "as_json",
    "column",
    "explained",
    "gains",
    "heard",
    "most_allowed",
    "plain",
    "rule_in_words",
    "scorecards",
    "smallest_moves",
    "supposed",
    "value_asked",
]
